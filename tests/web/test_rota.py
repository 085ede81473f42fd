"""Hours for reading: agreed by everybody or not at all, said truly beside every page, and nobody sees more by them."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from uuid import UUID

import pytest

from lamplit.actions import clock, entries, rota_reading
from lamplit.people import rotas
from lamplit.vault import store
from tests.cast import Cast, Part, a_browser
from tests.web.test_concern_pages import record, seen
from tests.web.test_noticing_pages import PLAIN, B, read, write

pytestmark = pytest.mark.django_db

NOBODY = "Nobody is watching this page right now."
HOURS = "data-hours"
ASKED = ("subject", "carer", "other_carer", "therapist", "school_lead", "social_worker")


def page(part: Part, path: str) -> str:
    answer = part.client.get(f"/c/{part.circle}{path}")
    assert answer.status_code == 200, path
    return str(answer.content.decode())


def post(part: Part, path: str, **fields: object) -> int:
    return int(part.client.post(f"/c/{part.circle}{path}", fields).status_code)


def propose(cast: Cast, by: str = "therapist", **changed: object) -> int:
    row = {"reader0": cast.therapist.membership, "cover0": cast.carer.membership, "days0": list("0123456")}
    return post(getattr(cast, by), "/circle/hours/ask", **{**row, "starts0": "00:00", "ends0": "23:59", **changed})


def agree(cast: Cast, *but: str, **changed: object) -> None:
    """Ask, and let everybody say yes, the young person first."""
    assert propose(cast, **changed) == 302
    for role in ASKED:
        if role not in but:
            assert post(getattr(cast, role), "/circle/hours/yes") == 302, role


def told(part: Part) -> str:
    return page(part, "/circle").split("What changed</h2>")[1]


def line(part: Part, kind: str = "journal") -> str:
    found = re.search(r'<p class="not-watched".*?</p>', page(part, f"/new/{kind}"), re.DOTALL)
    assert found, kind
    return " ".join(re.sub(r"<[^>]+>", "", found[0]).split())


@contextmanager
def later(**passed: int) -> Iterator[None]:
    with clock.standing_at(clock.now() + timedelta(**passed)):
        yield


def today(part: Part) -> str:
    return page(part, "/")


def test_it_begins_with_the_last_yes_and_the_young_person_answers_first(cast: Cast) -> None:
    assert propose(cast) == 302
    assert post(cast.carer, "/circle/hours/yes") == 409
    assert "You are asked about set hours" in today(cast.subject)
    assert "You are asked about set hours" not in today(cast.carer)
    for role in ASKED:
        assert HOURS not in page(cast.subject, "/new/journal"), role
        assert post(getattr(cast, role), "/circle/hours/yes") == 302
    said = line(cast.subject)
    assert "Sam reads what you show them every day, 0:00 to 23:59. Robin stands in." in said
    assert said.startswith(NOBODY), "a page of one's own is nobody's to watch, in any circle"
    for role in ASKED:
        assert "Everybody said yes." in told(getattr(cast, role))
        assert "Everybody said yes." in today(getattr(cast, role))
    acts = Counter(str(action) for (action,) in store.rows("SELECT action FROM vault_audit"))
    assert {name: acts[f"circle.rota_{name}"] for name in ("proposed", "yes", "begun")} == {
        "proposed": 1,
        "yes": len(ASKED),
        "begun": 1,
    }


def test_the_line_depends_on_who_is_shown_the_page(cast: Cast) -> None:
    agree(cast)
    carers = line(cast.carer, "moment")
    assert NOBODY not in carers, "the therapist reads a carer's moments"
    assert "Sam reads what you show them" in carers
    assert "At other times nobody is watching." in carers
    assert "Robin stands in" not in carers, "nobody stands in for reading their own words"
    assert NOBODY in line(cast.carer, "journal")
    assert "reads what you show" not in page(cast.therapist, "/coach"), "nobody watches over whoever reads"
    assert "reads what you show" not in page(cast.teacher, "/school"), "a teacher learns no name of who helps"
    for part in cast.strangers[:2]:
        assert "reads what you show" not in page(part, "/new/journal")
    assert "reads what you show" not in a_browser().get("/sign-in").content.decode()
    assert "reads what you show" not in cast.subject.client.get("/add").content.decode(), "phones keep this page"


@pytest.mark.parametrize("role", ["subject", "other_carer", "therapist"])
def test_one_who_takes_their_yes_back_ends_it_at_once_and_nobody_is_told_who(cast: Cast, role: str) -> None:
    agree(cast)
    one = getattr(cast, role)
    assert post(one, "/circle/hours/no") == 302
    assert HOURS not in page(cast.subject, "/new/journal")
    for part in (getattr(cast, each) for each in ASKED):
        assert "reads what is shown" not in page(part, "/circle")
        assert "The hours for reading are over. Nobody is watching now." in today(part)
        said = told(part)
        assert "The hours for reading are over. Nobody is watching now." in said
        assert f"{one.name} ended" not in said
    assert post(cast.carer, "/circle/hours/yes") == 409, "a new agreement needs a new asking"


@pytest.mark.parametrize("missing", ["other_carer", "social_worker"])  # the engine's test tries every one
def test_without_one_yes_it_does_not_begin(cast: Cast, missing: str) -> None:
    assert propose(cast) == 302
    for role in ASKED:
        if role != missing:
            post(getattr(cast, role), "/circle/hours/yes")
    kept = rotas.latest(cast.circle)
    assert kept is not None
    assert kept.since is None
    assert HOURS not in page(cast.subject, "/new/journal")


def test_who_is_paused_comes_or_asks_for_other_hours_ends_it(cast: Cast) -> None:
    agree(cast)
    assert post(cast.carer, f"/circle/{cast.other_carer.membership}/pause") == 302
    assert HOURS not in page(cast.subject, "/new/journal")
    assert "The hours for reading are over." in told(cast.subject)
    assert post(cast.carer, f"/circle/{cast.other_carer.membership}/resume") == 302
    assert HOURS not in page(cast.subject, "/new/journal"), "it does not come back by itself"
    agree(cast)
    assert HOURS in page(cast.subject, "/new/journal")
    assert propose(cast, starts0="09:00") == 302
    assert HOURS not in page(cast.subject, "/new/journal")
    agree(cast)
    consent = f"/circle/{cast.therapist.membership}/withdraw_consent"
    assert post(cast.carer, consent) == 302, "nobody agrees any more that Sam reads here"
    assert HOURS not in page(cast.subject, "/new/journal")


def test_who_is_erased_ends_it(cast: Cast) -> None:
    from lamplit.people.leaving import forget_person

    agree(cast)
    forget_person(cast.other_carer.person)
    assert HOURS not in page(cast.subject, "/new/journal")
    today(cast.subject)
    assert "The hours for reading are over." in told(cast.subject)


def test_what_was_shown_waits_for_whoever_reads_with_the_words_and_why_until_they_say_so(cast: Cast) -> None:
    agree(cast)
    entry = write(cast.subject, B, f"member:{cast.therapist.membership}", f"member:{cast.carer.membership}")
    waits = today(cast.therapist)
    assert "data-waits" in waits
    assert "hurt myself" in waits
    assert "This is wrong" in waits
    assert "data-waits" not in today(cast.carer), "whoever stands in has it when the hours are over"
    for part in (cast.social_worker, cast.other_carer, cast.school_lead, cast.subject):
        assert "data-waits" not in today(part)
    assert post(cast.therapist, f"/e/{entry}/have-read") == 302
    assert "data-waits" not in today(cast.therapist)
    assert re.search(r"Sam read this on \w+ \d+:\d\d", read(cast.subject, entry))
    assert "Sam read this" not in read(cast.carer, entry), "that is the writer's to see"
    assert post(cast.therapist, f"/e/{entry}/not-read") == 302
    assert "Sam read this" not in read(cast.subject, entry)
    assert "data-waits" in today(cast.therapist)


def test_whoever_stands_in_has_it_after_the_hours_or_while_the_reader_is_away(cast: Cast) -> None:
    agree(cast)
    to = [f"member:{each.membership}" for each in (cast.therapist, cast.carer)]
    write(cast.subject, B, *to)
    stands_in, reads = cast.carer.visit, cast.therapist.visit
    with later(days=1):
        assert [one.stands_in for one in rota_reading.waiting(stands_in)] == ["You stand in for Sam."]
        assert len(rota_reading.waiting(reads)) == 1, "it waits for both until one has read it"
    day = clock.today().isoformat()
    assert post(cast.therapist, "/circle/hours/away", first=day, last=day) == 302
    assert "data-waits" in today(cast.carer)
    assert "Sam is away until the end of" in line(cast.subject)
    assert "Nobody reads on" not in line(cast.subject)
    assert post(cast.carer, "/circle/hours/away", first=day, last=day) == 302
    assert "Nobody reads on" in line(cast.subject), "nor does it say that somebody does when both are away"


def test_nobody_sees_more_by_it_and_a_private_page_is_never_touched(cast: Cast) -> None:
    private = write(cast.subject, B)
    agree(cast, cover0=cast.social_worker.membership)
    before = {part.name: _seen(part) for part in cast.everyone}
    mine = write(cast.subject, B)
    shown = write(cast.subject, B, f"member:{cast.carer.membership}")
    for part in (cast.therapist, cast.social_worker, cast.school_lead):
        assert _seen(part) == before[part.name]
        assert "data-waits" not in today(part)
        for entry in (private, mine, shown):
            assert part.client.get(f"/c/{cast.circle}/e/{entry}").status_code == 404
            assert post(part, f"/e/{entry}/have-read") == 404
    assert post(cast.carer, f"/e/{shown}/have-read") == 404, "who does not read by these hours is not asked"
    assert "read this on" not in read(cast.subject, shown)


def test_words_from_before_wait_too_once_they_are_shown_and_new_words_are_new(cast: Cast) -> None:
    entry = write(cast.subject, B)
    plain = write(cast.subject, PLAIN, f"member:{cast.therapist.membership}")
    agree(cast)
    assert "data-waits" not in today(cast.therapist)
    assert post(cast.subject, f"/e/{entry}/show/{cast.therapist.membership}") == 302
    assert today(cast.therapist).count("data-waits") == 1
    assert post(cast.therapist, f"/e/{entry}/have-read") == 302
    assert "data-waits" not in today(cast.therapist)
    fields = {"id": plain, "base": 1, "title": "", "text": B, "audience_set": "1"}
    fields["audience"] = f"member:{cast.therapist.membership}"
    assert post(cast.subject, f"/e/{plain}/edit", **fields) == 302
    assert today(cast.therapist).count("data-waits") == 1


def test_another_circle_has_nothing_of_it(cast: Cast) -> None:
    agree(cast)
    names = ("hours", "hours/ask", "hours/yes", "hours/no", "hours/away", "hours/back")
    for stranger in cast.strangers:
        for name in names:
            assert stranger.client.post(f"/c/{cast.circle}/circle/{name}").status_code == 404
        assert stranger.client.get(f"/c/{cast.circle}/circle/hours").status_code == 404
        assert "Nobody is watching here." in page(stranger, "/circle/hours")
        assert "Everybody said yes" not in told(stranger) if "What changed" in page(stranger, "/circle") else True
        assert "Sam" not in page(stranger, "/circle/hours") or stranger.name == "Sam"
    outside = {"reader0": cast.stranger_therapist.membership, "cover0": cast.carer.membership}
    assert propose(cast, **outside) == 422, "nobody of another circle can be named"
    teacher = cast.teacher.client.get(f"/c/{cast.circle}/circle/hours")
    assert teacher.status_code == 404


def test_a_concern_goes_its_own_way_and_for_the_one_left_out_everything_is_the_same(cast: Cast) -> None:
    agree(cast, reader0=cast.school_lead.membership, cover0=cast.social_worker.membership)
    write(cast.subject, B, f"member:{cast.carer.membership}")
    seen(cast.social_worker)  # whatever a first look leaves behind
    before = seen(cast.social_worker)
    record(cast.carer, str(cast.social_worker.membership))
    assert seen(cast.social_worker) == before
    assert "data-waits" not in today(cast.school_lead)


def _seen(part: Part) -> set[UUID]:
    return {each.id for each in entries.diary(part.visit, limit=50).items}

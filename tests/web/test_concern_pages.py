"""A concern: own words and facts, told to the lead and to nobody else; for whoever is left out it does not exist."""

import re
from collections.abc import Iterable
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lamplit.people.models import Membership, Person
from tests.cast import Cast, Part

WORDS = "I do not want to go there on Saturday"
UNIQUE = re.compile(rb'(name="(csrfmiddlewaretoken|id)" value="[^"]+"|f="[0-9a-f-]+")')
AT = ("", "diary", "search?q=Saturday", "circle", "who-sees", "concerns", "drafts", "deleted", "settings", "offers")

pytestmark = pytest.mark.django_db


def record(part: Part, *left_out: str, entry: str = "") -> str:
    entry = entry or str(uuid4())
    sent = {"id": entry, "said": WORDS, "seen": "At the table.", "think": "I worry.", "excluded": list(left_out)}
    answer = part.client.post(f"/c/{part.circle}/new/concern", sent)
    assert answer.status_code == 302, re.findall(r'class="error".+', answer.content.decode())
    return entry


def read(part: Part, entry: str) -> str:
    answer = part.client.get(f"/c/{part.circle}/e/{entry}")
    return str(answer.content.decode()) if answer.status_code == 200 else ""


def seen(part: Part) -> list[tuple[bytes, list[str]]]:
    """Everything a member can open, with what was asked of the database for it."""
    found = []
    for at in AT:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page = part.client.get(f"/c/{part.circle}/{at}")
        said = [re.sub(r"x?'[^']*'|\b\d+\b|%s", "?", each["sql"]) for each in asked.captured_queries]
        found.append((UNIQUE.sub(b"", page.content), said))
    found.append((part.api("GET", "/entries").content, []))
    return found


def test_the_form_says_what_to_do_ticks_nobody_and_says_who_will_see(cast: Cast) -> None:
    page = cast.carer.client.get(f"/c/{cast.circle}/new/concern").content.decode()
    assert "It is not your fault." in page
    assert "Do not ask why" in page
    assert "Nobody is watching this page" in page
    for each in cast.everyone[2:]:
        assert each.name in page
    assert "checked" not in re.findall(r'<input type="checkbox" name="excluded"[^>]*>', page).__str__()
    assert "You and Ms Ash. Only you, if you tick Ms Ash or the person who runs this Lamplit." in page
    assert cast.subject.client.get(f"/c/{cast.circle}/new/concern").status_code == 404


def test_it_is_told_to_the_lead_with_own_words_and_opinion_apart_and_to_nobody_else(cast: Cast) -> None:
    entry = record(cast.other_carer)
    page = read(cast.school_lead, entry)
    assert WORDS in page
    assert page.index("Their own words") < page.index("What I saw or heard") < page.index("What I think")
    assert "Please read" in cast.school_lead.client.get(f"/c/{cast.circle}/").content.decode()
    for one in (cast.subject, cast.carer, cast.therapist, cast.social_worker, cast.stranger_carer):
        assert read(one, entry) == ""
    assert "The safeguarding lead can read this now" in read(cast.other_carer, entry)


def test_it_is_only_ever_added_to(cast: Cast) -> None:
    me = cast.carer
    entry = record(me)
    at = f"/c/{me.circle}/e/{entry}"
    record(me, entry=entry)
    assert me.client.get(f"{at}/edit").status_code in (302, 404)
    me.client.post(f"{at}/edit", {"said": "something else", "base": "1"})
    me.client.post(f"{at}/delete")
    me.client.post(f"{at}/undo-sign-off")
    assert (
        me.api("PUT", f"/entries/{entry}", {"revision": 1, "kind": "concern", "body": {"said": "x"}}).status_code >= 400
    )
    assert me.api("DELETE", f"/entries/{entry}").status_code >= 400
    page = read(me, entry)
    assert WORDS in page
    assert "Signed off" in page
    me.client.post(f"{at}/add-to", {"id": str(uuid4()), "added": "She said it again today."})
    assert "She said it again today." in read(cast.school_lead, entry)


def outside(cast: Cast) -> Iterable[list[str]]:
    yield [str(cast.school_lead.membership)]
    yield [str(cast.carer.membership)]
    yield ["operator"]


@pytest.mark.parametrize("place", range(3))
def test_where_one_left_out_could_learn_through_the_circle_nobody_is_told_and_the_ways_outside_are_shown(
    cast: Cast, place: int
) -> None:
    entry = record(cast.therapist, *list(outside(cast))[place])
    for one in (cast.carer, cast.school_lead, cast.social_worker, cast.subject):
        assert read(one, entry) == ""
    page = read(cast.therapist, entry)
    assert "Nobody in this circle was told" in page
    assert "Where to report" in page
    assert "999" in page
    assert f"/e/{entry}/show" not in page


def test_a_circle_without_a_lead_or_with_a_member_who_runs_the_house_tells_nobody_either(cast: Cast) -> None:
    Person.objects.filter(id=cast.social_worker.person).update(is_operator=True)
    entry = record(cast.therapist, str(cast.social_worker.membership))
    assert read(cast.school_lead, entry) == ""
    Membership.objects.filter(id=cast.school_lead.membership).update(state="paused")
    form = cast.therapist.client.get(f"/c/{cast.circle}/new/concern").content.decode()
    assert "Only you. Nobody in this circle is told." in form
    assert "Nobody in this circle was told" in read(cast.therapist, record(cast.therapist))


@pytest.mark.parametrize("left_out", ["other_carer", "school_lead"])
def test_for_whoever_is_left_out_everything_is_the_same_byte_for_byte_with_the_same_queries(
    cast: Cast, left_out: str
) -> None:
    one: Part = getattr(cast, left_out)
    seen(one)
    before = seen(one)
    entry = record(cast.carer, str(one.membership))
    after = seen(one)
    for at, was, now in zip((*AT, "api"), before, after, strict=True):
        assert now[0] == was[0], at
        assert now[1] == was[1], at
    gone = one.client.get(f"/c/{one.circle}/e/{entry}")
    never = one.client.get(f"/c/{one.circle}/e/{uuid4()}")
    assert (gone.status_code, UNIQUE.sub(b"", gone.content)) == (404, UNIQUE.sub(b"", never.content))


def test_who_is_left_out_stands_in_the_record_by_name_and_somebody_from_outside_too(cast: Cast) -> None:
    entry = record(cast.therapist, str(cast.other_carer.membership), "Grandpa")
    page = read(cast.school_lead, entry)
    assert "Pat" in page
    assert "Grandpa" in page
    assert str(cast.other_carer.membership) not in page


def test_a_program_keeps_a_concern_by_the_same_rule_and_cannot_choose_who_is_told(cast: Cast) -> None:
    sent = {"id": str(uuid4()), "kind": "concern", "body": {"said": WORDS, "excluded": ["Grandpa"]}}
    assert cast.therapist.api("POST", "/entries", sent).status_code == 201
    assert cast.therapist.api("POST", "/entries", sent).status_code == 200
    assert WORDS in read(cast.school_lead, str(sent["id"]))
    chosen = sent | {"id": str(uuid4()), "audience": [f"member:{cast.carer.membership}"]}
    assert cast.therapist.api("POST", "/entries", chosen).status_code == 422
    assert cast.subject.api("POST", "/entries", sent | {"id": str(uuid4())}).status_code == 422


def test_the_chronology_has_them_in_order_and_its_writer_can_save_it(cast: Cast) -> None:
    me = cast.therapist
    for words in ("first thing", "second thing"):
        me.client.post(f"/c/{me.circle}/new/concern", {"id": str(uuid4()), "said": words})
    page = me.client.get(f"/c/{me.circle}/concerns").content.decode()
    assert page.index("first thing") < page.index("second thing")
    made = me.client.get(f"/c/{me.circle}/concerns.pdf")
    assert made.status_code == 200
    assert made.content.startswith(b"%PDF")
    assert cast.social_worker.client.get(f"/c/{me.circle}/concerns.pdf").status_code == 404


def test_a_concern_without_a_word_of_what_was_said_or_seen_is_asked_for_one(cast: Cast) -> None:
    answer = cast.carer.client.post(f"/c/{cast.circle}/new/concern", {"id": str(uuid4()), "think": "I worry."})
    assert answer.status_code == 422
    assert "A few words are enough" in answer.content.decode()
    assert "I worry." in answer.content.decode()

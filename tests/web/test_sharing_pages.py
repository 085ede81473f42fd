"""Showing one thing to one person: the preview is exact, showing and taking back hold at once."""

import re
from html import unescape
from uuid import UUID

from tests.cast import Cast, Part, a_check_in, a_journal, write


def get(part: Part, path: str) -> tuple[int, str]:
    answer = part.client.get(f"/c/{part.circle}{path}")
    return answer.status_code, unescape(answer.content.decode())


def show(cast: Cast, entry: UUID, to: Part) -> str:
    path = f"/c/{cast.circle}/e/{entry}/show/{to.membership}"
    return str(cast.subject.client.post(path).headers["Location"])


def body_of(page: str) -> str:
    """The words of the entry itself, as they stand on a page."""
    parts = re.findall(r"<d[td][^>]*>(.*?)</d[td]>", page, re.DOTALL)
    return " ".join(part.strip() for part in parts)


def test_the_preview_is_exactly_what_they_will_see(cast: Cast) -> None:
    entry = write(cast.subject, "check_in", a_check_in(words="It was loud", energy=3))
    preview = get(cast.subject, f"/e/{entry}/show/{cast.therapist.membership}")[1]
    show(cast, entry, cast.therapist)
    seen = get(cast.therapist, f"/e/{entry}")[1]
    assert "It was loud" in body_of(seen)
    assert body_of(preview) == body_of(seen)


def test_looking_at_the_preview_shows_nothing_to_anybody(cast: Cast) -> None:
    entry = write(cast.subject, "journal", a_journal())
    assert get(cast.subject, f"/e/{entry}/show/{cast.therapist.membership}")[0] == 200
    assert get(cast.therapist, f"/e/{entry}")[0] == 404


def test_what_was_shown_to_one_person_is_shown_to_nobody_else(cast: Cast) -> None:
    entry = write(cast.subject, "journal", a_journal())
    show(cast, entry, cast.therapist)
    assert get(cast.therapist, f"/e/{entry}")[0] == 200
    for other in (cast.carer, cast.other_carer, cast.teacher, cast.school_lead, cast.social_worker):
        assert get(other, f"/e/{entry}")[0] == 404, other.role


def test_taking_it_back_holds_from_the_next_request(cast: Cast) -> None:
    entry = write(cast.subject, "journal", a_journal())
    show(cast, entry, cast.therapist)
    cast.subject.client.post(f"/c/{cast.circle}/e/{entry}/stop", {"to": cast.therapist.membership})
    assert get(cast.therapist, f"/e/{entry}")[0] == 404


def test_after_showing_there_is_an_undo_and_a_way_to_stop(cast: Cast) -> None:
    entry = write(cast.subject, "journal", a_journal())
    page = cast.subject.client.get(show(cast, entry, cast.therapist)).content.decode()
    toast = page[page.index("data-toast") :]
    assert f"/e/{entry}/stop" in toast
    assert "Stop showing" in page


def test_the_author_sees_that_it_was_seen_and_when(cast: Cast) -> None:
    entry = write(cast.subject, "journal", a_journal())
    show(cast, entry, cast.therapist)
    assert "Seen " not in get(cast.subject, f"/e/{entry}")[1]
    get(cast.therapist, f"/e/{entry}")
    assert re.search(r"Seen \w{3} \d{1,2}:\d\d", get(cast.subject, f"/e/{entry}")[1])


def test_nobody_shows_what_is_not_theirs(cast: Cast) -> None:
    entry = write(cast.subject, "journal", a_journal())
    show(cast, entry, cast.therapist)
    path = f"/c/{cast.circle}/e/{entry}/show/{cast.carer.membership}"
    assert cast.therapist.client.post(path).status_code == 404
    assert get(cast.carer, f"/e/{entry}")[0] == 404


def test_nothing_can_be_shown_to_somebody_outside_the_circle(cast: Cast) -> None:
    entry = write(cast.subject, "journal", a_journal())
    stranger = cast.stranger_therapist
    path = f"/c/{cast.circle}/e/{entry}/show/{stranger.membership}"
    assert cast.subject.client.post(path).status_code == 404
    assert get(stranger, f"/e/{entry}")[0] == 404

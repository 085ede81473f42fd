"""A carer's note without names: looked at first, shared with one person, and nothing kept before that."""

from uuid import uuid4

import pytest

from lamplit.vault import store
from tests.cast import Cast, a_journal, make_cast, write

pytestmark = [pytest.mark.django_db, pytest.mark.row("TP61")]
NOTE = "On 3 March Wren would not go in to Alderbrook School. Mrs Thistlewood rang me."
NAMES = ("Wren", "Alderbrook", "Thistlewood", "3 March")


def text_of(shown: str) -> str:
    """Return what stands in the box of a page."""
    return shown.split('name="text"')[1].split(">", 1)[1].split("</textarea>")[0]


def test_the_childs_name_school_and_dates_are_gone_before_anybody_sees_it(cast: Cast) -> None:
    place = f"/c/{cast.circle}/snapshot"
    shown = cast.carer.client.post(place, {"text": NOTE}).content.decode()
    assert not [name for name in NAMES if name in text_of(shown)]
    assert all(f"<s>{name}" in shown for name in ("Wren", "Alderbrook School", "3 March"))
    assert store.rows("SELECT 1 FROM vault_entry") == [], "nothing is kept by looking"
    to = f"member:{cast.therapist.membership}"
    sent = {"step": "share", "id": uuid4(), "text": text_of(shown).strip(), "to": to}
    first, again = (cast.carer.client.post(place, sent)["Location"].split("?")[0] for _ in range(2))
    assert first == again, "sent twice is one"
    assert "would not go in" in cast.therapist.client.get(first).content.decode()
    for part in (cast.subject, cast.other_carer, cast.teacher, cast.school_lead, cast.social_worker):
        assert part.client.get(first).status_code == 404, part.role


def test_it_can_begin_with_a_page_of_ones_own_and_with_nobody_elses(cast: Cast) -> None:
    own = write(cast.carer, "journal", a_journal("Wren shouted, and I shouted back."))
    theirs = write(cast.subject, "journal", a_journal("Only mine."))
    place = f"/c/{cast.circle}/snapshot"
    assert "I shouted back" in text_of(cast.carer.client.get(f"{place}?entry={own}").content.decode())
    assert "Share it without names" in cast.carer.client.get(f"/c/{cast.circle}/e/{own}").content.decode()
    for entry, part in ((theirs, cast.carer), (own, cast.other_carer), (uuid4(), cast.carer)):
        assert part.client.get(f"{place}?entry={entry}").status_code == 404
    for part in (cast.subject, cast.therapist, cast.teacher, cast.stranger_carer):
        assert part.client.get(place).status_code == 404, part.role


def test_what_cannot_be_shared_is_said_and_the_words_stay(cast: Cast) -> None:
    place = f"/c/{cast.circle}/snapshot"
    empty = cast.carer.client.post(place, {"text": "  "})
    assert (empty.status_code, "Write a few words first." in empty.content.decode()) == (422, True)
    long = cast.carer.client.post(place, {"text": "a " * 10_050})
    assert "100 characters too long" in long.content.decode()
    for to in ("", "me", "role:teacher", f"member:{cast.teacher.membership}", f"member:{uuid4()}"):
        answer = cast.carer.client.post(place, {"step": "share", "id": uuid4(), "text": "A hard day.", "to": to})
        assert answer.status_code == 422, to
        assert "A hard day." in text_of(answer.content.decode())
    assert store.rows("SELECT 1 FROM vault_entry") == []


def test_where_nothing_was_found_it_says_to_look_for_oneself() -> None:
    cast = make_cast(9)
    shown = cast.carer.client.post(f"/c/{cast.circle}/snapshot", {"text": "It was a hard day."}).content.decode()
    assert "Nothing was found to take out. Look for names yourself." in shown

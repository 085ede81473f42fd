"""Transcripts: readable by the therapist who added them until their day, and after it by nobody from anywhere."""

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from lamplit.engines.kernel import Role
from lamplit.engines.records.visibility import Action
from lamplit.vault import (
    audit,
    backups,
    erasure,
    offered_cards,
    store,
    therapy,
    therapy_erasure,
    therapy_keys,
)
from lamplit.vault.failures import WriteRefused
from tests.vault.circle import DAY, NOW, Circle, make_circle

SAID = "The heron stood on one leg for an hour."


def new(said: str = SAID, days: int = 30) -> therapy.NewSession:
    facts, words = {"purpose": "supervision"}, {"turns": [["C", said]]}
    return therapy.NewSession(uuid4(), DAY + timedelta(days=days), facts, words, said.encode())


def read(circle: Circle, session: object, day: int = 0) -> object:
    found = therapy.read(circle.therapist, session, NOW)  # type: ignore[arg-type]
    assert found is not None
    return therapy.words_of(circle.therapist, found, DAY + timedelta(days=day))


def test_its_therapist_reads_it_and_nobody_else_learns_that_it_is_there(circle: Circle, other: Circle) -> None:
    session = therapy.add(circle.therapist, new(), NOW)
    assert read(circle, session) == {"turns": [["C", SAID]]}
    for viewer in (*circle.people.values(), *other.people.values()):
        if viewer is not circle.therapist:
            assert therapy.read(viewer, session, NOW) is None
            assert therapy.mine(viewer, NOW) == []


def test_the_same_transcript_twice_is_one_session_and_another_is_another(circle: Circle) -> None:
    first = therapy.add(circle.therapist, new(), NOW)
    assert therapy.add(circle.therapist, new(), NOW) == first
    assert therapy.add(circle.therapist, new("Other words."), NOW) != first
    assert len(list(therapy_keys.folder().iterdir())) >= 2
    assert therapy_keys.of(first) is not None


def test_from_its_day_on_the_words_open_for_nobody_and_what_was_counted_stays(circle: Circle) -> None:
    session = therapy.add(circle.therapist, new(), NOW)
    assert read(circle, session, 29) is not None
    assert read(circle, session, 30) is None
    later = NOW + timedelta(days=30)
    erasure.purge_due(later)
    assert therapy_keys.of(session) is None
    assert store.row("SELECT words FROM vault_therapy")[0] is None  # type: ignore[index]
    assert read(circle, session) is None, "not even for a clock that was set back"
    assert [each.facts for each in therapy.mine(circle.therapist, later)] == [{"purpose": "supervision"}]


@pytest.mark.django_db(transaction=True)
def test_a_backup_holds_no_key_so_that_the_words_do_not_come_back(circle: Circle, tmp_path: Path) -> None:
    session = therapy.add(circle.therapist, new(), NOW)
    words = bytes(store.row("SELECT words FROM vault_therapy")[0])  # type: ignore[index]
    secret = (therapy_keys.folder() / session.hex).read_bytes()
    made = backups.make(tmp_path / "b.lamplit", NOW).file.read_bytes()
    assert secret not in made
    assert SAID.encode() not in made
    therapy_erasure.end_due(DAY + timedelta(days=30), NOW)
    store.change("UPDATE vault_therapy SET words = %s", [words])  # as after going back to that backup
    assert read(circle, session) is None


def test_two_windows_that_change_one_session_do_not_lose_each_others_change(circle: Circle) -> None:
    session = therapy.add(circle.therapist, new(), NOW)
    mine = therapy.read(circle.therapist, session, NOW)
    assert mine is not None
    assert therapy.revise(circle.therapist, mine, {"a": 1}, {"turns": []}, NOW)
    assert not therapy.revise(circle.therapist, mine, {"a": 2}, None, NOW)
    again = therapy.read(circle.therapist, session, NOW)
    assert again is not None
    assert (again.facts, again.revision) == ({"a": 1}, 2)


def test_a_card_is_for_one_person_who_says_no_or_keeps_it(circle: Circle) -> None:
    subject = circle.subject
    card = offered_cards.offer(circle.therapist, subject.person, "I noticed it first.", NOW)
    assert [(each.by, each.words) for each in offered_cards.waiting(subject)] == [
        ("Name of therapist", "I noticed it first.")
    ]
    for viewer in circle.people.values():
        if viewer is not subject:
            assert offered_cards.waiting(viewer) == []
            assert not offered_cards.answer(viewer, card, "declined", NOW)
    assert offered_cards.answer(subject, card, "declined", NOW)
    assert [each.declined for each in offered_cards.waiting(subject)] == [True]
    offered_cards.take_back(circle.therapist, card, NOW)
    assert offered_cards.waiting(subject), "what was answered cannot be taken back, and nobody is told"
    erasure.purge_due(NOW + timedelta(days=8))
    assert offered_cards.waiting(subject) == []


def test_only_a_therapist_of_the_circle_offers(circle: Circle) -> None:
    for role in Role:
        if role is not Role.THERAPIST:
            with pytest.raises(WriteRefused):
                offered_cards.offer(circle.people[role], circle.subject.person, "No.", NOW)


@pytest.mark.parametrize("what", ["therapist", "subject", "circle"])
def test_with_a_person_or_a_circle_goes_everything_of_theirs(circle: Circle, what: str) -> None:
    elsewhere = make_circle()
    kept = therapy.add(elsewhere.therapist, new(), NOW)
    session = therapy.add(circle.therapist, new(), NOW)
    offered_cards.offer(circle.therapist, circle.subject.person, "Mine.", NOW)
    if what == "circle":
        erasure.erase_circle(circle.id, NOW)
    else:
        erasure.erase_person(getattr(circle, what).person, NOW)
    assert store.rows("SELECT 1 FROM vault_card") == []
    gone = what != "subject"
    assert (therapy_keys.of(session) is None) is gone
    assert len(store.rows("SELECT 1 FROM vault_therapy")) == 2 - gone
    assert therapy_keys.of(kept) is not None


def test_every_act_is_one_line_of_the_audit(circle: Circle) -> None:
    before = len(store.rows("SELECT 1 FROM vault_audit"))
    session = therapy.add(circle.therapist, new(), NOW)
    found = therapy.read(circle.therapist, session, NOW, action=Action.EXPORT)
    assert found is not None
    therapy.move_end(circle.therapist, found, DAY, found.facts, NOW)
    therapy.mine(circle.therapist, NOW)
    said = [str(action) for (action,) in store.rows("SELECT action FROM vault_audit ORDER BY seq")][before:]
    assert said == ["session_add", "session_export", "session_end", "session_list"]
    assert audit.verify() == []

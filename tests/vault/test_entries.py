"""What people write, and who gets it back."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import orjson
import pytest

from lamplit.engines.kernel import Viewer
from lamplit.engines.records.stamp import Stamp
from lamplit.engines.records.visibility import Level
from lamplit.vault import drafts, entries, store
from lamplit.vault.entries import Conflict, NotShowable, Outcome, WriteRefused
from tests.vault.circle import CARER_KNOWS, CARER_READS, DAY, EVERYONE, NOW, Circle, an_entry


def texts(viewer: Viewer) -> list[object]:
    return [item.body["text"] for item in entries.page(viewer, None, 50, NOW).items if item.body]


def test_what_a_child_writes_alone_nobody_else_sees(circle: Circle) -> None:
    assert entries.record(circle.subject, an_entry(circle.subject, "mine"), NOW) is Outcome.CREATED
    assert texts(circle.subject) == ["mine"]
    assert all(texts(viewer) == [] for role, viewer in circle.people.items() if viewer is not circle.subject)


def test_a_carer_reads_what_the_stamp_lets_carers_read(circle: Circle) -> None:
    new = an_entry(circle.subject, "for my carer", CARER_READS)
    entries.record(circle.subject, new, NOW)
    assert texts(circle.carer) == ["for my carer"]
    item = entries.read(circle.carer, new.id, NOW)
    assert item is not None and item.author_name == "Name of subject" and item.shown_to == frozenset()
    assert entries.read(circle.teacher, new.id, NOW) is None


def test_a_hint_says_that_it_exists_and_no_more(circle: Circle) -> None:
    new = an_entry(circle.subject, "secret", CARER_KNOWS, kind="check_in", hint={"weather": "stormy"})
    entries.record(circle.subject, new, NOW)
    item = entries.page(circle.carer, None, 10, NOW).items[0]
    assert (item.level, item.kind, item.hint, item.body, item.happened_at) == (
        Level.SUMMARY, "check_in", {"weather": "stormy"}, None, None,
    )  # fmt: skip
    as_json = orjson.loads(entries.page_json(circle.carer, None, 10, NOW))["items"][0]
    assert as_json["summary"] == {"weather": "stormy"} and "body" not in as_json and as_json["happened_at"] is None


def test_strangers_see_nothing_of_another_circle(circle: Circle, other: Circle) -> None:
    new = an_entry(circle.carer, "ours", EVERYONE)
    entries.record(circle.carer, new, NOW)
    assert entries.read(other.carer, new.id, NOW) is None
    assert texts(other.carer) == []
    assert entries.record(other.carer, replace(new, author=other.carer.person), NOW) is Outcome.DIFFERENT
    assert entries.revise(other.carer, new.id, 1, replace(new, author=other.carer.person), NOW) is None


def test_pressing_save_twice_saves_once(circle: Circle) -> None:
    new = an_entry(circle.carer, "once")
    assert entries.record(circle.carer, new, NOW) is Outcome.CREATED
    assert entries.record(circle.carer, new, NOW + timedelta(seconds=1)) is Outcome.SAME
    assert entries.record(circle.carer, replace(new, body={"text": "other"}), NOW) is Outcome.DIFFERENT
    later = replace(new, happened_at=NOW + timedelta(hours=1))
    assert entries.record(circle.carer, later, NOW) is Outcome.DIFFERENT
    assert texts(circle.carer) == ["once"]


def test_pressing_save_twice_without_a_time_saves_once(circle: Circle) -> None:
    new = an_entry(circle.carer, "once", timed=False)
    entries.record(circle.carer, new, NOW)
    again = replace(new, happened_at=NOW + timedelta(seconds=3))
    assert entries.record(circle.carer, again, NOW) is Outcome.SAME


def test_nobody_writes_in_another_name_or_without_standing(circle: Circle) -> None:
    with pytest.raises(WriteRefused):
        entries.record(circle.carer, an_entry(circle.subject), NOW)
    paused = replace(circle.carer, state=None)
    with pytest.raises(WriteRefused):
        entries.record(paused, an_entry(circle.carer), NOW)


def test_a_revision_keeps_what_stood_before_for_its_author_alone(circle: Circle) -> None:
    new = an_entry(circle.subject, "first", CARER_READS)
    entries.record(circle.subject, new, NOW)
    revised = entries.revise(circle.subject, new.id, 1, replace(new, body={"text": "second"}), NOW)
    assert isinstance(revised, entries.Opened) and revised.revision == 2 and revised.body == {"text": "second"}
    assert [old.body for old in entries.revisions(circle.subject, new.id, NOW)] == [{"text": "first"}]
    assert entries.revisions(circle.carer, new.id, NOW) == []
    assert texts(circle.carer) == ["second"]


def test_two_tabs_do_not_overwrite_each_other(circle: Circle) -> None:
    new = an_entry(circle.subject, "first")
    entries.record(circle.subject, new, NOW)
    one, two = replace(new, body={"text": "tab one"}), replace(new, body={"text": "tab two"})
    entries.revise(circle.subject, new.id, 1, one, NOW)
    clash = entries.revise(circle.subject, new.id, 1, two, NOW)
    assert isinstance(clash, Conflict) and clash.current.body == {"text": "tab one"}
    again = entries.revise(circle.subject, new.id, 1, one, NOW)
    assert isinstance(again, entries.Opened) and again.revision == 2


def test_only_the_author_revises(circle: Circle) -> None:
    new = an_entry(circle.subject, "first", CARER_READS)
    entries.record(circle.subject, new, NOW)
    assert entries.revise(circle.carer, new.id, 1, replace(new, body={"text": "put in my mouth"}), NOW) is None
    assert texts(circle.subject) == ["first"]


def test_showing_one_entry_to_one_person_and_taking_it_back(circle: Circle) -> None:
    new = an_entry(circle.subject, "for Sam")
    entries.record(circle.subject, new, NOW)
    therapist = circle.therapist
    assert entries.show(circle.subject, new.id, therapist.membership, NOW)
    assert texts(therapist) == ["for Sam"] and texts(circle.carer) == []
    mine = entries.read(circle.subject, new.id, NOW)
    assert mine is not None and mine.shown_to == {therapist.membership}
    assert entries.stop_showing(circle.subject, new.id, therapist.membership, NOW)
    assert texts(therapist) == [] and entries.read(therapist, new.id, NOW) is None


def test_an_entry_is_sealed_where_only_those_who_may_read_it_reach(circle: Circle) -> None:
    new = an_entry(circle.subject, "for Sam")
    entries.record(circle.subject, new, NOW)

    def compartment() -> object:
        return store.rows("SELECT compartment FROM vault_entry WHERE id = %s", [store.id_in(new.id)])[0][0]

    assert compartment() == "own"
    entries.show(circle.subject, new.id, circle.therapist.membership, NOW)
    assert compartment() == "shared"
    entries.stop_showing(circle.subject, new.id, circle.therapist.membership, NOW)
    assert compartment() == "own"
    note = an_entry(circle.therapist, "note", Stamp(readers=frozenset({circle.therapist.role})))
    entries.record(circle.therapist, note, NOW)
    assert store.rows("SELECT compartment FROM vault_entry WHERE id = %s", [store.id_in(note.id)])[0][0] == "therapist"


def test_nothing_is_shown_to_a_teacher_or_a_stranger(circle: Circle, other: Circle) -> None:
    new = an_entry(circle.subject)
    entries.record(circle.subject, new, NOW)
    for member in (circle.teacher.membership, other.carer.membership, uuid4(), circle.subject.membership):
        assert not entries.show(circle.subject, new.id, member, NOW)
        with pytest.raises(NotShowable):
            entries.record(circle.subject, an_entry(circle.subject, show_to=frozenset({member})), NOW)
    assert not entries.show(circle.carer, new.id, circle.carer.membership, NOW)


def test_showing_from_the_first_moment(circle: Circle) -> None:
    new = an_entry(circle.subject, "at once", show_to=frozenset({circle.carer.membership}))
    entries.record(circle.subject, new, NOW)
    assert texts(circle.carer) == ["at once"]


def test_a_deleted_entry_is_gone_for_others_and_back_within_seven_days(circle: Circle) -> None:
    new = an_entry(circle.carer, "oops", EVERYONE)
    entries.record(circle.carer, new, NOW)
    assert entries.delete(circle.carer, new.id, NOW)
    assert texts(circle.subject) == [] and texts(circle.carer) == []
    assert [item.id for item in entries.deleted_page(circle.carer, NOW)] == [new.id]
    assert entries.deleted_page(circle.subject, NOW) == []
    assert not entries.restore(circle.carer, new.id, NOW + timedelta(days=7))
    assert entries.restore(circle.carer, new.id, NOW + timedelta(days=6, hours=23))
    assert texts(circle.subject) == ["oops"]


def test_a_held_entry_waits_for_its_author(circle: Circle) -> None:
    entries.record(circle.carer, an_entry(circle.carer, "talk first", EVERYONE, held=True), NOW)
    assert texts(circle.carer) == ["talk first"] and texts(circle.therapist) == []


def test_a_grown_up_who_sat_together_with_the_child_reads_it(circle: Circle) -> None:
    new = an_entry(circle.subject, "ours", Stamp(), together_with=circle.carer.person)
    entries.record(circle.subject, new, NOW)
    assert texts(circle.carer) == ["ours"] and texts(circle.other_carer) == []


def test_the_diary_pages_from_the_newest_and_ends(circle: Circle) -> None:
    for number in range(7):
        day = DAY - timedelta(days=number)
        entries.record(circle.carer, an_entry(circle.carer, str(number), EVERYONE, day=day), NOW)
    found, cursor, pages = [], None, 0
    while True:
        page = entries.page(circle.subject, cursor, 3, NOW)
        found += [item.body["text"] for item in page.items if item.body]
        pages += 1
        cursor = page.next
        if cursor is None:
            break
    assert found == ["0", "1", "2", "3", "4", "5", "6"] and pages == 3


def test_within_a_day_the_latest_comes_first_and_the_number_tells_nothing_of_hidden_ones(circle: Circle) -> None:
    for hour in (9, 15, 11):
        entries.record(
            circle.carer, an_entry(circle.carer, str(hour), EVERYONE, happened_at=NOW.replace(hour=hour)), NOW
        )
        entries.record(circle.carer, an_entry(circle.carer, "hidden"), NOW)
    page = entries.page(circle.subject, None, 10, NOW)
    assert [item.body["text"] for item in page.items if item.body] == ["15", "11", "9"]
    assert [item.seq for item in page.items] == [hour * 3_600_000_000 for hour in (15, 11, 9)]


def test_hidden_entries_make_no_further_page(circle: Circle) -> None:
    entries.record(circle.carer, an_entry(circle.carer, "hidden", day=DAY - timedelta(days=9)), NOW)
    for number in range(3):
        entries.record(circle.carer, an_entry(circle.carer, str(number), EVERYONE), NOW)
    assert entries.page(circle.subject, None, 3, NOW).next is None
    assert entries.page(circle.carer, None, 3, NOW).next is not None


@pytest.mark.parametrize("junk", ["", "x", "ÿ", "../..", "A" * 5000, "AAAA", "%00", "0" * 54])
def test_a_cursor_that_is_none_is_the_beginning(circle: Circle, junk: str) -> None:
    entries.record(circle.carer, an_entry(circle.carer, "one"), NOW)
    assert len(entries.page(circle.carer, junk, 10, NOW).items) == 1


def test_a_cursor_of_somebody_else_is_the_beginning(circle: Circle) -> None:
    for number in range(4):
        entries.record(
            circle.carer, an_entry(circle.carer, str(number), EVERYONE, day=DAY - timedelta(days=number)), NOW
        )
    cursor = entries.page(circle.carer, None, 2, NOW).next
    assert [item.day for item in entries.page(circle.carer, cursor, 9, NOW).items] == [
        DAY - timedelta(days=n) for n in (2, 3)
    ]
    assert len(entries.page(circle.subject, cursor, 9, NOW).items) == 4


def test_json_and_values_say_the_same(circle: Circle) -> None:
    shown = an_entry(circle.carer, 'quote " and é', CARER_READS, show_to=frozenset({circle.therapist.membership}))
    entries.record(circle.carer, shown, NOW)
    entries.record(circle.carer, an_entry(circle.carer, "mine"), NOW)
    page = entries.page(circle.carer, None, 10, NOW)
    said = orjson.loads(entries.page_json(circle.carer, None, 10, NOW))
    assert said["next"] is None
    for item, as_json in zip(page.items, said["items"], strict=True):
        assert as_json["id"] == str(item.id) and as_json["body"] == item.body and as_json["seq"] == item.seq
        assert (
            as_json["day"] == item.day.isoformat()
            and as_json["author_role"] == "carer"
            and as_json["kind"] == "journal"
        )
    audiences = {tuple(each["audience"]) for each in said["items"]}
    assert audiences == {("me",), ("role:carer", f"member:{circle.therapist.membership}")}
    for each in orjson.loads(entries.page_json(circle.therapist, None, 10, NOW))["items"]:
        assert "audience" not in each


def test_search_finds_words_but_only_in_what_one_may_read(circle: Circle) -> None:
    entries.record(circle.subject, an_entry(circle.subject, "The ÉCLAIR was good"), NOW)
    entries.record(circle.subject, an_entry(circle.subject, "Another éclair", EVERYONE), NOW)
    assert len(entries.search(circle.subject, "éclair", NOW)) == 2
    assert [item.body for item in entries.search(circle.carer, "ÉCLAIR another", NOW)] == [{"text": "Another éclair"}]
    assert entries.search(circle.carer, "text journal body", NOW) == []
    assert entries.search(circle.carer, "  ", NOW) == []


def test_export_takes_ones_own_and_a_therapist_what_they_read(circle: Circle) -> None:
    entries.record(circle.subject, an_entry(circle.subject, "shared", EVERYONE), NOW)
    entries.record(circle.subject, an_entry(circle.subject, "private"), NOW)
    assert sorted(item.body["text"] for item in entries.export(circle.subject, NOW) if item.body) == [
        "private",
        "shared",
    ]
    assert [item.body for item in entries.export(circle.therapist, NOW)] == [{"text": "shared"}]
    assert list(entries.export(circle.carer, NOW)) == []
    assert list(entries.export(replace(circle.subject, mfa=False), NOW)) == []


def test_a_changed_stamp_in_the_database_opens_nothing(circle: Circle) -> None:
    new = an_entry(circle.subject, "mine")
    entries.record(circle.subject, new, NOW)
    store.change("UPDATE vault_entry SET readers = 127, showable = 127 WHERE id = %s", [store.id_in(new.id)])
    items = entries.page(circle.carer, None, 10, NOW).items
    assert [(item.damaged, item.body) for item in items] == [(True, None)]


def test_saving_an_entry_lets_its_draft_go(circle: Circle) -> None:
    new = an_entry(circle.subject, "done")
    assert drafts.keep(circle.subject, new.id, "journal", {"text": "do"}, NOW)
    assert [draft.fields for draft in drafts.mine(circle.subject, NOW)] == [{"text": "do"}]
    entries.record(circle.subject, new, NOW)
    assert drafts.mine(circle.subject, NOW) == []

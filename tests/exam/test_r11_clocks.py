"""R11: clocks that are wrong, on the phone or in the house: order kept, nothing lost, what expires fails closed."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
import time_machine

from lamplit.actions import accounts, clock, doors, drafts, entries, keeping
from lamplit.actions.outbox import Done
from lamplit.people.links import Purpose
from lamplit.vault import audit, store
from tests.cast import Cast, Part, sign_in, write
from tests.phone import Phone, a_while_ago

pytestmark = [pytest.mark.exam("R11"), pytest.mark.django_db]


def bodies(part: Part) -> list[object]:
    return [(card.body or {})["text"] for card in entries.diary(part.visit).items]


@pytest.mark.parametrize("off", [timedelta(days=-400), timedelta(days=5 * 365), timedelta(hours=3)])
def test_what_a_phone_with_a_wrong_clock_wrote_is_never_lost(cast: Cast, off: timedelta) -> None:
    phone = Phone(cast.carer)
    items = [phone.write("journal", at=clock.now() + off, answers={"text": [f"{n}"]}) for n in range(5)]

    assert {phone.send(item).done for item in items} == {Done.DRAFT}
    assert sorted(str(each.fields["text"]) for each in drafts.my_drafts(cast.carer.visit)) == [
        f"['{n}']" for n in range(5)
    ]


def test_a_phone_whose_clock_steps_back_between_two_pages_keeps_both_in_their_own_order(cast: Cast) -> None:
    phone = Phone(cast.carer)
    steps = [("second", a_while_ago(minutes=10)), ("first", a_while_ago(minutes=50)), ("third", a_while_ago(minutes=5))]
    for text, at in steps:
        assert phone.send(phone.write("journal", at=at, answers={"text": [text]})).done is Done.KEPT

    assert bodies(cast.carer) == ["third", "second", "first"]


def test_the_hour_that_comes_twice_in_autumn_keeps_its_order(cast: Cast) -> None:
    night = datetime(2027, 10, 31, 0, 10, tzinfo=UTC)  # 1:10 in summer time; an hour later it is 1:10 again
    with time_machine.travel(night - timedelta(hours=2)):
        cast.carer._session = None
        phone = Phone(cast.carer)
    with time_machine.travel(night + timedelta(hours=3)):
        cast.carer._session = None
        for text, at in (("later", night + timedelta(hours=1, minutes=5)), ("sooner", night + timedelta(minutes=20))):
            assert phone.send(phone.write("journal", at=at, answers={"text": [text]})).done is Done.KEPT
        assert bodies(cast.carer) == ["later", "sooner"]


@pytest.mark.parametrize("off", [timedelta(days=-400), timedelta(days=5 * 365)])
def test_a_house_whose_clock_jumps_keeps_what_it_has_and_opens_again_when_it_is_right(
    cast: Cast, off: timedelta
) -> None:
    wren = cast.subject
    before = [write(wren, "journal", {"text": f"{n}"}) for n in range(3)]
    aside = write(wren, "journal", {"text": "put aside"})
    assert entries.delete_entry(wren.visit, aside)
    link = accounts.make_link(wren.person, Purpose.DEVICE.value, clock.now())
    session = wren.session_key
    with time_machine.travel(clock.now() + off):
        assert doors.enter(session, cast.circle) is None  # closed on either side
        assert accounts.use_link(link, clock.now()) is None
        keeping.tidy()
        wren._session = None
        during = write(wren, "journal", {"text": "while it was wrong"})
        assert during in ids(wren)

    wren._session = sign_in(wren.person)
    assert doors.enter(wren.session_key, cast.circle) is not None
    assert {*before, during} == set(ids(wren))
    assert [each for each in ids(wren) if each in before] == before[::-1]
    assert [card.id for card in entries.recently_deleted(wren.visit)] == [aside]


def ids(part: Part) -> list[UUID]:
    return [card.id for card in entries.diary(part.visit).items]


def test_the_record_itself_is_ordered_by_number_and_not_by_the_clock(cast: Cast) -> None:
    write(cast.carer, "journal", {"text": "one"})
    with time_machine.travel(clock.now() - timedelta(days=400)):
        cast.carer._session = None
        write(cast.carer, "journal", {"text": "two"})
    cast.carer._session = None
    entry = write(cast.carer, "journal", {"text": "three"})
    assert entry in ids(cast.carer)
    numbers = [seq for (seq,) in store.rows("SELECT seq FROM vault_audit ORDER BY seq")]
    assert numbers == list(range(1, len(numbers) + 1))
    assert [said for said in audit.verify() if "anchor" not in said] == []

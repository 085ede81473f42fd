"""What waited on a phone arrives once, at its own time, for whom it was said; where something is unclear it waits."""

import dataclasses
from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import time_machine

from lamplit.actions import clock, drafts, entries
from lamplit.actions.outbox import NO_KEY, NOT_OPEN, NOT_YOURS, WHO_CHANGED, Done
from lamplit.engines.kernel import Role
from lamplit.people.models import Membership
from lamplit.vault import erasure, outbox, store
from tests.cast import Cast, Part, make_cast, make_circle, open_vault
from tests.phone import Phone, a_while_ago


def diary(part: Part) -> list[UUID]:
    return [card.id for card in entries.diary(part.visit).items]


def waiting_pages(part: Part) -> Sequence[drafts.Draft]:
    return drafts.my_drafts(part.visit)


def why(part: Part) -> list[object]:
    return [draft.fields["why"] for draft in waiting_pages(part)]


def test_what_was_written_without_a_connection_is_kept_at_its_own_time(cast: Cast) -> None:
    phone = Phone(cast.carer)
    at = a_while_ago(hours=5)
    item = phone.write(at=at)

    assert phone.send(item).done is Done.KEPT

    card = entries.read_entry(cast.carer.visit, item.id)
    assert card is not None
    assert clock.now() - at < timedelta(hours=6)
    assert card.iso.startswith(at.astimezone(clock.zone()).isoformat()[:19])
    assert card.body == {"tone": "hard", "happened": ["shouted"]}
    assert card.who_sees == phone.ticket.kinds["moment"].sees


def test_sent_twice_it_is_kept_once_and_asked_nothing(cast: Cast) -> None:
    phone = Phone(cast.carer)
    item = phone.write()

    assert [phone.send(item).done for _ in range(3)] == [Done.KEPT] * 3
    assert diary(cast.carer) == [item.id]


def test_what_was_deleted_or_erased_since_does_not_come_back_with_a_second_sending(cast: Cast) -> None:
    phone = Phone(cast.carer)
    one, two = phone.write(), phone.write()
    for item in (one, two):
        phone.send(item)
    entries.delete_entry(cast.carer.visit, one.id)
    erasure.erase_entry(cast.carer.visit.viewer, two.id, clock.now())

    assert [phone.send(item).done for item in (one, two)] == [Done.KEPT, Done.KEPT]
    assert diary(cast.carer) == []
    assert waiting_pages(cast.carer) == ()


def test_it_waits_untouched_when_somebody_else_is_signed_in_on_the_phone(cast: Cast) -> None:
    phone = Phone(cast.carer)
    item = phone.write()

    arrival = phone.send(item, as_=cast.other_carer)

    assert (arrival.done, arrival.say) == (Done.STAYS, NOT_YOURS)
    assert phone.send(dataclasses.replace(item, person=Phone(cast.other_carer).ticket.person)).done is Done.STAYS
    assert phone.send(item).done is Done.KEPT


def test_a_thief_of_the_tag_opens_nothing(cast: Cast) -> None:
    item = Phone(cast.carer).write()
    thief = Phone(cast.other_carer)
    stolen = dataclasses.replace(item, person=thief.ticket.person, place=thief.ticket.place)

    arrival = thief.send(stolen)

    assert (arrival.done, arrival.say) == (Done.STAYS, NO_KEY)
    assert diary(cast.other_carer) == []


@pytest.mark.parametrize("state", ["paused", "removed"])
def test_a_circle_that_was_closed_meanwhile_leaves_it_on_the_phone(cast: Cast, state: str) -> None:
    phone = Phone(cast.carer)
    item = phone.write()
    Membership.objects.filter(pk=cast.carer.membership).update(state=state)

    arrival = phone.send(item)

    assert (arrival.done, arrival.say) == (Done.STAYS, NOT_OPEN)
    Membership.objects.filter(pk=cast.carer.membership).update(state="confirmed")
    assert phone.send(item).done is Done.KEPT


def test_a_clock_that_was_wrong_makes_an_unfinished_page_that_says_so(cast: Cast) -> None:
    phone = Phone(cast.carer)
    for at in (a_while_ago(days=400), a_while_ago(days=-5 * 365)):
        item = phone.write(at=at)
        arrival = phone.send(item)
        assert arrival.done is Done.DRAFT
        assert "clock was wrong" in arrival.say and str(at.year) in arrival.say
        draft = drafts.open_draft(cast.carer.visit, item.id)
        assert draft is not None
        assert draft.fields["happened"] == ["shouted"]
        assert draft.fields["on"] == [at.astimezone(clock.zone()).date().isoformat()]
    assert diary(cast.carer) == []


def test_a_day_that_was_chosen_on_the_phone_is_kept(cast: Cast) -> None:
    phone = Phone(cast.carer)
    day = (clock.today() - timedelta(days=3)).isoformat()
    answers = {"tone": ["good"], "when": ["pick"], "on": [day], "at": ["16:30"]}

    item = phone.write(answers=answers)

    assert phone.send(item).done is Done.KEPT
    card = entries.read_entry(cast.carer.visit, item.id)
    assert card is not None and card.iso.startswith(f"{day}T16:30")


def test_somebody_who_came_meanwhile_does_not_see_what_was_written_before_they_came(vault: None) -> None:
    roles = (Role.SUBJECT, Role.CARER, Role.THERAPIST, Role.SCHOOL_LEAD)
    parts = make_circle(16, roles)[1]
    phone = Phone(parts[Role.CARER])
    item = phone.write()
    Membership.objects.filter(pk=parts[Role.SCHOOL_LEAD].membership).update(role="other_carer")

    assert phone.send(item).done is Done.KEPT

    card = entries.read_entry(parts[Role.CARER].visit, item.id)
    assert card is not None and card.who_sees == phone.ticket.kinds["moment"].sees
    assert [diary(parts[role]) for role in roles] == [[item.id], [item.id], [item.id], []]


def test_never_wider_than_what_was_said_beside_save(cast: Cast) -> None:
    phone = Phone(cast.carer)
    item = phone.write(sees="You and the therapist.", to=["role:therapist"])

    assert phone.send(item).done is Done.KEPT

    card = entries.read_entry(cast.carer.visit, item.id)
    assert card is not None and card.who_sees == "You and the therapist."
    assert diary(cast.other_carer) == diary(cast.subject) == []
    assert diary(cast.therapist) == [item.id]


@pytest.mark.parametrize(
    "more",
    [
        {"sees": "Only you.", "to": ["role:therapist"]},
        {"sees": "You and the moon.", "to": []},
        {"sees": "You and the teacher.", "to": ["role:teacher"]},
        {"sees": "You and the therapist.", "to": ["role:emperor"]},
    ],
)
def test_an_audience_that_cannot_be_any_more_makes_an_unfinished_page(cast: Cast, more: dict[str, object]) -> None:
    phone = Phone(cast.carer)

    arrival = phone.send(phone.write(**more))

    assert (arrival.done, arrival.say) == (Done.DRAFT, WHO_CHANGED)
    assert why(cast.carer) == [[WHO_CHANGED]]
    assert all(diary(part) == [] for part in cast.everyone)


def test_people_ticked_on_a_page_that_lost_its_connection_are_those_who_see_it(cast: Cast) -> None:
    phone = Phone(cast.carer)
    answers = {"tone": ["hard"], "audience_set": ["1"], "audience": ["role:therapist"]}
    same = phone.write(answers=answers, sees="You and the therapist.")
    wider = phone.write(answers=answers, sees="Only you.")

    assert phone.send(same).done is Done.KEPT
    assert (phone.send(wider).done, why(cast.carer)) == (Done.DRAFT, [[WHO_CHANGED]])


def test_a_page_that_cannot_be_kept_as_it_is_becomes_an_unfinished_one(cast: Cast) -> None:
    phone = Phone(cast.carer)
    arrivals = [
        phone.send(phone.write(answers={"words": ["No tone was picked."]})),
        phone.send(phone.write("check_in", answers={"weather": ["stormy"]})),
        phone.send(phone.write("journal", answers={"text": ["x" * 30_000]})),
    ]

    assert [each.done for each in arrivals] == [Done.DRAFT] * 3
    assert all(each.say.endswith(".") for each in arrivals)
    assert len(waiting_pages(cast.carer)) == 3


def test_what_is_no_page_of_ours_stays_on_the_phone(cast: Cast) -> None:
    phone = Phone(cast.carer)
    odd = [b"", b"[]", b"{}", b'{"kind": 1}', b'{"kind": "moment", "answers": 7}', b"\xff"]
    arrivals = [phone.send(phone.lock(uuid4(), plain)) for plain in odd]
    arrivals += [phone.send(phone.write("tea", answers={})), phone.send(phone.write(answers={"words": ["x" * 70_000]}))]

    assert {each.done for each in arrivals} == {Done.STAYS}
    assert diary(cast.carer) == []
    assert waiting_pages(cast.carer) == ()


def test_a_key_renewed_while_the_phone_was_away_still_opens_and_a_lost_one_leaves_it_there(cast: Cast) -> None:
    phone = Phone(cast.carer)
    one, two = phone.write(), phone.write()
    outbox.renew(cast.circle, clock.now())
    outbox.renew(cast.circle, clock.now())
    assert phone.send(one).done is Done.KEPT

    store.change("DELETE FROM vault_outboxkey WHERE retired_at IS NOT NULL", [])

    assert (phone.send(two).done, phone.send(two).say) == (Done.STAYS, NO_KEY)


def test_a_birthday_on_the_way_opens_nothing(vault: None) -> None:
    cast = make_cast(12)
    phone = Phone(cast.subject)
    item = phone.write("check_in", answers={"weather": ["stormy"]})
    said = phone.ticket.kinds["check_in"].sees
    with time_machine.travel(clock.now() + timedelta(days=390)):
        cast.subject._session = None
        arrival = phone.send(item)
        card = entries.read_entry(cast.subject.visit, item.id)
    assert arrival.done is Done.DRAFT or (card is not None and card.who_sees == said)


def test_two_circles_of_one_carer_have_tickets_that_do_not_mix(vault: None) -> None:
    from lamplit.actions import tickets
    from lamplit.people import memberships
    from tests.cast import agree

    open_vault()
    _one, parts = make_circle(16, (Role.SUBJECT, Role.CARER))
    two, others = make_circle(9, (Role.SUBJECT, Role.THERAPIST))
    carer = parts[Role.CARER]
    row = memberships.found(two, carer.person, Role.CARER, clock.now())
    agree(row.pk, carer.person, clock.today())
    first, second = tickets.tickets(carer.person, carer.session_key)
    phone = Phone.__new__(Phone)
    phone.part, phone.ticket = carer, second
    item = phone.write()

    assert first.person == second.person
    assert len({first.place, second.place}) == len({first.key, second.key}) == 2
    assert phone.send(dataclasses.replace(item, place=first.place)).done is Done.STAYS
    assert phone.send(item).done is Done.KEPT
    assert (diary(carer), diary(others[Role.THERAPIST])) == ([], [item.id])

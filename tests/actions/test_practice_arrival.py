"""A practice done without a connection arrives: played again, kept once, for its doer alone, never lost."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from lamplit.actions import clock, drafts, entries, giving, practice, tickets
from lamplit.actions.outbox import NOT_OPEN, Done
from lamplit.engines.practice import player
from lamplit.engines.practice.library import Library, shipped
from lamplit.engines.practice.model import Variant
from lamplit.people.models import Membership
from tests.cast import Cast, Part
from tests.phone import Phone, a_while_ago

SLUG = "breathe-your-way"
MINE = "My jaw let go"


def whole(variant: Variant, said: Mapping[str, object]) -> dict[str, object]:
    """Return the answers of a run to its end: these, and whatever goes on from or skips the rest."""
    answers: dict[str, object] = {}
    while isinstance(now := player.next_step(variant, answers), player.Showing):
        moved = player.answer(variant, answers, said.get(now.step.name))
        assert not isinstance(moved, player.Refused)
        answers = moved
    return answers


def done(part: Part, **said: object) -> dict[str, object]:
    card = practice.look(part.visit, SLUG)
    assert card is not None
    return whole(card.variant, {"_keep": "keep", "_helped": 6, "_noticed": MINE} | said)


def lock(phone: Phone, answers: Mapping[str, object], slug: str = SLUG, **more: Any) -> Any:
    fields = {"practice": [slug], "given": [json.dumps(answers)], "aside": ["{}"]}
    return phone.write("practice_run", answers=fields, **more)


def kept(part: Part) -> list[Mapping[str, object]]:
    return [card.body or {} for card in entries.diary(part.visit).items if card.kind == "practice_run"]


def how_far(cast: Cast) -> list[tuple[str, str]]:
    return [step for each in giving.watched(cast.therapist.visit) for step in each.steps]


def give_it(cast: Cast) -> None:
    found = giving.gift(cast.therapist.visit, SLUG)
    assert found is not None
    giving.give(cast.therapist.visit, found, giving.Giving(uuid4(), frozenset([cast.subject.membership])))


def test_a_practice_done_alone_is_kept_at_its_own_time_for_its_doer_alone(cast: Cast) -> None:
    phone = Phone(cast.subject)
    at = a_while_ago(hours=3)
    item = lock(phone, done(cast.subject), at=at)

    assert [phone.send(item).done for _ in range(3)] == [Done.KEPT] * 3

    assert len(kept(cast.subject)) == 1
    body = kept(cast.subject)[0]
    assert (body["practice"], body["ending"], body["helped"]) == (SLUG, "whole", 6)
    assert any(MINE in each for each in body["said"])  # type: ignore[attr-defined]
    card = entries.read_entry(cast.subject.visit, item.id)
    assert card is not None
    assert card.iso.startswith(at.astimezone(clock.zone()).isoformat()[:19])
    assert card.who_sees == phone.ticket.kinds["practice_run"].sees == "Only you."
    for part in (cast.carer, cast.therapist, *cast.strangers):
        assert entries.read_entry(part.visit, item.id) is None


def test_who_gave_it_learns_that_it_was_done_when_it_arrives_and_nothing_else(cast: Cast) -> None:
    give_it(cast)
    phone = Phone(cast.subject)
    one = lock(phone, {"_opening": True}, unfinished=True)
    assert phone.send(one).done is Done.NOTHING
    assert "opened" in str(how_far(cast))

    assert phone.send(lock(phone, done(cast.subject))).done is Done.KEPT

    assert "done" in str(how_far(cast))
    assert MINE not in str(giving.watched(cast.therapist.visit))


def test_what_was_thrown_away_leaves_no_words_and_is_told_as_done_all_the_same(cast: Cast) -> None:
    give_it(cast)
    phone = Phone(cast.subject)
    answers = done(cast.subject, _keep="delete")

    assert phone.send(lock(phone, answers)).done is Done.NOTHING

    assert kept(cast.subject) == []
    assert drafts.my_drafts(cast.subject.visit) == ()
    assert "done" in str(how_far(cast))


def test_half_a_practice_is_gone_on_with_where_it_was_left(cast: Cast) -> None:
    phone = Phone(cast.subject)
    answers = done(cast.subject)
    del answers["_keep"], answers["_next"]
    item = lock(phone, answers, unfinished=True)

    assert phone.send(item).done is Done.DRAFT

    run = practice.open_run(cast.subject.visit, item.id)
    assert run is not None
    assert run.step is not None
    assert run.step.name == "_next"
    assert run.answers["_noticed"] == MINE
    assert practice.begin(cast.subject.visit, SLUG) == item.id


def test_the_player_is_believed_and_not_the_phone(cast: Cast) -> None:
    """A run that says it is at its end without the answers on the way is one to go on with."""
    phone = Phone(cast.subject)
    forged = {"_noticed": MINE, "_keep": "keep", "_helped": 10}
    item = lock(phone, forged)

    assert phone.send(item).done is Done.DRAFT
    assert kept(cast.subject) == []
    run = practice.open_run(cast.subject.visit, item.id)
    assert run is not None
    assert run.step is not None
    assert run.step.name == "_opening"


def test_another_sentence_beside_it_asks_again_what_to_keep(cast: Cast) -> None:
    phone = Phone(cast.subject)
    item = lock(phone, done(cast.subject), sees="You and Sam.")

    assert phone.send(item).done is Done.DRAFT

    run = practice.open_run(cast.subject.visit, item.id)
    assert run is not None
    assert run.step is not None
    assert run.step.name == "_keep"


@pytest.mark.parametrize("state", ["gone", "edited", "not theirs"])
def test_words_of_a_practice_that_is_not_there_any_more_are_kept_as_they_stand(
    cast: Cast, monkeypatch: pytest.MonkeyPatch, state: str
) -> None:
    phone = Phone(cast.subject)
    answers = done(cast.subject)
    if state == "edited":
        answers["a_step_that_was_taken_out"] = "Words said there"
    if state == "gone":
        left = Library({slug: each for slug, each in shipped().practices.items() if slug != SLUG}, ())
        monkeypatch.setattr(practice, "at_hand", lambda: left)
    item = lock(phone, answers, slug="two-minute-pause" if state == "not theirs" else SLUG)

    assert phone.send(item).done is Done.KEPT

    said = kept(cast.subject)[0]["said"]
    assert MINE in said  # type: ignore[operator]
    assert state != "edited" or "Words said there" in said  # type: ignore[operator]


def test_a_phone_whose_clock_is_wrong_keeps_it_at_the_time_it_came(cast: Cast) -> None:
    phone = Phone(cast.subject)
    item = lock(phone, done(cast.subject), at=clock.now() + timedelta(days=300))

    assert phone.send(item).done is Done.KEPT

    card = entries.read_entry(cast.subject.visit, item.id)
    assert card is not None
    assert card.day == cast.subject.visit.viewer.today


def test_it_waits_locked_while_the_circle_is_closed_to_its_doer(cast: Cast) -> None:
    phone = Phone(cast.subject)
    item = lock(phone, done(cast.subject))
    Membership.objects.filter(pk=cast.subject.membership).update(state="paused")
    assert (phone.send(item).done, phone.send(item).say) == (Done.STAYS, NOT_OPEN)

    Membership.objects.filter(pk=cast.subject.membership).update(state="confirmed")

    assert phone.send(item).done is Done.KEPT
    assert len(kept(cast.subject)) == 1


@pytest.mark.parametrize("fields", [{}, {"practice": ["x"], "given": ["[1]"]}, {"practice": [SLUG], "given": ["{"]}])
def test_what_no_page_of_ours_has_sealed_keeps_nothing_and_breaks_nothing(
    cast: Cast, fields: dict[str, list[str]]
) -> None:
    phone = Phone(cast.subject)
    assert phone.send(phone.write("practice_run", answers=fields)).done is Done.NOTHING


def test_a_ticket_says_whose_shelf_it_is_and_of_which_age(cast: Cast) -> None:
    assert Phone(cast.subject).ticket.shelf == "young-13-17"
    assert Phone(cast.carer).ticket.shelf == "carer-13-17"
    assert Phone(cast.subject).ticket.kinds["practice_run"].to == ()
    assert tickets.tickets(cast.therapist.person, cast.therapist.session_key) == ()

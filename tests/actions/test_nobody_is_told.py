"""Over random writers, modes and words: nobody learns of anything before its writer's own record shows it to them."""

from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lamplit.actions import agreement, company, noticing, sharing
from lamplit.actions.entries import Writing, diary, diary_json, write_entry
from lamplit.actions.replies import read_with_replies
from lamplit.actions.writing import Refused
from lamplit.engines.safety.agreement import Mode
from tests.cast import Cast, Part

WORDS = (
    "We had lunch and drew a cat.",
    "Everything is too much and I cry all day.",
    "I want to hurt myself again tonight.",
    "I took a lot of tablets.",
    "My stepdad hits me when mum is out.",
    "My friend says she wants to die.",
)
KINDS = {"subject": "journal", "carer": "journal", "other_carer": "journal"}

pytestmark = pytest.mark.django_db
writers = st.sampled_from(sorted(KINDS))
acts = st.lists(st.sampled_from(["look", "wrong", "not_now", "company", "show"]), max_size=4)


def visible(part: Part) -> bytes:
    return diary_json(part.visit)


def look(part: Part, entry: UUID) -> noticing.Noticed:
    found = read_with_replies(part.visit, entry)
    assert found is not None
    return noticing.notice(part.visit, *found)


def do(act: str, writer: Part, entry: UUID, to: Part) -> bool:
    """Do one thing the writer can do; True when it was a tap that shows something to `to`."""
    if act == "wrong":
        for quote in look(writer, entry).quotes:
            noticing.call_wrong(writer.visit, entry, quote.sign)
    elif act == "not_now":
        noticing.not_now(writer.visit, entry)
    elif act == "company":
        return tapped(writer, to)
    elif act == "show":
        return sharing.show_entry(writer.visit, entry, to.membership) is True
    look(writer, entry)
    return False


def tapped(writer: Part, to: Part) -> bool:
    try:
        return company.tell(writer.visit, uuid4(), to.membership)
    except Refused:
        return False


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(writer=writers, mode=st.sampled_from(list(Mode)), words=st.sampled_from(WORDS), acts=acts)
def test_no_path_tells_anyone_before_the_writers_own_record_shows_it(
    cast: Cast, writer: str, mode: Mode, words: str, acts: list[str]
) -> None:
    me: Part = getattr(cast, writer)
    agreement.agree(cast.subject.visit, mode)
    others = [each for each in cast.everyone if each is not me]
    before = {each.name: visible(each) for each in others}
    entry = write_entry(me.visit, Writing(uuid4(), KINDS[writer], {"text": words}, audience=["me"])).id
    look(me, entry)
    shown = [do(act, me, entry, cast.therapist) for act in acts]
    mine = {card.id: card for card in diary(me.visit).items if card.own}
    for each in others:
        seen = {card.id for card in diary(each.visit).items if card.author_name == me.name}
        assert all("Sam" in mine[one].who_sees for one in seen & mine.keys() if each is cast.therapist)
        if each is not cast.therapist or not any(shown):
            assert visible(each) == before[each.name]

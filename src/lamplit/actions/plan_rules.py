"""What was agreed about who is told when, and who said yes to which version; it tells nobody anything by itself."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from uuid import UUID

from lamplit.actions import clock
from lamplit.actions.cards import EntryCard
from lamplit.actions.entries import read_entry
from lamplit.actions.findings import moment_text
from lamplit.actions.looks import Look, card
from lamplit.actions.replies import reply_card, write_reply
from lamplit.engines.kernel.saying import say
from lamplit.engines.records.kinds.plan_rule import PLAN_RULE, PlanRule
from lamplit.vault import leaf
from lamplit.vault.doorway import Visit
from lamplit.vault.entries import Opened
from lamplit.vault.failures import NotSaved
from lamplit.vault.shapes import Thread

SAID_YES = "said_yes"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule as one reader sees it: its sentence, the writer's own words, who agreed to it and who to an earlier one.

    `stands` is False once it does not count any more. `mine` says whether this reader agreed to it as it is.
    """

    card: EntryCard
    sentence: str
    words: str
    stands: bool
    agreed: tuple[str, ...]
    earlier: tuple[str, ...]
    mine: bool
    may_agree: bool


def rule_of(opened: Opened, thread: Thread, look: Look) -> Rule:
    """Return an opened rule with what others said to it."""
    found = PlanRule.of(opened.body or {})
    said = [reply_card(each, look) for each in thread.items]
    now = _yes(opened.revision)
    before = {_yes(number) for number in range(1, opened.revision)}
    agreed = tuple(dict.fromkeys(each.author_name for each in said if each.text == now))
    mine = any(each.own and each.text == now for each in said)
    earlier = dict.fromkeys(each.author_name for each in said if each.text in before)
    return Rule(
        card=card(opened, look),
        sentence=PLAN_RULE.sentence(opened.body or {}),
        words=found.text,
        stands=found.stands,
        agreed=agreed,
        earlier=tuple(name for name in earlier if name not in agreed),
        mine=mine,
        may_agree=thread.may_add and found.stands and not opened.own and not mine,
    )


def agree(visit: Visit, rule: UUID, reply: UUID, revision: int) -> bool:
    """Say yes to a rule as it stood on the page; False when it is not there or reads otherwise by now.

    Raises RepliesClosed when its writer takes no replies.
    """
    stands = read_entry(visit, rule)
    if stands is None or stands.own or stands.kind != PLAN_RULE.code or stands.revision != revision:
        return False
    if write_reply(visit, rule, reply, str(_yes(revision))) is None:
        return False
    with suppress(NotSaved):  # the yes itself is kept
        _remember(visit, rule)
    return True


def is_gone(visit: Visit, shown: Iterable[Rule]) -> bool:
    """Tell whether a rule this visitor said yes to is not among those shown to them now.

    It is known from their own yes alone, and says nothing of why. While the young person's sharing is paused, of which
    nobody is told, it says nothing at all.
    """
    if visit.subject in visit.viewer.silent:
        return False
    there = {each.card.id.hex for each in shown}
    return any(each["entry"] not in there for each in leaf.items(visit.viewer) if each["what"] == SAID_YES)


def forget_gone(visit: Visit, shown: Iterable[Rule]) -> bool:
    """Keep that the visitor has read that a rule is gone, so that it is not said again."""
    there = {each.card.id.hex for each in shown}
    return leaf.change(
        visit.viewer,
        lambda kept: [each for each in kept if each["what"] != SAID_YES or each["entry"] in there],
        clock.now(),
    )


def _remember(visit: Visit, rule: UUID) -> None:
    """Write on the visitor's own leaf that they said yes to a rule: when it is gone, nothing else of it is theirs."""
    item = {"what": SAID_YES, "entry": rule.hex, "at": moment_text(clock.now())}
    leaf.change(
        visit.viewer,
        lambda kept: [*(each for each in kept if (each["what"], each.get("entry")) != (SAID_YES, rule.hex)), item],
        clock.now(),
    )


def _yes(revision: int) -> str:
    return say("I agree to this. (Version {number})", number=revision)

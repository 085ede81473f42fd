"""What was agreed about who is told when, and who said yes to which version; it tells nobody anything by itself."""

from dataclasses import dataclass
from uuid import UUID

from lamplit.actions.cards import EntryCard
from lamplit.actions.entries import read_entry
from lamplit.actions.looks import Look, card
from lamplit.actions.replies import reply_card, write_reply
from lamplit.engines.kernel.saying import say
from lamplit.engines.records.kinds.plan_rule import PLAN_RULE, PlanRule
from lamplit.vault.doorway import Visit
from lamplit.vault.entries import Opened
from lamplit.vault.shapes import Thread


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
    return write_reply(visit, rule, reply, str(_yes(revision))) is not None


def _yes(revision: int) -> str:
    return say("I agree to this. (Version {number})", number=revision)

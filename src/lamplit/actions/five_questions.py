"""The five questions around their writing: who is too young for them, and the steps beside the answers as kept."""

from collections.abc import Mapping
from dataclasses import dataclass

from lamplit.actions.cards import EntryCard
from lamplit.actions.writing import refuse
from lamplit.engines.kernel.saying import say
from lamplit.engines.records.kinds import KINDS, Kind
from lamplit.engines.records.kinds.asq import ASQ, FIVE, NO_ANSWER, NOW, TOO_YOUNG, follow_up
from lamplit.engines.records.kinds.kind import text_of
from lamplit.vault.doorway import Visit

KIND = ASQ.code
NOT_ASKED = say("Not answered")
_LAST = {
    "ask": say("Question 5 has not been asked yet: ask it now."),
    "again": say("Question 5 has no answer yet: stay with them, and ask it again."),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step, and who does it and when, as far as that is written down."""

    name: str
    text: str
    who: str


@dataclass(frozen=True, slots=True)
class Steps:
    """What goes with the answers of one page: each question with its answer, what to ask now, and the steps."""

    answers: tuple[tuple[str, str], ...]
    ask: str
    at_once: tuple[Step, ...]
    today: tuple[Step, ...]


def too_young(visit: Visit) -> bool:
    """Tell whether the young person is known to be under the youngest age these are asked at."""
    return visit.subject_age is not None and visit.subject_age < ASQ.youngest


def refuse_too_young(visit: Visit, kind: Kind) -> None:
    """Raise Refused for a kind that is not asked about somebody so young; an unknown age is left to the page."""
    if visit.subject_age is not None and visit.subject_age < kind.youngest:
        raise refuse("old_enough", "too_young", TOO_YOUNG)


def steps_beside(card: EntryCard) -> Steps | None:
    """Return what goes with the answers of one's own page, None for every other entry and for other readers."""
    if card.kind != KIND or not card.own or card.body is None:
        return None
    return steps_of(card.body)


def steps_of(body: Mapping[str, object]) -> Steps:
    """Return what goes with these answers, worked out afresh each time."""
    found = follow_up(body)
    words = KINDS[KIND].words.fields
    steps = [Step(name, words[name].question, text_of(body, name)) for name in found.steps]
    return Steps(
        answers=tuple((words[name].label, _answer(body, name)) for name in FIVE),
        ask=_LAST.get(found.last, ""),
        at_once=tuple(each for each in steps if each.name in NOW),
        today=tuple(each for each in steps if each.name not in NOW),
    )


def _answer(body: Mapping[str, object], name: str) -> str:
    said = text_of(body, name)
    return KINDS[KIND].label_for(name, said) if said and said != NO_ANSWER else NOT_ASKED

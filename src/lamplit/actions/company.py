"""Telling one person "I need company" beside one's own words: the sign of that name, sent with one tap."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from lamplit.actions import signals
from lamplit.actions.agreement import mode_of
from lamplit.actions.audiences import who_will_see
from lamplit.actions.writing import refuse
from lamplit.engines.kernel import ContentClass, Role
from lamplit.engines.kernel.saying import say
from lamplit.engines.safety.agreement import Mode
from lamplit.vault.doorway import Visit

SIGN = "company"
NEVER_FOR = frozenset({ContentClass.HURT_BY_OTHERS, ContentClass.ABOUT_ANOTHER})  # who hurts may be among them


@dataclass(frozen=True, slots=True)
class Company:
    """Somebody who can be told; `who_sees` is true for the entry that the tap makes."""

    membership: UUID
    name: str
    who_sees: str


def people_to_tell(visit: Visit, class_: ContentClass, words: Iterable[str] = ()) -> tuple[Company, ...]:
    """Return whom one tap can tell, beside words of this class; nobody in the mode in which nothing goes to anybody.

    Somebody whose name stands in the words is not proposed, and beside words about being hurt nobody is.
    """
    shut = visit.viewer.role is not Role.SUBJECT or visit.together
    if shut or class_ in NEVER_FOR or mode_of(visit) is not Mode.ASK:
        return ()
    said = " ".join(words).casefold()
    people = [each for each in signals.grown_ups(visit) if each.consented]
    return tuple(
        Company(each.membership, each.name, who_will_see(visit, signals.KIND, [f"member:{each.membership}"]))
        for each in people
        if each.name.casefold() not in said
    )


def tell(visit: Visit, company: UUID, to: UUID) -> bool:
    """Send one person the sign "I need company", in one's own record first; the same `company` sent twice is one.

    False when it was kept and could not be shown. Raises Refused when that person cannot be told, and in the mode in
    which nothing goes to anybody.
    """
    if mode_of(visit) is not Mode.ASK:
        raise refuse(
            "to", "not_in_this_mode", say("You chose that nothing goes to anybody. You can change that first.")
        )
    return signals.send(visit, company, SIGN, to)

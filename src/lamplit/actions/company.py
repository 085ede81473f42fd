"""Telling one person "I need company", with one tap and without a word; leaves offering it to the pages."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from lamplit.actions.agreeing import mode_of
from lamplit.actions.audiences import members_here, who_will_see
from lamplit.actions.entries import Writing, Written, write_entry
from lamplit.actions.writing import refuse
from lamplit.engines.kernel import ContentClass, Role
from lamplit.engines.kernel.saying import say
from lamplit.engines.safety.agreement import Mode
from lamplit.vault.doorway import Visit

KIND = "company"
ROLES = frozenset({Role.CARER, Role.THERAPIST})
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
    shut = visit.viewer.role is not Role.SUBJECT or visit.sharing_paused or visit.together
    if shut or class_ in NEVER_FOR or mode_of(visit) is not Mode.ASK:
        return ()
    said = " ".join(words).casefold()
    people = [each for each in members_here(visit) if each.role in ROLES and each.consented]
    return tuple(
        Company(each.membership, each.name, who_will_see(visit, KIND, [f"member:{each.membership}"]))
        for each in people
        if each.name.casefold() not in said
    )


def tell(visit: Visit, company: UUID, to: UUID) -> Written:
    """Keep "I need company" as an own entry that one person sees; the same `company` sent twice is one.

    Raises Refused when that person cannot be told, and in the mode in which nothing goes to anybody.
    """
    if mode_of(visit) is not Mode.ASK:
        raise refuse(
            "to", "not_in_this_mode", say("You chose that nothing goes to anybody. You can change that first.")
        )
    return write_entry(visit, Writing(id=company, kind=KIND, fields={}, audience=[f"member:{to}"]))

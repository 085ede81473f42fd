"""What stands beside the questions about a concern: what to say and do, who can be left out, and help near."""

from lamplit.actions import concerns
from lamplit.actions import help as helping
from lamplit.actions.doors import Visit
from lamplit.engines.safety.reporting import guidance
from lamplit.web.forms.sheet import Sheet

CONCERN = concerns.KIND


def beside(visit: Visit, sheet: Sheet) -> dict[str, object]:
    """Return what the page of a concern shows besides its questions; nobody is ticked but by its writer."""
    people = concerns.everybody(visit)
    known = {each.value for each in people}
    typed = [each for each in sheet.typed.many("excluded") if each not in known]
    return {
        "place": helping.country(visit.country),
        "guide": guidance(),
        "people": people,
        "others": (*typed, ""),
    }

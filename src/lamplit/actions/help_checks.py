"""Whether what people read of help near here still holds; says names of services, which are public, and nobody's."""

from lamplit.actions import clock, local_help
from lamplit.actions.keeping_checks import Check

NAME = "services near here"
WHERE = "Look at them: /local-help"


def services_near_here() -> Check:
    """Say which services are not shown any more because their last day is over, and whether the file can be read."""
    found = local_help.standing()
    if found.damaged:
        text = f"The file {local_help.NAME} in the data folder cannot be read whole, so some help is not shown. "
        return Check(NAME, f"{text}Mend it, or move it away and write them anew.", needs_a_person=True)
    over = local_help.expired(clock.today())
    if over:
        listed = ", ".join(each.name for each in over)
        return Check(NAME, f"Their day is over, so nobody sees them: {listed}. {WHERE}", needs_a_person=True)
    shown = len(local_help.shown(clock.today()))
    return Check(NAME, f"{shown} shown to everybody." if shown else f"None put down yet. {WHERE}")

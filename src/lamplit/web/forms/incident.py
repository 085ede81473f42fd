"""What stands beside the questions about a serious incident: help near, the form's day, the child's name."""

from datetime import timedelta

from lamplit.actions import clock, signing
from lamplit.actions import help as helping
from lamplit.actions.doors import Visit
from lamplit.engines.kernel.saying import say
from lamplit.web.forms.sheet import Sheet
from lamplit.web.forms.when import read_when

INCIDENT = "incident"


def beside(visit: Visit, sheet: Sheet) -> dict[str, object]:
    """Return what the page of a serious incident shows besides its questions."""
    today, now = clock.today(), clock.now().astimezone(clock.zone())
    said = read_when(sheet.typed, now).at
    return {
        "place": helping.country(visit.country),
        "due": signing.form_due(said) if said and _timed(sheet) else signing.form_due(None, from_writing=True),
        "child": visit.subject_name or say("The child"),
        "tomorrow": (today + timedelta(days=1)).isoformat(),
        "told_lines": max(2, len(sheet.typed.many("told")) + 1),
    }


def _timed(sheet: Sheet) -> bool:
    """Tell whether the writer said when it was."""
    return sheet.typed.one("when", "now") != "now"

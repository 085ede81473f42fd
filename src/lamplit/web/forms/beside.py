"""What some pages of writing show besides their questions; each kind's own module knows what that is."""

from lamplit.actions.doors import Visit
from lamplit.web import watching
from lamplit.web.forms import asq, concern, incident, plan_part
from lamplit.web.forms.sheet import Sheet

_OF_KIND = {
    incident.INCIDENT: incident.beside,
    plan_part.PLAN: plan_part.beside,
    concern.CONCERN: concern.beside,
    asq.ASQ: asq.beside,
}


def beside(visit: Visit, sheet: Sheet) -> dict[str, object]:
    """Return what stands beside the questions of this kind; nothing for most."""
    watching.of_kind(sheet.kind)
    more = _OF_KIND.get(sheet.kind)
    return more(visit, sheet) if more else {}

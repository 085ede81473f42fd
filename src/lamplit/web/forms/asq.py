"""What stands beside the five questions: help near, whether the child is too young, the steps for what was typed."""

from lamplit.actions import five_questions
from lamplit.actions import help as helping
from lamplit.actions.doors import Visit
from lamplit.engines.records.kinds.asq import FIVE
from lamplit.web.forms.shapes import fields_of
from lamplit.web.forms.sheet import Sheet

ASQ = five_questions.KIND


def beside(visit: Visit, sheet: Sheet) -> dict[str, object]:
    """Return what the page of the five questions shows besides them; a child under 8 is not asked them at all."""
    answered = sheet.typed.any_of(*FIVE)
    return {
        "place": helping.country(visit.country),
        "too_young": five_questions.too_young(visit),
        "asked": five_questions.steps_of(fields_of(sheet.kind, sheet.typed)) if answered else None,
    }

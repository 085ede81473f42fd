"""What stands beside the writing of a part of the plan: its heading, what can be put in, and the part after it."""

from lamplit.actions import own_lists, plan
from lamplit.actions.doors import Visit
from lamplit.engines.records.kinds.plan_part import PLAN_PART
from lamplit.web.forms.sheet import Sheet

PLAN = PLAN_PART.code


def beside(visit: Visit, sheet: Sheet) -> dict[str, object]:
    """Return what the page of one part shows besides its questions."""
    code, child = sheet.typed.one("part"), plan.is_child(visit)
    known = code in plan.IN_ORDER
    codes = (plan.GOAL, *(plan.FOUR if child else (*plan.EIGHT, *plan.FOR_OTHERS)))
    after = codes[codes.index(code) + 1 :][:1] if code in codes else ()
    kept = own_lists.own_list(visit, *own_lists.PULLED)
    return {
        "part_title": plan.title_of(code, child=child) if known else "",
        "part_hint": plan.hint_of(code, child=child) if known else "",
        "next_part": after[0] if after else "",
        "review_on": sheet.typed.one("review_on") or ("" if sheet.base else plan.review_day().isoformat()),
        "to_put_in": [own_lists.line_of(each) for each in kept if own_lists.into(each) == code],
    }

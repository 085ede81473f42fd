"""The plan as a PDF to keep or to hand over: its goal on top, the parts that have words, who knows when."""

from lamplit.actions import plan
from lamplit.actions.looks import Look
from lamplit.actions.tongue import aloud, tongue
from lamplit.actions.wording import day_and_time
from lamplit.engines.interop.pdf import Paper, Paragraph, Section, Voice, pdf_of
from lamplit.engines.kernel.saying import one_after_another, say
from lamplit.engines.records.kinds.plan_part import PlanPart
from lamplit.engines.records.kinds.plan_rule import PLAN_RULE, PlanRule
from lamplit.vault import entries_plan
from lamplit.vault.doorway import Visit
from lamplit.vault.entries import Opened

NOT_WATCHED = say("Nobody is watching this. If somebody is in danger now, ring the emergency number.")


def may_take(visit: Visit) -> bool:
    """Tell whether this visitor may take away what they see of the plan: one may, with a second step at sign-in."""
    return visit.viewer.mfa is True and visit.viewer.role in plan.TAKERS


def plan_paper(visit: Visit) -> bytes | None:
    """Return the plan as the bytes of a PDF: what this visitor may take away of it; None when that is nothing."""
    look = Look.of(visit)
    found = entries_plan.to_take(visit.viewer, (plan.PART, plan.RULE), look.now)
    if not found:
        return None
    child = plan.is_child(visit)
    parts = [each for each in found if each.kind == plan.PART]
    rules = [each for each in found if each.kind == plan.RULE]
    sections = [_part(code, parts, child=child) for code in plan.IN_ORDER]
    if rules:
        sections.append(Section(PLAN_RULE.title, tuple(Paragraph("", _rule(each)) for each in rules)))
    made = say("Made {when} by {name}.", when=day_and_time(look.now, look.zone), name=visit.person_name)
    name = visit.subject_name or visit.circle_name
    about = (say("The plan of {name}", name=name), NOT_WATCHED)
    paper = Paper(say("My plan"), about, tuple(each for each in sections if each.paragraphs), made)
    return pdf_of(paper, look.now, Voice(tongue().code, aloud))


def _part(code: str, found: list[Opened], *, child: bool) -> Section:
    said = [PlanPart.of(each.body or {}) for each in found if plan.part_of(each) == code]
    return Section(plan.title_of(code, child=child), tuple(Paragraph("", each.text) for each in said))


def _rule(rule: Opened) -> str:
    return one_after_another(PLAN_RULE.sentence(rule.body or {}), PlanRule.of(rule.body or {}).text)

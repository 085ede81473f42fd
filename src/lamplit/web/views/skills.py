"""Skill cards by one name for home, school and the child, and one tap that says one was used; counts in the actions."""

from uuid import UUID, uuid4

from django.http import HttpResponse
from django.urls import path, reverse
from django.views.decorators.http import require_GET, require_http_methods

from lamplit.actions import skill_uses
from lamplit.actions.entries import read_entry
from lamplit.actions.skill_uses import CardHere
from lamplit.actions.writing import Clash, Refused
from lamplit.engines.kernel import CARER_ROLES, Role
from lamplit.engines.kernel.saying import say
from lamplit.web.forms.typed import as_uuid
from lamplit.web.policies import member
from lamplit.web.views.asked import NOT_SAVED, Asked, Toast, found, go, not_saved_words, page

readers = member(Role.SUBJECT, Role.THERAPIST, *CARER_ROLES)
teachers = member(Role.TEACHER)


@readers
@require_GET
def skills(request: Asked, circle: UUID) -> HttpResponse:
    """Show every skill; carers and therapists read where each was used."""
    return page(request, "skills/skills.html", {"cards": skill_uses.cards_for(request.visit)})


@readers
@require_http_methods(["GET", "POST"])
def skill(request: Asked, circle: UUID, skill: str) -> HttpResponse:
    """Show one skill, or keep that it was used."""
    return _one(request, found(skill_uses.card_for(request.visit, skill)), "skill")


@teachers
@require_GET
def school_skills(request: Asked, circle: UUID) -> HttpResponse:
    """Show a teacher every skill in the words for school."""
    return page(request, "school/skills.html", {"cards": skill_uses.cards_for(request.visit)})


@teachers
@require_http_methods(["GET", "POST"])
def school_skill(request: Asked, circle: UUID, skill: str) -> HttpResponse:
    """Show a teacher one skill, or keep that it was used at school."""
    return _one(request, found(skill_uses.card_for(request.visit, skill)), "school_skill")


def _one(request: Asked, here: CardHere, name: str) -> HttpResponse:
    circle, trouble, status = request.visit.viewer.circle, "", 200
    if request.method == "POST":
        use = as_uuid(request.POST.get("id", "")) or uuid4()
        try:
            skill_uses.use(request.visit, here, use)
            return go(name, circle, here.card.code, done="used", use=use)
        except Clash:
            return go(name, circle, here.card.code)
        except Refused as refused:
            trouble, status = refused.problems[0].message, 422
        except NOT_SAVED as problem:
            trouble, status = not_saved_words(problem), 503
    context: dict[str, object] = {
        "here": here,
        "who": skill_uses.who_sees_use(request.visit),
        "may_use": skill_uses.may_use(request.visit),
        "new_id": uuid4(),
        "trouble": trouble,
        "toast": _toast(request),
    }
    return page(request, "school/skill.html" if name == "school_skill" else "skills/skill.html", context, status=status)


def _toast(request: Asked) -> Toast | None:
    """Return the line after a use was kept; a young person can show it from there."""
    use = as_uuid(request.GET.get("use", ""))
    card = read_entry(request.visit, use) if use and request.GET.get("done") == "used" else None
    if use is None or card is None or not card.own or card.state != "live":
        return None
    back = "school_back" if request.visit.viewer.role is Role.TEACHER else "delete"
    return Toast(
        say("Kept. {who_sees}", who_sees=card.who_sees), reverse(back, args=(request.visit.viewer.circle, use))
    )


urlpatterns = [
    path("c/<uuid:circle>/skills", skills, name="skills"),
    path("c/<uuid:circle>/skills/<slug:skill>", skill, name="skill"),
    path("c/<uuid:circle>/school/skills", school_skills, name="school_skills"),
    path("c/<uuid:circle>/school/skills/<slug:skill>", school_skill, name="school_skill"),
]

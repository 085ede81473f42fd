"""Handing a teacher the link and the codes, seeing their devices, closing them; and naming the school lead."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST

from lamplit.actions import circle_page, school, teacher_links
from lamplit.actions.circle_words import CircleError
from lamplit.actions.circles import Agreed
from lamplit.actions.teacher_links import Handed
from lamplit.engines.kernel import Role
from lamplit.web.accounts.recent import recent_sign_in
from lamplit.web.policies import member
from lamplit.web.views.asked import Asked, found, go, page
from lamplit.web.views.invite import alone, picture_of
from lamplit.web.views.join import Problems

ASKED = ("name", "ground", "responsibility", "given_by")
FACTS = ("known_as", "lead", "phone")


@member()
@alone
@recent_sign_in
@require_http_methods(["GET", "POST"])
def make(request: Asked, circle: UUID) -> HttpResponse:
    """Ask who the teacher is and who agreed, then show link and code once."""
    typed = {name: request.POST.get(name, "") for name in ASKED}
    problems = Problems()
    if request.method == "POST":
        agreed = Agreed(typed["ground"], typed["responsibility"], typed["given_by"])
        try:
            return _handed(request, teacher_links.make(request.visit, typed["name"], agreed))
        except CircleError as error:
            problems = Problems.of(error)
    context = {"shown": circle_page.circle_page(request.visit), "typed": typed, "problems": problems}
    context |= {"may": teacher_links.may_make(request.visit)}
    return page(request, "school/make_link.html", context, status=422 if problems else 200)


@member()
@alone
@recent_sign_in
@require_POST
def new_link(request: Asked, circle: UUID, membership: UUID) -> HttpResponse:
    """Make a new link for a teacher; the old one stops at once."""
    return _hand(request, membership, teacher_links.new_link)


@member()
@alone
@recent_sign_in
@require_POST
def new_code(request: Asked, circle: UUID, membership: UUID) -> HttpResponse:
    """Make a code for one more device of a teacher."""
    return _hand(request, membership, teacher_links.new_code)


@member()
@alone
@require_POST
def end_link(request: Asked, circle: UUID, membership: UUID) -> HttpResponse:
    """End a teacher's link, its codes and every device."""
    return _end(request, lambda: teacher_links.end_link(request.visit, membership), "school_ended")


@member()
@alone
@require_POST
def end_device(request: Asked, circle: UUID, membership: UUID) -> HttpResponse:
    """Close the school page on one device."""
    handle = request.POST.get("device", "")
    return _end(request, lambda: teacher_links.end_device(request.visit, membership, handle), "school_device")


@member(Role.CARER, Role.SCHOOL_LEAD, Role.SUBJECT)
@alone
@require_http_methods(["GET", "POST"])
def contact(request: Asked, circle: UUID) -> HttpResponse:
    """Say how the child is called at school and to whom safety worries go."""
    found(school.may_change_card(request.visit) or None)
    facts, problems = school.facts_for(request.visit), Problems()
    if request.method == "POST":
        facts = school.SchoolFacts(*(request.POST.get(name, "") for name in FACTS))
        try:
            school.change_card(request.visit, facts)
            return go("circle", circle, done="school_card")
        except CircleError as error:
            problems = Problems.of(error)
    return page(request, "school/contact.html", {"facts": facts, "problems": problems}, 422 if problems else 200)


def _hand(request: Asked, membership: UUID, act: Callable[..., Handed]) -> HttpResponse:
    try:
        handed = act(request.visit, membership)
    except CircleError as error:
        return _refused(request, error)
    return _handed(request, handed)


def _end(request: Asked, act: Callable[[], None], done: str) -> HttpResponse:
    try:
        act()
    except CircleError as error:
        return _refused(request, error)
    return go("circle", request.visit.viewer.circle, done=done)


def _refused(request: Asked, error: CircleError) -> HttpResponse:
    context = {"shown": circle_page.circle_page(request.visit), "typed": dict.fromkeys(ASKED, "")}
    context |= {"problems": Problems.of(error), "may": teacher_links.may_make(request.visit)}
    return page(request, "school/make_link.html", context, status=422)


def _handed(request: Asked, handed: Handed) -> HttpResponse:
    link = request.build_absolute_uri(reverse("school_link", args=[handed.link])) if handed.link else ""
    context = {
        "link": link,
        "picture": picture_of(link) if link else "",
        "code": f"{handed.code[:4]} {handed.code[4:]}",
        "name": handed.name,
        "membership": handed.membership,
        "ends": circle_page.when_text(handed.ends_at),
    }
    return page(request, "school/handed.html", context)


_AT = "c/<uuid:circle>/circle/school"
urlpatterns = [
    path(_AT, make, name="teacher_link"),
    path(f"{_AT}/lead", contact, name="school_contact"),
    path(f"{_AT}/<uuid:membership>/link", new_link, name="teacher_new_link"),
    path(f"{_AT}/<uuid:membership>/code", new_code, name="teacher_new_code"),
    path(f"{_AT}/<uuid:membership>/end", end_link, name="teacher_end_link"),
    path(f"{_AT}/<uuid:membership>/device", end_device, name="teacher_end_device"),
]

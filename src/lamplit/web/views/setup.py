"""The first page of a new house, and making a further circle; leaves the rules of both to the actions."""

from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lamplit.actions import setup as acts
from lamplit.actions.circle_words import GROUND_WORDS, RESPONSIBILITY_WORDS, ROLE_CHOICES, CircleError
from lamplit.actions.circles import Agreed
from lamplit.actions.setup import FOUNDING_ROLES, Founding
from lamplit.engines.kernel import Role
from lamplit.engines.kernel.saying import say
from lamplit.web.accounts.recent import recent_sign_in
from lamplit.web.policies import public, signed_in
from lamplit.web.views.join import Problems, let_in, to_passkey, typed_newcomer, usual_way

KEPT = ("name", "username", "way", "about", "born_on", "is_adult", "role", "ground", "responsibility", "given_by")


@public
@require_GET
def setup(request: HttpRequest, token: str) -> HttpResponse:
    """Show the first page while its token is good; afterwards it says so and nothing else."""
    return _page(request, token, Problems())


@public
@sensitive_post_parameters()
@require_POST
def setup_now(request: HttpRequest) -> HttpResponse:
    """Make the first account and circle; what was typed stays on the page until all of it is right."""
    token = request.POST.get("token", "")
    try:
        newcomer = typed_newcomer(request)
        joined = acts.set_up(token, newcomer, _typed_circle(request))
    except CircleError as error:
        return _page(request, token, Problems.of(error))
    let_in(request, joined)
    home = reverse("home", args=[joined.circle])
    return redirect(home) if newcomer.password else to_passkey(home)


@signed_in
@recent_sign_in
@require_http_methods(["GET", "POST"])
def new_circle(request: HttpRequest) -> HttpResponse:
    """Make a further circle, for another child or client; whoever makes it is its first confirmed member."""
    problems = Problems()
    if request.method == "POST":
        try:
            joined = acts.found_another(UUID(str(request.user.pk)), _typed_circle(request))
            return redirect("circle", circle=joined.circle)
        except CircleError as error:
            problems = Problems.of(error)
    return render(request, "setup/circle.html", _choices(request, problems))


def _typed_circle(request: HttpRequest) -> Founding:
    post = request.POST
    return Founding(
        about=post.get("about", ""),
        born_on=_day(post.get("born_on", "")),
        is_adult=bool(post.get("is_adult")),
        role=post.get("role", ""),
        agreed=Agreed(post.get("ground", ""), post.get("responsibility", ""), post.get("given_by", "")),
    )


def _day(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise CircleError("bad_birth_date", "born_on") from None


def _page(request: HttpRequest, token: str, problems: Problems) -> HttpResponse:
    if not acts.setup_is_open(token):
        return render(request, "setup/over.html", {})
    return render(request, "setup/setup.html", {"token": token, **_choices(request, problems)})


def _choices(request: HttpRequest, problems: Problems) -> dict[str, object]:
    typed = {name: request.POST.get(name, "") for name in KEPT}
    typed["way"] = typed["way"] or usual_way(request)
    return {
        "typed": typed,
        "problems": problems,
        "roles": [(role.value, _role_words(role)) for role in FOUNDING_ROLES],
        "grounds": tuple(GROUND_WORDS.items()),
        "answers": tuple(RESPONSIBILITY_WORDS.items()),
    }


def _role_words(role: Role) -> str:
    return say("It is about me") if role is Role.SUBJECT else ROLE_CHOICES[role]


urlpatterns = [
    path("setup", setup_now, name="setup_now"),
    path("setup/<str:token>", setup, name="setup"),
    path("circles/new", new_circle, name="new_circle"),
]

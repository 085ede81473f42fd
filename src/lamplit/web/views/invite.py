"""Making, resending and ending invitations: link, QR picture, text to copy and a spoken code, shown once."""

import base64
from collections.abc import Callable
from datetime import date
from functools import wraps
from io import BytesIO
from typing import TypeVar, cast
from uuid import UUID

import qrcode
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST
from qrcode.image.svg import SvgPathFillImage

from lamplit.actions import circle_page, invitations
from lamplit.actions.circle_words import ROLE_CHOICES, CircleError
from lamplit.actions.invitations import Made
from lamplit.engines.kernel import Role
from lamplit.web.accounts.recent import recent_sign_in
from lamplit.web.policies import member
from lamplit.web.views.asked import Asked, go, page

View = TypeVar("View", bound=Callable[..., HttpResponse])


def alone(view: View) -> View:
    """Keep the circle's pages shut while a child sits with the adult whose phone it is; lead back to their screen."""

    @wraps(view)
    def asked(request: Asked, circle: UUID, **more: object) -> HttpResponse:
        return redirect("together", circle=circle) if request.visit.together else view(request, circle, **more)

    return cast(View, asked)


@member()
@alone
@recent_sign_in
@require_http_methods(["GET", "POST"])
def invite(request: Asked, circle: UUID) -> HttpResponse:
    """Ask for which role, then show the new link once."""
    problem = ""
    if request.method == "POST":
        try:
            role = read_role(request.POST.get("role", ""))
            days = (typed_day(request, "first"), typed_day(request, "last"))
            return _made(request, invitations.invite(request.visit, role, days), role)
        except CircleError as error:
            problem = error.message
    return _ask(request, problem)


@member()
@alone
@recent_sign_in
@require_POST
def again(request: Asked, circle: UUID, invitation: UUID) -> HttpResponse:
    """Make a fresh link, for another role if one is given; the old one stops at once."""
    try:
        wanted = request.POST.get("role", "")
        role, made = invitations.send_again(request.visit, invitation, read_role(wanted) if wanted else None)
    except CircleError as error:
        return _ask(request, error.message)
    return _made(request, made, role)


@member()
@alone
@require_POST
def end(request: Asked, circle: UUID, invitation: UUID) -> HttpResponse:
    """Take an invitation back."""
    try:
        invitations.end_invitation(request.visit, invitation)
    except CircleError as error:
        return _ask(request, error.message)
    return go("circle", circle, done="ended")


def typed_day(request: Asked, name: str) -> date | None:
    """Return a typed day, None when left empty; raises CircleError for anything else."""
    text = request.POST.get(name, "").strip()
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise CircleError("bad_duty", "duty") from None


def read_role(text: str) -> Role:
    """Return a typed role; raises CircleError when it is none."""
    try:
        return Role(text)
    except ValueError:
        raise CircleError("odd_role", "role") from None


def picture_of(address: str) -> str:
    """Return an address as a QR picture in a data address, made here without asking anybody."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=3, image_factory=SvgPathFillImage)
    code.add_data(address)
    drawn = BytesIO()
    code.make_image().save(drawn)
    return "data:image/svg+xml;base64," + base64.b64encode(drawn.getvalue()).decode("ascii")


def _ask(request: Asked, problem: str) -> HttpResponse:
    typed = {name: request.POST.get(name, "") for name in ("first", "last")}
    shown = circle_page.circle_page(request.visit)
    return page(request, "circle/invite.html", {"shown": shown, "problem": problem, "typed": typed})


def _made(request: Asked, made: Made, role: Role) -> HttpResponse:
    link = request.build_absolute_uri(reverse("join", args=[made.token]))
    context = {
        "link": link,
        "picture": picture_of(link),
        "code": f"{made.code[:3]} {made.code[3:]}",
        "role_label": ROLE_CHOICES[role],
        "for_subject": role is Role.SUBJECT,
        "ends": circle_page.when_text(made.ends_at),
    }
    return page(request, "circle/invited.html", context)


urlpatterns = [
    path("c/<uuid:circle>/circle/invite", invite, name="invite"),
    path("c/<uuid:circle>/circle/invitations/<uuid:invitation>/again", again, name="invite_again"),
    path("c/<uuid:circle>/circle/invitations/<uuid:invitation>/end", end, name="invite_end"),
]

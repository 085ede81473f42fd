"""Settings: the name others see, how this device looks, open devices; the ways in have their pages in `accounts`."""

from typing import Any, cast
from uuid import UUID

from allauth.account.internal.flows.password_change import logout_on_password_change
from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lamplit.actions import accounts, clock, diary_import, family_line, replies, whispers
from lamplit.engines.kernel import Role
from lamplit.people import sessions
from lamplit.people.links import Purpose
from lamplit.people.models import Person
from lamplit.web.accounts.forms import NameForm
from lamplit.web.accounts.qr import qr_code
from lamplit.web.accounts.recent import recent_sign_in
from lamplit.web.accounts.ways import ways_of
from lamplit.web.policies import member, signed_in

YOUNG_UNTIL = 13  # from then on the words are those of everybody


@require_GET
@never_cache
def circle_settings(request: HttpRequest, circle: UUID) -> HttpResponse:
    """Show settings inside a circle, in a child's words on a child's page."""
    return _page(request)


@require_GET
@never_cache
def account(request: HttpRequest) -> HttpResponse:
    """Show settings outside any circle."""
    return _page(request)


@require_POST
def rename(request: HttpRequest) -> HttpResponse:
    """Change the name that others see; what was typed stays on the page when it cannot be kept."""
    form = NameForm(request.POST)
    if not form.is_valid():
        return _page(request, form)
    form.save(_me(request))
    return redirect("account")


@require_POST
def settle(request: HttpRequest) -> HttpResponse:
    """Switch something on or off for oneself, on every device: kinder words while writing, or replies at first."""
    person, on = _me(request).pk, request.POST.get("on") == "yes"
    name = request.POST.get("name", "")
    if name == "whispers" and whispers.may_whisper(person):
        whispers.set_whispers(person, on=on)
    elif name == "replies":
        replies.set_replies_at_first(person, taken=on)
    return redirect(reverse("account") + "#switches")


@require_GET
@never_cache
def devices(request: HttpRequest) -> HttpResponse:
    """List where somebody is signed in: what and since when, never where or when last."""
    found = accounts.devices(_me(request).pk, request.session.session_key, clock.now())
    others = any(not each.here for each in found)
    return render(request, "settings/devices.html", {"devices": found, "any_other": others})


@require_POST
def end_device(request: HttpRequest) -> HttpResponse:
    """Sign one device out."""
    accounts.sign_out_device(_me(request).pk, request.POST.get("device", ""), clock.now())
    return redirect("devices" if request.user.is_authenticated else "sign_in")


@require_POST
def end_others(request: HttpRequest) -> HttpResponse:
    """Sign every other device out, waiting links included; this one stays in, under a new id."""
    person = _me(request)
    accounts.sign_out_everywhere(person.pk)
    sessions.restart(request.session)
    logout_on_password_change(request, person)
    return redirect("devices")


@recent_sign_in
@require_http_methods(["GET", "POST"])
@never_cache
def add_device(request: HttpRequest) -> HttpResponse:
    """Make a link that signs one further device in as oneself: once, within ten minutes."""
    person = _me(request)
    if not (request.session.get(sessions.TRUSTED) or request.session.get(sessions.MFA) or person.has_usable_password()):
        return render(request, "settings/add_device.html", {"link": "", "qr": "", "refused": True})
    link = qr = ""
    if request.method == "POST":
        token = accounts.make_link(person.pk, Purpose.DEVICE.value, clock.now())
        link = request.build_absolute_uri(reverse("sign_in_link", args=[token]))
        qr = qr_code(link)
    return render(request, "settings/add_device.html", {"link": link, "qr": qr, "refused": False})


def _page(request: HttpRequest, form: forms.Form | None = None) -> HttpResponse:
    person, visit = _me(request), getattr(request, "visit", None)
    typed = form["name"].value() if form else accounts.display_name(person)
    context: dict[str, Any] = {
        "name": typed,
        "problem": form.errors["name"][0] if form and form.errors else "",
        "username": person.username,
        "ways": ways_of(person),
        "young": _is_young(visit),
        "circle": visit.viewer.circle if visit else None,
        "may_bring_in": visit is not None and diary_import.may_bring(visit),
        "may_choose_line": visit is not None and family_line.may_choose(visit),
        "operator": person.is_operator,
        "may_choose_mode": visit is not None and visit.viewer.role is Role.SUBJECT,
        "whispers": whispers.wanted(person.pk) if whispers.may_whisper(person.pk) else None,
        "replies": replies.takes_replies_at_first(person.pk),
    }
    return render(request, "settings/page.html", context, status=422 if form else 200)


def _is_young(visit: Any) -> bool:
    if visit is None or visit.viewer.role is not Role.SUBJECT:
        return False
    return visit.subject_age is not None and visit.subject_age < YOUNG_UNTIL


def _me(request: HttpRequest) -> Person:
    return cast(Person, request.user)


urlpatterns: list[URLPattern] = [
    path("c/<uuid:circle>/settings", member()(circle_settings), name="settings"),
    path("account", signed_in(account), name="account"),
    path("account/name", signed_in(rename), name="rename"),
    path("account/settle", signed_in(settle), name="settle"),
    path("account/devices", signed_in(devices), name="devices"),
    path("account/devices/end", signed_in(end_device), name="end_device"),
    path("account/devices/end-others", signed_in(end_others), name="end_others"),
    path("account/devices/add", signed_in(add_device), name="add_device"),
]

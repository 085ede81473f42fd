"""What every page inside a circle needs: the visit, answers that say no more than "not here", and toasts."""

from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from lamplit.actions.doors import Visit
from lamplit.engines.kernel.saying import say
from lamplit.vault.failures import NotSaved, VaultLocked
from lamplit.web.last_place import remember

Thing = TypeVar("Thing")

NOT_SAVED = (VaultLocked, NotSaved, DatabaseError, OSError)
NOT_SAVED_WORDS = say("That didn\N{RIGHT SINGLE QUOTATION MARK}t save. Your words are still here. Try again.")


class Asked(HttpRequest):
    """A request that has passed the door of a circle."""

    visit: Visit


@dataclass(frozen=True, slots=True)
class Toast:
    """One quiet line at the foot of a page; `undo` is the address that takes the act back, with hidden `answers`."""

    text: str
    undo: str = ""
    answers: tuple[tuple[str, str], ...] = ()


def not_saved_words(trouble: Exception) -> str:
    """Return what to say when a Save failed: the vault's own sentence where it knows the cause."""
    return str(trouble) if isinstance(trouble, NotSaved) else NOT_SAVED_WORDS


def found(thing: Thing | None) -> Thing:
    """Return `thing`, or answer 404 exactly as for a page that never was."""
    if thing is None:
        raise Http404
    return thing


def page(request: Asked, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Return a page of this circle; `visit` and `circle` are always there, `toast` is None unless given."""
    always = {"visit": request.visit, "circle": str(request.visit.viewer.circle)}
    answer = render(request, template, {"toast": None, **context, **always}, status=status)
    remember(request, answer, request.visit)
    return answer


def go(name: str, *args: object, done: str = "", **answers: object) -> HttpResponse:
    """Send the browser on to the page called `name`, telling it what was just `done`."""
    query = "&".join(f"{key}={value}" for key, value in {"done": done, **answers}.items() if value)
    return redirect(reverse(name, args=args) + (f"?{query}" if query else ""))


def kept_toast(visit: Visit, entry: UUID, who_sees: str, *, changed: bool = False) -> Toast:
    """Return the line after a Save; a first Save can be undone, a change stays among the earlier versions."""
    if changed:
        return Toast(say("Changed. {who_sees}", who_sees=who_sees))
    return Toast(say("Kept. {who_sees}", who_sees=who_sees), reverse("delete", args=(visit.viewer.circle, entry)))

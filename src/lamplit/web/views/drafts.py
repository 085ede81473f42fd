"""Words on their way: kept as they are typed, offered again, put side by side when a page was open twice."""

import secrets
from uuid import UUID, uuid4

from django.http import HttpResponse, JsonResponse
from django.urls import path, reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from lamplit.actions import drafts
from lamplit.actions.drafts import Draft
from lamplit.engines.kernel.saying import Saying, with_commas
from lamplit.web.forms.choices import labels_of
from lamplit.web.forms.shapes import SHAPES
from lamplit.web.forms.typed import Typed, as_uuid
from lamplit.web.policies import member
from lamplit.web.views.asked import NOT_SAVED, Asked, go, page

# The names, or their ends, of boxes for words.
BOXES = ("words", "text", "title", "explanations", "told", "in_the_way", "next_step")
TRACE = ("mark", "page", "kind", "entry")  # which keeping a page last saw, which page that was, what it answers


@member()
@require_http_methods(["POST", "PUT"])
def keep(request: Asked, circle: UUID, draft: UUID) -> HttpResponse:
    """Keep what is typed so far; a page that did not see the last keeping gets an id of its own, so that both stay."""
    kind = request.POST.get("kind", "")
    if kind not in SHAPES:
        return JsonResponse({"kept": False}, status=404)
    typed = Typed.from_post(request.POST, (*SHAPES[kind].names, *TRACE))
    try:
        elsewhere = _open_elsewhere(drafts.open_draft(request.visit, draft), typed)
        chosen = uuid4() if elsewhere else draft
        mark = secrets.token_hex(8)
        kept = drafts.keep_draft(request.visit, chosen, kind, typed.with_answers(id=chosen, mark=mark).as_fields())
    except NOT_SAVED:
        return JsonResponse({"kept": False}, status=503)
    if not kept:
        return JsonResponse({"kept": False}, status=422)
    answer = {"kept": True, "id": str(chosen), "mark": mark, "address": reverse("draft", args=(circle, chosen))}
    return JsonResponse(answer | {"twice": reverse("drafts", args=(circle,)) if elsewhere else ""})


@member()
@require_POST
def drop(request: Asked, circle: UUID, draft: UUID) -> HttpResponse:
    """Throw an unfinished page away; where it stood beside an entry that is kept, go on to that."""
    drafts.drop_draft(request.visit, draft)
    return go("entry", circle, draft) if request.POST.get("beside") else go("drafts", circle)


@member()
@require_GET
def unfinished(request: Asked, circle: UUID) -> HttpResponse:
    """Show every unfinished page in full, side by side, so that a person can choose."""
    pages = [
        (
            draft,
            _carry_on(circle, draft),
            (*_picked(draft), *_words(draft)),
            Saying(Typed.from_fields(draft.fields).one("why")),
        )
        for draft in drafts.my_drafts(request.visit)
    ]
    return page(request, "drafts/drafts.html", {"pages": pages})


def _open_elsewhere(standing: Draft | None, typed: Typed) -> bool:
    if standing is None:
        return False
    last = Typed.from_fields(standing.fields)
    return last.one("page") != typed.one("page") and last.one("mark") != typed.one("mark")


def _carry_on(circle: UUID, draft: Draft) -> str:
    typed = Typed.from_fields(draft.fields)
    answered = as_uuid(typed.one("entry")) if draft.kind == "reply" else None
    if answered is not None:
        return reverse("entry", args=(circle, answered)) + f"?draft={draft.id}#reply"
    if draft.kind == "practice_run" and not typed.has("base"):
        return reverse("run", args=(circle, draft.id))
    if typed.has("base"):
        return reverse("edit", args=(circle, draft.id)) + "?draft=1"
    return reverse("new", args=(circle, draft.kind)) + f"?draft={draft.id}"


def _why(draft: Draft) -> str:
    """Return why it was put here: a sentence of ours, kept in English."""
    return Saying(Typed.from_fields(draft.fields).one("why"))


def _words(draft: Draft) -> tuple[str, ...]:
    typed = Typed.from_fields(draft.fields)
    boxes = [name for name in SHAPES[draft.kind].names if name.endswith(BOXES)]
    return tuple(text for name in boxes for text in typed.many(name))


def _picked(draft: Draft) -> tuple[str, ...]:
    """Return what was tapped, on one line a question, so that two pages without words can be told apart."""
    typed, labels = Typed.from_fields(draft.fields), labels_of(draft.kind)
    picked = [
        [labels[name].get(value, "") for value in typed.many(name)]
        for name in SHAPES[draft.kind].names
        if name in labels
    ]
    return tuple(with_commas(list(filter(None, each))) for each in picked if any(each))


urlpatterns = [
    path("c/<uuid:circle>/drafts", unfinished, name="drafts"),
    path("c/<uuid:circle>/drafts/<uuid:draft>", keep, name="draft"),
    path("c/<uuid:circle>/drafts/<uuid:draft>/drop", drop, name="drop_draft"),
]

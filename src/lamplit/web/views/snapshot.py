"""A note without names: words in, what would be shared shown first, then shared with one person, copied or printed."""

from uuid import UUID, uuid4

from django.http import HttpResponse
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lamplit.actions import snapshots
from lamplit.actions.writing import Clash, Refused
from lamplit.engines.kernel import Role
from lamplit.engines.kernel.saying import say
from lamplit.web.forms.typed import as_uuid
from lamplit.web.policies import member
from lamplit.web.views.asked import NOT_SAVED, Asked, found, go, not_saved_words, page

_CHANGED = say("These words were kept before in another form. Go back and begin again.")


@member(Role.CARER, Role.OTHER_CARER)
@never_cache
@require_http_methods(["GET", "POST"])
def snapshot(request: Asked, circle: UUID) -> HttpResponse:
    """Ask for words, or begin with those of an own entry; then show them without names; then share them."""
    sent = request.POST
    if request.method == "GET":
        entry = as_uuid(request.GET.get("entry", ""))
        text = found(snapshots.words_of(request.visit, entry)) if entry else ""
        return page(request, "snapshot/write.html", {"text": text, "problem": ""})
    if sent.get("step") == "share":
        return _share(request, circle)
    try:
        made = snapshots.without_names(request.visit, sent.get("text", ""))
    except Refused as refused:
        context = {"text": sent.get("text", ""), "problem": refused.problems[0].message}
        return page(request, "snapshot/write.html", context, status=422)
    replaced = [(each.before, each.after) for each in made.replaced]
    return _look(request, made.text, replaced, sent.get("text", ""))


def _look(request: Asked, text: str, replaced: list[tuple[str, str]], before: str, problem: str = "") -> HttpResponse:
    context = {
        "text": text,
        "replaced": replaced,
        "before": before,
        "people": [(each.value, each.label) for each in snapshots.supporters(request.visit)],
        "new_id": request.POST.get("id") or uuid4(),
        "to": request.POST.get("to", ""),
        "problem": problem,
    }
    return page(request, "snapshot/look.html", context, status=422 if problem else 200)


def _share(request: Asked, circle: UUID) -> HttpResponse:
    sent = request.POST
    replaced = list(zip(sent.getlist("before_word"), sent.getlist("after_word"), strict=False))
    text, entry = sent.get("text", ""), as_uuid(sent.get("id", "")) or uuid4()
    try:
        written = snapshots.share(request.visit, entry, text, sent.get("to", ""))
    except Refused as refused:
        return _look(request, text, replaced, sent.get("before", ""), refused.problems[0].message)
    except Clash:
        return _look(request, text, replaced, sent.get("before", ""), _CHANGED)
    except NOT_SAVED as trouble:
        return _look(request, text, replaced, sent.get("before", ""), not_saved_words(trouble))
    return go("entry", circle, written.id, done="kept")


urlpatterns = [path("c/<uuid:circle>/snapshot", snapshot, name="snapshot")]

"""Pages on which people write: a new entry, a change, the quiet page after one tap; leaves keeping to the actions."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from http import HTTPStatus
from uuid import UUID, uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.views.decorators.http import require_GET, require_http_methods

from lamplit.actions import agreement, clock, drafts, entries
from lamplit.actions.audience_change import who_would_see
from lamplit.actions.audiences import TALK_FIRST
from lamplit.actions.entries import Clash, EntryCard, Refused, SignedOff, Writing, Written
from lamplit.engines.kernel.saying import say
from lamplit.engines.records.kinds import KINDS
from lamplit.web.forms import scales
from lamplit.web.forms.beside import beside
from lamplit.web.forms.choices import choices_of
from lamplit.web.forms.incident import INCIDENT
from lamplit.web.forms.shapes import ALONE, SHAPES, UNDER, begun, fields_of
from lamplit.web.forms.sheet import ONLY_ME, Sheet, audience_lines, line_again, lines_again, who_line, writing_of
from lamplit.web.forms.typed import Typed, as_uuid, blank
from lamplit.web.forms.when import read_when, when_answers
from lamplit.web.policies import member
from lamplit.web.uploads import picture_sent
from lamplit.web.views.asked import NOT_SAVED, Asked, found, go, kept_toast, not_saved_words, page
from lamplit.web.views.reading import signed_already
from lamplit.web.views.whispers import whispering

CHANGED_MEANWHILE = say("This was changed somewhere else while you wrote. Both are here, and nothing is lost.")
CHECK_FIRST = say("Not kept yet. Look at the lines marked below. Your words are still here.")
KEPT_ONE = say("A photo from this page is kept already. To keep another one too, choose it again and press Save.")
ASIDE = say("Somebody put this page aside while you wrote. Your words are here. Save keeps them as a new page.")

NOBODY_ELSE = "Only you."
PHOTO = "photo"
MOST_DIGITS = 9

Act = Callable[[Writing], Written]


@member()
@require_http_methods(["GET", "POST"])
def new(request: Asked, circle: UUID, kind: str) -> HttpResponse:
    """Show an empty page of one kind, or keep what was typed on it."""
    if kind not in ALONE:
        raise Http404
    action = reverse("new", args=(circle, kind))
    if request.method == "POST":
        sheet = Sheet(kind, Typed.from_post(request.POST, SHAPES[kind].names), action)
        return _save_new(request, replace(sheet, picture=picture_sent(request)) if kind == PHOTO else sheet)
    typed = _draft_asked_for(request, kind)
    if typed is None and agreement.is_asked(request.visit):
        return go("agreement", circle, then=kind, **begun(kind, request.GET))
    if typed is None:
        return _show(request, _blank_sheet(request, kind, action))
    if typed.has("base"):
        return redirect(reverse("edit", args=(circle, typed.entry_id())) + "?draft=1")
    return _show(request, Sheet(kind, typed, action, trouble=typed.one("why")))


@member()
@require_http_methods(["GET", "POST"])
def edit(request: Asked, circle: UUID, entry: UUID) -> HttpResponse:
    """Show an own entry ready to change, or keep the change as a new version."""
    card = found(entries.read_entry(request.visit, entry))
    if card.can_add and card.kind in SHAPES:
        return signed_already(request, card, _typed_for(request, card))
    if not card.can_revise or card.kind not in SHAPES:
        raise Http404
    action = reverse("edit", args=(circle, entry))
    if request.method == "POST":
        typed = Typed.from_post(request.POST, SHAPES[card.kind].names)
        if "both" in request.POST:
            return _save_beside(request, Sheet(card.kind, typed, reverse("new", args=(circle, card.kind))), entry)
        return _save_change(request, Sheet(card.kind, typed, action, sees=card.who_sees), card)
    typed = _as_typed(request, card)
    sheet = Sheet(card.kind, typed, action, base=_base(typed) or card.revision, sees=card.who_sees)
    return _show(request, _beside_what_stands(sheet, card))


@member()
@require_GET
def kept(request: Asked, circle: UUID, entry: UUID) -> HttpResponse:
    """Show what one tap has kept, with a little more to say for those who want to."""
    card = found(entries.read_entry(request.visit, entry))
    if not card.own or not card.can_revise:
        raise Http404
    action = reverse("edit", args=(circle, entry))
    sheet = Sheet(card.kind, _as_typed(request, card), action, base=card.revision, sees=card.who_sees)
    toast = kept_toast(request.visit, entry, card.who_sees) if request.GET.get("done") else None
    return _show(request, sheet, "entries/kept.html", card=card, toast=toast)


@member()
@require_GET
def who_again(request: Asked, circle: UUID, entry: UUID) -> HttpResponse:
    """Answer with the sentence beside Save for what is ticked on a change."""
    kind = request.GET.get("kind", "")
    if kind not in ALONE:
        raise Http404
    try:
        sentence = line_again(request.visit, Sheet(kind, _asked_about(request, kind), ""), entry)
    except Refused:
        raise Http404 from None
    return page(request, "entries/_who.html", {"who": found(sentence or None)})


@member()
@require_GET
def who(request: Asked, circle: UUID, kind: str) -> HttpResponse:
    """Answer with the sentence beside Save for what is ticked; the page asks when a tick changes."""
    if kind not in ALONE:
        raise Http404
    return page(request, "entries/_who.html", {"who": _who(request, kind, _asked_about(request, kind))})


def _asked_about(request: Asked, kind: str) -> Typed:
    """Return what a page asks about while it is being filled in: the ticks, and what else bears on who sees it."""
    bears = {name: request.GET.get(name, "") for name in (*KINDS[kind].bears_on, TALK_FIRST)}
    return Typed.from_fields({"audience": request.GET.getlist("audience"), "audience_set": "1", **bears})


def _draft_asked_for(request: Asked, kind: str) -> Typed | None:
    wanted = as_uuid(request.GET.get("draft", ""))
    draft = drafts.open_draft(request.visit, wanted) if wanted else None
    if draft is None or draft.kind != kind:
        return None
    return Typed.from_fields({**draft.fields, "id": draft.id})


def _blank_sheet(request: Asked, kind: str, action: str) -> Sheet:
    offered = tuple(one for one in drafts.my_drafts(request.visit) if one.kind == kind and not one.fields.get("base"))
    answers = begun(kind, request.GET)
    folded = KINDS[kind].sensitive_default(answers) and kind == INCIDENT
    return Sheet(kind, blank(**answers, sensitive="1") if folded else blank(**answers), action, offered=offered)


def _as_typed(request: Asked, card: EntryCard) -> Typed:
    """Return an entry as it would have been typed, or the unfinished change to it when that is asked for."""
    draft = drafts.open_draft(request.visit, card.id) if request.GET.get("draft") else None
    if draft is not None:
        return Typed.from_fields({**draft.fields, "id": card.id})
    answers = {"id": card.id, "sensitive": "1" if card.sensitive else None, **dict(card.body or {})}
    return Typed.from_fields(answers | _when_of(card))


def _typed_for(request: Asked, card: EntryCard) -> Typed | None:
    """Return the change somebody is making to an entry that was signed off meanwhile; None when they make none."""
    if request.method == "POST":
        return Typed.from_post(request.POST, SHAPES[card.kind].names)
    return _as_typed(request, card) if request.GET.get("draft") else None


def _when_of(card: EntryCard) -> dict[str, str]:
    return when_answers(datetime.fromisoformat(card.iso).astimezone(clock.zone()), clock.today())


def _base(typed: Typed) -> int:
    """Return the revision a page was opened on, 0 for a new entry."""
    base = typed.one("base")
    return int(base) if base.isascii() and base.isdecimal() and len(base) < MOST_DIGITS else 0


def _save_new(request: Asked, sheet: Sheet) -> HttpResponse:
    entry = sheet.typed.entry_id() or uuid4()
    sheet = replace(sheet, typed=sheet.typed.with_answers(id=entry))
    return _keep(request, sheet, entry, lambda writing: entries.write_entry(request.visit, writing))


def _save_change(request: Asked, sheet: Sheet, card: EntryCard) -> HttpResponse:
    sheet = replace(sheet, base=_base(sheet.typed) or card.revision)

    def revise(writing: Writing) -> Written:
        return found(entries.revise_entry(request.visit, card.id, sheet.base, writing))

    same_time = all(sheet.typed.one(name) == answer for name, answer in _when_of(card).items())
    return _keep(request, sheet, card.id, revise, same_time=same_time)


def _save_beside(request: Asked, sheet: Sheet, entry: UUID) -> HttpResponse:
    """Keep both of two versions: what stands stays, and what was typed becomes a page of its own."""
    answer = _save_new(request, replace(sheet, typed=sheet.typed.with_answers(id=uuid4())))
    if answer.status_code == HTTPStatus.FOUND:
        drafts.drop_draft(request.visit, entry)
    return answer


def _beside_what_stands(sheet: Sheet, card: EntryCard) -> Sheet:
    """Put an unfinished change beside the version that came between, so that a person can choose."""
    why = sheet.typed.one("why")
    if not sheet.typed.has("base") or _base(sheet.typed) == card.revision:
        return replace(sheet, trouble=why)
    return replace(sheet, base=card.revision, other=card, trouble=why or CHANGED_MEANWHILE)


def _keep(request: Asked, sheet: Sheet, entry: UUID, act: Act, *, same_time: bool = False) -> HttpResponse:
    now = clock.now().astimezone(clock.zone())
    when = read_when(sheet.typed, now)
    if when.problem:
        return _show(request, replace(sheet, problems={"when": when.problem}, trouble=CHECK_FIRST, status=422))
    unsaid = same_time or sheet.typed.one("when", "now") == "now"
    try:
        written = act(writing_of(request.visit, sheet, entry, None if unsaid else when.at))
    except Refused as refused:
        return _show(request, replace(sheet.with_problems(refused.problems), trouble=CHECK_FIRST))
    except Clash as clash:
        return _clashed(request, sheet, clash.current)
    except SignedOff as signed:
        return signed_already(request, found(signed.current), sheet.typed)
    except NOT_SAVED as trouble:
        return _show(request, replace(sheet, trouble=not_saved_words(trouble), status=503))
    return _after(request, sheet, written)


def _after(request: Asked, sheet: Sheet, written: Written) -> HttpResponse:
    circle, pictures = request.visit.viewer.circle, request.POST.get("pictures", "")
    if sheet.kind in UNDER:
        said = {"done": "changed"} if sheet.base else {"done": "kept", "made": sheet.typed.one("made")}
        return go(UNDER[sheet.kind], circle, **said, entry=written.id)
    if sheet.base:
        return go("home", circle) if pictures else go("entry", circle, written.id, done="changed")
    name = "kept" if sheet.kind == "check_in" and not sheet.typed.any_of("energy", "pleasantness", "words") else "entry"
    return go(name, circle, written.id, done="kept", pictures=pictures)


def _clashed(request: Asked, sheet: Sheet, current: EntryCard | None) -> HttpResponse:
    """Answer a second Save: the same words are simply kept, other words stand beside the ones already there."""
    circle = request.visit.viewer.circle
    if sheet.picture is not None:
        fresh = replace(sheet, typed=sheet.typed.with_answers(id=uuid4()), trouble=KEPT_ONE, status=409)
        return _show(request, fresh)
    if current is None or not current.own or not current.can_revise or current.kind != sheet.kind:
        action = reverse("new", args=(circle, sheet.kind))
        fresh = replace(sheet, typed=sheet.typed.with_answers(id=uuid4()), action=action, base=0)
        return _show(request, replace(fresh, sees="", trouble=ASIDE, status=409))
    if dict(current.body or {}) == fields_of(sheet.kind, sheet.typed):
        return go("entry", circle, current.id, done="kept")
    action = reverse("edit", args=(circle, current.id))
    both = replace(sheet, action=action, base=current.revision, sees=current.who_sees, other=current)
    return _show(request, replace(both, trouble=CHANGED_MEANWHILE, status=409))


def _who(request: Asked, kind: str, typed: Typed) -> str:
    """Return the sentence beside Save; somebody who may not write this kind has no such page."""
    try:
        return who_line(request.visit, kind, typed)
    except Refused:
        raise Http404 from None


def _audience(request: Asked, sheet: Sheet) -> dict[str, object]:
    """Return who may be ticked, the sentence for what is ticked, and where the page asks when a tick changes."""
    visit, entry = request.visit, sheet.typed.entry_id()
    place = visit.viewer.circle
    if not sheet.base or entry is None:
        sentence = sheet.sees or _who(request, sheet.kind, sheet.typed)
        lines = () if visit.together else audience_lines(visit, sheet.kind, sheet.typed)
        address = reverse("who_will_see", args=(place, sheet.kind))
        return {"audience": lines, "who": sentence, "who_at": address, "alone": NOBODY_ELSE}
    try:
        sentence = line_again(visit, sheet, entry)
    except Refused:
        sentence = sheet.sees
    address = reverse("who_would_see", args=(place, entry)) + f"?kind={sheet.kind}"
    alone = who_would_see(visit, sheet.kind, entry, (ONLY_ME,)) or NOBODY_ELSE
    return {"audience": lines_again(visit, sheet, entry), "who": sentence, "who_at": address, "alone": alone}


def _show(request: Asked, sheet: Sheet, template: str = "", **more: object) -> HttpResponse:
    typed = sheet.typed
    context = {
        "sheet": sheet,
        "typed": typed,
        "problems": sheet.problems,
        "choices": choices_of(sheet.kind, typed),
        "scales": {name: scales.steps_for(steps, typed, name) for name, steps in scales.SCALES.items()},
        **_audience(request, sheet),
        "whisper": whispering(request, sheet.kind, typed),
        **beside(request.visit, sheet),
        "up": UNDER.get(sheet.kind, "home"),
        "today": clock.today().isoformat(),
        "pictures": request.GET.get("pictures") or request.POST.get("pictures") or "",
        **more,
    }
    return page(request, template or f"entries/write_{sheet.kind}.html", context, status=sheet.status)


urlpatterns = [
    path("c/<uuid:circle>/new/<slug:kind>", new, name="new"),
    path("c/<uuid:circle>/new/<slug:kind>", new, name="save"),
    path("c/<uuid:circle>/new/<slug:kind>/who", who, name="who_will_see"),
    path("c/<uuid:circle>/e/<uuid:entry>/edit", edit, name="edit"),
    path("c/<uuid:circle>/e/<uuid:entry>/who", who_again, name="who_would_see"),
    path("c/<uuid:circle>/e/<uuid:entry>/kept", kept, name="kept"),
]

"""What a therapist changes of a session: who speaks, what is wrong, when the words go, a card to offer."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from django.views.decorators.http import require_http_methods, require_POST

from lamplit.actions import therapy_cards, therapy_sessions
from lamplit.actions.writing import Refused
from lamplit.engines.kernel import Role
from lamplit.web.policies import member
from lamplit.web.views.asked import Asked, found, go, page

MOST_SPEAKERS = 40


@member(Role.THERAPIST)
@require_POST
def speakers(request: Asked, circle: UUID, session: UUID) -> HttpResponse:
    """Let speakers be who the therapist says, and leave some more words out."""
    sent = request.POST
    told = dict(zip(sent.getlist("label")[:MOST_SPEAKERS], sent.getlist("part"), strict=False))
    without = [each for each in sent.get("without", "").replace(",", "\n").splitlines() if each.strip()]
    base = int(sent.get("base", "")) if sent.get("base", "").isdecimal() else 0
    try:
        found(therapy_sessions.correct_speakers(request.visit, session, base, told, without[:MOST_SPEAKERS]) or None)
    except Refused:
        return go("therapy_session", circle, session, done="older")
    return go("therapy_session", circle, session, done="speakers")


@member(Role.THERAPIST)
@require_POST
def wrong(request: Asked, circle: UUID, session: UUID) -> HttpResponse:
    """Note that a claim is wrong, or that it is not after all."""
    claim, is_wrong = request.POST.get("claim", ""), request.POST.get("wrong") != "no"
    try:
        found(therapy_sessions.call_wrong(request.visit, session, claim, wrong=is_wrong) or None)
    except Refused:
        return go("therapy_session", circle, session, done="older")
    return go("therapy_session", circle, session, done="wrong" if is_wrong else "back", claim=claim)


@member(Role.THERAPIST)
@require_POST
def ends(request: Asked, circle: UUID, session: UUID) -> HttpResponse:
    """Let the words go on another day."""
    try:
        found(therapy_sessions.end_on(request.visit, session, request.POST.get("ends_on", "")) or None)
    except Refused:
        return go("therapy_session", circle, session, done="day")
    return go("therapy_session", circle, session, done="ends")


@member(Role.THERAPIST)
@require_http_methods(["GET", "POST"])
def offer(request: Asked, circle: UUID, session: UUID, slug: str) -> HttpResponse:
    """Show the card as the young person would see it; posting offers it."""
    offering = found(therapy_cards.offering(request.visit, session, slug))
    words, problem = request.POST.get("words", offering.words), ""
    if request.method == "POST":
        try:
            found(therapy_cards.offer_card(request.visit, session, slug, words))
            return go("therapy_session", circle, session, done="offered", claim=slug)
        except Refused as refused:
            problem = refused.problems[0].message
    context = {"session": session, "offering": offering, "words": words, "problem": problem}
    return page(request, "therapy/offer.html", context, status=422 if problem else 200)


@member(Role.THERAPIST)
@require_POST
def take_back(request: Asked, circle: UUID, session: UUID, slug: str) -> HttpResponse:
    """Take an offer back while it waits."""
    found(therapy_cards.take_back(request.visit, session, slug) or None)
    return go("therapy_session", circle, session)


_SESSION = "c/<uuid:circle>/sessions/<uuid:session>"
urlpatterns = [
    path(f"{_SESSION}/speakers", speakers, name="therapy_speakers"),
    path(f"{_SESSION}/wrong", wrong, name="therapy_wrong"),
    path(f"{_SESSION}/ends", ends, name="therapy_ends"),
    path(f"{_SESSION}/offer/<slug:slug>", offer, name="card_offer"),
    path(f"{_SESSION}/take-back/<slug:slug>", take_back, name="card_take_back"),
]

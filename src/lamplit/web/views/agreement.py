"""The one screen before a young person's first page, every 90 days, and whenever they want to change their mind."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from django.views.decorators.http import require_http_methods

from lamplit.actions import agreement as agreements
from lamplit.engines.kernel import Role
from lamplit.engines.safety.agreement import Mode, agreement, mode_words
from lamplit.web.forms.shapes import ALONE, begun
from lamplit.web.policies import member
from lamplit.web.views.asked import Asked, go, page


@member(Role.SUBJECT)
@require_http_methods(["GET", "POST"])
def agree(request: Asked, circle: UUID) -> HttpResponse:
    """Show the screen, or keep that it was read and the mode chosen; then go on to the page that was asked for."""
    answers = request.POST if request.method == "POST" else request.GET
    then = answers.get("then", "")
    then = then if then in ALONE else ""
    asked = begun(then, answers) if then else {}
    chosen = request.POST.get("mode", "")
    if chosen in set(Mode):
        agreements.agree(request.visit, Mode(chosen))
        return go("new", circle, then, **asked) if then else go("settings", circle)
    context = {
        "words": agreement(request.visit.subject_age),
        "modes": [(mode, mode_words(mode)) for mode in Mode],
        "mode": agreements.mode_of(request.visit),
        "begun": {"then": then, **asked},
    }
    return page(request, "noticing/agreement.html", context)


urlpatterns = [path("c/<uuid:circle>/agreement", agree, name="agreement")]

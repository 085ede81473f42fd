"""Hide: ends the session and puts a plain page in place of ours; leaves Shift pressed three times to hide.js."""

from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from lamplit.actions.tongue import aloud
from lamplit.engines.kernel.saying import say
from lamplit.web.origins import from_our_own_page
from lamplit.web.policies import bare, public


@public
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def hide(request: HttpRequest) -> HttpResponse:
    """End the session and go to the plain page.

    A kept copy of a help page holds no token, so this view takes a request from our own origin instead of one.
    """
    if request.method != "POST":
        return _go_away()
    if not from_our_own_page(request):
        return HttpResponseForbidden(
            aloud(say("This came from another site.")), content_type="text/plain; charset=utf-8"
        )
    request.session.flush()
    return _go_away()


@bare
@require_safe
def away(request: HttpRequest) -> HttpResponse:
    """Show the plain page, which says nothing about us."""
    return render(request, "away/page.html")


def _go_away() -> HttpResponse:
    response = HttpResponse(status=303, headers={"Location": reverse("away")})
    response["Clear-Site-Data"] = '"cache"'
    return response


urlpatterns = [path("hide", hide, name="hide"), path("away", away, name="away")]

"""The short way in for programs: straight to their view, past what only pages and forms need; leaves who asks to it."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import Resolver404, URLResolver, get_resolver

from lamplit.api import answers
from lamplit.api.credentials import POLICY, from_elsewhere
from lamplit.engines.kernel.saying import say

Answer = Callable[[HttpRequest], HttpResponseBase]

PREFIX = "/api/v1/"


class ApiMiddleware:
    """Answers the addresses of the JSON face; everything that stands before it in the settings guards them too.

    What stands after it is for pages: a session and its person, form tokens, htmx, the policies of pages. A view of
    this face asks for its own credentials, and one that does not declare so is not called from here.
    """

    def __init__(self, get_response: Answer) -> None:
        """Remember what comes next, for every other address."""
        self.get_response = get_response
        self.addresses: URLResolver = get_resolver("lamplit.api.urls")

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Return the view's answer, or what comes next when the address is none of this face's."""
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        request.get_host()  # raises DisallowedHost, which answers 400
        if from_elsewhere(request):
            return answers.error(403, "cross_site", say("Another site started this change, so nothing was done."))
        try:
            found = self.addresses.resolve(request.path_info[len(PREFIX) - 1 :])
        except Resolver404:
            return self.get_response(request)
        if getattr(found.func, "policy", None) != POLICY:
            return self.get_response(request)
        request.resolver_match = found
        answer: HttpResponseBase = found.func(request, *found.args, **found.kwargs)
        return answer

"""How often somebody may guess: slower with every try, counted in the database, never shut for good."""

from collections.abc import Iterable
from hashlib import sha256

from allauth.core.internal import ratelimit
from django.http import HttpRequest

_APP = "lamplit.sign-in"
_ACTION = "password"
# One account from one place: ten in a minute, then one for every longer while; after 15 quiet minutes it is as before.
_HERE = {_ACTION: "10/m/key,20/5m/key,30/15m/key"}
# One account from anywhere, and one place against any account; a passkey is not counted here, so it always gets in.
_ANYWHERE = {_ACTION: "60/15m/key"}
_PLACE = {_ACTION: "30/m/ip,150/15m/ip"}
# Codes of one teacher's link, counted apart from every sign-in: wrong ones slow down that link and that place alone.
_CODE = "school-code"
_CODE_HERE = {_CODE: "5/m/key,15/15m/key"}
_CODE_ANYWHERE = {_CODE: "40/15m/key"}
_CODE_PLACE = {_CODE: "20/m/ip,60/15m/ip"}


class Tries:
    """The tries one sign-in used up; a right password gives its own back and no others."""

    def __init__(self, used: list[ratelimit.RateLimitUsage]) -> None:
        """Keep what was counted."""
        self._used = used

    def give_back(self) -> None:
        """Forget this try, because it was the right one."""
        for usage in self._used:
            usage.rollback()


def count_try(request: HttpRequest, sign_in_name: str) -> Tries | None:
    """Count one try at `sign_in_name`, known or not; None means wait before the next."""
    name = sign_in_name.strip().casefold()
    place = f"{name}|{ratelimit.get_ip(request)}"
    return _count(request, _ACTION, ((_HERE, place), (_ANYWHERE, name), (_PLACE, None)))


def count_code(request: HttpRequest, token: str) -> Tries | None:
    """Count one try at a code for the link of `token`, known or not; None means wait before the next."""
    name = sha256(token.encode("utf-8", "replace")).hexdigest()
    place = f"{name}|{ratelimit.get_ip(request)}"
    return _count(request, _CODE, ((_CODE_HERE, place), (_CODE_ANYWHERE, name), (_CODE_PLACE, None)))


def _count(request: HttpRequest, action: str, limits: Iterable[tuple[dict[str, str], str | None]]) -> Tries | None:
    used = []
    for config, key in limits:
        usage = ratelimit.consume(request, app=_APP, action=action, config=config, key=key, limit_get=True)
        if usage is None:
            return None
        used.append(usage)
    return Tries(used)

"""What a page may do with sound: play what this house sends, or ask for the microphone; other pages may neither."""

from csp.constants import HEADER as CONTENT_POLICY
from csp.constants import SELF
from csp.utils import build_policy
from django.http import HttpResponse

PERMISSIONS = (
    "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), "
    "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=(), "
    "clipboard-write=(self), publickey-credentials-create=(self), publickey-credentials-get=(self)"
)
NO_MICROPHONE, A_MICROPHONE = "microphone=()", "microphone=(self)"


def with_player(answer: HttpResponse) -> HttpResponse:
    """Let a page play what this house sends."""
    answer.headers[CONTENT_POLICY] = build_policy(update={"media-src": [SELF]})
    return answer


def with_recorder(answer: HttpResponse) -> HttpResponse:
    """Let a page ask for the microphone, and play what was just recorded on it (`blob:`) or is kept here."""
    answer.headers[CONTENT_POLICY] = build_policy(update={"media-src": [SELF, "blob:"]})
    answer.headers["Permissions-Policy"] = PERMISSIONS.replace(NO_MICROPHONE, A_MICROPHONE)
    return answer

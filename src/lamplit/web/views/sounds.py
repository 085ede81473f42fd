"""Recordings: listened to again, and taken away as a file; leaves making and keeping them to `practice`."""

import re
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from django.views.decorators.http import require_GET

from lamplit.actions import sounds
from lamplit.web.policies import member
from lamplit.web.views.asked import Asked, found
from lamplit.web.views.photos import AS_A_FILE

_RANGE = re.compile(r"bytes=(\d{1,9})-(\d{0,9})")


@member()
@require_GET
def sound(request: Asked, circle: UUID, entry: UUID) -> HttpResponse:
    """Send the recording of an entry this visitor may read, or the piece of it that a player asks for."""
    media, data = found(sounds.open_sound(request.visit, entry))
    named = f'attachment; filename="recording.{sounds.ENDINGS[media]}"'
    headers = {**AS_A_FILE, "Accept-Ranges": "bytes", "Content-Disposition": named}
    wanted = _RANGE.fullmatch(request.headers.get("Range", ""))
    start = int(wanted[1]) if wanted else 0
    if wanted is None or start >= len(data):  # a player that asks for nothing we have is given all of it
        return HttpResponse(data, content_type=media, headers=headers)
    end = min(int(wanted[2] or len(data)), len(data) - 1)
    piece = {"Content-Range": f"bytes {start}-{end}/{len(data)}"}
    return HttpResponse(data[start : end + 1], status=206, content_type=media, headers=headers | piece)


urlpatterns = [path("c/<uuid:circle>/e/<uuid:entry>/sound", sound, name="sound")]

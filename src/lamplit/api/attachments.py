"""Photos for programs: the JPEG of an entry, and putting one to an own entry; leaves what it is to actions."""

from uuid import UUID

from django.http import HttpResponse
from ninja import Query

from lamplit.actions import pictures
from lamplit.api import answers
from lamplit.api.face import ENTRY, READING, WRITING, Inside, face, says
from lamplit.api.shapes import Pictured, SizeOf
from lamplit.engines.kernel.saying import say

TAGS = ["Photos"]
PHOTO = ENTRY + "/photo"
PIECE = 64 * 1024
HEADERS = {
    "Content-Disposition": 'attachment; filename="photo.jpg"',
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cache-Control": "no-store",
}
_BYTES = {"schema": {"type": "string", "format": "binary"}}
_A_JPEG = {"responses": {200: {"content": {"image/jpeg": _BYTES}}}}
_SENT = {"requestBody": {"required": True, "content": {"application/octet-stream": _BYTES}}}


@face.get(PHOTO, response=says({200: None}, *READING, 422), tags=TAGS, url_name="photo", openapi_extra=_A_JPEG)
def read_photo(request: Inside, circle: UUID, entry: UUID, query: Query[SizeOf]) -> HttpResponse:
    """Read the photo of an entry, as a JPEG.

    At most 2,048 pixels wide or high, with `size=small` 480. 404 when the entry has none, or when it is not for you.
    """
    data = pictures.open_picture(request.visit, entry, small=query.size == "small")
    return answers.missing() if data is None else HttpResponse(data, content_type="image/jpeg", headers=HEADERS)


@face.put(PHOTO, response=says({201: Pictured, 200: Pictured}, *WRITING, 409), tags=TAGS, openapi_extra=_SENT)
def put_photo(request: Inside, circle: UUID, entry: UUID) -> HttpResponse:
    """Put a photo to an entry of your own.

    Keep the entry first (kind `photo`), then send the bytes of a JPEG, PNG, WebP or GIF as they are, 12 MB at most; the
    content type is not looked at. It is made upright and smaller, and every note of the camera is left out. An entry
    has one photo: the same again answers 200, another one 409.
    """
    data = _bytes_of(request)
    if data is None:
        return answers.error(413, "too_big", say("A photo may have 12 MB at most. Send a smaller one."), "photo")
    new = pictures.add_picture(request.visit, entry, data)
    return answers.missing() if new is None else answers.answer({"id": entry}, 201 if new else 200)


def _bytes_of(request: Inside) -> bytes | None:
    """Return the body, None when it is longer than a photo may be; never more than that is kept of it."""
    read, size = bytearray(), request.http.META.get("CONTENT_LENGTH") or "0"
    if not size.isdigit() or int(size) > pictures.MOST_BYTES:
        return None
    while len(read) <= pictures.MOST_BYTES and (piece := request.http.read(PIECE)):
        read += piece
    return bytes(read) if len(read) <= pictures.MOST_BYTES else None

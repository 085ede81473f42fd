"""The pictures of photos and memories: looked at, and taken away as files; leaves writing them to `writing`."""

from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import path
from django.views.decorators.http import require_GET

from lamplit.actions import pictures
from lamplit.web.accounts.recent import recent_sign_in
from lamplit.web.policies import member
from lamplit.web.views.asked import Asked, found
from lamplit.web.views.exports import only_with_two_ways_in

# A picture is a picture and nothing else: no browser may take it for a page, and none shows it anywhere but in ours.
AS_A_FILE = {
    "Content-Disposition": 'attachment; filename="photo.jpg"',
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


@member()
@require_GET
def photo(request: Asked, circle: UUID, entry: UUID) -> HttpResponse:
    """Send the picture of an entry this visitor may read."""
    return _jpeg(pictures.open_picture(request.visit, entry))


@member()
@require_GET
def small(request: Asked, circle: UUID, entry: UUID) -> HttpResponse:
    """Send the same picture small, for lists and slow phones."""
    return _jpeg(pictures.open_picture(request.visit, entry, small=True))


@member()
@recent_sign_in
@require_GET
def every_one(request: Asked, circle: UUID) -> HttpResponseBase:
    """Send every picture of this visitor's record as one ZIP file; its name and theirs say nothing."""
    only_with_two_ways_in(request)
    answer = StreamingHttpResponse(pictures.pictures_zip(request.visit), content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="pictures.zip"'
    return answer


def _jpeg(data: bytes | None) -> HttpResponse:
    return HttpResponse(found(data), content_type="image/jpeg", headers=AS_A_FILE)


urlpatterns = [
    path("c/<uuid:circle>/e/<uuid:entry>/photo", photo, name="photo"),
    path("c/<uuid:circle>/e/<uuid:entry>/photo/small", small, name="photo_small"),
    path("c/<uuid:circle>/export/pictures.zip", every_one, name="export_pictures"),
]

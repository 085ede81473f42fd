"""Programs put a photo to their own entry and read those they may see, and nobody else's."""

from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.http import HttpResponse

from lamplit.actions.pictures import MOST_BYTES
from tests.api import promised
from tests.cast import Cast, Part, a_browser, a_journal, write
from tests.pictures import SVG, a_photo, opened, with_notes


def ask(part: Part, method: str, entry: UUID, data: bytes = b"", query: str = "", **more: str) -> HttpResponse:
    path = f"/api/v1/circles/{part.circle}/entries/{entry}/photo{query}"
    headers = {"Authorization": f"Bearer {part.token}"}
    answer = a_browser().generic(method, path, data, "application/octet-stream", headers=headers, **more)
    promised.check(method, path, answer)
    return answer


def a_line(part: Part, **more: object) -> UUID:
    return write(part, "photo", {"words": "The blue door."}, **more)


def test_a_photo_is_put_once_however_often_it_is_sent(cast: Cast) -> None:
    entry = a_line(cast.subject)
    assert ask(cast.subject, "GET", entry).status_code == 404
    first, again, other = (ask(cast.subject, "PUT", entry, data) for data in (with_notes(), with_notes(), a_photo()))
    assert [each.status_code for each in (first, again, other)] == [201, 200, 409]
    assert first.json() == {"id": str(entry)}
    assert other.json()["error"]["code"] == "clash"
    got, small = ask(cast.subject, "GET", entry), ask(cast.subject, "GET", entry, query="?size=small")
    assert (got["Content-Type"], got["Content-Disposition"]) == ("image/jpeg", 'attachment; filename="photo.jpg"')
    assert opened(got.content).size == opened(small.content).size == (320, 240)
    item = cast.subject.api("GET", f"/entries/{entry}").json()
    assert item["photo"] == {"width": 320, "height": 240}
    assert cast.subject.api("GET", "/entries").json()["items"] == [item]


def test_one_may_not_see_or_change_what_is_not_there_for_them(cast: Cast) -> None:
    entry, missing = a_line(cast.subject), uuid4()
    ask(cast.subject, "PUT", entry, a_photo())
    for part in (*cast.everyone[1:], *cast.strangers):
        for method in ("GET", "PUT"):
            closed, gone = (ask(part, method, each, a_photo()) for each in (entry, missing))
            assert (closed.status_code, closed.content) == (gone.status_code, gone.content) == (404, gone.content)
    assert a_browser().get(f"/api/v1/circles/{cast.circle}/entries/{entry}/photo").status_code == 401


def test_a_photo_goes_to_a_photo_and_to_nothing_else(cast: Cast) -> None:
    page = write(cast.subject, "journal", a_journal())
    assert ask(cast.subject, "PUT", page, a_photo()).status_code == 404
    answer = ask(cast.subject, "PUT", a_line(cast.subject), SVG)
    assert (answer.status_code, answer.json()["error"]["field"]) == (422, "photo")
    assert ask(cast.subject, "PUT", a_line(cast.subject), b"").status_code == 422
    assert ask(cast.subject, "GET", a_line(cast.subject), query="?size=large").status_code == 422


@pytest.mark.parametrize("more", [0, 300 * 1024])
def test_too_many_bytes_are_not_kept(cast: Cast, more: int) -> None:
    entry = a_line(cast.subject)
    answer = ask(cast.subject, "PUT", entry, a_photo() + bytes(MOST_BYTES + more))
    assert answer.status_code == 413
    assert ask(cast.subject, "GET", entry).status_code == 404


def test_a_cookie_needs_the_forms_token_and_a_program_none(cast: Cast) -> None:
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.cookies[settings.SESSION_COOKIE_NAME] = cast.subject.session_key
    address = f"/api/v1/circles/{cast.circle}/entries/{a_line(cast.subject)}/photo"
    assert client.put(address, a_photo(), "image/jpeg").status_code == 403


def test_the_kind_stands_in_the_catalogue(cast: Cast) -> None:
    kinds = a_browser().get("/api/v1/kinds", headers={"Authorization": f"Bearer {cast.carer.token}"}).json()["items"]
    [photo] = [each for each in kinds if each["kind"] == "photo"]
    assert photo["body"]["properties"] == {"words": {"type": "string", "minLength": 1, "maxLength": 300}}

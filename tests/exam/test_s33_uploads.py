"""S33: whatever is sent as a photo comes back as a clean JPEG that no browser runs, or not at all."""

import resource
import time
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from lamplit.actions import picture_making, picture_press
from lamplit.actions.writing import Refused
from lamplit.vault import store
from tests.cast import Cast, Part
from tests.pictures import CAMERA, HEIC, HTML, PDF, SVG, a_photo, huge, opened, polyglot, polyglot_jpeg, with_notes

pytestmark = [pytest.mark.exam("S33"), pytest.mark.django_db]
LINE = "We found the blue door."
NAMES = [
    "a" * 300 + ".jpg",
    "../../../../etc/cron.d/x.jpg",
    "..",
    "con.jpg",
    "a\x00b.jpg",
    "x.svg",
    "<b>.html",
    "ü☂.png",
]


def send(part: Part, data: bytes, name: str = "photo.jpg", kind: str = "image/jpeg", **fields: str) -> HttpResponse:
    """Send a form with a photo, its name exactly as given."""
    form = {"id": str(uuid4()), "words": LINE, **fields}
    parts = [f'form-data; name="{key}"\r\n\r\n{value}'.encode() for key, value in form.items()]
    head = f'form-data; name="photo"; filename="{name}"\r\nContent-Type: {kind}\r\n\r\n'
    parts.append(head.encode() + data)
    body = b"".join(b"--edge\r\nContent-Disposition: " + each + b"\r\n" for each in parts) + b"--edge--\r\n"
    return part.client.generic("POST", f"/c/{part.circle}/new/photo", body, "multipart/form-data; boundary=edge")


def kept(part: Part, answer: HttpResponse) -> HttpResponse:
    """Return the picture of the entry that was just kept."""
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return part.client.get(answer["Location"].split("?")[0] + "/photo")


def stored() -> int:
    return int(store.rows("SELECT COUNT(*) FROM vault_chunk")[0][0])


@pytest.mark.parametrize(
    ("data", "kind", "sentence"),
    [
        (SVG, "image/svg+xml", "not a photo we can open"),
        (SVG, "image/png", "not a photo we can open"),
        (HTML, "image/png", "not a photo we can open"),
        (PDF, "application/pdf", "That is a PDF"),
        (PDF, "image/jpeg", "That is a PDF"),
        (HEIC, "image/heic", "This phone saved it as HEIC"),
        (b"", "image/jpeg", "Choose a photo first"),
        (b"\xff\xd8\xff", "image/jpeg", "a photo"),
        (a_photo()[:1000], "image/jpeg", "did not come through whole"),
        (a_photo(kind="PNG")[:200], "image/png", "did not come through whole"),
        (huge(), "image/png", "too large to open safely"),
        (huge(1, 50_000), "image/png", "too large to open safely"),
        (a_photo(64, 64, "TIFF"), "image/tiff", "not a photo we can open"),
        (a_photo(64, 64, "BMP"), "image/bmp", "not a photo we can open"),
    ],
)
def test_what_is_no_photo_is_refused_with_a_sentence_and_the_line_stays(
    cast: Cast, data: bytes, kind: str, sentence: str
) -> None:
    answer = send(cast.subject, data, kind=kind)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert LINE in page
    assert stored() == 0


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_what_is_a_photo_comes_back_as_a_jpeg_and_as_a_file(cast: Cast, kind: str) -> None:
    answer = kept(cast.subject, send(cast.subject, a_photo(kind=kind)))
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store"
    assert answer.content[:3] == b"\xff\xd8\xff"
    assert opened(answer.content).size == (320, 240)


@pytest.mark.parametrize("data", [polyglot(), polyglot_jpeg()], ids=["gif and script", "jpeg and page and zip"])
def test_of_a_file_that_is_two_things_only_the_picture_is_left(cast: Cast, data: bytes) -> None:
    assert b"<script>" in data
    answer = send(cast.subject, data)
    if answer.status_code != 422:
        assert b"script" not in kept(cast.subject, answer).content
        assert b"PK\x03\x04" not in kept(cast.subject, answer).content


@pytest.mark.parametrize("turned", range(1, 9))
def test_no_note_of_the_camera_is_left_and_the_picture_stands_upright(cast: Cast, turned: int) -> None:
    data = with_notes(turned)
    assert CAMERA.encode() in data
    answer = kept(cast.subject, send(cast.subject, data))
    picture = opened(answer.content)
    assert CAMERA.encode() not in answer.content
    assert dict(picture.getexif()) == {}
    assert not {"exif", "xmp", "comment", "icc_profile"} & set(picture.info)
    assert picture.size == ((240, 320) if turned > 4 else (320, 240))
    width, height = picture.size
    places = {1: (10, 100), 2: (310, 100), 3: (310, 100), 4: (10, 100), 5: (100, 10), 6: (100, 10), 7: (100, 310)}
    red, _, blue = picture.getpixel(places.get(turned, (100, 310)))
    assert (red, blue) > (200, 0), (turned, width, height)


@pytest.mark.parametrize("name", NAMES)
def test_no_name_of_a_file_is_ever_used(cast: Cast, name: str) -> None:
    answer = send(cast.subject, a_photo(), name)
    assert answer.status_code in {302, 422}  # a name that is none counts as no file
    if answer.status_code == 302:
        assert kept(cast.subject, answer)["Content-Disposition"] == 'attachment; filename="photo.jpg"'


def test_a_picture_of_fifty_thousand_by_fifty_thousand_costs_next_to_nothing() -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    began = time.perf_counter()
    with pytest.raises(Refused):
        picture_making.picture_of(huge())
    assert time.perf_counter() - began < 20  # a few tenths on a quiet machine
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss - before < 150 * 1024
    assert len(huge()) < 1000


def test_the_press_ends_with_the_codes_that_its_caller_knows() -> None:
    assert set(picture_making._SENTENCES) == {picture_press.NOT_A_PICTURE, picture_press.TOO_LARGE}


def test_a_large_photo_is_made_smaller_and_a_small_one_stands_beside_it() -> None:
    made = picture_making.picture_of(a_photo(4000, 1000))
    assert (made.width, made.height) == opened(made.whole).size == (2048, 512)
    assert opened(made.small).size == (480, 120)


def test_what_can_be_seen_through_stands_on_white() -> None:
    import io

    from PIL import Image

    out = io.BytesIO()
    Image.new("RGBA", (40, 40), (255, 0, 0, 0)).save(out, "PNG")
    red, green, blue = opened(picture_making.picture_of(out.getvalue()).whole).getpixel((20, 20))
    assert min(red, green, blue) > 250


def test_a_photo_over_the_limit_is_answered_413_and_the_line_stays(cast: Cast) -> None:
    for place in ("before", "behind"):
        data = a_photo() + bytes(picture_making.MOST_BYTES)
        form: dict[str, object] = {"words": LINE} if place == "before" else {}
        form |= {"photo": SimpleUploadedFile("x.jpg", data, "image/jpeg"), "id": str(uuid4())}
        form |= {"words": LINE} if place == "behind" else {}
        answer = cast.subject.client.post(f"/c/{cast.circle}/new/photo", form)
        assert answer.status_code == 413
        assert "over 12 MB" in answer.content.decode()
        assert LINE in answer.content.decode()
    assert stored() == 0


def test_what_is_far_too_long_is_not_read_at_all(cast: Cast) -> None:
    answer = cast.subject.client.generic(
        "POST", f"/c/{cast.circle}/new/photo", b"", "multipart/form-data; boundary=x", CONTENT_LENGTH=str(10**9)
    )
    assert answer.status_code == 413
    assert "your words are still there" in answer.content.decode()


def test_only_the_page_of_a_photo_takes_more_than_the_others(cast: Cast) -> None:
    data = bytes(3 * 1024 * 1024)
    for place in ("new/journal", "new/photo/who", "settings"):
        answer = cast.subject.client.post(f"/c/{cast.circle}/{place}", {"photo": SimpleUploadedFile("x", data)})
        assert answer.status_code == 413, place


def test_a_file_sent_to_any_other_page_is_let_go(cast: Cast) -> None:
    form = {"id": str(uuid4()), "text": "Only words.", "photo": SimpleUploadedFile("x.jpg", a_photo(), "image/jpeg")}
    assert cast.subject.client.post(f"/c/{cast.circle}/new/journal", form).status_code == 302
    assert stored() == 0

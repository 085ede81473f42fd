"""Photos and memories on the pages: who keeps one, who sees it, and what can be taken away."""

import io
import re
from uuid import UUID, uuid4
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from lamplit.actions import drafts, pictures, sharing
from lamplit.actions.entries import Refused, Writing, write_entry
from tests.cast import Cast, Part, make_cast, write
from tests.pictures import a_photo, noise, opened

LINE = "The day the sea was warm."


def keep(part: Part, data: bytes | None = None, **fields: object) -> HttpResponse:
    form = {"id": str(uuid4()), "words": LINE, **fields}
    if data is not None:
        form["photo"] = SimpleUploadedFile("x.jpg", data, "image/jpeg")
    return part.client.post(f"/c/{part.circle}/new/photo", form)


def a_memory(part: Part, **more: object) -> UUID:
    return write(part, "photo", {"words": LINE}, picture=a_photo(), **more)


def seen(part: Part, entry: UUID) -> set[int]:
    place = f"/c/{part.circle}/e/{entry}"
    return {part.client.get(f"{place}{path}").status_code for path in ("", "/photo", "/photo/small")}


def test_a_memory_a_carer_keeps_is_for_the_child_and_for_nobody_else(cast: Cast) -> None:
    page = cast.carer.client.get(f"/c/{cast.circle}/new/photo").content.decode()
    assert "A memory for Wren" in page
    assert "You and the young person." in page
    answer = keep(cast.carer, a_photo())
    entry = UUID(re.search(r"/e/([0-9a-f-]{36})", answer["Location"])[1])
    assert {part.role.value: seen(part, entry) for part in cast.everyone} == {
        part.role.value: {200} if part in (cast.carer, cast.subject) else {404} for part in cast.everyone
    }
    assert all(seen(part, entry) == {404} for part in cast.strangers)


def test_a_younger_child_is_shown_a_memory_by_the_carer(db: None) -> None:
    young = make_cast(7)
    entry = a_memory(young.carer)
    assert seen(young.subject, entry) == {404}
    assert sharing.show_entry(young.carer.visit, entry, young.subject.membership)
    assert seen(young.subject, entry) == {200}


def test_a_photo_of_a_young_persons_own_is_theirs_alone_until_they_show_it(cast: Cast) -> None:
    entry = a_memory(cast.subject)
    assert [seen(part, entry) for part in cast.everyone] == [{200}, *[{404}] * 6]
    assert sharing.show_entry(cast.subject.visit, entry, cast.therapist.membership)
    assert seen(cast.therapist, entry) == {200}
    assert sharing.stop_showing(cast.subject.visit, entry, cast.therapist.membership)
    assert seen(cast.therapist, entry) == {404}


def test_made_together_the_carer_who_sat_there_sees_it(db: None) -> None:
    young = make_cast(9)
    made = Writing(uuid4(), "photo", {"words": LINE}, together=True, picture=a_photo())
    write_entry(young.carer.visit, made)
    assert seen(young.carer, made.id) == {200}
    assert seen(young.other_carer, made.id) == {404}


@pytest.mark.parametrize("role", ["therapist", "teacher", "school_lead", "social_worker"])
def test_nobody_else_may_keep_one(cast: Cast, role: str) -> None:
    part = getattr(cast, role)
    assert part.client.get(f"/c/{cast.circle}/new/photo").status_code == 404
    assert keep(part, a_photo()).status_code in {404, 422}


def test_a_picture_belongs_to_a_photo_only(cast: Cast) -> None:
    with pytest.raises(Refused):
        write_entry(cast.subject.visit, Writing(uuid4(), "journal", {"text": "x"}, picture=a_photo()))


def test_one_page_keeps_one_photo_and_another_is_asked_for_again(cast: Cast) -> None:
    entry = str(uuid4())
    assert keep(cast.subject, a_photo(), id=entry).status_code == 302
    assert keep(cast.subject, a_photo(), id=entry).status_code == 302  # the same again: the second half of a double tap
    answer = keep(cast.subject, noise(), id=entry)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "choose it again" in page
    assert LINE in page
    assert f'name="id" value="{entry}"' not in page
    assert opened(pictures.open_picture(cast.subject.visit, UUID(entry)) or b"").size == (320, 240)


def test_the_line_can_be_changed_and_the_photo_stays(cast: Cast) -> None:
    entry = a_memory(cast.subject)
    address = f"/c/{cast.circle}/e/{entry}"
    page = cast.subject.client.get(f"{address}/edit").content.decode()
    assert f'src="{address}/photo"' in page
    assert 'type="file"' not in page
    answer = cast.subject.client.post(f"{address}/edit", {"id": str(entry), "base": "1", "words": "Another line."})
    assert answer.status_code == 302
    assert seen(cast.subject, entry) == {200}
    assert "Another line." in cast.subject.client.get(address).content.decode()


def test_a_line_that_is_too_long_stays_and_says_that_the_photo_must_be_chosen_again(cast: Cast) -> None:
    answer = keep(cast.subject, a_photo(), words="x" * 400)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "x" * 400 in page
    assert "Choose the photo again" in page


def test_the_line_is_kept_as_a_draft_and_goes_with_the_photo(cast: Cast) -> None:
    entry = uuid4()
    assert drafts.keep_draft(cast.subject.visit, entry, "photo", {"id": str(entry), "words": LINE})
    assert LINE in cast.subject.client.get(f"/c/{cast.circle}/new/photo?draft={entry}").content.decode()
    keep(cast.subject, a_photo(), id=str(entry))
    assert drafts.my_drafts(cast.subject.visit) == ()


def test_a_folded_photo_is_folded_in_lists_too(cast: Cast) -> None:
    open_one, folded = a_memory(cast.subject), a_memory(cast.subject, sensitive=True)
    page = cast.subject.client.get(f"/c/{cast.circle}/diary").content.decode()
    assert f"{open_one}/photo/small" in page
    assert f"{folded}/photo/small" not in page
    entry = cast.subject.client.get(f"/c/{cast.circle}/e/{folded}").content.decode()
    assert entry.index("content-note") < entry.index("/photo")


def test_the_picture_is_told_to_those_who_listen(cast: Cast) -> None:
    entry, silent = a_memory(cast.subject), write(cast.subject, "photo", {}, picture=a_photo())
    place = f"/c/{cast.circle}/e/"
    assert f'alt="{LINE}"' in cast.subject.client.get(f"{place}{entry}").content.decode()
    assert 'alt="A photo"' in cast.subject.client.get(f"{place}{silent}").content.decode()


def test_a_record_holds_its_photos_as_a_page_a_column_and_files(cast: Cast) -> None:
    mine, theirs = a_memory(cast.subject), a_memory(cast.carer)
    client = cast.subject.client
    page = client.get(f"/c/{cast.circle}/export/record").content.decode()
    assert f"/e/{mine}/photo" in page
    answer = client.get(f"/c/{cast.circle}/export/pictures.zip")
    packed = ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    [name] = packed.namelist()
    assert re.fullmatch(r"\d{4}-\d\d-\d\d-[0-9a-f]{8}\.jpg", name)
    assert opened(packed.read(name)).size == (320, 240)
    table = b"".join(client.get(f"/c/{cast.circle}/export/record.csv").streaming_content).decode()
    assert f'"{name}"' in table
    assert theirs.hex[:8] not in table
    assert cast.therapist.client.get(f"/c/{cast.circle}/export/pictures.zip").status_code == 200


def test_no_photo_leaves_without_a_second_way_in(cast: Cast) -> None:
    from tests.cast import sign_in

    a_memory(cast.subject)
    client = cast.subject.client
    client.cookies["lamplit"] = sign_in(cast.subject.person, mfa=False)
    assert client.get(f"/c/{cast.circle}/export/pictures.zip").status_code in {302, 404}


@pytest.mark.django_db(transaction=True)
def test_on_a_full_disk_nothing_of_a_photo_is_kept_and_the_page_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError

    from lamplit.vault import attachments, store

    cast = make_cast()
    put_in = attachments.put_in

    def full_in_the_middle(rows: list[store.Values]) -> None:
        put_in(rows[:2])
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(attachments, "put_in", full_in_the_middle)
    answer = keep(cast.subject, noise())
    page = answer.content.decode()
    assert answer.status_code == 503
    assert "the disk is full" in page
    assert LINE in page
    assert "Choose the photo again" in page
    assert store.rows("SELECT 1 FROM vault_chunk") == store.rows("SELECT 1 FROM vault_entry") == []
    monkeypatch.setattr(attachments, "put_in", put_in)
    assert keep(cast.subject, noise()).status_code == 302

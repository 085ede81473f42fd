"""A calm place by its word with a picture of one's own: drawn, chosen or picked; its maker's alone, and never lost."""

import re
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lamplit.actions import places
from lamplit.actions.entries import entry_history, read_entry
from tests.cast import Cast, Part, write
from tests.pictures import a_photo

SAID = ["What's there to see?\nBoats", "What can you hear?\nGulls", "Pick one word that brings it back.\nHarbour"]
DRAWN = "sun 3 2 200,90"


def a_place(part: Part, *coded: str) -> UUID:
    fields = {"practice": "calm-place", "title": "My calm place", "said": SAID, "coded": ["kind=real", *coded]}
    return write(part, "practice_run", fields, audience=["me"])


def picture_of(part: Part, entry: UUID) -> UUID | None:
    place = places.open_place(part.visit, entry)
    assert place is not None
    return place.picture.id if place.picture else None


@pytest.mark.row("IC17")
def test_a_place_keeps_its_word_and_a_picture_that_is_drawn_chosen_or_picked(cast: Cast) -> None:
    entry = a_place(cast.subject)
    at = f"/c/{cast.circle}/place/{entry}"
    page = cast.subject.client.get(at).content.decode()
    assert "<h1>Harbour</h1>" in page
    assert "Gulls" in page
    drawn = cast.subject.client.post(f"{at}/picture", {"act": "draw", "marks": DRAWN})
    assert drawn.status_code == 302
    first = picture_of(cast.subject, entry)
    assert first is not None
    assert 'class="drawn"' in cast.subject.client.get(at).content.decode()
    photo = SimpleUploadedFile("a.jpg", a_photo(), content_type="image/jpeg")
    assert cast.subject.client.post(f"{at}/picture", {"act": "photo", "photo": photo}).status_code == 302
    second = picture_of(cast.subject, entry)
    assert second not in (None, first)
    shown = cast.subject.client.get(f"{at}?done=kept&before={first}").content.decode()
    assert f"/e/{second}/photo" in shown
    assert re.search(rf'name="piece" value="{first}"', shown), "Undo puts the one before back"
    assert f'value="{first}"' in cast.subject.client.get(f"{at}/picture").content.decode()
    cast.subject.client.post(f"{at}/picture", {"act": "pick", "piece": first})
    assert picture_of(cast.subject, entry) == first
    kept = read_entry(cast.subject.visit, entry)
    assert kept is not None
    assert (kept.body or {})["coded"] == ["kind=real", f"made.picture={first}"]
    assert len(entry_history(cast.subject.visit, entry)) == 3, "every version stays"
    assert read_entry(cast.subject.visit, second) is not None


@pytest.mark.row("IC17")
def test_word_and_picture_are_their_makers_alone_and_only_their_own_pictures_go_with_it(cast: Cast) -> None:
    entry = a_place(cast.subject)
    at = f"/c/{cast.circle}/place/{entry}"
    cast.subject.client.post(f"{at}/picture", {"act": "draw", "marks": DRAWN})
    piece = picture_of(cast.subject, entry)
    for part in (cast.carer, cast.therapist, *cast.strangers):
        for address in (at, f"{at}/picture", f"/c/{cast.circle}/e/{piece}"):
            assert part.client.get(address).status_code in (403, 404)
    theirs = write(cast.carer, "photo", {"words": "A memory"}, picture=a_photo())
    refused = cast.subject.client.post(f"{at}/picture", {"act": "pick", "piece": theirs})
    assert refused.status_code == 422
    assert picture_of(cast.subject, entry) == piece
    broken = SimpleUploadedFile("a.jpg", b"no picture", content_type="image/jpeg")
    answer = cast.subject.client.post(f"{at}/picture", {"act": "photo", "photo": broken})
    assert answer.status_code == 422
    assert "not a photo we can open" in answer.content.decode()
    other = write(cast.subject, "practice_run", {"practice": "look-round"})
    assert cast.subject.client.get(f"/c/{cast.circle}/place/{other}").status_code == 404
    assert (
        "Put a picture" not in cast.carer.client.get(f"/c/{cast.circle}/place/{a_place(cast.carer)}").content.decode()
    )

"""Adding a session, and its end: what is asked first, what is refused, what stays when the words have gone."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lamplit.actions import clock, keeping
from lamplit.vault import store, therapy_keys
from tests.cast import Cast, make_cast
from tests.web.transcripts import MAYA, add, answers, claims, page

pytestmark = pytest.mark.django_db


def test_from_its_day_on_the_words_are_gone_and_what_was_counted_stays(cast: Cast) -> None:
    place = add(cast.therapist)
    with clock.standing_at(clock.now() + timedelta(days=30, hours=1)):
        cast.therapist._session = None  # signed in anew, a month later
        shown = page(cast.therapist.client, place)
        assert "The words are gone" in shown
        assert "on duty" not in shown
        assert "Open questions to closed ones:" in shown
        for act in ("/words", "/copy"):
            assert cast.therapist.client.get(place + act).status_code == 404
        assert cast.therapist.client.post(f"{place}/speakers", {"base": 1}).status_code == 404
        keeping.tidy()
        assert add(cast.therapist, agreed_on=clock.today(), ends_on=clock.today() + timedelta(days=5)) != place
    cast.therapist._session = None
    assert "The words are gone" in page(cast.therapist.client, place), "its key is destroyed"
    assert store.row("SELECT 1 FROM vault_therapy WHERE words IS NULL") is not None


def test_the_words_can_go_at_once_and_that_can_be_taken_back_the_same_day(cast: Cast) -> None:
    place, today = add(cast.therapist), clock.today()
    cast.therapist.client.post(f"{place}/ends", {"ends_on": today})
    shown = page(cast.therapist.client, place)
    assert "The words are deleted today" in shown
    assert "on duty" not in shown
    cast.therapist.client.post(f"{place}/ends", {"ends_on": today + timedelta(days=3)})
    assert "on duty" in page(cast.therapist.client, place)
    for day in (today - timedelta(days=1), today + timedelta(days=91), "soon"):
        assert "done=day" in cast.therapist.client.post(f"{place}/ends", {"ends_on": day})["Location"]


def test_the_same_words_twice_are_one_session(cast: Cast) -> None:
    first = add(cast.therapist)
    answer = cast.therapist.client.post(f"/c/{cast.circle}/sessions/new", answers())
    assert answer["Location"] == f"{first}?done=again"
    assert page(cast.therapist.client, f"/c/{cast.circle}/sessions").count('<a class="card"') == 1


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"words": ""}, "This file is empty"),
        ({"words": "no speakers at all here"}, "No speakers were found"),
        ({"words": "", "transcript": b"\x00\x01\x02\xff" * 4000}, "not a text file"),
        ({"words": "", "transcript": b"PK\x03\x04" + b"\x00" * 90}, "Word file"),
        ({"words": "", "transcript": b"T: aa\nC: bb\n" * 450_000}, "larger than 5 MB"),
        ({"words": "T: a b c d e f g h i j k l m n o p q r s t\n" * 2_100}, "longer than 40,000 words"),
        ({"agreed": ""}, "Without a yes on record nothing is kept"),
        ({"agreed": "carer"}, "Without a yes on record nothing is kept"),
        ({"purpose": "fun"}, "Say what it is for"),
        ({"ends_on": "2020-01-01"}, "Pick a day after today"),
        ({"ends_on": "2099-01-01"}, "Pick a day after today"),
        ({"on": "2099-01-01"}, "cannot be a day to come"),
    ],
)
def test_what_cannot_be_kept_is_said_in_a_sentence_and_nothing_is(
    cast: Cast, more: dict[str, object], said: str
) -> None:
    if isinstance(more.get("transcript"), bytes):
        more = {**more, "transcript": SimpleUploadedFile("s.txt", more["transcript"])}  # type: ignore[arg-type]
    answer = cast.therapist.client.post(f"/c/{cast.circle}/sessions/new", answers(**more))
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert said in shown
    if more.get("words", MAYA) and len(str(more.get("words", ""))) < 9_000:
        assert str(more.get("words", "sit wherever you like")) in shown, "what was pasted is still there"
    assert store.rows("SELECT 1 FROM vault_therapy") == []


def test_one_speaker_only_is_said_plainly(cast: Cast) -> None:
    shown = page(cast.therapist.client, add(cast.therapist, words="Ana: I feel so alone.\nAna: Nobody asked me."))
    assert "Only one speaker was found" in shown


def test_under_thirteen_a_carer_may_agree_and_no_card_is_offered() -> None:
    cast = make_cast(9)
    place = add(cast.therapist, agreed="carer")
    shown = page(cast.therapist.client, place)
    assert "Their carer agreed for them" in shown
    assert "Offer as a card" not in shown
    key = claims(shown, "insights")[0]
    assert cast.therapist.client.get(f"{place}/offer/{key}").status_code == 404


def test_words_of_a_transcript_are_only_ever_words(cast: Cast) -> None:
    odd = "T: <script>alert(1)</script> How?\nC: I feel \u202eso <b>alone</b> {{ 7*7 }} \x00 🙂. I realised it was me."
    place = add(cast.therapist, words=odd)
    shown = page(cast.therapist.client, place) + page(cast.therapist.client, place + "/words")
    assert "<script>alert" not in shown
    assert "<b>alone" not in shown
    assert "{{ 7*7 }}" in shown


def test_the_raw_words_lie_nowhere_on_the_disk(cast: Cast) -> None:
    add(cast.therapist, words="T: How is Heronsgate?\nMaya: I feel so alone in Heronsgate.")
    held = b"".join(bytes(value) for row in store.rows("SELECT sealed, words FROM vault_therapy") for value in row)
    assert b"alone" not in held
    assert all(len(file.read_bytes()) == 32 for file in therapy_keys.folder().iterdir())

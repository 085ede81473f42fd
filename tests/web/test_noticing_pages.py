"""Beside words that somebody keeps: an offer for them alone, "please read" for those they were shown, nothing else."""

import re
from uuid import uuid4

import pytest

from lamplit.vault import leaf
from tests.cast import Cast, Part

B = "I want to hurt myself again tonight. I can't stop thinking about it."
C = "I took a lot of tablets."
D = "My stepdad hits me when mum is out."
PLAIN = "We had lunch and drew a cat."

pytestmark = pytest.mark.django_db


def write(part: Part, text: str, *to: str, kind: str = "journal") -> str:
    entry = str(uuid4())
    answer = part.client.post(
        f"/c/{part.circle}/new/{kind}",
        {"id": entry, "title": "", "text": text, "audience_set": "1", "audience": list(to) or ["me"]},
    )
    assert answer.status_code == 302, answer.content.decode()
    assert f"/e/{entry}" in answer["Location"]
    return entry


def read(part: Part, entry: str, done: str = "") -> str:
    answer = part.client.get(f"/c/{part.circle}/e/{entry}" + (f"?done={done}" if done else ""))
    assert answer.status_code == 200
    return str(answer.content.decode())


def sign_on(page: str) -> str:
    found = re.search(r'name="sign" value="([0-9a-f]{16})"', page)
    assert found
    return found[1]


def test_a_writer_is_offered_help_with_the_words_that_caused_it_why_and_a_way_to_say_it_is_wrong(cast: Cast) -> None:
    page = read(cast.subject, write(cast.subject, B))
    assert "data-offer" in page
    assert "<blockquote" in page
    assert "This is wrong" in page
    assert "Only you see this" in page
    assert "/now#plan" in page
    assert "data-offer" not in read(cast.subject, write(cast.subject, PLAIN))


def test_what_cannot_wait_stands_alone_after_save_with_the_number_first(cast: Cast) -> None:
    entry = write(cast.subject, C)
    page = read(cast.subject, entry, done="kept")
    assert page.index("tel:999") < page.index("/now#someone") < page.index("this is a mistake")
    assert "took a lot of tablets" in page
    assert "Show someone" not in page
    assert "data-offer" in read(cast.subject, entry)


def test_who_is_hurt_by_somebody_is_never_sent_to_a_member_of_the_circle(cast: Cast) -> None:
    page = read(cast.subject, write(cast.subject, D))
    assert "It is not your fault." in page
    offer = page[page.index("data-offer") :].split("</section>")[0]
    said = set(re.findall(r"\w+", re.sub(r"<[^>]*>", " ", offer)))
    assert said
    for one in cast.everyone:
        assert not said & set(one.name.split())
        assert str(one.person) not in offer
    assert "/find-help" in offer


def test_words_called_wrong_are_not_noticed_again_for_this_person_and_that_can_be_taken_back(cast: Cast) -> None:
    me = cast.subject
    entry = write(me, D)
    sign = sign_on(read(me, entry))
    assert me.client.post(f"/c/{me.circle}/e/{entry}/noticed/wrong", {"sign": sign}).status_code == 302
    corrected = read(me, entry, done="noticed_wrong")
    assert "data-offer" not in corrected
    assert "will not bring this up again" in corrected
    assert "data-offer" not in read(me, write(me, D))
    record = me.client.get(f"/c/{me.circle}/offers").content.decode()
    assert "stepdad hits me" in record
    me.client.post(f"/c/{me.circle}/e/{entry}/noticed/right")
    assert "data-offer" in read(me, entry)


def test_an_offer_nobody_asked_for_again_is_folded_and_still_there(cast: Cast) -> None:
    me = cast.subject
    entry = write(me, B)
    read(me, entry)
    me.client.post(f"/c/{me.circle}/e/{entry}/noticed/not-now")
    page = read(me, entry)
    assert "data-offer" not in page
    assert "/now#plan" in page
    assert "data-offer" not in read(me, write(me, B + " Again."))


def test_the_writer_sees_when_help_was_offered_and_can_delete_that(cast: Cast) -> None:
    me = cast.subject
    read(me, write(me, B))
    assert "Thanks for being honest." in me.client.get(f"/c/{me.circle}/offers").content.decode()
    me.client.post(f"/c/{me.circle}/offers/forget")
    assert "Nothing stands here." in me.client.get(f"/c/{me.circle}/offers").content.decode()
    assert leaf.items(me.visit.viewer) == []


def test_a_shared_page_is_marked_for_those_who_read_it_with_the_words_and_why(cast: Cast) -> None:
    entry = write(cast.subject, B, f"member:{cast.therapist.membership}")
    page = read(cast.therapist, entry)
    assert "data-please-read" in page
    assert "This is wrong" in page
    assert "data-offer" not in page
    diary = cast.therapist.client.get(f"/c/{cast.circle}/diary").content.decode()
    assert "Please read" in diary
    assert "Please read" not in cast.carer.client.get(f"/c/{cast.circle}/diary").content.decode()
    assert "Please read" not in cast.subject.client.get(f"/c/{cast.circle}/diary").content.decode()


@pytest.mark.row("SH04")
def test_words_about_self_harm_stand_under_a_content_note_for_everybody_they_were_shown(cast: Cast) -> None:
    entry = write(cast.subject, B, f"member:{cast.therapist.membership}")
    diary = cast.therapist.client.get(f"/c/{cast.circle}/diary").content.decode()
    assert "hurt myself" not in diary
    page = read(cast.therapist, entry)
    body = page[page.index("entry-body") :]
    assert "content-note" in body[: body.index("hurt myself")]


def test_a_reader_who_calls_a_mark_wrong_no_longer_sees_it_and_the_writer_sees_their_offer_still(cast: Cast) -> None:
    me = cast.therapist
    entry = write(cast.subject, D, f"member:{me.membership}")
    sign = sign_on(read(me, entry))
    me.client.post(f"/c/{me.circle}/e/{entry}/noticed/wrong", {"sign": sign})
    assert "data-please-read" not in read(me, entry)
    assert "Please read" not in me.client.get(f"/c/{me.circle}/diary").content.decode()
    assert "data-offer" in read(cast.subject, entry)


def test_nobody_can_correct_words_on_a_page_that_is_not_theirs_to_read(cast: Cast) -> None:
    entry = write(cast.subject, D)
    sign = sign_on(read(cast.subject, entry))
    answer = cast.carer.client.post(f"/c/{cast.circle}/e/{entry}/noticed/wrong", {"sign": sign})
    assert answer.status_code == 404
    assert leaf.items(cast.carer.visit.viewer) == []
    assert cast.subject.client.post(f"/c/{cast.circle}/e/{entry}/noticed/wrong", {"sign": "0" * 16}).status_code == 404


UNIQUE = re.compile(rb'name="(csrfmiddlewaretoken|id)" value="[^"]+"')


@pytest.mark.parametrize("text", [B, C, D, PLAIN])
def test_a_private_page_changes_nothing_that_anybody_else_sees(cast: Cast, text: str) -> None:
    def seen(one: Part, at: str) -> bytes:
        return UNIQUE.sub(b"", one.client.get(f"/c/{one.circle}/{at}").content)

    others = [(one, at) for one in cast.everyone if one is not cast.subject for at in ("", "diary")]
    before = [seen(*each) for each in others]
    entry = write(cast.subject, text)
    read(cast.subject, entry, done="kept")
    assert [seen(*each) for each in others] == before


def help_around(page: str) -> list[str]:
    return re.findall(r'<a class="pill help-now".*?</a>|<footer class="foot">.*?</footer>', page, re.DOTALL)


@pytest.mark.parametrize("text", [B, C, D])
def test_help_stands_where_it_stood_whatever_was_written(cast: Cast, text: str) -> None:
    usual = help_around(read(cast.subject, write(cast.subject, PLAIN)))
    assert len(usual) == 2
    assert help_around(read(cast.subject, write(cast.subject, text))) == usual

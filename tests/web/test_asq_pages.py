"""The pages of the five questions: the therapist's alone, never under eight, with steps and help beside the answers."""

import re
from html import unescape
from uuid import uuid4

import pytest

from tests.cast import Cast, Part, make_cast

FIRST = {"old_enough": "yes", "face": "yes", "room": "The two of us by the window.", "can_act": "Sam, here"}
ALL_NO = dict.fromkeys(("wished", "better_off", "thinking", "tried"), "no")
UNIQUE = re.compile(rb'(name="(csrfmiddlewaretoken|id)" value="[^"]+"|f="[0-9a-f-]+")')
AT = ("", "diary", "search?q=window", "circle", "who-sees", "drafts", "deleted", "offers")

pytestmark = pytest.mark.django_db


def keep(part: Part, entry: str = "", **fields: str) -> str:
    entry = entry or str(uuid4())
    answer = part.client.post(f"/c/{part.circle}/new/asq", {"id": entry, **FIRST, **fields})
    assert answer.status_code == 302, re.findall(r'class="error".+', answer.content.decode())
    return entry


def page(part: Part, path: str) -> str:
    answer = part.client.get(f"/c/{part.circle}/{path}")
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def steps(part: Part, entry: str) -> str:
    shown = page(part, f"e/{entry}")
    return shown[shown.index("data-asked") : shown.index("</section>", shown.index("tel:"))]


def test_one_tap_from_home_to_the_questions_with_help_and_who_sees_it_beside_save(cast: Cast) -> None:
    assert f'href="/c/{cast.circle}/new/asq"' in page(cast.therapist, "")
    form = page(cast.therapist, "new/asq")
    assert form.index("Is the child 8 or older?") < form.index("Do you ask face to face")
    assert form.index("Who can act now, if need be?") < form.index("have you wished you were dead?")
    assert "checked" not in "".join(re.findall(r'<input type="radio" name="(?:old_enough|face|wished)"[^>]*>', form))
    assert "tel:999" in form
    assert "Nobody is watching this page" in form
    assert "Only you. The young person sees it is there, not your words." in form
    assert 'name="audience' not in form


def test_a_yes_without_the_fifth_question_says_to_ask_it_now_and_the_steps_are_filled_in_later(cast: Cast) -> None:
    me = cast.therapist
    entry = keep(me, **ALL_NO | {"wished": "yes"})
    shown = steps(me, entry)
    assert "Question 5 has not been asked yet: ask it now." in shown
    assert "Somebody stays with them." in shown
    assert "Do these until question 5 is answered." in shown
    change = {"base": "1", **FIRST, **ALL_NO, "wished": "yes", "right_now": "no", "talk": "Sam, 16:20"}
    assert me.client.post(f"/c/{me.circle}/e/{entry}/edit", change).status_code == 302
    shown = steps(me, entry)
    assert "ask it now" not in shown
    assert "Sam, 16:20" in shown
    assert "Question 5: No." in shown
    assert "Earlier versions" in page(me, f"e/{entry}")
    assert me.client.post(f"/c/{me.circle}/e/{entry}/sign-off", {"base": "2"}).status_code == 302
    assert "Signed off" in page(me, f"e/{entry}")
    assert "24-hour form" not in page(me, f"e/{entry}")


def test_help_stands_there_whatever_is_answered_and_nothing_rates_anybody(cast: Cast) -> None:
    for said in (ALL_NO, {**ALL_NO, "right_now": "yes"}, {}):
        entry = keep(cast.therapist, **said)
        shown = steps(cast.therapist, entry)
        assert "tel:999" in shown
        assert "Give them, and those at home, people and lines" in shown
        kept = cast.therapist.api("GET", f"/entries/{entry}").content.decode()
        for text in (shown, kept, page(cast.therapist, "new/asq")):
            words = re.sub(r"<[^>]+>", " ", text)
            assert not re.search(r"\b(risk|score|positive|negative|acute|outcome|low|high)\b", words, re.IGNORECASE)
    assert "Lamplit decides nothing here" in shown


def test_words_that_cannot_wait_never_stand_in_front_of_the_steps(cast: Cast) -> None:
    entry = keep(cast.therapist, **ALL_NO, right_now="yes", now_words="I am going to kill myself tonight.")
    shown = page(cast.therapist, f"e/{entry}?done=kept")
    assert "data-asked" in shown
    assert shown.index("data-asked") < shown.index("Who sees this")


def test_nobody_but_the_therapist_has_these_pages_and_the_young_person_learns_no_word(cast: Cast) -> None:
    others = [each for each in (*cast.everyone, *cast.strangers) if each.membership != cast.therapist.membership]
    told_nothing = (cast.carer, cast.other_carer, cast.school_lead, cast.social_worker, cast.stranger_therapist)
    before = {
        each.name: [UNIQUE.sub(b"", each.client.get(f"/c/{each.circle}/{at}").content) for at in AT]
        for each in told_nothing
    }
    entry = keep(cast.therapist, **ALL_NO)
    for each in told_nothing:
        after = [UNIQUE.sub(b"", each.client.get(f"/c/{each.circle}/{at}").content) for at in AT]
        assert after == before[each.name]
    for each in others:
        if each not in cast.strangers:
            assert each.client.get(f"/c/{cast.circle}/new/asq").status_code == 404, each.role
            assert each.client.post(f"/c/{cast.circle}/new/asq", {"id": str(uuid4()), **FIRST}).status_code in (
                403,
                404,
            )
        if each.membership == cast.subject.membership:
            continue
        mine = each.client.get(f"/c/{cast.circle}/e/{entry}")
        none = each.client.get(f"/c/{cast.circle}/e/{uuid4()}")
        assert (mine.status_code, UNIQUE.sub(b"", mine.content)) == (none.status_code, UNIQUE.sub(b"", none.content))
    shown = page(cast.subject, f"e/{entry}")
    assert "Five questions" in shown
    for words in ("by the window", "Question 1", "ending", "dead", "data-asked"):
        assert words not in shown


def test_under_eight_the_page_takes_no_answers_and_neither_does_the_program(db: None) -> None:
    cast = make_cast(subject_age=7)
    me = cast.therapist
    shown = page(me, "new/asq")
    assert "There is no short form that works for a child under 8." in shown
    assert "tel:999" in shown
    assert 'name="wished"' not in shown
    assert me.client.post(f"/c/{me.circle}/new/asq", {"id": str(uuid4()), **FIRST}).status_code == 422
    sent = me.api("PUT", f"/entries/{uuid4()}", {"kind": "asq", "body": FIRST})
    assert sent.status_code in (400, 422)
    assert me.api("GET", "/entries").json()["items"] == []


def test_what_is_missing_first_is_asked_for_and_every_word_stays(cast: Cast) -> None:
    me = cast.therapist
    sent = {"id": str(uuid4()), **FIRST, "can_act": "", "face": "no", "wished": "yes", "noticed": "Very quiet."}
    answer = me.client.post(f"/c/{me.circle}/new/asq", sent)
    shown = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert "Write the name of somebody who can act now." in shown
    assert "Very quiet." in shown
    assert "The two of us by the window." in shown
    assert re.search(r'name="wished" value="yes" checked', shown)
    assert "Question 5 has not been asked yet: ask it now." in shown

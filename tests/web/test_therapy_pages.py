"""The pages of a session: what the report says, what can be put right, and who sees nothing."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lamplit.actions import clock, searching
from tests.cast import Cast
from tests.web.transcripts import INSIGHT, PARTS, TOLD, add, claim, claims, docx, page, without_tokens

pytestmark = pytest.mark.django_db


@pytest.mark.row("SH01")
def test_a_pasted_transcript_becomes_a_report_of_five_parts_each_line_of_it_with_its_lines(cast: Cast) -> None:
    shown = page(cast.therapist.client, add(cast.therapist))
    heads = re.findall(r"<h2 id=\"part-\w+\">(.*?)</h2>", shown)
    assert heads == ["Struggle", "Interventions", "Road to recovery", "Guidance", "Keywords"]
    for part in PARTS:
        for key in claims(shown, part):
            cited = claim(shown, key)
            assert re.search(r"<summary>Lines? \d+", cited), key
            assert re.search(r'/words#line-\d+">\d+</a> <strong>(Therapist|Client):</strong> \S', cited), key
            assert "Why it stands here:" in cited
            assert "This is wrong" in cited
        assert claims(shown, part), part
    assert INSIGHT in shown
    assert "It is no opinion of anybody. It is wrong at times and misses things" in shown


@pytest.mark.row("SH10")
def test_a_moment_only_models_hear_says_perhaps_and_what_sets_two_people_apart_is_no_card(cast: Cast) -> None:
    words = "T: And now?\nC: So it was me keeping the door shut all along, not him.\nT: Mm.\nC: We had eggs for tea."
    place = add(cast.therapist, words=words)
    shown = page(cast.therapist.client, place)
    heard = claim(shown, claims(shown, "moments")[0])
    assert "Perhaps something became clear" in heard
    assert "So it was me keeping the door shut all along, not him." in heard
    assert "Turns like this often say that something became clear." in heard
    assert "Offer as a card" in heard
    odd = "T: And now?\nC: You're not listening to me. You never listen.\nT: Mm.\nC: We had eggs for tea."
    place = add(cast.therapist, words=odd)
    shown = page(cast.therapist.client, place)
    apart = [key for key in claims(shown, "moments") if "t odds" in claim(shown, key)]
    assert apart
    for key in apart:
        assert "Offer as a card" not in claim(shown, key)
        assert cast.therapist.client.get(f"{place}/offer/{key}").status_code == 404


@pytest.mark.row("SH10")
def test_what_a_carer_said_is_no_card_for_the_young_person(cast: Cast) -> None:
    words = (
        "Therapist: What stands out today?\nMum: I realised that I was scared of losing him, so I shouted.\n"
        "Therapist: And for you?\nJoe: I realised that I hide so nobody can leave me first."
    )
    place = add(cast.therapist, words=words)
    shown = page(cast.therapist.client, place)
    said = [key for part in ("moments", "insights") for key in claims(shown, part)]
    of_carer = [key for key in said if "losing him" in claim(shown, key)]
    assert of_carer
    assert any("Offer as a card" in claim(shown, key) for key in said if key not in of_carer)
    for key in of_carer:
        assert "Offer as a card" not in claim(shown, key)
        assert cast.therapist.client.get(f"{place}/offer/{key}").status_code == 404
        cast.therapist.client.post(f"{place}/offer/{key}", {"words": "Hers, not mine."})
    assert "Hers, not mine." not in page(cast.subject.client, f"/c/{cast.circle}/cards")


@pytest.mark.row("SH02")
@pytest.mark.parametrize("form", ["txt", "vtt", "srt", "csv", "docx"])
def test_every_form_of_transcript_comes_in_with_its_speakers_and_without_names(cast: Cast, form: str) -> None:
    turns = [("Dr Osei", "How was Alderbrook School, Maya?"), ("Maya Thistlewood", "I realised that I was scared.")] * 2
    times = [f"00:00:0{n}.000 --> 00:00:0{n + 1}.000" for n in range(4)]
    sent = {
        "txt": "\n".join(f"{who}: {said}" for who, said in turns),
        "vtt": "WEBVTT\n\n" + "\n\n".join(f"{t}\n<v {w}>{s}" for t, (w, s) in zip(times, turns, strict=True)),
        "srt": "\n\n".join(
            f"{n}\n{t.replace('.', ',')}\n{w}: {s}" for n, (t, (w, s)) in enumerate(zip(times, turns, strict=True), 1)
        ),
        "csv": "text,speaker\n" + "\n".join(f'"{said}",{who}' for who, said in turns),
    }
    raw = docx([f"{w}: {s}" for w, s in turns]) if form == "docx" else sent[form].encode()
    place = add(cast.therapist, words="", transcript=SimpleUploadedFile(f"s.{form}", raw))
    everything = page(cast.therapist.client, place) + page(cast.therapist.client, place + "/words")
    assert "I realised that I was scared." in everything
    for name in ("Maya", "Thistlewood", "Alderbrook", "Osei"):
        assert name not in everything, name
    assert everything.count('<li class="said-turn therapist" id="line-') == 2


@pytest.mark.row("SH02")
def test_speakers_are_put_right_and_the_report_is_made_again(cast: Cast) -> None:
    turns = "Moss: I realised that I was scared.\nFern: Take your time."
    place = add(cast.therapist, words=turns)
    shown = page(cast.therapist.client, place)
    labels = re.findall(r'name="label" value="([^"]+)"', shown)
    base = re.findall(r'name="base" value="(\d+)"', shown)[0]
    assert "Moss" not in shown
    for parts, found in ((("client", "therapist"), 1), (("therapist", "client"), 0)):
        base = re.findall(r'name="base" value="(\d+)"', page(cast.therapist.client, place))[0]
        answer = cast.therapist.client.post(f"{place}/speakers", {"base": base, "label": labels, "part": parts})
        assert "done=speakers" in answer["Location"]
        again = page(cast.therapist.client, place)
        assert len(claims(again, "insights")) == found
    late = cast.therapist.client.post(f"{place}/speakers", {"base": 1, "label": labels, "part": ["client", "other"]})
    assert "done=older" in late["Location"], "another window was faster, and its change stands"
    assert len(claims(page(cast.therapist.client, place), "insights")) == 0


def test_a_name_that_still_shows_is_left_out_on_asking(cast: Cast) -> None:
    place = add(cast.therapist, words="T: How was it?\nC: Bluebell and I went there. I feel lost without bluebell.")
    sent = {"base": 1, "label": [], "part": [], "without": "Bluebell"}
    assert "done=speakers" in cast.therapist.client.post(f"{place}/speakers", sent)["Location"]
    everything = page(cast.therapist.client, place) + page(cast.therapist.client, place + "/words")
    assert "bluebell" not in everything.lower()
    assert "[left out]" in everything


@pytest.mark.row("SH06")
def test_a_past_overdose_is_read_as_past_and_anothers_as_anothers(cast: Cast) -> None:
    friend = "My friend took too many pills."
    place = add(cast.therapist, words=f"Therapist: What happened?\nClient: {TOLD}\nTherapist: Mm.\nClient: {friend}")
    shown = page(cast.therapist.client, place)
    past, other = (claim(shown, key) for key in claims(shown, "signals"))
    assert TOLD[:-1] in past
    assert "friend" in other
    for word in ("risk", "score", "urgent", "severe", "level"):
        assert word not in shown.lower(), word
    assert "What does not stand here may still have been said" in shown


def test_what_is_called_wrong_is_remembered_and_can_be_put_back(cast: Cast) -> None:
    place = add(cast.therapist)
    key = claims(page(cast.therapist.client, place), "struggles")[0]
    cast.therapist.client.post(f"{place}/wrong", {"claim": key})
    shown = page(cast.therapist.client, place)
    assert "You said this is wrong:" in claim(shown, key)
    labels = re.findall(r'name="label" value="([^"]+)"', shown)
    sent = {
        "base": re.findall(r'name="base" value="(\d+)"', shown)[0],
        "label": labels,
        "part": ["therapist", "client"],
    }
    cast.therapist.client.post(f"{place}/speakers", sent)
    assert "You said this is wrong:" in claim(page(cast.therapist.client, place), key), "also when it is read again"
    cast.therapist.client.post(f"{place}/wrong", {"claim": key, "wrong": "no"})
    assert "You said this is wrong:" not in page(cast.therapist.client, place)
    assert cast.therapist.client.post(f"{place}/wrong", {"claim": "struggles-999-1"}).status_code == 404


def test_the_copy_for_supervision_says_what_was_found_and_said_and_not_of_whom(cast: Cast) -> None:
    place = add(cast.therapist)
    key = claims(page(cast.therapist.client, place), "guidance")[0]
    cast.therapist.client.post(f"{place}/wrong", {"claim": key})
    answer = cast.therapist.client.get(f"{place}/copy")
    text = answer.content.decode()
    assert answer["Content-Disposition"] == 'attachment; filename="copy.txt"'
    for name in ("Maya", "MAYA", "Gary", "Wren", str(clock.today())):
        assert name not in text, name
    for words in ("Struggle", "Road to recovery", "[Person 1]", "1 Therapist: Hello", "it is no opinion of anybody"):
        assert words in text, words
    assert "scratching? (13)" not in text, "what was called wrong is left out"


@pytest.mark.row("SH13")
def test_sessions_stand_on_one_line_with_the_same_as_a_table(cast: Cast) -> None:
    hard = "T: What would you like?\nC: I don't want to stop.\nT: So you want to keep it.\nC: I can't do it."
    open_ = (
        "T: What would you like?\nC: I want to stop.\nT: So you want to stop.\nC: I could try. I'll ask her tonight."
    )
    for days, words in ((9, hard), (2, open_)):
        add(cast.therapist, words=words, on=clock.today() - timedelta(days=days))
    shown = page(cast.therapist.client, f"/c/{cast.circle}/sessions")
    rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", shown, re.DOTALL)
    cells = [[re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<td>(.*?)</td>", row)] for row in rows]
    assert [cell[0] for cell in cells] == ["0 : 2", "2 : 0"], "what is denied is no talk for a change"
    assert len(cells[0][2]) == 1, "a dash"
    assert {"want to 1", "could 1", "will 1"} <= set(cells[1][2].split(", "))
    change = re.search(r'<polyline class="change" points="([\d.]+),([\d.]+) ([\d.]+),([\d.]+)"', shown)
    assert change
    assert float(change[2]) > float(change[4]), "the line rises"
    assert '<polyline class="reflections"' in shown
    assert 'role="img" aria-label="' in shown


@pytest.mark.row("SH12")
def test_a_statement_is_offered_as_a_card_and_kept_without_the_therapist_learning_of_it(cast: Cast) -> None:
    therapist, subject = cast.therapist, cast.subject
    place = add(therapist)
    one, other = claims(page(therapist.client, place), "insights")[:2]
    assert "Only Wren." in page(therapist.client, f"{place}/offer/{one}")
    for key in (one, one, other):  # the same twice is one
        sent = {"words": f"Now I see it, {key}."}
        assert "done=offered" in therapist.client.post(f"{place}/offer/{key}", sent)["Location"]
    home, cards = f"/c/{cast.circle}/", f"/c/{cast.circle}/cards"
    assert "Words you said" in page(subject.client, home)
    shown = page(subject.client, cards)
    kept, refused = re.findall(r"/cards/([0-9a-f-]{36})/keep", shown)
    before = without_tokens(page(therapist.client, place))
    entry = subject.client.post(f"{cards}/{kept}/keep")["Location"].split("?")[0]
    assert f"Now I see it, {one}." in page(subject.client, entry)
    assert "Only you." in page(subject.client, entry)
    subject.client.post(f"{cards}/{refused}/no")
    assert without_tokens(page(therapist.client, place)) == before, (
        "the page of the session is the same whatever they chose"
    )
    assert "Put away" in page(subject.client, cards)
    subject.client.post(f"{cards}/{refused}/back")
    assert f"Now I see it, {other}." in page(subject.client, cards)
    therapist.client.post(f"{place}/take-back/{other}")
    assert "Nothing waits here" in page(subject.client, cards)
    assert therapist.client.get(entry).status_code == 404
    assert subject.client.post(f"{cards}/{uuid4()}/keep").status_code == 404


def test_nobody_else_finds_anything_of_a_session_anywhere(cast: Cast) -> None:
    place = add(cast.therapist)
    key = claims(page(cast.therapist.client, place), "insights")[0]
    cast.therapist.client.post(f"{place}/offer/{key}", {"words": "A card of duty."})
    acts = ("", "/words", "/copy", f"/offer/{key}")
    for part in (*cast.everyone, *cast.strangers):
        if part is cast.therapist:
            continue
        for act in acts:
            assert part.client.get(place + act).status_code == 404, (part.role, act)
        for act in ("/speakers", "/wrong", "/ends", f"/offer/{key}", f"/take-back/{key}"):
            assert part.client.post(place + act, {"base": 1}).status_code == 404, (part.role, act)
        listed = part.client.get(f"/c/{part.circle}/sessions")
        assert listed.status_code == (200 if part is cast.stranger_therapist else 404)
        assert "2026" not in listed.content.decode().split("<main")[1] or listed.status_code == 404
        if part is not cast.subject:
            assert part.client.get(f"/c/{part.circle}/cards").status_code == (
                200 if part is cast.stranger_subject else 404
            )
    for part in cast.everyone:
        assert not searching.search(part.visit, "duty")
        assert "duty" not in str(part.api("GET", "/entries").content)
    swapped = place.replace(str(cast.circle), str(cast.other_circle))
    assert cast.therapist.client.get(swapped).status_code == 404
    assert cast.stranger_therapist.client.get(swapped).status_code == 404

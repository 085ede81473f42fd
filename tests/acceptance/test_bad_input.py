"""Whatever is typed, sent twice or sent too late: the real server says a plain sentence and the words stay."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from uuid import uuid4

import pytest

from tests.acceptance.village import Village
from tests.acceptance.walk import listing
from tests.exam.visitor import Answer, Visitor

WORDS = "The heron stood in the rain & did not <mind> at all."
SENTENCE = re.compile(r"^[A-Z][^.!]{8,110}\.")
TODAY = date.today()
Browser = Callable[[str], Visitor]


@pytest.fixture
def browser_of(village: Village) -> Browser:
    """`browser_of("carer")` is that person's browser, without scripts, signed in at the real server."""
    return lambda key: Visitor(village.house, {"lamplit": village[key].session})


def kept_words(page: Answer) -> list[str]:
    """Return what stands in the boxes of a page."""
    return [box.strip("\n") for box in re.findall(r"<textarea[^>]*>(.*?)</textarea>", page.text, re.DOTALL)]


def alerts(page: Answer) -> list[str]:
    """Return the sentences a page says aloud, without their tags."""
    said = re.findall(r'role="alert">(.*?)</div>', page.text, re.DOTALL)
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", each)).strip() for each in said]


def refused_kindly(page: Answer, words: str, status: int = 422) -> str:
    """Check that a page refuses in a sentence and still holds the words; returns what it said."""
    assert page.status == status
    assert words in kept_words(page)
    said = " ".join(alerts(page))
    assert SENTENCE.match(said), said
    assert "Traceback" not in page.text
    return said


def send(village: Village, browser_of: Browser, kind: str, **answers: object) -> Answer:
    """Save a page of one kind as somebody who writes it; a check-in takes words only after its first tap."""
    who, place = browser_of("carer" if kind == "moment" else "subject"), village["subject"].place
    if kind != "check_in":
        return who.post(f"{place}new/{kind}", id=uuid4(), tone="hard", **answers)
    tapped = who.post(f"{place}new/check_in", id=uuid4(), weather="foggy")
    entry = tapped.location.split("/e/")[1][:36]
    return who.post(f"{place}e/{entry}/edit", id=entry, base=1, weather="foggy", **answers)


@pytest.mark.parametrize(
    ("kind", "field", "limit"),
    [
        ("journal", "text", 20_000),
        ("check_in", "words", 2_000),
        ("moment", "words", 4_000),
        ("moment", "did_words", 1_000),
    ],
)
def test_words_over_the_limit_stay_and_the_sentence_says_by_how_much(
    village: Village, browser_of: Browser, kind: str, field: str, limit: int
) -> None:
    long = "word " * (limit // 5) + "seven more"
    said = refused_kindly(send(village, browser_of, kind, **{field: long}), long)
    assert f"{limit:,}" in said
    assert re.search(r"\b10\b", said)


@pytest.mark.parametrize("kind", ["journal", "check_in", "moment"])
@pytest.mark.parametrize(
    ("on", "at", "says"),
    [
        ("2026-02-30", "", "Pick the day"),
        ("the day before yesterday", "", "Pick the day"),
        ("", "", "Pick the day"),
        (str(TODAY - timedelta(days=1)), "25:99", "Write the time"),
        (str(TODAY + timedelta(days=2)), "", "has not come yet"),
        ("9999-12-31", "23:59", "has not come yet"),
        ("0001-01-01", "00:00", "Check the year"),
        ("1899-12-31", "", "Check the year"),
    ],
)
def test_a_day_or_time_that_cannot_be_is_asked_for_again(
    village: Village, browser_of: Browser, kind: str, on: str, at: str, says: str
) -> None:
    words = {"text" if kind == "journal" else "words": WORDS}
    page = send(village, browser_of, kind, when="pick", on=on, at=at, **words)
    assert says in refused_kindly(page, WORDS)


@pytest.mark.parametrize(
    "words",
    ["\x00 and on", "\U0001f525 \u202e and on", "\x1b[31m and on", "e\u0301" * 300],
    ids=["nothing", "fire", "escape", "accents"],
)
def test_odd_signs_are_kept_or_refused_in_a_sentence(village: Village, browser_of: Browser, words: str) -> None:
    page = browser_of("subject").post(f"{village['subject'].place}new/journal", id=uuid4(), text=words)
    if page.status != 302:
        refused_kindly(page, words)


def test_two_taps_on_save_at_the_same_moment_keep_one_entry(village: Village, browser_of: Browser) -> None:
    wren, entry = village["subject"], uuid4()
    before = listing(village.house.url, wren).ids
    browsers = [browser_of("subject") for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        pages = list(pool.map(lambda one: one.post(f"{wren.place}new/journal", id=entry, text=WORDS), browsers))
    assert {page.status for page in pages} == {302}
    assert all(str(entry) in page.location for page in pages)
    assert sorted(set(listing(village.house.url, wren).ids) - set(before)) == [str(entry)]


def test_two_tabs_that_save_different_words_keep_both_side_by_side(village: Village, browser_of: Browser) -> None:
    place, entry = village["subject"].place, uuid4()
    first, second = browser_of("subject"), browser_of("subject")
    assert first.post(f"{place}new/journal", id=entry, text="From the first tab").status == 302
    page = second.post(f"{place}new/journal", id=entry, text=WORDS)
    refused_kindly(page, WORDS, 409)
    assert "From the first tab" in page.text
    base = re.search(r'name="base" value="(\d+)"', page.text)
    assert base is not None
    assert second.post(f"{place}e/{entry}/edit", id=entry, base=base[1], text=WORDS).status == 302
    earlier = second.get(f"{place}e/{entry}/earlier").text
    assert "From the first tab" in earlier
    assert WORDS in second.get(f"{place}e/{entry}").text


def test_a_session_that_ended_while_writing_gives_the_words_back(village: Village, browser_of: Browser) -> None:
    place = village["carer"].place
    fields = {"id": uuid4(), "tone": "hard", "words": WORDS, "did_words": "Held hands and waited."}
    page = Visitor(village.house).post(f"{place}new/moment", **fields)
    assert page.status == 403
    assert "You were signed out. Your words are still here." in page.text
    assert {WORDS, "Held hands and waited."} <= set(kept_words(page))
    chosen = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.text))
    assert (chosen["tone"], chosen["id"]) == ("hard", str(fields["id"]))
    assert browser_of("carer").post(f"{place}new/moment", **fields).status == 302


def test_somebody_paused_while_writing_is_told_and_gets_the_words_back(village: Village, browser_of: Browser) -> None:
    paused, place = village["other_carer"], village["carer"].place
    carer, pat = browser_of("carer"), browser_of("other_carer")
    assert pat.get(f"{place}new/moment").status == 200
    carer.post(f"{place}circle/{paused.membership}/pause")
    try:
        page = pat.post(f"{place}new/moment", id=uuid4(), tone="hard", words="Half a thought, and then a pause.")
        assert page.status == 403
        assert "Your place in this circle is paused." in page.text
        assert "Half a thought, and then a pause." in kept_words(page)
        assert "Half a thought" not in listing(village.house.url, village["therapist"]).raw
    finally:
        carer.post(f"{place}circle/{paused.membership}/resume")
    assert pat.post(f"{place}new/moment", id=uuid4(), tone="hard", words="After the pause").status == 302

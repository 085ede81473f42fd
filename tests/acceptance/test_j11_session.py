"""J11: a transcript becomes a report for supervision in a few taps; its words are its therapist's alone."""

import re
import time
from collections.abc import Callable
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Page, expect

from benchmarks.listening import sessions
from tests.acceptance.test_slow_phones_and_keyboards import allowed
from tests.acceptance.village import Village, Villager
from tests.acceptance.walk import Walk, ask
from tests.browser.screens import is_too_wide, serious_problems

REPORT_SECONDS = 20.0  # journey 11, on two cores; more only while others keep them busy
OWN = "So now I see that I carry the whole house on my back."


def look(village: Village, villager: Villager, path: str) -> int:
    """Return what this person's browser is answered."""
    asked = Request(village.house.url + path, headers={"Cookie": f"lamplit={villager.session}"})
    try:
        with urlopen(asked, timeout=30) as answer:
            return int(answer.status)
    except HTTPError as refused:
        return refused.code


def long_transcript() -> str:
    """Return about nine thousand words out of what this project wrote itself, and one line of a young person's own."""
    turns = [(turn.speaker, turn.text) for turn in sessions.long_session().turns]
    turns += [("T", "What do you make of that?"), ("C", f"I told Miss Thistlewood at Alderbrook School. {OWN}")]
    return "\n".join(f"{'Therapist' if who == 'T' else 'Wren'}: {text}" for who, text in turns)


def nobody_else(village: Village, path: str) -> None:
    """Let everybody else ask for a session, and look for its words on the disk."""
    for other in village.others("therapist"):
        for act in ("", "/words", "/copy"):
            assert look(village, other, path + act) == 404, (other.key, act)
    kept = (each.read_bytes() for each in village.house.data.rglob("*") if each.is_file())
    assert not any(b"whole house on my back" in each for each in kept)


def look_around(page: Page) -> None:
    """Look at a page as axe does, and as a narrow phone does."""
    assert serious_problems(page) == []
    assert not is_too_wide(page)


def give(mine: Walk, file: Path) -> float:
    """Give a transcript with what is asked beside it; return the seconds from the tap on Read to the report."""
    page, taps = mine.page, mine.taps
    mine.tap(page.get_by_role("link", name="New", exact=True))
    page.get_by_label("Or choose the file").set_input_files(str(file))  # the system's own window: two taps
    mine.tap(page.get_by_role("radio", name="They agreed to the recording"))
    mine.tap(page.get_by_role("radio", name="To talk it over in supervision"))
    expect(page.locator("[data-who-sees]")).to_contain_text("Only you.")
    assert mine.taps - taps + 3 <= 6
    began = time.monotonic()
    page.get_by_role("button", name="Read", exact=True).click(timeout=120_000)
    expect(page.get_by_role("heading", name="Road to recovery")).to_be_visible(timeout=120_000)
    return time.monotonic() - began


@pytest.mark.journey(11)
@pytest.mark.row("SH01")
@pytest.mark.row("SH02")
@pytest.mark.row("SH12")
def test_from_a_transcript_to_supervision_and_a_card_that_is_kept(
    village: Village, walk: Callable[..., Walk], tmp_path: Path
) -> None:
    sam, wren = village["therapist"], village["subject"]
    mine, text = walk(sam), long_transcript()
    page = mine.page
    file = tmp_path / "session.txt"
    file.write_text(text, encoding="utf-8")
    assert len(text.split()) > 9_000
    outside: list[str] = []
    page.on("request", lambda asked: outside.append(asked.url) if village.house.url not in asked.url else None)
    page.goto(f"{sam.place}sessions")
    took = give(mine, file)
    assert took < allowed(REPORT_SECONDS)
    expect(page.get_by_text("The words are deleted on").first).to_be_visible()
    for part in ("Struggle", "Interventions", "Guidance", "Keywords", "Moments to read again", "Please read"):
        expect(page.get_by_role("heading", name=part)).to_be_visible()
    assert not re.search(r"Thistlewood|Alderbrook|Wren:", page.locator("main").inner_text())
    cited = page.locator(".report-part .claim").first
    cited.locator("summary").click()
    expect(cited.locator(".said-turn").first).to_be_visible()
    look_around(page)
    address = page.url.split("?")[0]
    with page.expect_download() as coming:
        page.get_by_role("link", name="Copy for supervision").click()
    copy = Path(coming.value.path()).read_text(encoding="utf-8")
    assert "Thistlewood" not in copy
    assert OWN in copy

    cited.locator(".said-turn a").first.click()
    expect(page.locator(".said-turn:target")).to_be_visible()
    assert not is_too_wide(page)
    page.goto(address)
    insight = page.locator("#insights ~ ul .claim", has_text="carry the whole house")
    insight.get_by_role("link", name="Offer as a card").click()
    expect(page.locator("[data-who-sees]")).to_contain_text("Only Wren.")
    page.get_by_role("button", name="Offer it").click()
    expect(page.get_by_text("You will not see what they choose.")).to_be_visible()
    page.goto(f"{sam.place}sessions")
    look_around(page)

    theirs = walk(wren).page
    theirs.goto(wren.place)
    theirs.get_by_role("link", name="Words you said").click()
    expect(theirs.get_by_text(f"“{OWN}”")).to_be_visible()
    assert serious_problems(theirs) == []
    theirs.get_by_role("button", name="Keep it").click()
    expect(theirs.get_by_text(OWN)).to_be_visible()
    expect(theirs.locator("[data-who-sees]").first).to_contain_text("Only you.")
    assert outside == []

    nobody_else(village, address.removeprefix(village.house.url))


@pytest.mark.row("TP61")
def test_a_carer_looks_at_a_note_without_names_before_anybody_sees_it(
    village: Village, walk: Callable[..., Walk]
) -> None:
    robin, sam = village["carer"], village["therapist"]
    page = walk(robin).page
    page.goto(robin.place)
    page.get_by_role("link", name=re.compile("Ask somebody, without names")).click()
    note = "On 3 March Wren would not go in to Alderbrook School. Mrs Thistlewood rang me. I felt so small."
    page.get_by_label("What would you like to tell?").fill(note)
    page.get_by_role("button", name="Take the names out").click()
    box = page.get_by_label("The note")
    assert not re.search("Wren|Alderbrook|Thistlewood|March", box.input_value())
    assert "I felt so small." in box.input_value()
    for word in ("Wren", "Alderbrook School", "Thistlewood"):
        expect(page.locator(".taken-out s", has_text=word)).to_be_visible()
    assert serious_problems(page) == []
    assert not is_too_wide(page)
    box.fill(box.input_value() + " What would you say?")
    page.get_by_role("radio", name=re.compile("^Sam")).check()
    page.get_by_role("button", name="Share it").click()
    expect(page.get_by_text("What would you say?")).to_be_visible()
    path = f"/entries/{page.url.split('?')[0].rsplit('/', 1)[1]}"
    status, shown = ask(village.house.url, sam, path)
    assert status == 200
    assert "What would you say?" in shown
    assert "Thistlewood" not in shown
    for other in village.others("therapist", "carer"):
        assert ask(village.house.url, other, path)[0] == 404, other.key

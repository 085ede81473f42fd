"""A diary kept in another app comes in on a phone: from Settings in six taps, looked at first, and for nobody else."""

import json
import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.acceptance.village import Village
from tests.acceptance.walk import Walk, ask, listing

PAGE = re.compile(r"/bring-in$")
WORDS = "The lighthouse was shut but the chips were good."
DAYLIO = (
    "full_date,date,weekday,time,mood,activities,note_title,note\n"
    f"2026-11-03,3 Nov,Tuesday,21:41,rad,walk | sea,,{WORDS}\n"
    "2026-11-04,4 Nov,Wednesday,08:10,zen,,,\n"
    "2026-02-31,31 Feb,Tuesday,08:10,meh,,,\n"
)


def test_a_young_person_brings_a_diary_in_and_nobody_else_sees_it(
    village: Village, walk: Callable[..., Walk], tmp_path: Path
) -> None:
    wren, file = village["subject"], tmp_path / "private.csv"
    file.write_text(DAYLIO, encoding="utf-8")
    mine = walk(wren)
    mine.open(wren.place + "settings")
    mine.tap(mine.page.get_by_role("link", name="Bring it in"), leads_to=PAGE)
    with mine.page.expect_file_chooser() as chooser:
        mine.page.get_by_label("The file").click()
    chooser.value.set_files(str(file))
    mine.page.get_by_role("button", name="Look at it").click()
    expect(mine.page.get_by_role("heading", level=1)).to_have_text("Is this right?")
    expect(mine.page.locator("[data-who-sees]")).to_have_text("Who sees this: Only you.")
    expect(mine.page.get_by_label("rad")).to_have_value("bright")
    expect(mine.page.locator(".bad-rows")).to_contain_text("Line 4")
    mine.look()
    mine.page.get_by_label("zen").select_option(label="Settled")
    mine.page.get_by_role("button", name="Bring them in").click()
    expect(mine.page.get_by_role("heading", level=1)).to_have_text("2 came in")
    mine.look()
    assert mine.taps <= 6
    assert mine.complaints == []
    mine.page.get_by_role("link", name="Look at them").click()
    expect(mine.page.locator("main")).to_contain_text(WORDS)
    brought = re.search("before=(.+)", mine.page.url)
    assert brought, "the link leads to the days that came in"
    there = json.loads(ask(village.house.url, wren, f"/entries?limit=2&before={brought[1]}")[1])["items"]
    assert [(item["day"], item["body"]["weather"]) for item in there] == [
        ("2026-11-04", "settled"),
        ("2026-11-03", "bright"),
    ]
    for other in village.others("subject"):
        assert WORDS not in listing(village.house.url, other).raw

"""S27: a browser's whole profile, read from disk after signing out, Hide, revoking and offline use: nobody's words."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserType, Page

from tests.acceptance.offline import been_here, nothing_waits, saved
from tests.acceptance.village import Village, settle
from tests.chromium import ARGS
from tests.conftest import PHONE
from tests.house import House

pytestmark = [pytest.mark.exam("S27"), pytest.mark.browser]
# Words that stand nowhere else; each is typed into another kind of place.
ONLINE, TITLE, OTHER, HALF, OFFLINE, LATER = (
    f"canary{name}" for name in ("zebulon", "quillfish", "marzipan", "obsidian", "tamarack", "wickerbow")
)
ALL = (ONLINE, TITLE, OTHER, HALF, OFFLINE, LATER)
PLANTED = "canaryplanted"  # put on the disk on purpose, to show that the search would find one
TITLES = {"Lamplit", "Notes", ""}


@pytest.fixture(scope="module")
def village(house: House) -> Village:
    return settle(house)


@pytest.fixture
def profile() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="lt-profile-"))
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


def found_in(profile: Path, words: tuple[str, ...]) -> set[tuple[str, str]]:
    """Return which words lie in which files, in either of the ways a browser writes text."""
    found = set()
    for file in profile.rglob("*"):
        if not file.is_file() or file.is_symlink():
            continue
        held = file.read_bytes()
        for word in words:
            if word.encode() in held or word.encode("utf-16-le") in held:
                found.add((word, str(file.relative_to(profile))))
    return found


def in_a_browser(
    chromium: tuple[BrowserType, Path], profile: Path, village: Village, act: Callable[[Page], None]
) -> set[str]:
    """Let somebody use a browser with this profile, then close it; returns the titles its history holds."""
    start, path = chromium
    context = start.launch_persistent_context(
        profile, executable_path=path, args=ARGS, base_url=village.house.url, **PHONE
    )
    context.set_default_timeout(15_000)
    robin = village.just_signed_in("carer")
    context.add_cookies([{"name": "lamplit", "value": robin.session, "url": village.house.url}])
    page = context.pages[0]
    try:
        _use(page, robin.place)
        act(page)
        page.wait_for_timeout(1_000)
    finally:
        context.close()
    return titles(profile)


def titles(profile: Path) -> set[str]:
    import sqlite3
    from contextlib import closing

    histories = list(profile.rglob("History"))
    assert histories, "the browser kept no history, so its titles prove nothing"
    with closing(sqlite3.connect(f"file:{histories[0]}?mode=ro&immutable=1", uri=True)) as opened:
        return {title for (title,) in opened.execute("SELECT title FROM urls WHERE url LIKE 'http://localhost%'")}


def _use(page: Page, place: str) -> None:
    """Write and read with a connection, leave half a page, then write without one."""
    been_here(page, place)
    page.evaluate("word => localStorage.setItem('planted', word)", PLANTED)
    page.goto(place + "new/journal")
    page.get_by_label("Write here").fill(f"Words with a connection: {ONLINE}.")
    page.get_by_text("A title, a day, who can see it").click()
    page.get_by_label("Title").fill(TITLE)
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/e/**")
    page.goto(place + "new/moment?tone=hard")
    page.get_by_label("Crying", exact=True).click()
    page.get_by_label("One other way to see it").fill(OTHER)
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/e/**")
    page.goto(place + "diary")
    page.goto(place + "new/journal")
    page.get_by_label("Write here").fill(f"Half a page: {HALF}.")
    page.get_by_text("Kept ").first.wait_for()
    page.goto(place)
    page.context.set_offline(True)
    page.goto("/add?kind=journal")
    page.get_by_label("Write here").fill(f"Words without a connection: {OFFLINE}.")
    page.get_by_role("button", name="Save", exact=True).click()
    saved(page)


def signed_out(page: Page) -> None:
    page.context.set_offline(False)
    page.goto("/")
    nothing_waits(page)
    page.goto("/account")
    page.get_by_role("button", name="Sign out here").click()
    page.wait_for_load_state("networkidle")


def hidden(page: Page) -> None:
    page.get_by_role("button", name="Hide").click()
    page.wait_for_timeout(500)
    page.context.set_offline(False)


def revoked(page: Page) -> None:
    page.context.clear_cookies()
    page.context.set_offline(False)
    page.goto("/add?kind=journal")
    page.get_by_label("Write here").fill(f"After the session was ended elsewhere: {LATER}.")
    page.get_by_role("button", name="Save", exact=True).click()
    saved(page)


@pytest.mark.parametrize("leave", [signed_out, hidden, revoked])
def test_no_word_of_anybody_lies_on_the_disk_afterwards(
    chromium: tuple[BrowserType, Path], profile: Path, village: Village, leave: Callable[[Page], None]
) -> None:
    said = in_a_browser(chromium, profile, village, leave)

    assert {word for word, _ in found_in(profile, (PLANTED,))} == {PLANTED}
    assert found_in(profile, ALL) == set()
    assert {title.strip() for title in said} <= TITLES

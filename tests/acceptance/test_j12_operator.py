"""Journey 12, the operator's life: a new house, its people, a backup, an empty machine, one person gone for good."""

import json
import re
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Page

from tests.acceptance.moving_in import CHOSEN, fill_in, printed_link
from tests.acceptance.test_slow_phones_and_keyboards import allowed
from tests.exam.canonical import dump, without_the_last_lines
from tests.exam.keeping import an_empty_machine
from tests.exam.test_s16_passkeys import Key
from tests.house import House

pytestmark = pytest.mark.journey(12)
UP_SECONDS, HEALTHY_SECONDS, FIRST_CIRCLE_SECONDS, BACK_SECONDS = 60.0, 0.05, 180.0, 15 * 60.0
SAM = re.compile(r"\bSam\b")
HARD = "She slammed the door and then laughed about it."


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """See that what happens inside takes no longer than the journey allows."""
    began = time.monotonic()
    yield
    assert time.monotonic() - began <= allowed(seconds)


def make_a_passkey(page: Page) -> None:
    """Press the one button, as with a finger on the phone, and go on to the first page."""
    Key(page)
    page.get_by_role("button", name="Make the passkey").click()
    page.wait_for_url("**/account/codes*")
    page.goto("/")


def come_in(page: Page, link: str, code: str) -> None:
    """Somebody opens the link that was handed to them, types the six numbers, and chooses a way in."""
    page.goto(link)
    page.get_by_label("The six numbers you were told").fill(code)
    page.get_by_label("Your name, as others will see it").fill("Sam")
    page.get_by_label("Choose a sign-in name").fill("sam.reed")
    page.get_by_label("A passkey").check()
    page.get_by_role("button", name="Come in").click()
    make_a_passkey(page)
    page.get_by_text("Nearly there").wait_for()


def invite(page: Page, home: str) -> tuple[str, str]:
    """Make an invitation in three taps; returns what is handed over and what is said."""
    page.goto(f"{home}circle")
    page.get_by_role("link", name="Invite somebody").click()
    page.get_by_label("Therapist", exact=True).check()
    page.get_by_role("button", name="Make the link").click()
    assert page.locator("img.qr").evaluate("(picture) => picture.naturalWidth") > 0
    return page.get_by_label("The link").input_value(), page.locator(".spoken").inner_text()


def let_in(page: Page, home: str) -> None:
    """Robin sees who came, says who agreed, and lets them in."""
    page.goto(f"{home}circle")
    page.locator("li", has_text="Sam").get_by_role("link", name=re.compile("Let them in")).click()
    for name in ("ground", "given_by", "responsibility"):
        page.locator(f"input[name={name}][value={CHOSEN[name]}]").check()
    page.get_by_role("button", name="Let Sam in").click()
    page.get_by_text("let Sam in as").first.wait_for()


def write_down(page: Page, home: str) -> None:
    """Robin writes one hard moment that Sam may read."""
    page.goto(f"{home}new/moment?tone=hard")
    page.evaluate("for (const fold of document.querySelectorAll('main details')) fold.open = true")
    page.locator("textarea[name=words]").fill(HARD)
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(lambda at: "/new/" not in at)


def the_first_people(house: House, open_page: Callable[..., Page]) -> tuple[str, Page, Page]:
    """Robin makes the house theirs with a passkey and asks Sam in by a link, without any mail."""
    robin, sam = (open_page(base_url=house.url) for _ in range(2))
    with within(FIRST_CIRCLE_SECONDS):
        robin.goto(printed_link(house))
        fill_in(robin, "passkey")
        make_a_passkey(robin)
        robin.wait_for_url("**/c/*/")
    home = robin.url
    link, code = invite(robin, home)
    assert link.startswith(f"{house.url}/join/")
    come_in(sam, link, code)
    sam.goto(link)
    assert "This link no longer works" in sam.content(), "an invitation works once"
    let_in(robin, home)
    return home, robin, sam


def healthy_and_silent(house: House, robin: Page) -> None:
    """The health address answers at once and to anybody; the operator's page names nobody."""
    times = []
    for _ in range(10):
        began = time.monotonic()
        with urlopen(f"{house.url}/healthz", timeout=5) as answer:
            assert (answer.status, answer.read()) == (200, b"ok")
        times.append(time.monotonic() - began)
    assert min(times) <= allowed(HEALTHY_SECONDS)
    robin.goto("/health")
    said = robin.locator("main").inner_text()
    assert "Last backup" in said and "Offline" in said
    assert not [name for name in ("Wren", "Robin", "Sam", HARD) if name in said]


def the_machine_is_lost(house: House, folder: Path) -> Path:
    """A backup lies elsewhere; then the machine goes, with data and keys."""
    copy = folder / "other-disk" / "copy.lamplit"
    copy.parent.mkdir()
    house.run("backup", str(copy))
    house.stop()
    (folder / "before.json").write_text(json.dumps(dump(house)), encoding="utf-8")
    shutil.rmtree(house.data)
    shutil.rmtree(house.key_file.parent)
    return copy


def back_by_the_sheet(new: House, copy: Path, sheet: str) -> None:
    """On another machine the file and the paper are enough, and what comes back is what was there."""
    with within(BACK_SECONDS):
        wrong = new.run("restore", str(copy), stdin=sheet.replace(sheet.split()[-1], "0000"), check=False)
        assert wrong.returncode == 1 and not list(new.data.glob("*.sqlite3"))
        new.run("restore", str(copy), stdin=sheet)
        before = json.loads((copy.parents[1] / "before.json").read_text(encoding="utf-8"))
        assert without_the_last_lines(dump(new), 1) == without_the_last_lines(before, 0)
        new.start()


def they_find_everything(robin: Page, home: str) -> None:
    """Robin signs in anew with the same passkey, and reads what was written."""
    robin.goto("/sign-in")
    robin.get_by_role("button", name="Sign in with a passkey").click()
    robin.wait_for_url(lambda at: "/sign-in" not in at)
    robin.goto(f"{home}diary")
    assert HARD in robin.content()


def one_person_is_erased(new: House, robin: Page, home: str) -> None:
    """Sam asks to be forgotten: a receipt with a day, and no trace on any page or in any file."""
    receipt = json.loads(new.run("erase", "--person", "sam.reed", "--json").stdout)
    assert receipt["gone_from_backups_by"] > receipt["on"]
    written = new.root / "receipt.txt"
    written.write_text(receipt["receipt"], encoding="utf-8")
    assert new.run("erase", "--verify", str(written)).returncode == 0
    nobody_is_called_sam(new, robin, home)
    assert not any(b"sam.reed" in file.read_bytes() for file in new.data.iterdir() if file.is_file())


def nobody_is_called_sam(new: House, robin: Page, home: str) -> None:
    """Nor on a page, also where Sam had read something, nor through the API, nor in what is taken out."""
    robin.goto(f"{home}diary")
    robin.get_by_role("link", name=HARD).click()
    for page in (robin.url, f"{home}circle", f"{home}who-sees", f"{home}search"):
        robin.goto(page)
        assert not SAM.search(robin.locator("main").inner_text()), page
    robin.locator("input[name=words]").fill("slammed")
    robin.keyboard.press("Enter")
    robin.get_by_role("link", name=HARD).wait_for()
    assert not SAM.search(robin.locator("main").inner_text())
    circle, taken = home.rstrip("/").rpartition("/")[2], new.root / "taken.json"
    whose = ("--circle", circle, "--person", "robin.vale")
    new.run("export", *whose, "--format", "json", str(taken))
    token = json.loads(new.run("token", "create", *whose, "--json").stdout)["token"]
    request = Request(f"{new.url}/api/v1/circles/{circle}/entries", headers={"Authorization": f"Bearer {token}"})
    with urlopen(request, timeout=20) as answer:
        for said in (taken.read_text(encoding="utf-8"), answer.read().decode()):
            assert HARD in said and not SAM.search(said)


def test_from_an_empty_machine_to_an_empty_machine(open_page: Callable[..., Page], tmp_path: Path) -> None:
    house, new = (an_empty_machine(tmp_path / name) for name in ("first", "second"))
    try:
        with within(UP_SECONDS):
            sheet = json.loads(house.run("init", "--json").stdout)["recovery_sheet"]
            house.start()
        home, robin, sam = the_first_people(house, open_page)
        write_down(robin, home)
        sam.goto(f"{home}diary")
        assert HARD in sam.content()
        healthy_and_silent(house, robin)

        copy = the_machine_is_lost(house, tmp_path)
        new.port = house.port  # the same address, so the same passkey
        back_by_the_sheet(new, copy, sheet)
        they_find_everything(robin, home)
        one_person_is_erased(new, robin, home)
    finally:
        house.stop()
        new.stop()

"""TP24: what is marked as hard to read stays folded for every reader, its author too, wherever it could stand."""

import re
from collections.abc import Callable

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from tests.acceptance.village import Village, Villager
from tests.acceptance.walk import ENTRY, listing, row
from tests.house import SRC

pytestmark = pytest.mark.row("TP24")

WORD = "hollowlantern"  # stands nowhere else
LISTS = ("", "diary", "who-sees", "drafts", "deleted", "circle", "settings")
TELLS = re.compile(
    r"send_mail|EmailMessage|EmailMultiAlternatives|showNotification|PushManager|pushManager|new Notification|"
    r"requestPermission|setAppBadge"
)


def keep(page: Page, fold: str) -> str:
    """Mark what is being written as hard to read, and save it."""
    page.get_by_text(fold).click()
    page.get_by_label("Fold this up").check()
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(ENTRY)
    return row(page)


def folded(page: Page, address: str, *, holds: bool = True) -> None:
    """Assert that the word cannot be seen on a page until its fold is opened; `holds`: it is there to be opened."""
    answer = page.goto(address)
    assert answer is not None
    assert answer.status == 200, address
    seen = page.locator("main").get_by_text(WORD).filter(visible=True)
    expect(seen).to_have_count(0)
    if not holds:
        assert WORD not in page.content(), address
        return
    note = page.locator("details.content-note", has_text=WORD).first
    expect(note).not_to_have_attribute("open", "")
    expect(note.locator("summary")).not_to_contain_text(WORD)
    note.locator("summary").click()
    expect(seen.first).to_be_visible()


def folded_everywhere(page: Page, reader: Villager, entry: str) -> None:
    """Look at every page on which one reader could meet one entry."""
    folded(page, f"{reader.place}e/{entry}")
    for name in LISTS:
        folded(page, reader.place + name, holds=False)
    page.goto(reader.place + "search")
    page.get_by_role("searchbox").fill(WORD)
    page.keyboard.press("Enter")
    expect(page.locator(f'main a[href$="/e/{entry}"]')).to_be_visible()
    expect(page.locator("main").get_by_text(WORD).filter(visible=True)).to_have_count(0)


def test_a_hard_moment_is_folded_for_its_author_and_for_each_of_its_readers(
    village: Village, phone: Callable[..., Page]
) -> None:
    robin = village["carer"]
    page = phone(robin)
    page.goto(robin.place + "new/moment?tone=hard")
    page.get_by_label("Crying", exact=True).click()
    page.get_by_text("In words").first.click()
    page.locator("#f-words").fill(f"The {WORD} fell.")
    entry = keep(page, "When, and who can see it")
    readers = [each for each in village.others() if entry in listing(village.house.url, each).ids]
    assert {each.key for each in readers} == {"carer", "other_carer", "therapist", "subject"}
    for reader in readers:
        theirs = phone(reader)
        folded_everywhere(theirs, reader, entry)
        theirs.context.close()
    folded(phone(village.just_signed_in("carer")), f"{robin.place}export/record")


def test_a_page_marked_later_is_folded_in_its_earlier_versions_and_in_the_preview(
    village: Village, phone: Callable[..., Page]
) -> None:
    wren, sam = village["subject"], village["therapist"]
    page = phone(wren)
    page.goto(wren.place + "new/journal")
    page.get_by_label("Write here").fill(f"About the {WORD}.")
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(ENTRY)
    page.goto(f"{wren.place}e/{row(page)}/edit")
    entry = keep(page, "A title, a day, who can see it")
    folded_everywhere(page, wren, entry)
    page.goto(f"{wren.place}e/{entry}/earlier")
    expect(page.locator("details.content-note")).to_have_count(2)
    expect(page.locator("main").get_by_text(WORD).filter(visible=True)).to_have_count(0)
    page.goto(f"{wren.place}e/{entry}/show/{sam.membership}")
    expect(page.locator("[data-preview]")).to_contain_text("Folded, with this note first")
    page.get_by_role("button", name="Show").click()
    page.wait_for_url(ENTRY)
    folded_everywhere(phone(sam), sam, entry)


def test_nothing_in_lamplit_notifies_anybody_so_no_content_goes_out_that_way() -> None:
    sources = [path for kind in ("py", "js", "html") for path in (SRC / "lamplit").rglob(f"*.{kind}")]
    assert len(sources) > 100
    assert [str(path) for path in sources if TELLS.search(path.read_text(encoding="utf-8"))] == []
    assert settings.EMAIL_BACKEND.rpartition(".")[0] in {
        "django.core.mail.backends.dummy", "django.core.mail.backends.locmem",  # the second is the test runner's own
    }  # fmt: skip

"""A teacher's way in, walked through the pages: the carer hands over link and code, the teacher types it."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass

from playwright.sync_api import Page

from lamplit.engines.records.school_words import not_for_school
from tests.acceptance.village import Village

SCHOOL = re.compile(r"/c/[0-9a-f-]{36}/school(\?.*)?$")
SENT = re.compile(r"/school\?done=sent")
# Nothing of these stands in anything a teacher is sent; the list is reviewed content, and the house holds to it too.
CLINICAL = not_for_school()
TOKEN = re.compile(r"\b[A-Za-z0-9]{64}\b")  # made of chance, it can spell anything


@dataclass(frozen=True)
class Slip:
    """What the carer hands over; `link` is empty when it is only one more code."""

    link: str
    code: str


def clinical(text: str) -> list[str]:
    """Return the words of a page that are not for school; what chance put into a token is no word."""
    return CLINICAL.findall(TOKEN.sub("", text))


def hand_over(page: Page, place: str, name: str) -> Slip:
    """Make a link for a teacher on the carer's phone, and return what they are shown."""
    page.goto(place + "circle")
    page.get_by_role("link", name="A link for a teacher").click()
    page.get_by_label("Who is it for?").fill(name)
    page.get_by_label("The local authority agreed").check()
    page.get_by_label("Somebody outside this circle").check()
    page.get_by_label("Not known").check()
    page.get_by_role("button", name="Make the link").click()
    return shown(page)


def shown(page: Page) -> Slip:
    """Return what the page of a slip shows."""
    code = page.locator(".spoken").inner_text()
    field = page.get_by_label("The link")
    return Slip(field.input_value() if field.count() else "", code)


def one_more_code(page: Page, place: str, name: str) -> Slip:
    """Make a code for one more device of a teacher."""
    at_teacher(page, place, name)
    page.get_by_role("button", name="A code for one more device").click()
    return shown(page)


def at_teacher(page: Page, place: str, name: str) -> None:
    """Open a teacher's own page of the circle."""
    page.goto(place + "circle")
    page.get_by_role("link", name=name, exact=True).click()


def type_code(page: Page, link: str, code: str) -> None:
    """Open the link on a device and send a code."""
    page.goto(link)
    page.get_by_label("The code", exact=True).fill(code)
    page.get_by_role("button", name="Open the page").click()


def come_in(device: Callable[..., Page], slip: Slip, **options: object) -> Page:
    """Return a fresh device on which the school page is open."""
    page = device(**options)
    type_code(page, slip.link, slip.code)
    page.wait_for_url(SCHOOL)
    return page


def press_send(page: Page) -> None:
    """Press Send and wait for the page that says so; its address forgets that at once, so it is awaited from here."""
    with page.expect_navigation(url=SENT):
        page.get_by_role("button", name="Send", exact=True).click()


def age_every_code(village: Village) -> None:
    """Let a week go by for every code that was made so far."""
    (database,) = village.house.data.glob("*.sqlite3")
    with closing(sqlite3.connect(database, timeout=20)) as opened, opened:
        opened.execute("UPDATE people_teacher_code SET ends_at = '2020-01-01 00:00:00'")

"""S21: what somebody writes is shown as they wrote it and never runs, on every page that shows it, in Chromium."""

import re
import unicodedata
from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import ConsoleMessage, Page

from tests.exam.strings import STRINGS
from tests.house import House
from tests.web.test_design import TITLES

pytestmark = pytest.mark.exam("S21")
FEW = tuple(STRINGS[place] for place in (0, 1, 3, 5, 42, 54))
BY_KIND = {
    "journal": ("text", "title"),
    "moment": ("words", "before_words", "did_words", "ended_words"),
    "check_in": ("words",),
}
CHOSEN = {"moment": {"tone": "hard"}, "check_in": {"weather": "stormy"}}


def watch(page: Page) -> list[str]:
    """Collect everything a page does that no page of ours does."""
    seen: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text or "Content-Security-Policy" in message.text:
            seen.append(message.text)

    page.on("console", on_console)
    page.on("dialog", lambda dialog: (seen.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: seen.append(str(error)))
    return seen


def write(page: Page, circle: str, kind: str, string: str) -> str:
    """Keep one entry with `string` in each of its fields of words; returns its address."""
    address = f"/c/{circle}/new/{kind}"
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page.request.get(address).text())
    assert token
    entry = str(uuid4())
    fields = dict.fromkeys(BY_KIND[kind], string) | CHOSEN.get(kind, {})
    form = {"csrfmiddlewaretoken": token[1], "id": entry, "when": "now", **fields}
    answer = page.request.post(address, form=form)
    assert answer.ok, answer.status
    return f"/c/{circle}/e/{entry}"


def squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def check_everywhere(page: Page, seen: list[str], paths: list[str]) -> None:
    for path in paths:
        page.goto(path)
        page.wait_for_timeout(50)
        assert page.evaluate("window.hit") is None, path
        assert page.locator("[data-hit]").count() == 0, path
        assert page.title() in TITLES, path
        assert seen == [], path


def check(page: Page, circle: str, kinds: tuple[str, ...], strings: tuple[str, ...]) -> None:
    seen = watch(page)
    for string in strings:
        for kind in kinds:
            entry = write(page, circle, kind, string)
            check_everywhere(page, seen, [f"{entry}/edit", f"{entry}/earlier", f"{entry}/show", entry])
            shown = page.locator("main").evaluate("(main) => main.textContent")
            assert squeezed(string)[:40] in squeezed(shown)
    lists = ["", "diary", "search", "drafts", "who-sees", "deleted", "export", "export/record", "circle"]
    check_everywhere(page, seen, [f"/c/{circle}/{each}" for each in lists])


def test_a_few_strings_in_every_field_of_words_stay_words(person: Callable[..., Page], own_house: House) -> None:
    circle = own_house.who("carer")["circle"]

    check(person("carer", at=own_house), circle, ("moment",), FEW[:2])
    check(person("subject", at=own_house), circle, ("check_in", "journal"), FEW[5:])


@pytest.mark.whole
def test_sixty_strings_in_every_field_of_words_stay_words(person: Callable[..., Page], own_house: House) -> None:
    circle = own_house.who("carer")["circle"]

    assert len(set(STRINGS)) == 60
    check(person("carer", at=own_house), circle, ("moment", "journal"), STRINGS)
    check(person("subject", at=own_house), circle, ("check_in", "journal"), STRINGS)


@pytest.mark.django_db
def test_sixty_strings_sent_to_a_closed_door_come_back_as_words() -> None:
    from django.http import QueryDict
    from django.test import RequestFactory

    from lamplit.web.views import errors

    for string in STRINGS:
        request = RequestFactory().post("/c/x/new/journal")
        request.POST = QueryDict(mutable=True)  # type: ignore[misc]
        request.POST.update({"text": string, "tone": string})
        request.visit = None  # type: ignore[attr-defined]
        page = errors.signed_out(request).content.decode()

        assert not re.search(r"<[a-z]+[^>]*\sdata-hit", page, re.IGNORECASE)
        assert "<script>window" not in page.lower()

"""What browser tests share: asking axe about a page, slowing a phone down, and measuring what a finger meets."""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import Any
from weakref import WeakKeyDictionary

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import CDPSession, Page

BAD = {"serious", "critical"}
_SLOWED: "WeakKeyDictionary[Page, tuple[CDPSession, int]]" = WeakKeyDictionary()
_LOOKED_AT: set[str] = set()
# A page's shape: its tags, attributes and states; numbers, ids and how often a row repeats left out.
# Nothing while the page is still arriving.
_SHAPE = """() => {
  const plain = (text) => text.replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "#").replace(/[0-9]+/g, "0");
  const typed = (each) => each.matches("input:not([type=submit], [type=button]), option, button");
  const shape = (each) => {
    if (each.nodeType === Node.TEXT_NODE) return each.data.trim() ? "words" : "";
    if (each.nodeType !== Node.ELEMENT_NODE || each.matches("script, style")) return "";
    const said = [...each.attributes].filter(({ name }) => name !== "nonce" && !(name === "value" && typed(each)));
    const own = said.map(({ name, value }) => `${name}=${plain(value)}`).sort().join(" ");
    const inside = [...each.childNodes].map(shape).filter(Boolean);
    const once = inside.filter((one, place) => one !== inside[place - 1]);
    return `<${each.localName} ${own} ${each.checked ?? ""} ${each.disabled ?? ""}>${once.join("")}</>`;
  };
  const media = ["(prefers-color-scheme: dark)", "print", "(prefers-contrast: more)", "(forced-colors: active)"];
  if (document.readyState === "loading") return "";
  return [shape(document.documentElement), innerWidth, ...media.map((each) => matchMedia(each).matches)].join("|");
}"""
_MEASURE = """(selector) => [...document.querySelectorAll(selector)].filter((each) => each.checkVisibility())
  .map((each) => ({ word: each.textContent.trim(), height: each.getBoundingClientRect().height }))"""


@contextmanager
def slow_phone(page: Page, times: int = 4) -> Iterator[None]:
    """Make the phone's processor this many times slower than the machine's, as the journeys ask, while it is measured.

    A slowed page keeps a core busy even when nothing happens on it, so nothing else belongs inside.
    """
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": times})
    _SLOWED[page] = session, times
    yield
    del _SLOWED[page]
    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    session.detach()


@contextmanager
def _at_full_speed(page: Page) -> Iterator[None]:
    """Let the machine look at a slowed page at its own speed: a slowed processor is a busy one."""
    session, times = _SLOWED.get(page, (None, 1))
    if session is not None:
        session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    yield
    if session is not None:
        session.send("Emulation.setCPUThrottlingRate", {"rate": times})


def serious_problems(page: Page) -> list[str]:
    """Return what axe calls serious or critical on this page, with the first places where each occurs.

    A page of the same shape, in which only words, ids and numbers of rows differ, is looked at once in a process,
    and again as long as something is found.
    """
    with _at_full_speed(page):
        shape = sha256(page.wait_for_function(_SHAPE).json_value().encode()).hexdigest()
        if shape in _LOOKED_AT:
            return []
        found = [each for each in Axe().run(page).response["violations"] if each["impact"] in BAD]
    if not found:
        _LOOKED_AT.add(shape)
    return [f"{each['id']}: {[one['html'][:120] for one in each['nodes'][:3]]}" for each in found]


def _arrived(page: Page) -> None:
    """Wait until a page that was just asked for is there to be looked at."""
    page.wait_for_function("document.readyState !== 'loading'")


def low_controls(
    page: Page, least: int, selector: str = "a[href], button, select, summary, input:not([type=hidden])"
) -> list[Any]:
    """Return the visible controls lower than `least` pixels, the skip link aside."""
    _arrived(page)
    seen = page.evaluate(_MEASURE, selector)
    return [each for each in seen if each["height"] < least - 0.5 and not each["word"].startswith("Skip")]


def is_too_wide(page: Page) -> bool:
    """Return True when the page has to be pushed sideways to be read."""
    _arrived(page)
    return bool(page.evaluate("document.documentElement.scrollWidth > window.innerWidth"))

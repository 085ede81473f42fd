"""Lets the house of a test speak a made-up language, and finds the English that is left on a page."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from tempfile import mkdtemp

from tests import ROOT
from tests.tongue.pseudo import write_languages

SPOKEN = ("aria-label", "alt", "placeholder", "title", "data-working", "data-unknown")
SILENT = frozenset({"script", "style"})
_WORD = re.compile(r"[A-Za-z]{2,}")


@cache
def made_up_languages() -> Path:
    """Return a folder with both made-up languages, written once."""
    folder = Path(mkdtemp(prefix="languages-", dir=ROOT))
    write_languages(folder)
    return folder


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Have everything said in `language` ("en-xa" or "ar-xb") meanwhile."""
    from django.conf import settings
    from django.test import override_settings

    # Giving the templates anew has them compiled anew: the language is chosen when a house opens.
    anew = [dict(each) for each in settings.TEMPLATES]
    with override_settings(LOCALE_PATHS=[made_up_languages()], LANGUAGE_CODE=language, TEMPLATES=anew):
        yield


class English(HTMLParser):
    """The English words of a page that are seen or read aloud; `known` words are nobody's to translate."""

    def __init__(self, page: str, known: frozenset[str]) -> None:
        """Read the whole page."""
        super().__init__()
        self._known = known
        self._silent = 0
        self._as_it_is = False
        self.left: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in SILENT
        self._as_it_is = ("translate", "no") in attrs  # where words come from is said as it was written
        for name, value in attrs:
            if name in SPOKEN:
                self._look(value or "")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in SILENT
        self._as_it_is = False

    def handle_data(self, data: str) -> None:
        if not self._silent and not self._as_it_is:
            self._look(data)

    def _look(self, text: str) -> None:
        if any(word not in self._known for word in _WORD.findall(text)):
            self.left.append(" ".join(text.split()))

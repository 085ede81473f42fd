"""Two made-up languages: English with strange, longer words in brackets, and one written from right to left.

`python -m tests.tongue.pseudo FOLDER` writes both; `LAMPLIT_TRANSLATIONS=FOLDER LAMPLIT_LANGUAGE=en-xa` shows them.
"""

import re
import sys
from collections.abc import Callable
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from tests.tongue.catalogue import extract

LONGER = "en_XA"
RIGHT_TO_LEFT = "ar_XB"
# Not words: what is filled in, tags and what stands in them, and named signs such as &amp;.
KEPT = re.compile(r"(%\(\w+\)[sd]|%%|\{\w+(?::[^}]*)?\}|<[^>]*>|&\w+;)")
_PLAIN = "abcdefghijklmnopqrstuvwxyz"
_STRANGE = str.maketrans(_PLAIN + _PLAIN.upper(), "áƀçđéƒǵĥíĵķłɱñóþʠŕšťúṽŵẋýžÁƁÇĐÉƑǴĤÍĴĶŁṀÑÓÞꝖŔŠŤÚṼŴẊÝŽ")
_RIGHT = str.maketrans(_PLAIN + _PLAIN.upper(), "ابتثجحخدذرزسشصضطظعغفقكلمنه" * 2)


def longer(message: str) -> str:
    """Return a message with strange letters, in brackets, about 40 % longer; what is filled in stays."""
    text = _each_word(message, lambda part: part.translate(_STRANGE))
    if text == message:
        return message
    letters = sum(map(str.isalpha, KEPT.sub("", message)))
    return f"⟦{text} {'~' * max(1, letters * 2 // 5 - 3)}⟧"


def right_to_left(message: str) -> str:
    """Return a message in letters that run from right to left; what is filled in stays."""
    return _each_word(message, lambda part: part.translate(_RIGHT))


def _each_word(message: str, change: Callable[[str], str]) -> str:
    parts = KEPT.split(message)
    return "".join(part if at % 2 else change(part) for at, part in enumerate(parts))


def write_languages(folder: Path) -> None:
    """Write both languages as compiled catalogues below `folder`."""
    source = extract()
    for name, change in ((LONGER, longer), (RIGHT_TO_LEFT, right_to_left)):
        place = folder / name / "LC_MESSAGES"
        place.mkdir(parents=True, exist_ok=True)
        with (place / "django.mo").open("wb") as file:
            write_mo(file, _changed(source, name, change))


def _changed(source: Catalog, name: str, change: Callable[[str], str]) -> Catalog:
    catalogue = Catalog(locale="en" if name == LONGER else "ar")
    forms = catalogue.num_plurals
    for message in source:
        if isinstance(message.id, list | tuple):
            one, many = map(change, message.id)
            catalogue.add(message.id, (one, *[many] * (forms - 1)), context=message.context)
        elif message.id:
            catalogue.add(message.id, change(message.id), context=message.context)
    return catalogue


if __name__ == "__main__":
    write_languages(Path(sys.argv[1]))

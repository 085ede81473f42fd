"""Finds every message and writes the template for translators: `python -m tests.tongue.catalogue`."""

import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "lamplit"
TEMPLATE = PACKAGE / "locale" / "django.pot"
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "word": None, "say": None, "say_many": (1, 2)}
_ALWAYS = datetime(2026, 1, 1, tzinfo=UTC)  # the template changes when a message does, not when a day does

Message = str | tuple[str, ...]


def extract() -> Catalog:
    """Return every message of the sources, with the files it stands in."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    catalogue = Catalog(project="Lamplit", copyright_holder="The people who make Lamplit", creation_date=_ALWAYS)
    found = extract_from_dir(str(PACKAGE), methods, options, KEYWORDS, strip_comment_tags=True)
    for file, _line, message, comments, context in sorted(found, key=lambda each: (each[0], each[1])):
        catalogue.add(message, locations=[(f"src/lamplit/{file}", 0)], auto_comments=comments, context=context)
    return catalogue


def messages(catalogue: Catalog) -> set[Message]:
    """Return the messages of a catalogue, one with a plural as a pair."""
    return {tuple(each.id) if isinstance(each.id, list | tuple) else each.id for each in catalogue if each.id}


def template() -> Catalog:
    """Return the template as it is kept beside the code."""
    with TEMPLATE.open("rb") as file:
        return read_po(file)


def write(catalogue: Catalog) -> bytes:
    """Return the template as it is written: no line numbers, which change for nothing."""
    into = BytesIO()
    write_po(into, catalogue, width=120, include_lineno=False)
    return into.getvalue()


def main() -> int:
    """Write the template anew."""
    found = extract()
    TEMPLATE.parent.mkdir(exist_ok=True)
    TEMPLATE.write_bytes(write(found))
    print(f"{len(messages(found))} messages in {TEMPLATE.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

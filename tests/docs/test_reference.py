"""The generated reference: it is what the code says now, and it leaves nothing out."""

import re

import pytest

from lamplit.cli.grammar import parser
from tests.docs.reading import ROOT, text_of
from tests.docs.reference_pages import FOLDER, PAGES, read, verbs

SOURCES = [ROOT / "lamplit", *sorted((ROOT / "src").rglob("*.py"))]


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_what_the_code_says(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PORT", raising=False)

    assert (FOLDER / name).read_text(encoding="utf-8") == PAGES[name](), "python -m tests.docs.reference_pages"


def test_every_verb_and_every_option_stands_in_it() -> None:
    page = text_of("docs/reference/commands.md")
    for name, verb in verbs(parser()).items():
        part = page.split(f"## lamplit {name}\n", 1)[1].split("\n## ", 1)[0]
        assert [
            word for action in verb._actions for word in action.option_strings[-1:] if word not in f"{part} --help"
        ] == []


def test_every_name_of_ours_that_is_read_from_the_environment_stands_in_it() -> None:
    named = {
        name for path in SOURCES for name in re.findall(r"\bLAMPLIT_[A-Z_]*[A-Z]", path.read_text(encoding="utf-8"))
    }
    page = text_of("docs/reference/settings.md")

    assert len(named) > 10 and sorted(name for name in named if f"`{name}`" not in page) == []
    assert sorted(name for name, _, _ in read() if f"| `{name}` |" not in page) == []

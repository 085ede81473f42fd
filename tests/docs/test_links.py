"""Every link on every page of docs leads somewhere, and every file a page names is there."""

import re
from pathlib import Path

import pytest

from tests.docs.reading import PAGES, ROOT, files_named, functions_named, leads_nowhere, links_of, text_of, where


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_link_leads_somewhere(page: Path) -> None:
    assert [link for link in links_of(page) if leads_nowhere(page, link)] == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_file_a_page_names_is_there(page: Path) -> None:
    names = files_named(page.read_text(encoding="utf-8"))
    assert [name for name in names if not where(name.rstrip("/")).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_every_function_a_page_names_is_in_its_file(page: Path) -> None:
    for file, name in functions_named(page.read_text(encoding="utf-8")):
        source = where(file).read_text(encoding="utf-8")
        assert re.search(
            rf"^(async )?def {name}\(|^class {name}\b|\b{name},? *$|import .*\b{name}\b", source, re.MULTILINE
        ), name


def test_the_first_page_is_short_and_leads_every_reader_on() -> None:
    assert len(text_of("README.md").splitlines()) < 150
    guides = {named(page) for page in (ROOT / "docs").glob("*.md")}
    assert guides >= {"docs/host.md", "docs/carer.md", "docs/young-person.md", "docs/therapist.md"}
    assert guides - set(links_of(ROOT / "README.md")) == set()


def test_a_link_to_nowhere_would_be_noticed(tmp_path: Path) -> None:
    page = ROOT / "README.md"
    assert leads_nowhere(page, "docs/nobody.md")
    assert leads_nowhere(page, "docs/host.md#no-such-heading")
    assert leads_nowhere(page, "../elsewhere.md")
    assert not leads_nowhere(page, "docs/host.md#the-recovery-sheet")
    assert files_named("see `vault/entries.py` and `lamplit run`") == ["vault/entries.py"]

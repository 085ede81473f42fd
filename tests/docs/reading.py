"""Reads our own pages of docs: their links, their tables, and every test and exam line of the project."""

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGES = (*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md")))
_FENCED = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")


def text_of(name: str) -> str:
    """Return a page by its path below the project."""
    return (ROOT / name).read_text(encoding="utf-8")


def links_of(page: Path) -> list[str]:
    """Return where a page's links lead, web addresses aside; what stands in a block of code is no link."""
    found = _LINK.findall(_FENCED.sub("", page.read_text(encoding="utf-8")))
    return [link for link in found if not link.startswith(("http:", "https:", "mailto:"))]


def leads_nowhere(page: Path, link: str) -> bool:
    """Say whether a link names a file or a heading that is not there."""
    path, _, heading = link.partition("#")
    there = (page.parent / path).resolve() if path else page
    if not there.exists() or not there.is_relative_to(ROOT):
        return True
    return bool(heading) and heading not in _headings(there)


def _headings(page: Path) -> set[str]:
    lines = re.findall(r"^#+ +(.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", line.lower()).replace(" ", "-") for line in lines}


def rows_of(page: str, heading: str) -> list[list[str]]:
    """Return the cells of the first table below a heading, without its head."""
    below = text_of(page).split(f"## {heading}", 1)[1]
    rows = re.findall(r"^\|(.+)\|$", below.split("\n## ", 1)[0], re.MULTILINE)
    return [[cell.strip() for cell in row.split("|")] for row in rows[2:]]


def files_named(text: str) -> list[str]:
    """Return every path of a file or folder of ours that stands in backticks."""
    known = (
        "src/",
        "tests/",
        "docs/",
        "exam/",
        "benchmarks/",
        "engines/",
        "actions/",
        "vault/",
        "people/",
        "web/",
        "api/",
    )
    named = re.findall(r"`([\w./-]+)`", text)
    return [name for name in named if name.startswith((*known, "cli/", "config/", "content/", "templates/"))]


def functions_named(text: str) -> list[tuple[str, str]]:
    """Return every `file.py:name` of a page."""
    return re.findall(r"`([\w./-]+\.py):(\w+)`", text)


def where(name: str) -> Path:
    """Return the place of a path that is written as people say it: from the project, the package or its web face."""
    for start in (ROOT, ROOT / "src/lamplit", ROOT / "src/lamplit/web"):
        if (start / name).exists():
            return start / name
    return ROOT / name


@cache
def names_of_tests(path: Path) -> frozenset[str]:
    """Return the names of the tests of one file."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_")
    )


@cache
def exam_lines() -> frozenset[str]:
    """Return every line of the exam that some test is marked with."""
    marks: set[str] = set()
    for path in (ROOT / "tests").rglob("test_*.py"):
        marks |= set(re.findall(r'mark\.exam\("(\w+)"\)', path.read_text(encoding="utf-8")))
    return frozenset(marks)

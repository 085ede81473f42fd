"""The shape of the code: sizes, names, and the few things that must not appear in it at all."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SRC = ROOT / "src" / "lamplit"
WEB = SRC / "web"
LONGEST = [
    (ROOT, "src/**/*.py", 300),
    (ROOT, "tests/**/*.py", 300),
    (ROOT, "benchmarks/**/*.py", 300),
    (WEB, "static/**/*.js", 200),
    (WEB, "static/**/*.css", 250),
    (WEB, "templates/**/*.html", 120),
]
BANNED_NAMES = {"utils", "common", "helpers", "manager", "base", "misc", "risk_score"}
OUTBOUND = {
    "requests",
    "httpx",
    "aiohttp",
    "urllib.request",
    "urllib3",
    "http.client",
    "ftplib",
    "telnetlib",
    "smtplib",
    "xmlrpc",
}


def modules() -> list[Path]:
    return sorted(SRC.rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """Yield every module a file imports, however deep the import stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize(("folder", "pattern", "most"), LONGEST, ids=[pattern for _, pattern, _ in LONGEST])
def test_no_file_is_longer_than_one_can_hold_in_mind(folder: Path, pattern: str, most: int) -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in folder.glob(pattern)}
    too_long = {str(path.relative_to(ROOT)): lines for path, lines in lengths.items() if lines > most}
    assert too_long == {}


def test_no_file_has_a_name_that_says_nothing() -> None:
    everything = [path for folder in (SRC, ROOT / "tests", ROOT / "benchmarks") for path in folder.rglob("*")]
    assert [str(path) for path in everything if path.stem.lower() in BANNED_NAMES] == []


def test_nothing_in_the_code_is_called_a_risk_score() -> None:
    named = [node for path in modules() for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))]
    names = {getattr(node, "name", None) or getattr(node, "id", None) or getattr(node, "arg", None) for node in named}
    assert "risk_score" not in names


def test_every_module_opens_with_one_line_that_says_what_it_is_for() -> None:
    code = [path for path in modules() if "migrations" not in path.parts]
    first_lines = {
        path: (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").split("\n")[0] for path in code
    }
    assert [
        str(path.relative_to(ROOT)) for path, line in first_lines.items() if len(line) < 15 or line[-1] not in ".:?"
    ] == []


def test_nothing_in_the_house_can_call_out() -> None:
    calls = {str(path.relative_to(ROOT)): set(imported(path)) & OUTBOUND for path in modules()}
    assert {path: found for path, found in calls.items() if found} == {}


def test_templates_never_switch_escaping_off() -> None:
    switch = re.compile(r"\|\s*safe\b|autoescape\s+(false|off)|Markup\(")
    pages = list(WEB.rglob("*.html"))
    assert pages, "there are pages to look at"
    assert [str(page.relative_to(WEB)) for page in pages if switch.search(page.read_text(encoding="utf-8"))] == []


def test_no_code_marks_a_string_as_safe_html() -> None:
    used = {path: set(imported(path)) for path in modules()}
    marking = {"django.utils.safestring.mark_safe", "django.utils.safestring.SafeString"}
    assert [str(path) for path, names in used.items() if names & marking] == []


def test_pages_hold_no_script_and_no_style_of_their_own() -> None:
    inline = re.compile(r"<script(?![^>]*\bsrc=)|<style\b|\sstyle=|\son[a-z]+=|javascript:", re.IGNORECASE)
    assert [
        str(page.relative_to(WEB)) for page in WEB.rglob("*.html") if inline.search(page.read_text(encoding="utf-8"))
    ] == []


def test_pages_fetch_nothing_from_other_places() -> None:
    fetched = re.compile(
        r"""<(?!a\b)[^>]*(?:src|href|action|srcset)=["']?(?:https?:)?//|@import|url\(\s*["']?(?:https?:)?//""",
        re.IGNORECASE,
    )
    files = [*WEB.rglob("*.html"), *WEB.rglob("*.css"), *WEB.rglob("*.js")]
    assert [str(file.relative_to(WEB)) for file in files if fetched.search(file.read_text(encoding="utf-8"))] == []

"""Gathers every string people are shown, wherever it is written, and holds it against the words we do not use."""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from html import unescape
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "lamplit"
WORDS = PACKAGE / "content" / "lint" / "words.txt"
GUIDES = ("carer", "young-person", "teacher", "therapist")

# Not shown: notes on where words come from, names of pictures, passwords nobody may choose, labels to look for.
NOT_SHOWN = frozenset({"source", "licence", "review_date", "icon", "value", "kind", "code", "id", "written"})
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_CODE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_QUOTED = re.compile(r"\"([^\"\n]*)\"|'([^'\n]*)'")
_SPOKEN = re.compile(r"\b(?:aria-label|alt|placeholder|title|content|label)=\"([^\"]*)\"")
_HIDDEN = re.compile(r"<(script|style)\b.*?</\1>", re.DOTALL | re.IGNORECASE)
_BLOCKS = "p|li|h\\d|div|section|legend|label|button|dt|dd|summary|tr|td|th|option|br|fieldset"
_BLOCK = re.compile(rf"</?(?:{_BLOCKS})\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_JS_COMMENT = re.compile(r"/\*.*?\*/|(?<!:)//[^\n]*", re.DOTALL)
_JS_TEXT = re.compile(r"\"([^\"\n]*)\"|'([^'\n]*)'|`([^`]*)`")
_SQL = re.compile(r"\b(SELECT|INSERT|UPDATE|DELETE FROM|CREATE|PRAGMA|WHERE|ALTER)\b")


@dataclass(frozen=True)
class Shown:
    """One string people are shown, and the file it stands in."""

    file: str
    text: str


@dataclass(frozen=True)
class Hit:
    """A string that uses a word we do not use."""

    shown: Shown
    pattern: str


def patterns(text: str) -> list[str]:
    """The patterns of a word list, without its notes."""
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def hits(shown: Iterable[Shown], wanted: list[str]) -> list[Hit]:
    """Every string that one of the patterns finds."""
    ready = [(pattern, re.compile(pattern, re.IGNORECASE)) for pattern in wanted]
    return [Hit(each, pattern) for each in shown for pattern, ready_one in ready if ready_one.search(plain(each.text))]


def plain(text: str) -> str:
    """Text with its quotation marks straight and its spaces single, so that typing does not hide a word."""
    return " ".join(text.replace("\u2019", "'").replace("\u2018", "'").split())


@cache
def everything_shown() -> tuple[Shown, ...]:
    """Every string of the house that somebody is shown."""
    found = [*from_content(), *from_templates(), *from_python(), *from_scripts(), *from_guides()]
    return tuple(each for each in found if re.search(r"[A-Za-z]{2}", each.text))


def from_content() -> Iterator[Shown]:
    """The words of every content file; crisis lines too."""
    for path in sorted((PACKAGE / "content").rglob("*.yaml")):
        node = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        heard = "lexicons" in path.parts  # words people write; what is shown of them stands under `because`
        for text in _reasons(node) if heard else _scalars(node):
            yield Shown(_name(path), text)
    for path in sorted((PACKAGE / "content").rglob("*.csv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield Shown(_name(path), line)


def _scalars(node: yaml.Node | None) -> Iterator[str]:
    if isinstance(node, yaml.ScalarNode):
        yield str(node.value)
    elif isinstance(node, yaml.SequenceNode):
        for child in node.value:
            yield from _scalars(child)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value not in NOT_SHOWN:
                yield from _scalars(value)


def _reasons(node: yaml.Node | None) -> Iterator[str]:
    """Everything under `because`, however deep it stands."""
    if isinstance(node, yaml.SequenceNode):
        for child in node.value:
            yield from _reasons(child)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _scalars(value) if key.value == "because" else _reasons(value)


def templates() -> list[Path]:
    """Every template there is."""
    return sorted((PACKAGE / "web" / "templates").rglob("*.*"))


def from_templates() -> Iterator[Shown]:
    """The words of every template, with those in its expressions and in what is read aloud."""
    for path in templates():
        yield from (Shown(_name(path), text) for text in texts_of(path))


def texts_of(path: Path) -> list[str]:
    """The words of one template; some are scripts."""
    source = path.read_text(encoding="utf-8")
    return script_texts(_CODE.sub(" ", source)) if path.suffix == ".js" else template_texts(source)


def template_texts(source: str) -> list[str]:
    """The pieces of text a template shows: between tags, in spoken attributes, and quoted in its expressions."""
    source = _COMMENT.sub(" ", source)
    quoted = [one or other for code in _CODE.findall(source) for one, other in _QUOTED.findall(code)]
    bare = _HIDDEN.sub(" ", _CODE.sub(" ", source))
    spoken = _SPOKEN.findall(bare)
    between = _TAG.sub("", _BLOCK.sub("\n", bare)).splitlines()
    texts = [*(text for text in quoted if _looks_shown(text)), *spoken, *between]
    return [plain(unescape(text)) for text in texts if text.strip()]


def _looks_shown(text: str) -> bool:
    """Tell words from names of pictures, pages and classes."""
    return bool(re.match(r"[A-Z][a-z']|[a-z]+ [a-z]+ [a-z]+|I ", text)) and "/" not in text


def from_python() -> Iterator[Shown]:
    """Every sentence-like text in the code of the layers that speak to people."""
    for layer in ("web", "api", "actions", "people", "vault", "engines", "cli"):
        for path in sorted((PACKAGE / layer).rglob("*.py")):
            for text in python_texts(path.read_text(encoding="utf-8")):
                yield Shown(_name(path), text)


def python_texts(source: str) -> list[str]:
    """The texts of a module that read like words: two words or more, or one with a capital; never its docstrings."""
    tree = ast.parse(source)
    docs = {id(node.body[0].value) for node in ast.walk(tree) if _has_docstring(node)}  # type: ignore[attr-defined]
    texts = [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs
    ]
    return [text for text in texts if (" " in text.strip() or text.istitle()) and not _SQL.search(text)]


def _has_docstring(node: ast.AST) -> bool:
    if not isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
        return False
    first = node.body[0] if node.body else None
    return isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str)


def from_scripts() -> Iterator[Shown]:
    """Every text of two words or more in a script, and the words of the page's manifest."""
    for ending in ("*.js", "*.json", "*.webmanifest", "*.svg"):
        for path in sorted((PACKAGE / "web" / "static").rglob(ending)):
            for text in script_texts(path.read_text(encoding="utf-8")):
                yield Shown(_name(path), text)


def script_texts(source: str) -> list[str]:
    """The texts of a script."""
    bare = _JS_COMMENT.sub(" ", source)
    texts = ("".join(groups) for groups in _JS_TEXT.findall(bare))
    return [text for text in texts if " " in text.strip() or text.istitle()]


def from_guides() -> Iterator[Shown]:
    """The guides by reader, and a page for each kind; notes for developers and hosts speak of other things."""
    pages = [ROOT / "docs" / f"{name}.md" for name in GUIDES] + sorted((ROOT / "docs" / "kinds").glob("*.md"))
    for path in pages:
        if path.is_file():
            yield from (Shown(_name(path), line) for line in path.read_text(encoding="utf-8").splitlines())


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()

"""Finds words in templates that no translator would ever see: between tags, in spoken attributes, in expressions."""

import ast
import re
from dataclasses import dataclass
from pathlib import Path

TEMPLATES = Path(__file__).resolve().parents[2] / "src" / "lamplit" / "web" / "templates"
NAMES = frozenset({"Lamplit", "findahelpline.com"})  # these are called so in every language

_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_TRANSLATED = re.compile(r"\{%[-+]?\s*trans\b.*?endtrans\s*[-+]?%\}", re.DOTALL)
_ATTRIBUTES = re.compile(r"\{%[-+]?\s*block \w+_attributes\b.*?endblock\s*[-+]?%\}", re.DOTALL)
_CODE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_SPOKEN = re.compile(r"\b(?:aria-label|alt|placeholder|title|data-working|data-unknown)=\"([^\"]*)\"")
_TAG = re.compile(r"<[^>]*>", re.DOTALL)
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_LITERAL = re.compile(r"\"([^\"\n]*)\"|'([^'\n]*)'")
_WORDS = re.compile(r"[A-Z][a-z\u2019']+$|[A-Z][a-z\u2019']* |[a-z]+ [a-z]+ [a-z]+")
_NOT_SHOWN = re.compile(r"(?:[=!]=\s*|\b_\(\s*|ngettext\([^)]*)$")
_SENTENCE = re.compile(r"^\W?[A-Z][a-z\u2019']* .*[.?!]$", re.DOTALL)
_ABOUT_FILES = re.compile(r"\{%[-+]?\s*(?:extends|include|import|from)\b")


@dataclass(frozen=True)
class Bare:
    """Some words nobody can translate: the template, the line (from 1), and the words."""

    template: str
    line: int
    text: str

    def __str__(self) -> str:
        """Say where they stand and what to do."""
        advice = "put it in {% trans %}...{% endtrans %} or _(...)"
        return f"web/templates/{self.template}:{self.line}: {self.text!r} is bare; {advice}"


def bare_words(source: str, name: str) -> list[Bare]:
    """Return every bare string of one template."""
    source = _blank(_ATTRIBUTES, _blank(_TRANSLATED, _blank(_COMMENT, source)))
    found = [(match.start(), text) for match in _CODE.finditer(source) for text in _in_code(match[0])]
    markup = _blank(_CODE, source)
    found += [(match.start(), match[1]) for match in _SPOKEN.finditer(markup)]
    found += [(match.start(), match[0]) for match in re.finditer(r"[^\n]+", _blank(_TAG, markup))]
    return [Bare(name, source.count("\n", 0, at) + 1, " ".join(text.split())) for at, text in found if _is_words(text)]


def _in_code(code: str) -> list[str]:
    if _ABOUT_FILES.match(code):
        return []
    literals = ((match, match[1] or match[2] or "") for match in _LITERAL.finditer(code))
    return [text for match, text in literals if _WORDS.match(text) and not _NOT_SHOWN.search(code[: match.start()])]


def _is_words(text: str) -> bool:
    return any(word not in NAMES for word in text.split() if _LETTERS.search(word))


def _blank(pattern: re.Pattern[str], source: str) -> str:
    """Put spaces where the pattern is, so that every line stays the line it was."""
    return pattern.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), source)


def everywhere() -> list[Bare]:
    """Return the bare strings of all templates."""
    pages = sorted(TEMPLATES.rglob("*.html"))
    return [each for page in pages for each in bare_words(page.read_text("utf-8"), str(page.relative_to(TEMPLATES)))]


def bare_sentences(source: str, name: str) -> list[Bare]:
    """Return every sentence of one module that is no message: not the first argument of `say`, not a docstring."""
    tree = ast.parse(source)
    said = {id(part) for call in ast.walk(tree) if isinstance(call, ast.Call) for part in _said_by(call)}
    said |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}  # docstrings
    texts = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in said)
    found = ((node.lineno, node.value) for node in texts if isinstance(node.value, str))
    return [Bare(name, line, text) for line, text in found if _SENTENCE.search(text) and not _TAG.search(text)]


def _said_by(call: ast.Call) -> list[ast.expr]:
    name = getattr(call.func, "id", "")
    return call.args[: {"say": 1, "say_many": 2}.get(name, 0)]


def sentences_of(layer: str) -> list[Bare]:
    """Return the bare sentences of all modules of one layer."""
    package = TEMPLATES.parents[1]
    files = sorted((package / layer).rglob("*.py"))
    return [each for file in files for each in bare_sentences(file.read_text("utf-8"), str(file.relative_to(package)))]

"""TP38: no screen, message or digest blames anybody, and the gate fails when such a word is added."""

from collections.abc import Callable

import pytest

from tests.content import copy_lint

pytestmark = pytest.mark.row("TP38")

LISTED = copy_lint.patterns(copy_lint.WORDS.read_text(encoding="utf-8"))


def _found(texts: list[str]) -> list[str]:
    return [hit.pattern for hit in copy_lint.hits([copy_lint.Shown("planted", text) for text in texts], LISTED)]


def _yaml(source: str) -> list[str]:
    import yaml

    return list(copy_lint._scalars(yaml.compose(source, Loader=yaml.BaseLoader)))


def test_no_screen_and_no_message_uses_a_word_that_blames() -> None:
    shown = copy_lint.everything_shown()
    assert len(shown) > 1000
    assert [(hit.shown.file, hit.shown.text) for hit in copy_lint.hits(shown, LISTED)] == []


@pytest.mark.parametrize(
    ("read", "source", "pattern"),
    [
        (_yaml, "fields:\n  did:\n    choices:\n      - {value: x, label: Attention-seeking}\n", "attention[- ]seek"),
        (copy_lint.template_texts, "<p>Playing <b>up</b> again</p>", r"\bplaying up\b"),
        (copy_lint.template_texts, "<button aria-label='x' title=\"Your streak\">ok</button>", r"\bstreak"),
        (copy_lint.template_texts, "{{ ui.button('Welcome back') }}", "welcome back"),
        (copy_lint.template_texts, '{% set words = "You missed three days" %}', "you missed"),
        (copy_lint.python_texts, "raise Refused('Your form is overdue.')", r"\boverdue"),
        (copy_lint.python_texts, "MESSAGE = f'That {name} failed again'", r"\bfail(ed|ure)?\b"),
        (copy_lint.script_texts, "toast.textContent = `Oops, network error`;", "network error"),
    ],
)
def test_a_word_that_blames_is_caught_wherever_it_is_planted(
    read: Callable[[str], list[str]], source: str, pattern: str
) -> None:
    assert pattern in _found(read(source))


def test_a_word_planted_in_a_real_screen_is_caught() -> None:
    path = next(path for path in copy_lint.templates() if path.name == "write_moment.html")
    source = path.read_text(encoding="utf-8")
    assert _found(copy_lint.template_texts(source)) == []
    planted = source.replace("Something hard", "Challenging behaviour", 1)
    assert _found(copy_lint.template_texts(planted)) == ["challenging behaviou?r"]

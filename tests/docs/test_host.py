"""The page for whoever hosts it names every verb and every setting, and what it says about a backup is so."""

import argparse
import ast
import re

from lamplit.cli.grammar import parser
from tests.docs.reading import ROOT, rows_of

SETTINGS = ROOT / "src/lamplit/config/settings.py"
READERS = {"text", "flag", "whole", "one_of", "words"}


def verbs() -> dict[str, argparse.ArgumentParser]:
    """Return every verb with its grammar."""
    found = next(action for action in parser()._actions if isinstance(action, argparse._SubParsersAction))
    return dict(found.choices)


def settings_read() -> set[str]:
    """Return every setting that the settings read through `config/env.py`."""
    calls = [node for node in ast.walk(ast.parse(SETTINGS.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    read = [call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr in READERS]
    return {str(call.args[0].value) for call in read if call.args and isinstance(call.args[0], ast.Constant)}


def test_every_verb_stands_in_the_table_and_no_other() -> None:
    told = {re.sub(r"`lamplit (\S+)`", r"\1", row[0]): row[1] for row in rows_of("docs/host.md", "Verbs")}
    assert set(told) == set(verbs())


def test_every_act_and_option_of_a_verb_is_told() -> None:
    told = {re.sub(r"`lamplit (\S+)`", r"\1", row[0]): row[1] for row in rows_of("docs/host.md", "Verbs")}
    everywhere = {"--help", "-h", "--data", "--key-file", "--json", "--port"}
    for name, verb in verbs().items():
        acts = {str(choice) for action in verb._actions if action.dest == "act" for choice in action.choices or ()}
        options = {word for action in verb._actions for word in action.option_strings} - everywhere
        assert [word for word in (*acts, *options) if word not in told[name]] == [], name


def test_every_setting_stands_in_the_table_and_no_other() -> None:
    told = {re.findall(r"`(\w+)`", row[0])[0] for row in rows_of("docs/host.md", "Settings")}
    assert len(settings_read()) >= 8
    assert told == settings_read() | {"LAMPLIT_DATA", "LAMPLIT_KEY_FILE"}


def test_the_settings_that_a_file_may_hold_are_marked() -> None:
    marked = {re.findall(r"`(\w+)`", row[0])[0] for row in rows_of("docs/host.md", "Settings") if row[0].endswith("*")}
    assert marked == settings_read()


def test_the_words_quoted_are_words_that_lamplit_says() -> None:
    source = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "src/lamplit").rglob("*.py"))
    quoted = [
        words for row in rows_of("docs/host.md", "When something is wrong") for words in re.findall('"([^"]+)"', row[0])
    ]
    assert len(quoted) >= 5
    for words in quoted:
        for part in words.split("..."):
            assert re.sub(r"8000", "{port}", part.strip()) in re.sub(r"\s*\"\s*\n\s*f?\"", " ", source).replace(
                "  ", " "
            ), words

"""Writes `docs/reference/commands.md` and `settings.md` from the code: `python -m tests.docs.reference_pages`."""

import argparse
import ast
import re
from collections.abc import Iterator

from lamplit.cli.grammar import parser
from tests.docs.reading import ROOT, rows_of

FOLDER = ROOT / "docs" / "reference"
SETTINGS = ROOT / "src" / "lamplit" / "config" / "settings.py"
KINDS = {"text": "text", "flag": "yes or no", "one_of": "one of several words", "words": "list, split by commas"}
PATHS = {"LAMPLIT_DATA", "LAMPLIT_KEY_FILE", "LAMPLIT_PRACTICES", "LAMPLIT_STATIC", "LAMPLIT_SUB_PATH"}
INSIDE = {  # names of the environment that are nobody's to set
    "LAMPLIT_SERVER": "the number of the server's process, told to its workers so that none outlives it",
}
TESTS = {"LAMPLIT_CHROMIUM": "the browser that tests drive, when it is not where the system keeps it"}
COMMANDS_HEAD = """\
# Commands

Written from the grammar of the command line (`cli/grammar.py`); a test compares the two. What each verb is good for, in
a host's day, stands in [For whoever hosts it](../host.md).

Every verb ends with 0 when all is well, 2 for wrong usage, 3 when refused (keys, permissions), 1 otherwise. Sentences
go to standard error, results to standard output; `--json` prints one JSON document there and nothing else.
"""
SETTINGS_HEAD = """\
# Settings

Written from the code that reads them (`config/settings.py`) and from the table in
[For whoever hosts it](../host.md#settings). A test compares them. Settings are environment
variables. One that may come from a file is also read from the file that
`NAME_FILE` names, which wins. A value Lamplit cannot use stops the start with a sentence.

| Setting | Type | When nothing is said | May come from a file | Meaning |
|---|---|---|---|---|
"""


def verbs(of: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """Return every verb with its grammar, in order."""
    found = [action for action in of._actions if isinstance(action, argparse._SubParsersAction)]
    return dict(found[0].choices) if found else {}


def commands() -> str:
    """Return the page of all verbs and options."""
    return (
        "\n\n".join([COMMANDS_HEAD.rstrip("\n"), *(_verb(name, verb) for name, verb in verbs(parser()).items())]) + "\n"
    )


def _verb(name: str, verb: argparse.ArgumentParser) -> str:
    rows = "\n".join(_option(action) for action in verb._actions if action.dest != "help")
    inner = [_verb(f"{name} {each}", grammar) for each, grammar in verbs(verb).items()]
    head = f"## lamplit {name}\n\n{verb.description or ''}"
    return "\n\n".join([head, f"| | | Usual |\n|---|---|---|\n{rows}" if rows else "No options.", *inner])


def _option(action: argparse.Action) -> str:
    named = ", ".join(f"`{word}`" for word in action.option_strings) or f"`{action.metavar or action.dest}`"
    value = "" if not action.option_strings or action.nargs == 0 else f" {action.metavar or action.dest.upper()}"
    choices = f" One of {', '.join(f'`{each}`' for each in action.choices)}." if action.choices else ""
    usual = "" if action.default in (None, False, "", argparse.SUPPRESS) or action.nargs == 0 else f"`{action.default}`"
    needed = "needed" if action.required else usual
    told = f"{(action.help or '').strip().rstrip('.')}.{choices}".removeprefix(".").strip().replace("|", "\\|")
    return f"| {named}{value} | {told[:1].upper()}{told[1:]} | {needed} |"


def read() -> Iterator[tuple[str, str, str]]:
    """Yield every setting that is read: its name, the kind of reading, and what it is when nothing is said."""
    for call in ast.walk(ast.parse(SETTINGS.read_text(encoding="utf-8"))):
        if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute) or call.func.attr not in KINDS:
            continue
        if call.args and isinstance(call.args[0], ast.Constant):
            given = [*call.args[1:], *(each.value for each in call.keywords if each.arg == "default")]
            yield str(call.args[0].value), call.func.attr, ast.unparse(given[0]) if given else "none"


def settings() -> str:
    """Return the page of all settings."""
    told = {re.findall(r"`(\w+)`", row[0])[0]: row for row in rows_of("docs/host.md", "Settings")}
    kinds = {name: KINDS[kind] for name, kind, _ in read()}
    rows = []
    for name in sorted(told):
        kind = "path" if name in PATHS else kinds.get(name, "text")
        from_file = "yes" if name in kinds else "no"
        rows.append(f"| `{name}` | {kind} | {told[name][1]} | {from_file} | {told[name][2]} |")
    other = [f"| `{name}` | {text} |" for name, text in sorted({**INSIDE, **TESTS}.items())]
    table = "\n".join(["## Not for hosts", "", "| Name | What it is |", "|---|---|", *other])
    return SETTINGS_HEAD + "\n".join(rows) + "\n\n" + table + "\n"


PAGES = {"commands.md": commands, "settings.md": settings}


def main() -> None:
    """Write both pages."""
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()

"""The page that says what a stolen database would show says it of every table and every column."""

import re

from django.apps import apps

from tests.docs.reading import text_of

OURS = ("people", "vault")
PAGE = "docs/reference/what-lies-where.md"


def told() -> dict[str, tuple[set[str], set[str]]]:
    """Return what the page says: by table, the columns in the clear and those that cannot be read."""
    rows = re.findall(r"^\| `(\w+)` \|(.*?)\|(.*?)\|$", text_of(PAGE), re.MULTILINE)
    return {
        table: (set(re.findall(r"`(\w+)`", clear)), set(re.findall(r"`(\w+)`", shut))) for table, clear, shut in rows
    }


def test_every_table_and_column_stands_on_the_page_and_no_other() -> None:
    models = [model for model in apps.get_models() if model._meta.app_label in OURS]
    there = {model._meta.db_table: {field.column for field in model._meta.concrete_fields} for model in models}
    assert {table: clear | shut for table, (clear, shut) in told().items()} == there
    assert all(not clear & shut for clear, shut in told().values())


def test_only_bytes_and_hashes_are_said_to_be_unreadable() -> None:
    models = {model._meta.db_table: model for model in apps.get_models() if model._meta.app_label in OURS}
    for table, (_, shut) in told().items():
        kinds = {field.column: field.get_internal_type() for field in models[table]._meta.concrete_fields}
        assert [name for name in shut if kinds[name] != "BinaryField" and name != "password"] == [], table

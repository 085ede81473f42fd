"""Every row of the database out of one moment, and into an empty one; leaves the stream to `pack`, opening to nobody.

Rows travel as the models of their own release had them, so a file of an older release fits the tables it was made
from, and SQLite and PostgreSQL read each other's. What only a running house needs stays behind.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from django.apps.registry import Apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Model, QuerySet

from lamplit.vault import store
from lamplit.vault.failures import BackupDamaged
from lamplit.vault.pack import Part

LEFT_BEHIND = frozenset(
    {
        "django_content_type",  # made anew by every database itself
        "auth_permission",
        "people_session",  # a way in while it lives; everybody signs in again
        "people_setup_token",
        "people_sign_in_link",
    }
)
_AT_ONCE = 200


@contextmanager
def one_moment() -> Iterator[None]:
    """See the whole database as it is at the first look, while others go on writing."""
    if store.is_sqlite():
        with _sqlite_moment():
            yield
        return
    with transaction.atomic():
        connection.cursor().execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


@contextmanager
def _sqlite_moment() -> Iterator[None]:
    """Read in a transaction that never asks to write: Django's own would keep every writer waiting."""
    connection.ensure_connection()
    connection.cursor().execute("BEGIN DEFERRED")
    try:
        connection.cursor().execute("SELECT COUNT(*) FROM sqlite_master").fetchone()
        yield
    finally:
        connection.cursor().execute("COMMIT")


def kept(apps: Apps) -> dict[str, type[Model]]:
    """Return the models whose rows travel, by the name of their table."""
    models = apps.get_models(include_auto_created=True)
    found = {model._meta.db_table: model for model in models if model._meta.managed and not model._meta.proxy}
    return {table: found[table] for table in sorted(found) if table not in LEFT_BEHIND}


def columns(model: type[Model]) -> tuple[str, ...]:
    """Return the names under which a model's values travel."""
    return tuple(field.attname for field in model._meta.concrete_fields)


def rows(model: type[Model]) -> Iterator[Sequence[Any]]:
    """Yield every row of a table in order of its key, a few at a time."""
    found: QuerySet[Any, tuple[Any, ...]] = QuerySet(model).order_by("pk").values_list(*columns(model))
    return found.iterator(chunk_size=_AT_ONCE)


def put(models: Mapping[str, type[Model]], part: Part) -> int:
    """Put one part's rows into its empty table; return how many. Raises BackupDamaged for what does not fit."""
    model = models.get(part.name)
    if model is None or set(part.columns) != set(columns(model)):
        raise BackupDamaged(f"The part {part.name} of this backup fits no table. Nothing has been changed.")
    fields = {field.attname: field for field in model._meta.concrete_fields}
    many = 0
    for batch in _batches(part.rows):
        made: list[Any] = []
        for values in batch:
            named = zip(part.columns, values, strict=True)
            made.append(model(**{name: fields[name].to_python(value) for name, value in named}))
        QuerySet(model).bulk_create(made)
        many += len(made)
    return many


def _batches(found: Iterable[list[Any]]) -> Iterator[list[list[Any]]]:
    """Yield rows a few at a time."""
    source = iter(found)
    while batch := list(islice(source, _AT_ONCE)):
        yield batch


def settle(models: Mapping[str, type[Model]]) -> None:
    """Let the database count on from the rows that were put in."""
    for statement in connection.ops.sequence_reset_sql(no_style(), list(models.values())):
        connection.cursor().execute(statement)

"""The shape of the database: which steps it has taken, its tables at that step, and the way to this release.

A change of tables is one transaction on SQLite and PostgreSQL alike: it happens wholly or not at all, however it ends.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps.registry import Apps
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from lamplit.vault import store

OURS = frozenset({"people", "vault", "web", "api"})
Step = tuple[str, str]  # app and name of a migration


def steps_taken() -> list[Step]:
    """Return every migration this database has been through, in order of name; empty for an empty database."""
    recorder = MigrationRecorder(connection)
    return sorted(recorder.applied_migrations()) if recorder.has_table() else []


def newer(steps: list[Step]) -> list[Step]:
    """Return those of our own steps that this release does not know: a newer Lamplit took them."""
    known = MigrationExecutor(connection).loader.disk_migrations
    return [step for step in steps if step[0] in OURS and step not in known]


def steps_to_come() -> list[Step]:
    """Return the migrations that lie between this database and this release."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [(step.app_label, step.name) for step, _ in plan]


def tables_at(steps: list[Step]) -> Apps:
    """Return the models as they were once `steps` were taken; steps this release does not know are passed over."""
    loader = MigrationExecutor(connection).loader
    return loader.project_state(_last(steps)).apps


def make_tables_at(steps: list[Step]) -> None:
    """Make the tables of an empty database as they were once `steps` were taken."""
    with one_change():
        executor = MigrationExecutor(connection)
        executor.migrate(_last(steps))


def change_tables() -> None:
    """Take every step to this release, all or none; raises whatever went wrong once everything is as it was."""
    with one_change():
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)


@contextmanager
def one_change() -> Iterator[None]:
    """Run a change of tables as one transaction; references between tables are checked before it counts."""
    connection.ensure_connection()
    if store.is_sqlite():
        connection.disable_constraint_checking()  # it rebuilds tables; inside a transaction this cannot be switched
    try:
        with transaction.atomic():
            if not store.is_sqlite():
                connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
            yield
            connection.check_constraints()
    finally:
        if store.is_sqlite():
            connection.enable_constraint_checking()


def _last(steps: list[Step]) -> list[Step]:
    """Return the steps of each app after which none of `steps` follows in the same app."""
    graph = MigrationExecutor(connection).loader.graph
    known = {step for step in steps if step in graph.nodes}
    return sorted(
        step
        for step in known
        if not any(child.key in known and child.key[0] == step[0] for child in graph.node_map[step].children)
    )

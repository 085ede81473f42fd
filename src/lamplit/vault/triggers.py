"""Triggers by which the database itself refuses to change or delete an audit line, for SQLite and PostgreSQL."""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_WORDS = "the audit is never changed"
_SQLITE = tuple(
    f"CREATE TRIGGER IF NOT EXISTS audit_no_{act.lower()} BEFORE {act} ON vault_audit "
    f"BEGIN SELECT RAISE(ABORT, '{_WORDS}'); END"
    for act in ("UPDATE", "DELETE")
)
_POSTGRES = (
    "CREATE OR REPLACE FUNCTION vault_audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{_WORDS}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
    "CREATE TRIGGER audit_no_update BEFORE UPDATE OR DELETE ON vault_audit "
    "FOR EACH ROW EXECUTE FUNCTION vault_audit_refuse()",
    "CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON vault_audit "
    "FOR EACH STATEMENT EXECUTE FUNCTION vault_audit_refuse()",
)
_REMOVE_SQLITE = ("DROP TRIGGER IF EXISTS audit_no_update", "DROP TRIGGER IF EXISTS audit_no_delete")
_REMOVE_POSTGRES = (
    "DROP TRIGGER IF EXISTS audit_no_update ON vault_audit",
    "DROP TRIGGER IF EXISTS audit_no_truncate ON vault_audit",
)


def install(editor: BaseDatabaseSchemaEditor) -> None:
    """Add the triggers; safe to call twice."""
    remove(editor)
    for statement in _SQLITE if editor.connection.vendor == "sqlite" else _POSTGRES:
        editor.execute(statement)


def remove(editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers away, as a test database must before it can be emptied."""
    for statement in _REMOVE_SQLITE if editor.connection.vendor == "sqlite" else _REMOVE_POSTGRES:
        editor.execute(statement)

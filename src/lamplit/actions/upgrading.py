"""Brings the data of an older release to this one: a backup first, then all or nothing; leaves starting to cli."""

from dataclasses import dataclass
from pathlib import Path

from lamplit.actions import backups
from lamplit.vault import inspection, schema
from lamplit.vault.failures import BackupRefused

NEWER = "This data was made by a newer Lamplit. Install that release again. Nothing has been changed."


class UpgradeFailedError(Exception):
    """The tables could not be changed, and are as they were; the text says so, and where the backup lies."""


@dataclass(frozen=True, slots=True)
class Upgraded:
    """The steps that were taken, and the backup made before the first; None for a house that was empty."""

    steps: tuple[str, ...]
    backup: Path | None


def upgrade() -> Upgraded:
    """Bring the database to this release; raises BackupRefused for newer data, BackupNoRoom, UpgradeFailedError.

    Everything is one transaction: however it ends, the database is the old one or the new one, never between.
    """
    taken = schema.steps_taken()
    if schema.newer(taken):
        raise BackupRefused(NEWER)
    coming = tuple(".".join(step) for step in schema.steps_to_come())
    if not coming:
        return Upgraded((), None)
    inhabited = "vault.0001_first" in {".".join(step) for step in taken}
    backup = backups.back_up_before(coming[0]).file if inhabited else None
    try:
        with schema.one_change():
            before = inspection.how_many() if inhabited else {}
            schema.change_tables()
            _refuse_loss(before)
    except Exception as error:
        _still_as_it_was(taken, backup, error)
    return Upgraded(coming, backup)


def _refuse_loss(before: dict[str, int]) -> None:
    """Raise when a change of tables left fewer rows than there were."""
    after = inspection.how_many()
    lost = {table: many - after.get(table, 0) for table, many in before.items() if after.get(table, 0) < many}
    if lost:
        raise UpgradeFailedError(f"rows would have been lost in {', '.join(sorted(lost))}")


def _still_as_it_was(taken: list[schema.Step], backup: Path | None, error: Exception) -> None:
    """Say what became of a change of tables that failed."""
    same = schema.steps_taken() == taken
    kept = f" A backup from before lies at {backup}." if backup else ""
    state = "and your data is exactly as it was before" if same else "and the database needs a person"
    raise UpgradeFailedError(
        f"The upgrade did not work ({type(error).__name__}), {state}.{kept} Start the release you had before, and tell "
        "the people who make Lamplit."
    ) from error

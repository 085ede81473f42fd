"""Whether this house is kept well: backups, trials, what was erased, keys half turned; looking changes nothing."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from lamplit.actions import backups, clock
from lamplit.people.models import Circle
from lamplit.vault import backup_log, erasure, tombstones, turning

WEEK = 7  # days after which a backup is old
SEASON = 90  # days after which a backup should be tried again


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at; `needs_a_person` is False for what is in order or only good to know."""

    name: str
    text: str
    needs_a_person: bool = False


def backup_age() -> Check:
    """Say when the last backup was made; a house in which nobody real has written for a week needs none yet."""
    standing = backups.standing()
    due = people_have_written_for(WEEK)
    days = standing.days_since_made
    if days is None:
        return Check("backup", "None yet. Make one: lamplit backup FOLDER-ON-ANOTHER-DISK", needs_a_person=due)
    text = f"The last one was made {ago(days)}."
    if days > WEEK and due:
        return Check("backup", f"{text} Make a newer one: lamplit backup FOLDER", needs_a_person=True)
    return Check("backup", f"{text} {_where(standing)}".strip())


def backup_tried() -> Check:
    """Say when a backup was last gone back to for a trial."""
    standing = backups.standing()
    days = standing.days_since_tried
    if days is not None and days <= SEASON:
        return Check("backup tried", f"Tried and found good {ago(days)}.")
    said = "Never tried." if days is None else f"Last tried {ago(days)}."
    due = standing.days_since_made is not None and people_have_written_for(WEEK)
    return Check("backup tried", f"{said} Try one: lamplit restore FILE --check", needs_a_person=due)


def old_backups() -> Check:
    """Name the backups that should be gone: what was erased since lies in them still."""
    overdue = backups.standing().overdue
    if not overdue:
        return Check("old backups", "None lies where it was put for longer than thirty days.")
    listed = ", ".join(overdue)
    return Check("old backups", f"Older than thirty days, so throw them away: {listed}", needs_a_person=True)


def key_and_backups() -> Check:
    """Say whether a backup lies where its key lies too."""
    near = [made.file for made in backup_log.kept(clock.now()) if _holds_the_key(Path(made.file).parent)]
    if not near:
        return Check("key and backups", "No backup lies beside the key file.")
    text = f"The key file lies in the folder of a backup ({near[-1]}). Whoever copies that folder has both."
    return Check("key and backups", text, needs_a_person=True)


def erased_things() -> Check:
    """Say whether something that was erased is there again, and whether the second list is whole."""
    back = erasure.brought_back()
    if back:
        text = f"{back} things that were erased are there again. They go when the house is opened next: lamplit serve"
        return Check("erased", text, needs_a_person=True)
    if tombstones.copy_is_behind():
        text = f"The second list of what was erased ({tombstones.copy_path()}) is behind. It may not be writable."
        return Check("erased", text, needs_a_person=True)
    return Check("erased", "What was erased is gone.")


def keys_turned() -> Check:
    """Say whether a turning of keys was interrupted."""
    if turning.unfinished_house_key():
        text = "A new master key was begun and not ended. End it: lamplit keys rotate"
        return Check("turning keys", text, needs_a_person=True)
    return Check("turning keys", "No turn is half done.")


ALL = (backup_age, backup_tried, old_backups, key_and_backups, erased_things, keys_turned)


def people_have_written_for(days: int) -> bool:
    """Tell whether there is a circle of real people that is older than so many days."""
    before = clock.today() - timedelta(days=days)
    return Circle.objects.filter(is_demo=False, created_on__lte=before).exists()


def ago(days: int) -> str:
    """Return a number of days as people say it."""
    return "today" if days == 0 else "yesterday" if days == 1 else f"{days} days ago"


def _where(standing: backups.Standing) -> str:
    return "It lies in the data folder: keep one on another disk too." if standing.beside_the_data else ""


def _holds_the_key(folder: Path) -> bool:
    return folder.exists() and settings.KEY_FILE.resolve().is_relative_to(folder.resolve())

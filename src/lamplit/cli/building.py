"""Makes a house ready to open: folders, keys, tables, web secret, static files; leaves the address to `listening`."""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from lamplit.actions import clock, upgrading
from lamplit.cli.ground import TroubleError, tell
from lamplit.people import sessions
from lamplit.vault import keys


def make_folders() -> None:
    """Make the data folder, for its owner alone; raises PermissionError with the folder's name."""
    settings.DATA_DIR.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not os.access(settings.DATA_DIR, os.W_OK | os.X_OK):
        raise PermissionError(13, "you may not write there", str(settings.DATA_DIR))


def make_keys() -> bool:
    """Open the keys, making them first where neither keys nor data are; True when they are new."""
    fresh = not settings.KEY_FILE.exists() and not keys.data_exists() and not os.environ.get("CREDENTIALS_DIRECTORY")
    if fresh:
        keys.create_keys(settings.KEY_FILE, settings.DATA_DIR, clock.today())
    keys.unlock(settings.KEY_FILE, settings.DATA_DIR)
    return fresh


def make_house() -> bool:
    """Make everything a house needs and lacks; True when the keys are new. What is there is never touched."""
    make_folders()
    fresh = make_keys()
    make_tables()
    keep_web_secret()
    keys.ring().make_house_keys()  # from now on this data knows its key
    return fresh


def make_tables() -> None:
    """Bring the database to this release: a backup first, then wholly or not at all; newer data is refused."""
    try:
        done = upgrading.upgrade()
    except upgrading.UpgradeFailedError as error:
        raise TroubleError(str(error)) from error
    if done.backup:
        tell(f"The data is brought to this release. A backup from before lies at {done.backup}")


def keep_web_secret() -> None:
    """Keep the secret that signs cookies, so that sign-ins outlive a restart; a new one signs everybody out."""
    path = settings.PLACES.web_secret_file
    if path.exists():
        return
    sessions.end_everything()
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:  # noqa: PTH123
        file.write(settings.SECRET_KEY)


def build_static() -> None:
    """Collect, fingerprint and compress the static files, unless that was done for exactly these files."""
    stamp = settings.STATIC_ROOT.with_name("built")
    wanted = _fingerprint()
    if stamp.exists() and stamp.read_text(encoding="ascii") == wanted:
        return
    with _readable_by_all():
        try:
            settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
            with closing(
                os.fdopen(os.open(settings.STATIC_ROOT.with_name("lock"), os.O_WRONLY | os.O_CREAT, 0o644))
            ) as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                call_command("collectstatic", interactive=False, verbosity=0)
                stamp.write_text(wanted, encoding="ascii")
        except PermissionError as error:
            reason = f"The static files in {settings.STATIC_ROOT} are old and you may not write there."
            raise TroubleError(f"{reason} Set LAMPLIT_STATIC to a folder of your own.") from error


@contextmanager
def _readable_by_all() -> Iterator[None]:
    """Static files hold nothing private; a service's own user must read what its installer built."""
    before = os.umask(0o022)
    try:
        yield
    finally:
        os.umask(before)


def _fingerprint() -> str:
    """Return what the static files are now: path, size and time of change of each."""
    found = []
    for finder in get_finders():
        for name, storage in finder.list([]):
            facts = Path(storage.path(name)).stat()
            found.append(f"{name} {facts.st_size} {facts.st_mtime_ns}")
    return hashlib.sha256("\n".join(sorted(found)).encode()).hexdigest()

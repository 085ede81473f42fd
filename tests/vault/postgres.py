"""A PostgreSQL server of one test run's own, in a short-named folder, stopped and removed at the end."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

VERSIONS = Path("/usr/lib/postgresql")


def binaries() -> Path | None:
    """Return the folder of the newest server here; None when there is none or nobody to run it as."""
    found = sorted(VERSIONS.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not found or (os.geteuid() == 0 and not _runs_as("postgres")):
        return None
    return found[-1].parent


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """Start a server and yield the URL of an empty database; `initdb` refuses root, so root becomes `postgres`."""
    place = Path(tempfile.mkdtemp(prefix="lp-"))  # short: a socket's path has 107 characters
    place.chmod(0o777)
    port = _free_port()
    try:
        _run(folder / "initdb", "-D", str(place / "d"), "-A", "trust", "-U", "lamplit", "-E", "UTF8", "--no-sync")
        options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={place}"
        _run(folder / "pg_ctl", "-D", str(place / "d"), "-l", str(place / "log"), "-o", options, "-w", "start")
        try:
            _run(folder / "createdb", "-h", "127.0.0.1", "-p", str(port), "-U", "lamplit", "lamplit")
            yield f"postgresql://lamplit@127.0.0.1:{port}/lamplit"
        finally:
            _run(folder / "pg_ctl", "-D", str(place / "d"), "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _run(program: Path, *words: str) -> None:
    """Run one of the server's programs, as `postgres` when this is root; a server would keep a pipe of ours open."""
    as_postgres = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    done = subprocess.run(
        [*as_postgres, str(program), *words],
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False,
        cwd="/", timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, f"{program.name} ended with {done.returncode}"


def _runs_as(name: str) -> bool:
    """Tell whether this machine has a user of that name and a way to become them."""
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return shutil.which("runuser") is not None


def _free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

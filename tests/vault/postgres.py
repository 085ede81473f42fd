"""A PostgreSQL server of one test run's own, in a short-named folder, stopped and removed at the end."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

VERSIONS = Path("/usr/lib/postgresql")


def binaries() -> Path | None:
    """Return the folder of the newest server here; None when there is none or nobody to run it as."""
    found = sorted(VERSIONS.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not found or (os.geteuid() == 0 and not _runs_as("postgres")):
        return None
    return found[-1].parent


@dataclass
class Server:
    """A running server: its programs, its place and port, and the options it was started with."""

    programs: Path
    place: Path
    port: int
    options: str
    _made: int = 0

    @property
    def url(self) -> str:
        """The URL of the first database."""
        return self._url("lamplit")

    def another(self) -> str:
        """Make an empty database more and return its URL."""
        self._made += 1
        name = f"lamplit{self._made}"
        _run(self.programs / "createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "lamplit", name)
        return self._url(name)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        told = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.place} {self.options}"
        log = str(self.place / "log")
        _run(self.programs / "pg_ctl", "-D", str(self.place / "d"), "-l", log, "-o", told, "-w", "start")

    def stop_at_once(self) -> None:
        """Stop it as a power cut would."""
        _run(self.programs / "pg_ctl", "-D", str(self.place / "d"), "-m", "immediate", "-w", "stop")

    def _url(self, name: str) -> str:
        return f"postgresql://lamplit@127.0.0.1:{self.port}/{name}"


@contextmanager
def server(folder: Path, options: str = "") -> Iterator[Server]:
    """Start a server with an empty database; `initdb` refuses root, so root becomes `postgres`."""
    place = Path(tempfile.mkdtemp(prefix="lp-"))  # short: a socket's path has 107 characters
    place.chmod(0o777)
    found = Server(folder, place, _free_port(), options)
    try:
        _run(folder / "initdb", "-D", str(place / "d"), "-A", "trust", "-U", "lamplit", "-E", "UTF8", "--no-sync")
        found.start()
        try:
            _run(folder / "createdb", "-h", "127.0.0.1", "-p", str(found.port), "-U", "lamplit", "lamplit")
            yield found
        finally:
            found.stop_at_once()
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

"""A whole Lamplit for tests: real command line, real server, real database, in a folder that is thrown away."""

import json
import os
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.request import urlopen

SRC = Path(__file__).resolve().parent.parent / "src"
START_SECONDS = 120  # a busy machine may be slow; a dead server is noticed at once


@dataclass
class House:
    """One running house: where it lives, who is in it, and its command line."""

    root: Path
    port: int
    people: list[dict[str, Any]] = field(default_factory=list)
    server: "subprocess.Popen[bytes] | None" = None
    keys_at: Path | None = None
    src: Path = SRC
    database: str = ""
    settings: dict[str, str] = field(default_factory=dict)
    _links: dict[str, str] = field(default_factory=dict)

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.root / "data"

    @property
    def key_file(self) -> Path:
        """The key file, outside the data folder unless a test moves it."""
        return self.keys_at or self.root / "keys" / "keys.json"

    @property
    def url(self) -> str:
        """Where the server answers, without a slash at the end."""
        return f"http://localhost:{self.port}"

    @property
    def log(self) -> Path:
        """What the server printed."""
        return self.root / "server.log"

    def environment(self) -> dict[str, str]:
        """Return the environment of this house's programs; nothing of the test run's own places."""
        mine = {name: value for name, value in os.environ.items() if not name.startswith(("LAMPLIT_", "DJANGO_"))}
        mine.pop("DATABASE_URL", None)
        named = {"DATABASE_URL": self.database} if self.database else {}
        return mine | named | {"PYTHONPATH": str(self.src), "LAMPLIT_INSECURE_HTTP": "yes"} | self.settings

    def command(self, *args: str) -> list[str]:
        """Return the command line `lamplit ARGS` with this house's places."""
        places = ["--data", str(self.data), "--key-file", str(self.key_file)]
        return [sys.executable, "-m", "lamplit.cli", *args, *places]

    def run(self, *args: str, check: bool = True, stdin: str = "") -> "subprocess.CompletedProcess[str]":
        """Run `lamplit ARGS` to its end; with `check`, a failure shows what was printed."""
        done = subprocess.run(
            self.command(*args), env=self.environment(), input=stdin, capture_output=True, text=True, timeout=300
        )
        if check and done.returncode:
            said = f"{done.stdout}\n{done.stderr}"
            raise AssertionError(f"lamplit {' '.join(args)} ended with {done.returncode}:\n{said}")
        return done

    def python(self, code: str) -> "subprocess.CompletedProcess[str]":
        """Run Python code with this house's environment."""
        command = [sys.executable, "-c", code]
        return subprocess.run(command, env=self.environment(), capture_output=True, text=True, timeout=300)

    def start(self) -> None:
        """Start the server in its own process group and wait until it answers."""
        with self.log.open("ab") as log:
            self.server = subprocess.Popen(
                self.command("serve", "--host", "127.0.0.1", "--port", str(self.port)),
                env=self.environment(),
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end and self.server.poll() is None:
            if self.answers():
                return
            time.sleep(0.1)
        said = self.log.read_text(encoding="utf-8", errors="replace")
        self.stop()
        raise AssertionError(f"The server did not start:\n{said}")

    def answers(self) -> bool:
        """Say whether the server answers `/healthz`."""
        try:
            with urlopen(f"{self.url}/healthz", timeout=2) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False

    def stop(self) -> None:
        """Stop the server and everything it started."""
        if self.server is None:
            return
        self.server.terminate()
        try:
            self.server.wait(10)
        except subprocess.TimeoutExpired:
            os.killpg(self.server.pid, 9)
            self.server.wait(10)
        self.server = None

    def who(self, name_or_role: str) -> dict[str, Any]:
        """Return the demo person with this name (or its beginning) or role."""
        wanted = name_or_role.casefold()
        for person in self.people:
            if wanted == person["role"] or person["name"].casefold().startswith(wanted):
                return person
        raise LookupError(f"Nobody called {name_or_role!r} in {[(p['name'], p['role']) for p in self.people]}")

    def sign_in_link(self, name_or_role: str) -> str:
        """Return a link that signs this person in; it works once."""
        person = self.who(name_or_role)["person"]
        if person not in self._links:
            self.refresh()
        return self._links.pop(person)

    def refresh(self) -> None:
        """Load the people of one demo circle, which is quicker than all three, and one fresh sign-in link for each."""
        self.people = json.loads(self.run("demo", "--json", "--circle", "wren", "--port", str(self.port)).stdout)
        self._links = {person["person"]: person["sign_in"] for person in self.people}


def free_port() -> int:
    """Return a port that nothing listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def open_house(root: Path) -> House:
    """Make a house with its demo circle in `root` and start its server."""
    house = House(root=root, port=free_port())
    house.refresh()
    house.start()
    return house

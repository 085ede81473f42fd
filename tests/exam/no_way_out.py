"""A program for a network of its own, with no way out: a whole evening in a house, and whether anything was called.

It types an address at which it listens itself into every field of every form, and says in JSON what happened.
`no_way_out FOLDER` walks by itself; `no_way_out -- COMMAND...` runs a command there instead.
"""

import fcntl
import json
import re
import socket
import struct
import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path

import django

django.setup()

from tests.exam.forms import Form, Forms  # noqa: E402 - the evening reads models, for which the apps must be ready
from tests.exam.test_s39_whole_house import (  # noqa: E402
    go_wrong_on_pages,
    move_in,
    through_the_api,
    write_on_pages,
)
from tests.exam.visitor import Visitor, program  # noqa: E402
from tests.house import House, free_port  # noqa: E402

SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP = 0x8913, 0x8914, 0x1
ELSEWHERE = ("192.0.2.1", 80)  # kept free for examples (RFC 5737)
MOST_PAGES = 120
NOT_PRESSED = re.compile(r"sign-out|hide|leave|remove|pause|delete|erase|password|together|away")
GUARD = """
import os, sys
def _watch(event, args):
    if event in ("socket.connect", "socket.sendto", "socket.getaddrinfo"):
        with open(os.environ["WATCHED"], "a") as file:
            file.write(event + " " + repr(args[1:] if event != "socket.getaddrinfo" else args) + "\\n")
sys.addaudithook(_watch)
open(os.environ["WATCHED"] + ".on", "w").close()
"""


def wake_loopback() -> None:
    """Switch on the only way there is in a new network: to itself."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        asked = struct.pack("16sh", b"lo", 0)
        flags = struct.unpack("16sh", fcntl.ioctl(any_socket, SIOCGIFFLAGS, asked))[1]
        fcntl.ioctl(any_socket, SIOCSIFFLAGS, struct.pack("16sh", b"lo", flags | IFF_UP))


def a_way_out() -> bool:
    """Say whether anything outside can be asked."""
    with socket.socket() as probe:
        probe.settimeout(2)
        return probe.connect_ex(ELSEWHERE) == 0


@dataclass
class Listener:
    """Something that could be called, and how often it was."""

    calls: int = 0
    door: socket.socket = field(default_factory=socket.socket)

    def __post_init__(self) -> None:
        """Start to listen on this machine."""
        self.door.bind(("127.0.0.1", 0))
        self.door.listen()
        threading.Thread(target=self._count, daemon=True).start()

    @property
    def url(self) -> str:
        """Its address, as somebody could type it."""
        return f"http://127.0.0.1:{self.door.getsockname()[1]}/a.png"

    def _count(self) -> None:
        while True:
            caller, _ = self.door.accept()
            self.calls += 1
            caller.close()


class WatchedHouse(House):
    """A house whose every program notes each call it makes or tries to make."""

    def environment(self) -> dict[str, str]:
        """Let Python load the guard before anything else."""
        mine = super().environment()
        return mine | {"PYTHONPATH": f"{self.root}:{mine['PYTHONPATH']}", "WATCHED": str(self.root / "watched")}


def try_every_form(person: Visitor, start: str, words: str) -> tuple[int, list[str]]:
    """Walk from page to page and send every form, filled with `words`; returns how many, and what broke down."""
    waiting, seen, sent, broken = [start, "/account", "/"], set[str](), set[str](), list[str]()
    while waiting and len(seen) < MOST_PAGES:
        path = waiting.pop(0).split("#")[0]
        if path in seen or not path.startswith("/") or NOT_PRESSED.search(path):
            continue
        seen.add(path)
        answer = person.get(path)
        broken += [f"GET {path}"] if answer.status >= 500 else []
        page = Forms(answer.text)
        waiting += [*page.links, answer.location]
        for form in page.forms:
            broken += send(person, form, path, words, sent)
    return len(sent), broken


def send(person: Visitor, form: Form, path: str, words: str, sent: set[str]) -> list[str]:
    """Send one form, if none like it was sent; returns it when it broke down."""
    action = form.action or path
    shape = f"{re.sub('[0-9a-f-]{36}', 'id', action)} {sorted(form.fields)}"
    if shape in sent or NOT_PRESSED.search(action) or not action.startswith("/") or form.method != "post":
        return []
    sent.add(shape)
    given = {name: value for name, value in form.filled(words).items() if name != "csrfmiddlewaretoken"}
    return [f"POST {action}"] if person.post(action, **given).status >= 500 else []


def evening(root: Path) -> dict[str, object]:
    """Live in a house for an evening; returns what was done and what was called."""
    (root / "sitecustomize.py").write_text(GUARD, encoding="utf-8")
    listener, house = Listener(), WatchedHouse(root=root, port=free_port())
    house.run("init")
    house.start()
    watched = root / "watched"
    try:
        circle, robin, wren = move_in(house, listener.url)
        place = f"/c/{circle}"
        write_on_pages(place, robin, wren, listener.url)
        go_wrong_on_pages(house, place, robin, wren, listener.url)
        for name in ("robin", "wren"):
            through_the_api(program(house, name, circle), listener.url)
        walked = [try_every_form(person, f"{place}/", listener.url) for person in (robin, wren)]
    finally:
        house.stop()
    calls = listener.calls
    lines = watched.read_text(encoding="utf-8").splitlines() if watched.exists() else []
    with socket.create_connection(listener.door.getsockname(), timeout=5) as proof:
        proof.recv(1)
    return {
        "a_way_out": a_way_out(), "calls": calls, "calls_with_proof": listener.calls,
        "guarded": Path(f"{watched}.on").exists(),
        "tried": [line for line in lines if f"'127.0.0.1', {house.port}" not in line],  # opening asks: is one open?
        "forms": [count for count, _ in walked], "broken": [each for _, broken in walked for each in broken],
    }  # fmt: skip


if __name__ == "__main__":
    wake_loopback()
    if sys.argv[1] == "--":
        sys.exit(subprocess.call(sys.argv[2:]))
    print(json.dumps(evening(Path(sys.argv[1]))))

"""P06: no page asks another host for anything, and the server connects nowhere."""

import ast
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

import lamplit
from tests.house import House
from tests.web.test_design import SCRIPTS, STYLES, TEMPLATES, named

pytestmark = pytest.mark.exam("P06")
ELSEWHERE = re.compile(r"""(?:https?:)?//[\w-]+\.[\w.-]+""")
LINK = re.compile(r"<a\b[^>]*>")
NAMES_ONLY = {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
DIALS = {
    "urllib.request",
    "http.client",
    "smtplib",
    "ftplib",
    "requests",
    "httpx",
    "aiohttp",
    "telnetlib",
    "xmlrpc.client",
}
GUARD = """
import os, sys
def _watch(event, args):
    if event in ("socket.connect", "socket.sendto", "socket.getaddrinfo"):
        place = repr(args[1:] if event != "socket.getaddrinfo" else args)
        if not any(near in place for near in ("127.0.0.1", "::1", "localhost", "'/")):
            with open(os.environ["WATCHED"], "a") as file:
                file.write(event + " " + place + "\\n")
sys.addaudithook(_watch)
with open(os.environ["WATCHED"], "a") as file:
    file.write("")
open(os.environ["WATCHED"] + ".on", "w").close()
"""


@pytest.mark.parametrize("path", [*TEMPLATES, *STYLES, *SCRIPTS], ids=named)
def test_no_page_style_or_script_names_another_host_but_as_a_link_to_press(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    text = LINK.sub("", text) if path.suffix == ".html" else text

    assert set(ELSEWHERE.findall(text)) - NAMES_ONLY == set()


def test_no_module_of_ours_can_dial_out() -> None:
    source = Path(lamplit.__file__).parent
    found = [
        f"{path.relative_to(source)}: {name}"
        for path in source.rglob("*.py")
        for name in imported(path)
        if name in DIALS
    ]

    assert found == []


def imported(path: Path) -> list[str]:
    names: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return names


def test_a_browser_that_walks_through_the_house_asks_only_the_house(person: Callable[..., Page], house: House) -> None:
    page = person("carer")
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    circle = house.who("carer")["circle"]
    for path in (
        "/",
        f"/c/{circle}/diary",
        f"/c/{circle}/new/moment",
        "/now",
        "/find-help",
        "/worried",
        "/seek-help",
        "/sign-in",
    ):
        page.goto(path)

    assert hosts == {house.url.split("/")[2]}


def test_the_server_connects_nowhere(
    person: Callable[..., Page], own_house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "sitecustomize.py").write_text(GUARD, encoding="utf-8")
    watched = tmp_path / "watched"
    environment = own_house.environment
    monkeypatch.setattr(
        own_house,
        "environment",
        lambda: (
            environment()
            | {"PYTHONPATH": os.pathsep.join([str(tmp_path), environment()["PYTHONPATH"]]), "WATCHED": str(watched)}
        ),
    )
    own_house.stop()
    own_house.start()
    page = person("carer", at=own_house)
    circle = own_house.who("carer")["circle"]
    for path in ("/", f"/c/{circle}/diary", f"/c/{circle}/circle", f"/c/{circle}/export/record", "/now"):
        page.goto(path)

    assert Path(f"{watched}.on").exists()
    assert watched.read_text(encoding="utf-8") == ""

"""S39, the whole house: people move in, write, fail and search on the real server; no file and no process keeps a word.

What is typed is marked with one word. The same search must find that word where it is planted in clear.
"""

import re
from pathlib import Path
from uuid import uuid4

import pytest

from tests.exam.processes import processes_of
from tests.exam.test_s39_store_canaries import holding, shapes_of
from tests.exam.visitor import Answer, Program, Visitor, program
from tests.house import House

pytestmark = pytest.mark.exam("S39")
AGREED = {"ground": "local_authority", "given_by": "outside", "responsibility": "no"}
INVITED = re.compile(r"/join/([\w-]+).*?(\d{3}) (\d{3})", re.DOTALL)


def newcomer(canary: str, username: str) -> dict[str, str]:
    """Return what somebody types to make an account, marked wherever it is not the sign-in name itself."""
    return {"name": canary, "username": username, "way": "password", "password": f"a quiet {canary}"}


def move_in(house: House, canary: str) -> tuple[str, Visitor, Visitor]:
    """Make the first circle through the pages, and let the young person in; returns the circle and both browsers."""
    robin, wren = Visitor(house), Visitor(house)
    link = re.findall(r"/setup/(\S+)", house.log.read_text(encoding="utf-8"))[-1]
    about = {"role": "carer", "about": canary, "born_on": "2011-04-02", **AGREED}
    missing = robin.post("/setup", token=link, **newcomer(canary, "robin"), **(about | {"born_on": canary}))
    assert missing.status == 200 and canary in missing.text
    first = robin.post("/setup", token=link, **newcomer(canary, "robin"), **about)
    circle = first.location.split("/")[2]
    invited = INVITED.search(robin.post(f"/c/{circle}/circle/invite", role="subject").text)
    assert invited is not None
    token, code = invited[1], invited[2] + invited[3]
    assert wren.post("/join", token=token, code=canary, **newcomer(canary, "wren")).status == 200
    assert wren.post("/join", token=token, code=code, **newcomer(canary, "wren")).status == 302
    waiting = re.findall(r"/circle/([0-9a-f-]{36})", robin.get(f"/c/{circle}/circle").text)
    for membership in waiting:
        robin.post(f"/c/{circle}/circle/{membership}/confirm", **AGREED)
    assert wren.get(f"/c/{circle}/").status == 200
    return circle, robin, wren


def write_on_pages(place: str, robin: Visitor, wren: Visitor, canary: str) -> None:
    """Type the word wherever a page lets people type."""
    draft, page = uuid4(), uuid4()
    kept = wren.post(f"{place}/drafts/{draft}", kind="journal", page="one", title=canary, text=canary)
    assert kept.data["kept"]
    robin.post(f"{place}/drafts/{uuid4()}", kind="moment", page="one", words=canary, before_words=canary)
    assert wren.post(f"{place}/new/journal", id=page, title=canary, text=canary).status == 302
    assert wren.post(f"{place}/e/{page}/edit", id=page, base=1, text=canary * 2).status == 302
    assert wren.post(f"{place}/new/check_in", id=uuid4(), weather="foggy", words=canary).status == 302
    words = dict.fromkeys(("words", "before_words", "did_words", "ended_words"), canary)
    moment = {"tone": "hard", "ended": "other", "other_explanations": [canary, canary], **words}
    assert robin.post(f"{place}/new/moment", id=uuid4(), **moment).status == 302
    assert canary in robin.get(f"{place}/diary").text
    assert canary in robin.post(f"{place}/search", words=canary).text
    assert "Nothing found" in robin.post(f"{place}/search", words=f"{canary}no").text
    assert robin.post("/account/name", name=f"{canary} Vale").status == 302
    robin.get(f"{place}/export/record.csv")
    wren.post(f"{place}/e/{page}/delete")


def go_wrong_on_pages(house: House, place: str, robin: Visitor, wren: Visitor, canary: str) -> None:
    """Type the word where it is refused, where nothing is, and where somebody is not signed in."""
    refused: list[Answer] = [
        wren.post(f"{place}/new/journal", id=uuid4(), text=canary * 2_000),
        wren.post(f"{place}/new/journal", id=uuid4(), text=canary, when="pick", on=canary),
        wren.post(f"{place}/new/check_in", id=uuid4(), weather=canary, words=canary),
        robin.post(f"{place}/search", words=canary * 20),
        robin.post("/account/name", name=canary * 20),
        wren.post(f"{place}/new/{canary}", text=canary),
        wren.get(f"{place}/{canary}"),
        Visitor(house).post(f"{place}/new/journal", id=uuid4(), text=canary),
    ]
    assert all(answer.status >= 400 or canary in answer.text for answer in refused)
    stranger = Visitor(house)
    for name, password in (("robin", canary), ("nobody", canary), (canary, canary), ("robin", f"a quiet {canary}no")):
        assert stranger.post("/sign-in", login=name, password=password).status == 200
    assert robin.post("/account/check", password=canary).location == ""
    stranger.get(f"/find-help?country={canary}")
    stranger.get(f"/enter/{canary}")
    stranger.get(f"/join/{canary}")
    stranger.post("/setup", token=canary, **newcomer(canary, "second"))


def through_the_api(one: Program, canary: str) -> None:
    """Send the word as a program, in entries that are kept and in all that is refused."""
    entry = str(uuid4())
    sent = {"id": entry, "kind": "journal", "body": {"title": canary, "text": canary}}
    assert one.ask("POST", "/entries", sent).status == 201
    assert canary in one.ask("GET", f"/entries/{entry}").text
    assert one.ask("POST", "/entries", sent | {"body": {"text": canary * 2}}).status == 409
    changed = {"kind": "journal", "body": {"text": canary * 3}, "revision": 1}
    assert one.ask("PUT", f"/entries/{entry}", changed).status == 200
    wrong = ({"kind": canary}, {"id": canary}, {"happened_at": canary}, {"audience": [canary]}, {canary: canary})
    for more in (*wrong, {"body": {canary: canary}}, {"body": {"text": canary * 2_000}}):
        assert one.ask("POST", "/entries", sent | {"id": str(uuid4())} | more).status == 422
    assert one.ask("GET", f"/entries?before={canary}").status in {200, 422}
    assert one.ask("GET", f"/{canary}").status == 404
    one.token = canary
    assert one.ask("GET", "/entries").status == 401


def known_to(process: Path, wanted: list[bytes]) -> list[str]:
    """Return where a process shows the word: its start, its surroundings, every file it holds open, even unlinked."""
    places = [process / "environ", process / "cmdline", *(process / "fd").glob("*")]
    return [str(each) for each in places if each.is_file() and any(shape in _bytes(each) for shape in wanted)]


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


def test_a_whole_evening_leaves_no_word_in_any_file_or_process(
    closed_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    house, canary = closed_house, f"heron{uuid4().hex[:20]}"
    scratch = house.root / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("TMPDIR", str(scratch))
    house.start()
    circle, robin, wren = move_in(house, canary)
    write_on_pages(f"/c/{circle}", robin, wren, canary)
    go_wrong_on_pages(house, f"/c/{circle}", robin, wren, canary)
    for person in ("robin", "wren"):
        through_the_api(program(house, person, circle), canary)
    assert {"lamplit.sqlite3", "audit.anchor"} <= {path.name for path in house.data.iterdir()}
    assert holding(house.root, shapes_of(canary)) == []
    assert [place for one in processes_of(house) for place in known_to(one, shapes_of(canary))] == []
    house.stop()
    assert holding(house.root, shapes_of(canary)) == []


def test_the_same_search_finds_a_word_that_is_there(closed_house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    canary = f"heron{uuid4().hex[:20]}"
    monkeypatch.setenv("SPOKEN", canary)
    closed_house.start()
    (closed_house.data / "left-behind").write_bytes(b"before " + canary.encode() + b" after")
    assert holding(closed_house.root, shapes_of(canary)) == ["left-behind"]
    if Path("/proc").is_dir():
        found = [place for one in processes_of(closed_house) for place in known_to(one, shapes_of(canary))]
        assert len(found) >= 2, "the server and its worker"

"""Keeping a memory for the child: a photo and one line, in four taps, for exactly those the page names."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import APIResponse, Locator, Page, expect

from tests.acceptance.offline import until
from tests.acceptance.village import Village, Villager
from tests.acceptance.walk import ENTRY, Walk, ask, listing, row
from tests.pictures import CAMERA, HEIC, a_photo, opened, with_notes

LINE = "The walrus wore a paper hat."
JPEG = b"\xff\xd8\xff"


@pytest.fixture
def camera(tmp_path: Path) -> Callable[..., str]:
    """`camera()` is the path of a photo as a phone makes it; takes other bytes and another name."""

    def taken(data: bytes | None = None, name: str = "IMG_0001.jpg") -> str:
        path = tmp_path / name
        path.write_bytes(with_notes() if data is None else data)
        return str(path)

    return taken


def keep(page: Page, villager: Villager, path: str, line: str = LINE) -> str:
    """Keep a photo and return its id."""
    page.goto(villager.place + "new/photo")
    page.get_by_label("Choose or take a photo").set_input_files(path)
    page.get_by_label("One line about it").fill(line)
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(ENTRY)
    return row(page)


def picture(page: Page, villager: Villager, entry: str, size: str = "") -> APIResponse:
    return page.request.get(f"{villager.place}e/{entry}/photo{size}")


def is_drawn(page: Page, selector: str) -> bool:
    """Say whether a picture is really there, not only its frame."""
    until(page, f"document.querySelector('{selector}')?.complete")
    return bool(page.evaluate(f"document.querySelector('{selector}').naturalWidth > 0"))


def test_a_carer_keeps_a_memory_in_four_taps(
    village: Village, walk: Callable[..., Walk], camera: Callable[..., str]
) -> None:
    mine = walk(village["carer"])
    mine.open(village["carer"].place)
    mine.tap(mine.page.get_by_role("link", name="Keep a memory"), leads_to=re.compile(r"/new/photo$"))
    expect(mine.page.locator(".save-bar [data-who-sees]")).to_contain_text("You and the young person.")
    with mine.page.expect_file_chooser() as chooser:
        mine.tap(mine.page.get_by_label("Choose or take a photo"))
    chooser.value.set_files(camera())
    expect(mine.page.locator("[data-photo] canvas")).to_be_visible()
    mine.tap(mine.page.get_by_label("One line about it"))
    mine.type(LINE)
    mine.tap(mine.page.get_by_role("button", name="Save", exact=True), leads_to=ENTRY)
    assert mine.taps <= 4
    assert mine.seconds <= 30
    assert is_drawn(mine.page, ".entry-body img")
    expect(mine.page.get_by_role("img", name=LINE)).to_be_visible()
    mine.look()
    assert mine.complaints == []


def test_it_is_there_for_the_child_and_for_nobody_else(
    village: Village, phone: Callable[..., Page], camera: Callable[..., str]
) -> None:
    url, robin, wren = village.house.url, village["carer"], village["subject"]
    before = {each.key: listing(url, each) for each in village.others("carer", "subject")}
    entry = keep(phone(robin), robin, camera())
    young = phone(wren)
    young.goto(f"{wren.place}diary")
    assert is_drawn(young, f'img[src*="{entry}"]')
    young.get_by_role("link", name=LINE).first.click()
    assert is_drawn(young, ".entry-body img")
    expect(young.locator("main")).to_contain_text(robin.name)
    for other in village.others("carer", "subject"):
        theirs = phone(other)
        assert listing(url, other) == before[other.key], other.key
        assert ask(url, other, f"/entries/{entry}/photo")[0] == 404
        for path in ("", "/photo", "/photo/small", "/edit"):
            assert theirs.request.get(f"{other.place}e/{entry}{path}").status == 404, (other.key, path)
        theirs.context.close()


def test_what_leaves_the_phone_and_what_is_kept_has_no_place_and_no_camera_in_it(
    village: Village, phone: Callable[..., Page], camera: Callable[..., str]
) -> None:
    wren = village["subject"]
    for options in ({}, {"java_script_enabled": False}):
        page = phone(wren, **options)
        sent: list[bytes] = []
        page.on("request", lambda request, sent=sent: sent.append(request.post_data_buffer or b""))
        entry = keep(page, wren, camera())
        if not options:
            assert CAMERA.encode() not in b"".join(sent)  # made small, and clean, before it went up
        for size in ("", "/small"):
            answer = picture(page, wren, entry, size)
            assert answer.headers["content-disposition"].startswith("attachment")
            assert "sandbox" in answer.headers["content-security-policy"]
            assert answer.headers["cache-control"] == "no-store"
            assert CAMERA.encode() not in answer.body()
            assert opened(answer.body()).size == (320, 240)


def test_after_stop_showing_the_photo_is_gone_at_the_next_request(
    village: Village, phone: Callable[..., Page], camera: Callable[..., str]
) -> None:
    wren, sam = village["subject"], village["therapist"]
    page, theirs = phone(wren), phone(sam)
    entry = keep(page, wren, camera())
    assert picture(theirs, sam, entry).status == 404
    page.get_by_role("link", name="Show someone").click()
    page.get_by_role("link", name=sam.name).click()
    assert is_drawn(page, ".preview img")  # exactly what Sam will see
    page.get_by_role("button", name="Show").click()
    assert picture(theirs, sam, entry).status == 200
    theirs.goto(f"{sam.place}e/{entry}")
    assert is_drawn(theirs, ".entry-body img")
    page.goto(f"{wren.place}e/{entry}")
    expect(page.locator(".seen")).to_contain_text(sam.name)
    page.get_by_role("button", name="Stop showing").click()
    expect(page.locator(".toasts")).to_contain_text("can no longer see this")
    for size in ("", "/small"):
        assert picture(theirs, sam, entry, size).status == 404
    theirs.reload()
    expect(theirs.get_by_role("img", name=LINE)).to_have_count(0)


def test_undo_puts_it_away(village: Village, phone: Callable[..., Page], camera: Callable[..., str]) -> None:
    robin, wren = village["carer"], village["subject"]
    page, young = phone(robin), phone(wren)
    entry = keep(page, robin, camera())
    assert picture(young, wren, entry).status == 200
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", name="Diary")).to_be_visible()
    assert picture(young, wren, entry).status == 404


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until this has the focus."""
    for _ in range(20):
        page.keyboard.press("Tab")
        if wanted.evaluate("(box) => box === document.activeElement"):
            return
    raise AssertionError("The keyboard does not get there.")


def test_by_keyboard_alone(village: Village, walk: Callable[..., Walk], camera: Callable[..., str]) -> None:
    mine = walk(village["subject"])
    mine.open(village["subject"].place + "new/photo")
    tab_to(mine.page, mine.page.get_by_label("Choose or take a photo"))
    with mine.page.expect_file_chooser() as chooser:
        mine.page.keyboard.press("Space")
    chooser.value.set_files(camera())
    tab_to(mine.page, mine.page.get_by_label("One line about it"))
    mine.type(LINE)
    tab_to(mine.page, mine.page.get_by_role("button", name="Save", exact=True))
    mine.page.keyboard.press("Enter")
    mine.page.wait_for_url(ENTRY)
    mine.look()
    assert is_drawn(mine.page, ".entry-body img")
    assert mine.complaints == []


@pytest.mark.parametrize("scripts", [True, False])
def test_a_photo_the_house_cannot_open_is_said_so_and_the_line_stays(
    village: Village, phone: Callable[..., Page], camera: Callable[..., str], scripts: bool
) -> None:
    wren = village["subject"]
    page = phone(wren, java_script_enabled=scripts)
    page.goto(wren.place + "new/photo")
    page.get_by_label("Choose or take a photo").set_input_files(camera(HEIC, "IMG_0002.HEIC"))
    page.get_by_label("One line about it").fill(LINE)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert").first).to_contain_text("This phone saved it as HEIC")
    expect(page.get_by_label("One line about it")).to_have_value(LINE)
    page.get_by_label("Choose or take a photo").set_input_files(camera(a_photo(), "shot.png"))
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url(ENTRY)


def test_a_photo_over_the_limit_without_scripts_gives_the_line_back(
    village: Village, phone: Callable[..., Page], camera: Callable[..., str]
) -> None:
    wren = village["subject"]
    page = phone(wren, java_script_enabled=False)
    page.goto(wren.place + "new/photo")
    page.get_by_label("Choose or take a photo").set_input_files(camera(a_photo() + bytes(13_000_000)))
    page.get_by_label("One line about it").fill(LINE)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert").first).to_contain_text("over 12 MB")
    expect(page.get_by_label("One line about it")).to_have_value(LINE)


def test_an_upload_that_breaks_off_leaves_nothing(village: Village) -> None:
    import socket

    wren, house = village["subject"], village.house
    (database,) = house.data.glob("*.sqlite3")
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as held:
        before = held.execute("SELECT COUNT(*) FROM vault_chunk").fetchone()
        head = (
            f"POST {wren.place}new/photo HTTP/1.1\r\nHost: localhost:{house.port}\r\nCookie: lamplit={wren.session}\r\n"
            f"Origin: {house.url}\r\nContent-Type: multipart/form-data; boundary=edge\r\nContent-Length: 900000\r\n\r\n"
            '--edge\r\nContent-Disposition: form-data; name="photo"; filename="a.jpg"\r\n\r\n'
        )
        many = [socket.create_connection(("127.0.0.1", house.port), timeout=5) for _ in range(6)]
        for each in many:
            each.sendall(head.encode() + with_notes())
        assert house.answers()  # others are not kept waiting by those who dawdle
        for each in many:
            each.close()
        assert house.answers()
        assert held.execute("SELECT COUNT(*) FROM vault_chunk").fetchone() == before


@pytest.mark.exam("S39")
def test_no_file_of_the_house_holds_a_byte_of_a_photo(
    village: Village, phone: Callable[..., Page], camera: Callable[..., str]
) -> None:
    robin = village["carer"]
    entry = keep(phone(robin), robin, camera())
    page = phone(robin)
    shown = picture(page, robin, entry).body()
    assert shown.startswith(JPEG)
    wanted = [JPEG + b"\xe0\x00\x10JFIF", shown[200:260], CAMERA.encode(), LINE.encode()]
    for file in village.house.root.rglob("*"):
        if file.is_file():
            data = file.read_bytes()
            assert [each for each in wanted if each in data] == [], file

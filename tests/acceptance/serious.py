"""How somebody writes a serious incident down, and asks about it, for the tests of journey 2."""

import io
import json
import re
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from playwright.sync_api import Page
from pypdf import PdfReader

from tests.acceptance.village import Village
from tests.acceptance.walk import ENTRY, Walk, ask, row

SEEN = 'A door, then "leave me alone".'
DID = "I sat on the landing and stayed."
WRITE = re.compile(r"/new/incident\?safe=")


def begin(walk: Walk, place: str, answer: str = "Yes") -> Page:
    page = walk.page
    walk.open(place)
    walk.tap(page.get_by_role("link", name="Add", exact=True), leads_to=re.compile(r"/add$"))
    walk.tap(page.get_by_role("link", name="Something serious"), leads_to=re.compile(r"/first$"))
    walk.tap(page.get_by_role("link", name=answer, exact=True), leads_to=WRITE)
    return page


def open_question(walk: Walk, title: str) -> None:
    walk.tap(walk.page.locator("summary", has_text=title))


def save(walk: Walk) -> str:
    walk.tap(walk.page.get_by_role("button", name="Save", exact=True), leads_to=ENTRY)
    return row(walk.page)


def two_answers(walk: Walk, place: str) -> str:
    begin(walk, place)
    open_question(walk, "What did you see and hear?")
    walk.type(SEEN)
    open_question(walk, "What did you do?")
    walk.type(DID)
    return save(walk)


def body_of(village: Village, who: str, entry: str) -> dict[str, object]:
    status, raw = ask(village.house.url, village[who], f"/entries/{entry}")
    assert status == 200
    found: dict[str, object] = json.loads(raw)["body"]
    return found


def send(village: Village, who: str, method: str, path: str, body: object = None) -> tuple[int, str]:
    villager = village[who]
    address = f"{village.house.url}/api/v1/circles/{villager.circle}{path}"
    request = Request(address, method=method, data=None if body is None else json.dumps(body).encode())
    request.add_header("Authorization", f"Bearer {villager.token}")
    try:
        with urlopen(request, timeout=20) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as refused:
        return refused.code, refused.read().decode()


def paper(page: Page, village: Village, entry: str) -> str:
    answer = page.request.get(f"{village['carer'].place}e/{entry}/record.pdf")
    assert answer.ok and answer.headers["content-type"] == "application/pdf"
    reader = PdfReader(io.BytesIO(answer.body()))
    assert reader.metadata is not None and reader.metadata.title == "Record"
    return " ".join(" ".join(each.extract_text() for each in reader.pages).split())

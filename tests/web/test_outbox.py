"""The three addresses of writing without a connection: the kept page, the ticket, and where what waited arrives."""

import re
from base64 import urlsafe_b64encode
from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

import orjson
import pytest
from django.test import Client

from lamplit.actions import drafts, entries
from lamplit.actions.outbox import Sealed
from lamplit.people.models import Membership
from lamplit.vault import store
from lamplit.vault.failures import NotSaved
from tests.cast import Cast, Part, a_browser, make_cast, write
from tests.phone import Phone, a_while_ago

pytestmark = pytest.mark.django_db
OURS = {"Sec-Fetch-Site": "same-origin", "Origin": "http://testserver"}


def ask(client: Client) -> Any:
    return client.post("/outbox/ticket", headers=OURS)


def send(client: Client, items: Iterable[Sealed]) -> Any:
    body = [
        {
            "id": item.id.hex,
            "key": item.key.hex,
            "place": item.place,
            "person": item.person,
            "sealed": urlsafe_b64encode(item.sealed).decode(),
        }
        for item in items
    ]
    return client.post("/outbox", orjson.dumps({"items": body}), "application/json", headers=OURS)


def done(answer: Any) -> list[str]:
    return [each["done"] for each in answer.json()["items"]]


def diary(part: Part) -> list[UUID]:
    return [card.id for card in entries.diary(part.visit).items]


def test_the_kept_page_is_the_same_for_everybody_and_asks_nobody_who_they_are(cast: Cast) -> None:
    seen = [client.get("/add") for client in (a_browser(), cast.carer.client, cast.subject.client)]

    assert len({answer.content for answer in seen}) == 1
    assert not any(answer.cookies for answer in seen)
    page = seen[0].content.decode()
    assert [part.name for part in cast.everyone if re.search(rf"\b{part.name}\b", page)] == []
    assert page.count("Nobody is watching this page") >= 5
    assert "csrfmiddlewaretoken" not in page


def test_a_ticket_holds_no_name_and_no_id_of_anybody(cast: Cast) -> None:
    answer = ask(cast.carer.client)
    text = answer.content.decode()
    ids = {str(each) for part in cast.everyone for each in (part.person, part.membership, part.circle)}

    assert answer.status_code == 200
    assert [part.name for part in cast.everyone if re.search(rf"\b{part.name}\b", text)] == []
    assert [each for each in ids if each in text or each.replace("-", "") in text] == []
    (ticket,) = answer.json()["tickets"]
    assert set(ticket["kinds"]) == {"moment", "journal", "practice_run"}
    assert ticket["kinds"]["journal"] == {"sees": "Only you.", "to": []}


def test_a_young_person_is_offered_weather_and_a_page(cast: Cast) -> None:
    (ticket,) = ask(cast.subject.client).json()["tickets"]

    assert set(ticket["kinds"]) == {"check_in", "journal", "practice_run"}
    assert ticket["young"] is True


def test_nobody_gets_a_ticket_for_a_circle_that_is_not_open_to_them(cast: Cast) -> None:
    assert ask(cast.teacher.client).json()["tickets"] == []
    Membership.objects.filter(pk=cast.carer.membership).update(state="paused")
    assert ask(cast.carer.client).json()["tickets"] == []
    assert ask(a_browser()).status_code in {401, 403}


def test_a_screen_shared_with_a_child_gets_no_ticket(vault: None) -> None:
    cast = make_cast(9)
    client = cast.carer.client
    assert client.post(f"/c/{cast.circle}/together/begin").status_code == 302
    assert ask(client).status_code == 302
    assert 'name="writer"' not in client.get(f"/c/{cast.circle}/together").content.decode()


@pytest.mark.parametrize("headers", [{}, {"Origin": "https://elsewhere.test"}, {"Sec-Fetch-Site": "cross-site"}])
def test_a_ticket_is_for_our_own_pages_only(cast: Cast, headers: dict[str, str]) -> None:
    assert cast.carer.client.post("/outbox/ticket", headers=headers).status_code == 403


def test_things_arrive_once_with_one_line_each_in_the_audit(cast: Cast) -> None:
    phone = Phone(cast.carer)
    items = [phone.write(at=a_while_ago(minutes=minute)) for minute in range(3)]
    before = len(store.rows("SELECT 1 FROM vault_audit WHERE action = 'write'"))

    answers = [send(cast.carer.client, items) for _ in range(2)]

    assert [done(answer) for answer in answers] == [["kept"] * 3] * 2
    assert sorted(diary(cast.carer)) == sorted(item.id for item in items)
    assert len(store.rows("SELECT 1 FROM vault_audit WHERE action = 'write'")) - before == 3


def test_what_is_unclear_says_where_to_look(cast: Cast) -> None:
    phone = Phone(cast.carer)

    answer = send(cast.carer.client, [phone.write(at=a_while_ago(days=400)), phone.write()])

    assert done(answer) == ["draft", "kept"]
    assert answer.json()["look"] == f"/c/{cast.circle}/drafts"
    page = cast.carer.client.get(answer.json()["look"]).content.decode()
    assert "clock was wrong" in page and "Shouting" in page
    (draft,) = drafts.my_drafts(cast.carer.visit)
    opened = cast.carer.client.get(f"/c/{cast.circle}/new/moment?draft={draft.id}").content.decode()
    assert "clock was wrong" in opened


def test_somebody_elses_things_and_a_full_disk_leave_everything_on_the_phone(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = Phone(cast.carer).write()
    assert done(send(cast.other_carer.client, [item])) == ["stays"]

    def full(*_: object) -> None:
        raise NotSaved("Not saved: the disk is full.")

    with monkeypatch.context() as patched:
        patched.setattr("lamplit.vault.entries_write._store", full)
        answer = send(cast.carer.client, [item])

    assert done(answer) == ["stays"] and "disk is full" in answer.json()["items"][0]["say"]
    assert done(send(cast.carer.client, [item])) == ["kept"]


@pytest.mark.parametrize(
    "body", [b"", b"{}", b"[]", b'{"items": 1}', b'{"items": [1]}', b'{"items": [{"id": "x"}]}', b"\xff\xfe"]
)
def test_what_no_page_of_ours_sends_is_turned_away(cast: Cast, body: bytes) -> None:
    assert cast.carer.client.post("/outbox", body, "application/json", headers=OURS).status_code == 422


def both(cast: Cast) -> UUID:
    """Let two phones of the child change one page; returns the page, with one change kept and one unfinished."""
    entry = write(cast.subject, "journal", {"text": "First."})
    for text in ("The first phone.", "The second phone."):
        item = Phone(cast.subject).write("journal", entry=entry, base=1, answers={"text": [text]}, sees="Only you.")
        send(cast.subject.client, [item])
    return entry


def test_two_versions_stand_side_by_side_for_a_person_to_choose(cast: Cast) -> None:
    entry = both(cast)
    place = f"/c/{cast.circle}"

    listed = cast.subject.client.get(f"{place}/drafts").content.decode()
    page = cast.subject.client.get(f"{place}/e/{entry}/edit?draft=1").content.decode()

    assert f"{place}/e/{entry}/edit?draft=1" in listed
    assert "Both are here" in page
    assert page.index("Already kept") < page.index("The first phone.") < page.index("The second phone.")
    for words in ("Keep this one as it is", "Keep both", "Save"):
        assert words in page


@pytest.mark.parametrize(
    ("choice", "texts", "versions"),
    [
        ("mine", ["The second phone."], 3),
        ("theirs", ["The first phone."], 2),
        ("both", ["The first phone.", "The second phone."], 2),
    ],
)
def test_whichever_is_chosen_is_what_stands(cast: Cast, choice: str, texts: list[str], versions: int) -> None:
    entry = both(cast)
    place, client = f"/c/{cast.circle}", cast.subject.client
    mine = {"id": str(entry), "base": "2", "text": "The second phone."}

    if choice == "theirs":
        client.post(f"{place}/drafts/{entry}/drop", {"beside": "1"})
    else:
        client.post(f"{place}/e/{entry}/edit", mine | ({"both": "1"} if choice == "both" else {}))

    cards = entries.diary(cast.subject.visit).items
    assert sorted(str((card.body or {})["text"]) for card in cards) == texts
    assert [card.revision for card in cards if card.id == entry] == [versions]
    assert drafts.my_drafts(cast.subject.visit) == ()


def test_a_page_inside_a_circle_knows_whose_words_may_wait_and_no_other_does(cast: Cast) -> None:
    tag = ask(cast.carer.client).json()["person"]
    home = cast.carer.client.get(f"/c/{cast.circle}/").content.decode()

    assert f'<meta name="writer" content="{tag}">' in home
    assert "1 waiting" not in home
    for client, path in ((a_browser(), "/"), (cast.carer.client, "/now"), (cast.carer.client, "/add")):
        assert 'name="writer"' not in client.get(path).content.decode()
    assert str(uuid4()) not in home

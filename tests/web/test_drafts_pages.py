"""Words on their way: kept while typed, offered again, both kept when a page was open twice, never seen by others."""

from html import unescape
from typing import Any
from uuid import uuid4

from tests.cast import Cast, Part

WORDS = "Half a thought about lanterns"


def keep(part: Part, draft: object, **fields: object) -> Any:
    answer = part.client.post(f"/c/{part.circle}/drafts/{draft}", {"kind": "journal", "page": "one", **fields})
    return answer.json()


def get(part: Part, path: str) -> str:
    return unescape(part.client.get(f"/c/{part.circle}{path}").content.decode())


def test_a_page_left_half_written_is_offered_next_time_and_comes_back_whole(cast: Cast) -> None:
    draft = uuid4()
    assert keep(cast.subject, draft, text=WORDS)["kept"] is True
    assert f"?draft={draft}" in get(cast.subject, "/new/journal")
    assert WORDS in get(cast.subject, f"/new/journal?draft={draft}")


def test_saving_the_page_ends_the_offer(cast: Cast) -> None:
    draft = uuid4()
    keep(cast.subject, draft, text=WORDS)
    cast.subject.client.post(f"/c/{cast.circle}/new/journal", {"id": draft, "text": WORDS})
    assert "You were writing something" not in get(cast.subject, "/new/journal")


def test_two_tabs_on_one_page_keep_both_and_a_person_chooses(cast: Cast) -> None:
    draft = uuid4()
    first = keep(cast.subject, draft, page="one", text="From the first tab")
    second = keep(cast.subject, draft, page="two", mark="", text="From the second tab")
    assert second["twice"]
    assert second["id"] != first["id"]
    both = get(cast.subject, "/drafts")
    assert "From the first tab" in both
    assert "From the second tab" in both


def test_one_tab_going_on_typing_stays_one_page(cast: Cast) -> None:
    draft = uuid4()
    first = keep(cast.subject, draft, text="One")
    again = keep(cast.subject, draft, mark=first["mark"], text="One two")
    carried_on = keep(cast.subject, draft, page="next day", mark=again["mark"], text="One two three")
    assert carried_on["twice"] == ""
    assert carried_on["id"] == str(draft)


def test_nobody_else_meets_a_half_written_page(cast: Cast) -> None:
    draft = uuid4()
    keep(cast.subject, draft, text=WORDS)
    for other in cast.everyone[1:]:
        for path in ("/drafts", "/diary", f"/new/journal?draft={draft}"):
            shown = other.client.get(f"/c/{cast.circle}{path}").content.decode()
            assert WORDS not in shown, (other.role, path)


def test_a_change_half_made_carries_on_as_a_change(cast: Cast) -> None:
    entry = uuid4()
    cast.subject.client.post(f"/c/{cast.circle}/new/journal", {"id": entry, "text": "As it was"})
    keep(cast.subject, entry, base=1, text=WORDS)
    page = get(cast.subject, f"/e/{entry}/edit?draft=1")
    assert WORDS in page
    assert 'name="base" value="1"' in page
    assert f"/e/{entry}/edit?draft=1" in get(cast.subject, "/drafts")


def test_throwing_a_page_away_forgets_it(cast: Cast) -> None:
    draft = uuid4()
    keep(cast.subject, draft, text=WORDS)
    cast.subject.client.post(f"/c/{cast.circle}/drafts/{draft}/drop")
    assert WORDS not in get(cast.subject, "/drafts")


def test_a_page_too_long_to_keep_says_so_and_kills_nothing(cast: Cast) -> None:
    draft = uuid4()
    keep(cast.subject, draft, text=WORDS)
    answer = cast.subject.client.post(
        f"/c/{cast.circle}/drafts/{draft}", {"kind": "journal", "page": "one", "text": "x" * 200_000}
    )
    assert answer.status_code == 422
    assert WORDS in get(cast.subject, "/drafts")

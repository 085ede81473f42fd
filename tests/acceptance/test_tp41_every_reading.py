"""TP41: whoever wrote something that others may read finds every reading of it, by whom and when."""

import re
from collections.abc import Callable
from html import unescape

import pytest

from lamplit.actions import sharing
from tests.cast import Cast, Part, a_journal, a_moment, write

pytestmark = pytest.mark.row("TP41")

WAYS: dict[str, Callable[[Part, str], object]] = {
    "its page": lambda part, entry: part.client.get(f"/c/{part.circle}/e/{entry}"),
    "the diary": lambda part, entry: part.client.get(f"/c/{part.circle}/diary"),
    "the search": lambda part, entry: part.client.post(f"/c/{part.circle}/search", {"words": "redkettle"}),
    "a program, one": lambda part, entry: part.api("GET", f"/entries/{entry}"),
    "a program, all": lambda part, entry: part.api("GET", "/entries"),
}


def lines(author: Part, entry: object) -> list[str]:
    """Return every line of "Who saw this", as its author reads it."""
    shown = unescape(author.client.get(f"/c/{author.circle}/e/{entry}/who-saw").content.decode())
    return [re.sub(r"<[^>]+>|\s+", " ", each) for each in re.findall(r'<li class="card">(.*?)</li>', shown, re.DOTALL)]


@pytest.mark.parametrize("way", WAYS)
def test_a_carer_finds_each_reading_of_a_moment_however_it_was_opened(cast: Cast, way: str) -> None:
    entry = write(cast.carer, "moment", a_moment("The redkettle boiled."))
    readers = (cast.subject, cast.other_carer, cast.therapist)
    for reader in readers:
        WAYS[way](reader, str(entry))
    found = lines(cast.carer, entry)
    assert len(found) == len(readers)
    for reader, line in zip(reversed(readers), found, strict=True):
        assert reader.name in line
        assert re.search(r"Seen \w{3} \d{1,2}:\d\d", line), line


@pytest.mark.parametrize("way", WAYS)
def test_a_young_person_finds_each_reading_of_what_they_show(cast: Cast, way: str) -> None:
    entry = write(cast.subject, "journal", a_journal("The redkettle boiled."))
    assert sharing.show_entry(cast.subject.visit, entry, cast.therapist.membership)
    for _ in range(3):
        WAYS[way](cast.therapist, str(entry))
    WAYS[way](cast.carer, str(entry))  # closed to them, so it is no reading
    assert [cast.therapist.name in line for line in lines(cast.subject, entry)] == [True] * 3


def test_nobody_but_the_author_finds_who_read_it(cast: Cast) -> None:
    entry = write(cast.carer, "moment", a_moment())
    cast.therapist.client.get(f"/c/{cast.circle}/e/{entry}")
    for part in (*cast.everyone, *cast.strangers):
        if part is not cast.carer:
            assert part.client.get(f"/c/{cast.circle}/e/{entry}/who-saw").status_code == 404

"""The diary page: days, earlier pages, empty days, and nothing that is not for this reader."""

import re
from html import unescape

from tests.cast import Cast, a_check_in, a_journal, a_moment, days_ago, write


def page(part: object, query: str = "") -> str:
    return unescape(part.client.get(f"/c/{part.circle}/diary{query}").content.decode())  # type: ignore[attr-defined]


def test_an_empty_diary_is_nothing_to_explain(cast: Cast) -> None:
    assert "That can be a good sign." in page(cast.carer)
    assert "Nothing here yet" in page(cast.subject)


def test_entries_stand_under_their_days_newest_first(cast: Cast) -> None:
    write(cast.carer, "moment", a_moment("An older walk"), happened_at=days_ago(3))
    write(cast.carer, "moment", a_moment("A newer walk"))
    shown = page(cast.carer)
    assert shown.index(">Today<") < shown.index("A newer walk") < shown.index("An older walk")


def test_the_earlier_link_reaches_every_entry_once(cast: Cast) -> None:
    for number in range(60):
        write(cast.carer, "moment", a_moment(f"walk-{number:03d}"), happened_at=days_ago(60 - number))
    first = page(cast.carer)
    link = re.search(r'rel="next" href="[^"]*(\?before=[^"]+)"', first)
    assert link is not None
    second = page(cast.carer, link[1])
    found = re.findall(r"walk-\d{3}", first + second)
    assert len(found) == len(set(found)) == 60
    assert 'rel="next"' not in second


def test_a_made_up_place_in_the_diary_breaks_nothing(cast: Cast) -> None:
    write(cast.carer, "moment", a_moment("A walk"))
    for junk in ("?before=zzzz", "?before=" + "A" * 900, "?before=%00%ff", "?before=-1"):
        answer = cast.carer.client.get(f"/c/{cast.circle}/diary{junk}")
        assert answer.status_code in (200, 404)


def test_a_carer_finds_no_trace_of_what_a_young_person_wrote_alone(cast: Cast) -> None:
    before = page(cast.carer)
    write(cast.subject, "journal", a_journal("Mine"))
    write(cast.subject, "check_in", a_check_in(words="Mine too"))
    assert page(cast.carer) == before or plain(page(cast.carer)) == plain(before)


def plain(shown: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", shown)

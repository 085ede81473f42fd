"""Taking a record away: only with a second way in and a fresh proof, and never a word that is not one's own to take."""

import time
from html import unescape

import pytest

from lamplit.people import sessions
from tests.cast import Cast, Part, a_journal, a_moment, sign_in, write

PAGES = ("/export/record", "/export/record.csv")


def fetch(part: Part, path: str, *, mfa: bool = True, proved_ago: float = 0.0) -> tuple[int, str]:
    key = sign_in(part.person, mfa=mfa)
    store = sessions.SessionStore(key)
    store["account_authentication_methods"] = [{"method": "password", "at": time.time() - proved_ago}]
    store.save()
    client = part.client
    client.cookies["lamplit"] = key
    answer = client.get(f"/c/{part.circle}{path}")
    sent = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[arg-type]
    return answer.status_code, unescape(sent.decode())


@pytest.mark.parametrize("path", PAGES)
def test_one_takes_away_ones_own_words(cast: Cast, path: str) -> None:
    write(cast.subject, "journal", a_journal("The kettle sings"))
    status, sent = fetch(cast.subject, path)
    assert status == 200
    assert "The kettle sings" in sent


@pytest.mark.parametrize("path", PAGES)
def test_nobody_takes_away_what_a_young_person_wrote_alone(cast: Cast, path: str) -> None:
    write(cast.subject, "journal", a_journal("The kettle sings"))
    for other in (*cast.everyone[1:], *cast.strangers):
        status, sent = fetch(other, path)
        assert status == (404 if other is cast.teacher else 200), other.role  # a teacher's table would name every kind
        assert "kettle" not in sent, other.role


@pytest.mark.parametrize("path", PAGES)
def test_without_a_second_way_in_there_is_nothing_to_take_and_the_page_says_how(cast: Cast, path: str) -> None:
    write(cast.carer, "moment", a_moment("We baked"))
    assert fetch(cast.carer, path, mfa=False)[0] == 404
    assert "This needs a second way in." in fetch(cast.carer, "/export", mfa=False)[1]


@pytest.mark.parametrize("path", PAGES)
def test_an_old_sign_in_is_asked_again_before_anything_leaves(cast: Cast, path: str) -> None:
    write(cast.carer, "moment", a_moment("We baked"))
    status, sent = fetch(cast.carer, path, proved_ago=301.0)
    assert status == 302
    assert "We baked" not in sent


def test_a_formula_in_a_cell_is_shown_and_not_run(cast: Cast) -> None:
    write(cast.carer, "journal", a_journal('=HYPERLINK("http://evil")'))
    sent = fetch(cast.carer, PAGES[1])[1]
    assert "'=HYPERLINK" in sent

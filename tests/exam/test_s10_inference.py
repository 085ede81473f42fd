"""S10: what is there and closed answers exactly like what is not there: bytes, headers, queries, time."""

import re
import statistics
import time
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lamplit.vault import chain
from tests.cast import Cast, Part, a_journal, a_moment, make_cast, write
from tests.exam.programs import acts_about_an_entry

pytestmark = [pytest.mark.exam("S10"), pytest.mark.django_db]

PAGES = ("", "/edit", "/show", "/who-saw", "/earlier", "/kept")
_ONE_TIME = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')


def face(response: Any, entry: UUID, circle: UUID) -> tuple[object, ...]:
    """Return all that is seen of an answer, what was asked for and one-time tokens left out."""
    body = _ONE_TIME.sub(b"", response.content).replace(str(entry).encode(), b"").replace(str(circle).encode(), b"")
    cookies = {name: sorted(filter(None, morsel.values())) for name, morsel in response.cookies.items()}
    return response.status_code, body, sorted(response.headers.items()), sorted(cookies)


def asked(act: Callable[[], Any]) -> tuple[Any, list[str]]:
    """Return the answer and the shape of every query it cost."""
    chain.forget_denials()
    with CaptureQueriesContext(connection) as queries:
        response = act()
    return response, [re.sub(r"'[^']*'|\d+|X'[0-9A-F]*'", "?", query["sql"])[:60] for query in queries]


def closed_things(cast: Cast) -> list[tuple[Part, UUID]]:
    """Return people and entries that are there and not theirs to read, for different reasons."""
    private = write(cast.subject, "journal", a_journal("private"))
    kept_back = write(cast.carer, "moment", a_moment("talk first"), talk_first=True)
    deleted = write(cast.carer, "moment", a_moment("deleted"))
    cast.carer.api("DELETE", f"/entries/{deleted}")
    foreign = write(cast.stranger_subject, "journal", a_journal("elsewhere"))
    return [
        (cast.carer, private),
        (cast.teacher, private),
        (cast.subject, kept_back),
        (cast.therapist, deleted),
        (cast.carer, foreign),
    ]


def test_programs_cannot_tell_closed_from_missing(cast: Cast):
    for part, entry in closed_things(cast):
        assert part.token
        for act in acts_about_an_entry():
            nothing = uuid4()
            there, cost = asked(lambda: part.api(act.method, act.at(entry), act.body))  # noqa: B023
            gone, same = asked(lambda: part.api(act.method, act.at(nothing), act.body))  # noqa: B023
            assert face(there, entry, part.circle) == face(gone, nothing, part.circle), (part.role, act.name)
            assert there.status_code == 404
            assert len(cost) == len(same), (act.name, cost, same)


def test_visitors_cannot_tell_closed_from_missing(cast: Cast):
    for part, entry in closed_things(cast):
        client = part.client
        client.get("/now")
        for rest in PAGES:
            nothing, base = uuid4(), f"/c/{part.circle}/e/"
            there, cost = asked(lambda: client.get(f"{base}{entry}{rest}"))  # noqa: B023
            gone, same = asked(lambda: client.get(f"{base}{nothing}{rest}"))  # noqa: B023
            assert face(there, entry, part.circle) == face(gone, nothing, part.circle), (part.role, rest)
            assert there.status_code == 404
            assert len(cost) == len(same), (rest, cost, same)


def test_a_circle_of_others_answers_like_no_circle(cast: Cast):
    for part in (cast.carer, cast.stranger_therapist):
        other = cast.other_circle if part.circle == cast.circle else cast.circle
        nowhere = uuid4()
        for rest in ("/entries", f"/entries/{uuid4()}"):
            there, gone = (part.api("GET", rest, circle=circle) for circle in (other, nowhere))
            assert face(there, other, other) == face(gone, nowhere, nowhere)
        for rest in ("/", "/diary", "/who-sees", "/settings", "/circle"):
            there, gone = (part.client.get(f"/c/{circle}{rest}") for circle in (other, nowhere))
            assert face(there, other, other) == face(gone, nowhere, nowhere), rest
            assert there.status_code == 404


def test_lists_counts_and_cursors_carry_nothing_of_what_is_closed(cast: Cast):
    for number in range(3):
        write(cast.carer, "moment", a_moment(str(number)))
    before = cast.therapist.api("GET", "/entries?limit=2")
    pages = [cast.therapist.client.get(f"/c/{cast.circle}/{name}").content for name in ("", "diary", "who-sees")]
    for number in range(4):
        write(cast.subject, "journal", a_journal(f"private {number}"))
    after = cast.therapist.api("GET", "/entries?limit=2")
    assert before.json()["items"] == after.json()["items"]
    assert len(before.json()["next"]) == len(after.json()["next"])
    again = [cast.therapist.client.get(f"/c/{cast.circle}/{name}").content for name in ("", "diary", "who-sees")]
    assert [_shape(page) for page in pages] == [_shape(page) for page in again]
    assert not {"ETag", "Last-Modified", "X-Total-Count"} & set(after.headers)


def _shape(page: bytes) -> bytes:
    return re.sub(rb'before=[^"&]+', b"", _ONE_TIME.sub(b"", page))


@pytest.mark.whole
def test_closed_and_missing_take_the_same_time(db: None):
    cast = make_cast()
    private = write(cast.subject, "journal", a_journal("private " * 500))
    took: dict[str, list[float]] = {"closed": [], "missing": []}
    for _ in range(300):
        for name, entry in (("closed", private), ("missing", uuid4())):
            chain.forget_denials()
            began = time.perf_counter()
            assert cast.carer.api("GET", f"/entries/{entry}").status_code == 404
            took[name].append(time.perf_counter() - began)
    closed, missing = (statistics.median(times) for times in took.values())
    assert abs(closed - missing) < 0.1 * missing, (closed, missing)

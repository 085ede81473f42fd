"""Asking for hours: who may, what a row has to say, days away, and what a child is told first."""

import re

import pytest

from lamplit.actions import clock
from lamplit.people import rotas
from tests.cast import Cast, make_cast
from tests.web.test_rota import ASKED, HOURS, agree, page, post, propose

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"cover0": ""}, "Choose grown-ups from the list"),
        ({"days0": []}, "Pick the days"),
        ({"days0": ["9"]}, "Pick the days"),
        ({"ends0": "00:00"}, "Pick the days"),
        ({"starts0": "noon"}, "Pick the days"),
        ({"reader0": ""}, "Write at least one row"),
        ({"reader0": "x"}, "Choose grown-ups from the list"),
    ],
)
def test_a_row_that_does_not_work_says_what_to_do_and_keeps_what_was_typed(
    cast: Cast, changed: dict[str, object], said: str
) -> None:
    row = {"reader0": cast.therapist.membership, "cover0": cast.carer.membership, "days0": list("01234")}
    typed = {
        **row,
        "starts0": "08:15",
        "ends0": "17:00",
        **({"starts0": "00:00"} if "ends0" in changed else {}),
        **changed,
    }
    answer = cast.therapist.client.post(f"/c/{cast.circle}/circle/hours/ask", typed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert rotas.latest(cast.circle) is None
    if changed.get("reader0") != "" and "starts0" not in changed and "ends0" not in changed:
        assert 'value="08:15"' in answer.content.decode()


def test_the_young_person_or_a_carer_cannot_be_named_as_a_reader_unasked_or_propose(cast: Cast) -> None:
    for part in (cast.subject, cast.carer, cast.other_carer):
        assert propose(cast, by=next(role for role in ASKED if getattr(cast, role) is part)) == 422
    for named in (cast.subject, cast.teacher):
        assert propose(cast, reader0=named.membership) == 422
        assert propose(cast, cover0=named.membership) == 422
    assert propose(cast, cover0=cast.therapist.membership) == 422


def test_away_is_said_by_oneself_and_ends_nothing(cast: Cast) -> None:
    agree(cast)
    day = clock.today().isoformat()
    assert post(cast.other_carer, "/circle/hours/away", first=day, last=day) == 409
    assert post(cast.therapist, "/circle/hours/away", first=day, last="2020-01-01") == 409
    assert post(cast.therapist, "/circle/hours/away", first=day, last=day) == 302
    assert HOURS in page(cast.subject, "/new/journal")
    assert "Sam is away" in page(cast.carer, "/circle/hours")
    found = re.search(r'name="days" value="([0-9a-f-]{36})"', page(cast.therapist, "/circle/hours"))
    assert found
    assert post(cast.carer, "/circle/hours/back", days=found[1]) == 409
    assert post(cast.therapist, "/circle/hours/back", days=found[1]) == 302
    assert "Sam is away" not in page(cast.carer, "/circle/hours")


def test_a_child_is_asked_to_read_it_with_a_grown_up() -> None:
    young = make_cast(subject_age=10)
    assert propose(young) == 302
    assert "Read this with a grown-up you trust." in page(young.subject, "/circle/hours")
    assert "Read this with a grown-up" not in page(young.carer, "/circle/hours")

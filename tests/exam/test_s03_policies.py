"""S03: every address, every viewer, every method; a circle one is not in answers like a circle that is not there."""

import pytest

from tests.cast import Cast
from tests.exam.crawl import METHODS, NOT_THERE, Address, addresses, ask, crawl, everybody, fill, members_only

pytestmark = [pytest.mark.exam("S03"), pytest.mark.django_db]


def test_every_address_has_a_rule() -> None:
    assert len(addresses()) > 40
    assert len(members_only()) > 20


@pytest.mark.parametrize("address", members_only(), ids=lambda each: each.name)
def test_a_closed_circle_answers_exactly_like_one_that_is_not_there(cast: Cast, address: Address) -> None:
    client = cast.stranger_carer.client
    for method in ("GET", "POST"):
        closed, missing = (ask(client, method, fill(address, circle)) for circle in (cast.circle, NOT_THERE))

        assert closed.status_code == missing.status_code == 404
        assert closed.content == missing.content
        assert sorted(closed.headers.items()) == sorted(missing.headers.items())


@pytest.mark.parametrize("address", members_only(), ids=lambda each: each.name)
def test_a_visitor_is_asked_to_sign_in_before_anything_is_looked_up(cast: Cast, address: Address) -> None:
    _, visitor = next(everybody(cast))

    assert ask(visitor, "GET", fill(address, cast.circle)).status_code == 302
    assert ask(visitor, "POST", fill(address, cast.circle)).status_code == 403


def test_no_answer_to_a_get_by_anybody_is_a_breakdown(cast: Cast) -> None:
    broken = [(each.who, each.path, each.answer.status_code) for each in crawl(cast) if each.answer.status_code >= 500]

    assert broken == []


@pytest.mark.whole
def test_no_method_by_anybody_is_a_breakdown_or_a_difference(cast: Cast) -> None:
    broken = [(each.who, each.method, each.path) for each in crawl(cast, METHODS) if each.answer.status_code >= 500]
    differing = []
    for who, client in everybody(cast):
        for address in members_only():
            for method in METHODS:
                other, missing = (
                    ask(client, method, fill(address, circle)) for circle in (cast.other_circle, NOT_THERE)
                )
                if "stranger" not in who and other.status_code != missing.status_code and who != "Robin (carer)":
                    differing.append((who, method, address.name))

    assert broken == []
    assert differing == []

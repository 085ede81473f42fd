"""A token opens what one membership opens, in one circle, for as long as that membership does."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest

from lamplit.actions import circles, clock, tokens
from lamplit.people.models import ApiToken, Membership, Person
from tests.cast import Cast, a_journal, ask_api, make_cast, write

NEW = {"id": str(uuid4()), "kind": "journal", "body": a_journal()}
CHANGED = {"kind": "journal", "revision": 1, "body": a_journal("b")}
ADDRESSES = [
    ("GET", "/entries", None),
    ("POST", "/entries", NEW),
    ("GET", "/entries/{entry}", None),
    ("PUT", "/entries/{entry}", CHANGED),
    ("POST", "/entries/{entry}/shares", {"member": str(uuid4())}),
    ("DELETE", "/entries/{entry}", None),
]


def revoked(cast: Cast) -> None:
    assert tokens.revoke_token(ApiToken.objects.get(membership=cast.carer.membership).pk)


def paused(cast: Cast) -> None:
    circles.pause(cast.therapist.visit, cast.carer.membership)


def removed(cast: Cast) -> None:
    circles.ask_removal(cast.therapist.visit, cast.carer.membership)
    circles.agree_removal(cast.social_worker.visit, cast.carer.membership)


def due_to_go(cast: Cast) -> None:
    Membership.objects.filter(id=cast.carer.membership).update(removal_due_at=clock.now() - timedelta(seconds=1))


def new_password(cast: Cast) -> None:
    Person.objects.filter(id=cast.carer.person).update(epoch=2)


def switched_off(cast: Cast) -> None:
    Person.objects.filter(id=cast.carer.person).update(is_active=False)


@pytest.mark.parametrize("act", [revoked, paused, removed, due_to_go, new_password, switched_off])
def test_a_token_is_shut_at_its_next_request_at_every_address(db: None, act: Callable[[Cast], None]) -> None:
    cast = make_cast(10)
    entry = write(cast.carer, "journal", a_journal())
    before = len(ApiToken.objects.all())
    assert cast.carer.api("GET", "/entries").status_code == 200
    assert len(ApiToken.objects.all()) == before + 1
    assert [card.works for card in tokens.every_token(cast.circle)] == [True]
    act(cast)
    answers = [cast.carer.api(method, path.format(entry=entry), body) for method, path, body in ADDRESSES]
    assert {answer.status_code for answer in answers} <= {401, 404}
    assert all(b"error" in answer.content and b"items" not in answer.content for answer in answers)
    assert [card.works for card in tokens.every_token(cast.circle)] == [False]


def test_a_token_of_one_circle_meets_another_as_if_it_were_not_there(cast: Cast) -> None:
    theirs = write(cast.stranger_carer, "journal", a_journal())
    for method, path, body in ADDRESSES:
        there, nowhere = (
            cast.carer.api(method, path.format(entry=theirs), body, circle=circle)
            for circle in (cast.other_circle, uuid4())
        )
        assert (there.status_code, there.content) == (nowhere.status_code, nowhere.content)
        assert there.status_code == 404
        assert sorted(there.headers.items()) == sorted(nowhere.headers.items())


def test_a_token_sees_only_its_circle_even_when_its_person_has_two(db: None) -> None:
    from tests.exam.test_s20_links import let_into

    cast = make_cast(10)
    elsewhere = let_into(cast.other_circle, cast.stranger_carer, cast.carer)
    first, second = cast.carer.token, tokens.create_token(str(cast.carer.person), elsewhere.circle)
    for token, own, other in ((first, cast.circle, elsewhere.circle), (second, elsewhere.circle, cast.circle)):
        assert [each["id"] for each in ask_api("GET", "/api/v1/circles", token=token).json()["items"]] == [str(own)]
        assert ask_api("GET", f"/api/v1/circles/{own}/entries", token=token).status_code == 200
        assert ask_api("GET", f"/api/v1/circles/{other}/entries", token=token).status_code == 404


def test_a_token_needs_no_circle_named_for_somebody_who_is_in_one(db: None) -> None:
    from tests.exam.test_s20_links import let_into

    cast = make_cast(10)
    token = tokens.create_token(str(cast.carer.person), None)
    assert ask_api("GET", f"/api/v1/circles/{cast.circle}/entries", token=token).status_code == 200
    let_into(cast.other_circle, cast.stranger_carer, cast.carer)
    with pytest.raises(tokens.NoSuchMember, match="more than one circle"):
        tokens.create_token(str(cast.carer.person), None)


def test_a_list_of_tokens_holds_none(cast: Cast) -> None:
    token = cast.carer.token
    assert token not in repr(tokens.every_token())
    assert tokens.every_token(cast.other_circle) == ()
    assert not tokens.revoke_token(uuid4())

"""S09: no field beyond the contract's is ever taken; author, circle, audience and dates come from the server alone."""

from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast, a_journal, a_moment, write
from tests.exam.asking import everything_kept
from tests.exam.programs import acts
from tests.exam.test_s07_other_peoples_things import entries_as_stored

pytestmark = [pytest.mark.exam("S09"), pytest.mark.django_db]

TAKEN = {"id", "kind", "happened_at", "audience", "body"}
TEMPTING = (
    "author", "author_id", "author_role", "circle", "circle_id", "visibility", "readers", "stamp", "hold", "held",
    "role", "state", "created", "created_at", "written_at", "day", "seq", "sealed", "compartment", "together",
    "together_with", "shown_to", "revision", "level", "is_admin", "__class__", "member", "sensitive", "ID",
    "Id", "id ", "_id", "kind.x",
)  # fmt: skip
whole = st.integers(-(2**53), 2**53)
values = st.one_of(st.none(), st.booleans(), whole, st.text(max_size=20), st.lists(st.text(max_size=5), max_size=3))
names = st.one_of(st.sampled_from(TEMPTING), st.text(min_size=1, max_size=20)).filter(lambda name: name not in TAKEN)
extras = st.dictionaries(names, values, min_size=1, max_size=4)
few = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)


@few
@given(extra=extras)
def test_a_new_entry_takes_no_field_beside_its_five(cast: Cast, extra: dict[str, object]):
    before = entries_as_stored()
    sent = {"id": str(uuid4()), "kind": "journal", "body": a_journal()} | extra
    response = cast.subject.api("POST", "/entries", sent)
    assert (response.status_code, response.json()["error"]["code"]) == (422, "unknown_field")
    assert entries_as_stored() == before


@few
@given(extra=extras)
def test_a_change_takes_no_field_beside_its_own(cast: Cast, extra: dict[str, object]):
    entry = write(cast.subject, "journal", a_journal())
    before = entries_as_stored()
    extra.pop("revision", None)
    sent = {"kind": "journal", "revision": 1, "body": a_journal("changed"), "id": str(uuid4())} | extra
    response = cast.subject.api("PUT", f"/entries/{entry}", sent)
    assert (response.status_code, response.json()["error"]["code"]) == (422, "unknown_field")
    assert entries_as_stored() == before


@few
@given(extra=st.dictionaries(names.filter(lambda name: name not in {"text", "title"}), values, min_size=1, max_size=3))
def test_a_body_takes_no_field_its_kind_does_not_ask_for(cast: Cast, extra: dict[str, object]):
    before = entries_as_stored()
    sent = {"id": str(uuid4()), "kind": "journal", "body": a_journal() | extra}
    response = cast.subject.api("POST", "/entries", sent)
    assert (response.status_code, response.json()["error"]["code"]) == (422, "unknown_field")
    assert entries_as_stored() == before


@few
@given(extra=extras)
def test_a_share_takes_one_member_and_nothing_else(cast: Cast, extra: dict[str, object]):
    entry = write(cast.subject, "journal", a_journal())
    before = entries_as_stored()
    extra.pop("member", None)
    sent = {"member": str(cast.therapist.membership), "level": "full"} | extra
    assert cast.subject.api("POST", f"/entries/{entry}/shares", sent).status_code == 422
    assert entries_as_stored() == before


@pytest.mark.parametrize("name", ["author", "circle_id", "state", "shown_to", "__class__", "Id"])
def test_no_operation_takes_a_field_that_is_not_named(cast: Cast, name: str):
    entry = write(cast.subject, "journal", a_journal())
    assert cast.subject.token
    before = everything_kept()
    with_body = [act for act in acts() if isinstance(act.body, dict)]
    assert len(with_body) >= 6
    for act in with_body:
        response = cast.subject.api(act.method, act.at(entry), act.body | {name: str(cast.carer.person)})
        assert (response.status_code, response.json()["error"]["code"]) == (422, "unknown_field"), act.name
        assert response.json()["error"]["field"] == name
    assert everything_kept() == before


@pytest.mark.parametrize("name", ["author", "circle", "role", "visibility", "created", "shown_to", "held", "stamp"])
def test_a_form_cannot_say_whose_an_entry_is_or_who_sees_it(cast: Cast, name: str):
    entry = uuid4()
    typed = {"id": str(entry), "text": "My words.", name: str(cast.carer.person)}
    cast.subject.client.post(f"/c/{cast.circle}/new/journal", typed)
    if entries_as_stored():
        item = cast.subject.api("GET", f"/entries/{entry}").json()
        assert (item["author"], item["audience"]) == (str(cast.subject.person), ["me"])
    assert cast.carer.api("GET", "/entries").json()["items"] == []


def test_a_query_or_a_header_says_nothing_about_an_entry(cast: Cast):
    entry = str(uuid4())
    sent = {"id": entry, "kind": "moment", "body": a_moment(), "audience": ["me"]}
    query = f"/entries?author={cast.subject.person}&audience=role:therapist&role=subject"
    assert cast.carer.api("POST", query, sent).status_code == 201
    item = cast.carer.api("GET", f"/entries/{entry}").json()
    assert (item["author"], item["author_role"], item["audience"]) == (str(cast.carer.person), "carer", ["me"])
    assert cast.therapist.api("GET", f"/entries/{entry}").status_code == 404

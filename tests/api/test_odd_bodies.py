"""Whatever is sent, the answer is a sentence: too long, to be mended, or not there; never a breakdown."""

from uuid import uuid4

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import Cast, a_browser, a_journal, write
from tests.exam.asking import everything_kept
from tests.exam.programs import acts

SOME = str(uuid4())
DEEP = 100_000
HUGE = "9" * 5_000
ODD = {
    "nothing": b"",
    "not json": b"{no",
    "a number": b"1",
    "null": b"null",
    "a list": b"[]",
    "bytes that are no text": b"\xff\xfe{}",
    "half a sign": b'{"id": "\\ud800", "kind": "journal"}',
    "lists in lists": b"[" * DEEP + b"]" * DEEP,
    "objects in objects": b'{"body":' * DEEP + b"1" + b"}" * DEEP,
    "deep inside the entry": f'{{"kind": "journal", "body": {{"text": {"[" * 500}{"]" * 500}}}}}'.encode(),
    "a huge number": f'{{"id": {HUGE}, "member": {HUGE}, "revision": {HUGE}, "taken": {HUGE}}}'.encode(),
    "a huge revision": f'{{"kind": "journal", "revision": {HUGE}, "body": {{"text": "a"}}}}'.encode(),
    "not a number": b'{"id": NaN, "member": Infinity}',
    "numbers for all": b'{"id": 1, "kind": 2, "body": 3, "member": 4, "revision": 1e999, "text": 5, "taken": 6}',
    "null for all": b'{"id": null, "kind": null, "body": null, "member": null, "revision": null, "text": null}',
    "a sign nobody sees": f'{{"id": "{SOME}\\u0000", "kind": "journal\\u0000", "member": "{SOME}\\u0000"}}'.encode(),
    "a long name": b'{"' + b"a" * 100_000 + b'": 1}',
    "too much": b'{"id": "' + b"a" * 300_000 + b'"}',
}  # fmt: skip
few = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True
)
scalars = st.one_of(st.none(), st.booleans(), st.integers(-(2**63), 2**63), st.floats(), st.text(max_size=30))
values = st.recursive(scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner))
names = st.sampled_from(["id", "kind", "happened_at", "audience", "body", "revision", "member", "text", "taken"])


@pytest.mark.parametrize("raw", ODD.values(), ids=ODD.keys())
def test_every_operation_that_takes_a_body_answers_an_odd_one_in_a_sentence(cast: Cast, raw: bytes) -> None:
    entry = write(cast.subject, "journal", a_journal())
    assert cast.subject.token
    before = everything_kept()
    for act in acts():
        if isinstance(act.body, dict):
            answer = cast.subject.api(act.method, act.at(entry), raw)
            assert answer.status_code in {413, 422}, act.name
            assert answer.json()["error"]["message"].endswith(".")
    assert everything_kept() == before


@few
@given(body=st.dictionaries(names, values, max_size=6))
def test_no_mixture_of_fields_is_a_breakdown(cast: Cast, body: dict[str, object]) -> None:
    entry = write(cast.subject, "journal", a_journal())
    for act in acts():
        if isinstance(act.body, dict):
            sent = orjson.dumps(act.body | body, option=orjson.OPT_NON_STR_KEYS)
            answer = cast.subject.api(act.method, act.at(entry), sent)
            assert answer.status_code < 500, (act.name, sent)


@few
@given(raw=st.binary(max_size=200))
def test_no_bytes_are_a_breakdown(cast: Cast, raw: bytes) -> None:
    assert cast.subject.api("POST", "/entries", raw).status_code == 422


def test_a_name_given_twice_counts_as_it_was_given_last(cast: Cast) -> None:
    raw = f'{{"id": "{SOME}", "id": "{uuid4()}", "kind": "moment", "kind": "journal", "body": {{"text": "a"}}}}'
    answer = cast.subject.api("POST", "/entries", raw.encode())
    assert answer.status_code == 201
    assert answer.json()["id"] != SOME


@pytest.mark.parametrize("query", ["before=%00", "before=%ff", "before=" + "a" * 5_000, "limit=" + "9" * 400, "%00=1"])
def test_an_odd_cursor_is_no_breakdown(cast: Cast, query: str) -> None:
    assert cast.subject.api("GET", f"/entries?{query}").status_code in {200, 422}


@pytest.mark.parametrize("odd", ["%0A", "%C3%A4%0A%F3%88%BB%84", "%0D%0A/shares", "", "..%2f", "%00"])
def test_an_odd_address_is_answered_like_every_other_that_is_none(cast: Cast, odd: str) -> None:
    headers = {"Authorization": f"Bearer {cast.subject.token}"}
    missing = a_browser().get(f"/api/v1/circles/{cast.circle}/entries/{uuid4()}", headers=headers)
    answer = a_browser().delete(f"/api/v1/circles/{cast.circle}/entries/{odd}/shares", headers=headers)
    assert (answer.status_code, answer["Content-Type"], answer.content) == (404, "application/json", missing.content)

"""Programs read and write the same record under the same rule."""

from uuid import UUID, uuid4

import orjson
import pytest
from django.conf import settings
from django.test import Client

from lamplit.engines.records.kinds import KINDS
from lamplit.people.models import Membership, Person
from tests.cast import Cast, a_check_in, a_journal, a_moment, ask_api, write


def told(response) -> dict[str, object]:
    assert response["Content-Type"] == "application/json"
    return orjson.loads(response.content)


def sent(**more: object) -> dict[str, object]:
    return {"id": str(uuid4()), "kind": "journal", "body": a_journal(), **more}


def test_a_program_keeps_an_entry_once_however_often_it_sends_it(cast: Cast):
    body = sent(happened_at="2026-01-05T10:00:00+00:00")
    first, second = (cast.subject.api("POST", "/entries", body) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 200)
    assert told(first) == {"id": body["id"], "revision": 1, "who_sees": "Only you."}
    other = cast.subject.api("POST", "/entries", {**body, "body": a_journal("Other words.")})
    assert (other.status_code, told(other)["error"]["code"]) == (409, "clash")


def test_a_page_of_the_list_has_items_and_a_cursor(cast: Cast):
    ids = [str(write(cast.subject, "journal", a_journal(str(number)))) for number in range(5)]
    seen: list[str] = []
    cursor = ""
    for _ in range(5):
        page = told(cast.subject.api("GET", f"/entries?limit=2{cursor}"))
        seen += [item["id"] for item in page["items"]]
        if page["next"] is None:
            break
        cursor = f"&before={page['next']}"
    assert sorted(seen) == sorted(ids)


def test_one_entry_reads_like_an_item_of_the_list(cast: Cast):
    entry = write(cast.subject, "journal", a_journal(), audience=[f"member:{cast.therapist.membership}"])
    for part in (cast.subject, cast.therapist):
        item = told(part.api("GET", "/entries"))["items"][0]
        assert told(part.api("GET", f"/entries/{entry}")) == item
        assert ("audience" in item) is (part is cast.subject)
        assert item["body"] == a_journal()


def test_a_summary_holds_no_time_and_no_word(db: None):
    from lamplit.actions.entries import Writing, write_entry
    from tests.cast import make_cast

    young = make_cast(subject_age=11)
    entry = write_entry(young.carer.visit, Writing(uuid4(), "check_in", a_check_in(words="secret"), together=True)).id
    alone = told(young.carer.api("GET", f"/entries/{entry}"))
    assert alone == told(young.carer.api("GET", "/entries"))["items"][0]
    assert (alone["level"], alone["happened_at"], alone["summary"]) == ("summary", None, {"weather": "stormy"})
    assert "body" not in alone


def test_a_change_makes_a_revision_and_an_old_one_clashes(cast: Cast):
    entry = write(cast.subject, "journal", a_journal("a"))
    change = {"kind": "journal", "revision": 1, "body": a_journal("b")}
    assert told(cast.subject.api("PUT", f"/entries/{entry}", change))["revision"] == 2
    stale = cast.subject.api("PUT", f"/entries/{entry}", {**change, "body": a_journal("c")})
    assert (stale.status_code, told(stale)["error"]["code"]) == (409, "clash")
    assert told(cast.subject.api("GET", f"/entries/{entry}"))["body"] == a_journal("b")


def test_a_program_shows_and_takes_back(cast: Cast):
    entry = write(cast.subject, "journal", a_journal())
    member = {"member": str(cast.therapist.membership)}
    assert cast.subject.api("POST", f"/entries/{entry}/shares", member).status_code == 200
    assert cast.therapist.api("GET", f"/entries/{entry}").status_code == 200
    assert cast.subject.api("DELETE", f"/entries/{entry}/shares", member).status_code == 204
    assert cast.therapist.api("GET", f"/entries/{entry}").status_code == 404


def test_a_program_deletes_what_is_its_own(cast: Cast):
    entry = write(cast.subject, "journal", a_journal())
    assert cast.therapist.api("DELETE", f"/entries/{entry}").status_code == 404
    assert cast.subject.api("DELETE", f"/entries/{entry}").status_code == 204
    assert told(cast.subject.api("GET", "/entries"))["items"] == []


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        (sent(author=str(uuid4())), "author", "unknown_field"),
        (sent(circle=str(uuid4())), "circle", "unknown_field"),
        (sent(visibility="everyone"), "visibility", "unknown_field"),
        (sent(role="carer"), "role", "unknown_field"),
        (sent(created="2020-01-01"), "created", "unknown_field"),
        (sent(together=True), "together", "unknown_field"),
        (sent(id="one"), "id", "not_an_id"),
        (sent(id=7), "id", "needed"),
        (sent(kind=None), "kind", "needed"),
        (sent(kind="horoscope"), "kind", "unknown_kind"),
        (sent(body="words"), "body", "needed"),
        (sent(body={"text": "a", "author": "b"}), "author", "unknown_field"),
        (sent(body={"text": "a" * 20_001}), "text", "too_long"),
        (sent(happened_at="yesterday"), "happened_at", "not_a_time"),
        (sent(happened_at="2026-01-05T10:00:00"), "happened_at", "no_offset"),
        (sent(happened_at="2126-01-05T10:00:00Z"), "happened_at", "not_yet"),
        (sent(audience="me"), "audience", "not_a_list"),
        (sent(audience=[1]), "audience", "not_a_list"),
        (sent(audience=["role:teacher"]), "audience", "not_allowed"),
        ([], None, "not_json"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_its_field(cast: Cast, body: object, field: str | None, code: str):
    response = cast.subject.api("POST", "/entries", body)
    error = told(response)["error"]
    assert (response.status_code, error["field"], error["code"]) == (422, field, code)
    assert error["message"].endswith(".")
    assert told(cast.subject.api("GET", "/entries"))["items"] == []


def test_what_is_not_json_is_refused(cast: Cast):
    key = {"Authorization": f"Bearer {cast.subject.token}"}
    response = Client().generic("POST", f"/api/v1/circles/{cast.circle}/entries", b"{no", headers=key)
    assert (response.status_code, told(response)["error"]["code"]) == (422, "not_json")


def test_too_much_is_refused_before_it_is_read(cast: Cast):
    response = cast.subject.api("POST", "/entries", sent(body={"text": "a" * 300_000}))
    assert (response.status_code, told(response)["error"]["code"]) == (413, "too_big")


@pytest.mark.parametrize("query", ["?limit=0", "?limit=101", "?limit=x", "?limit=-1", "?sort=author", "?limit=\u0665"])
def test_a_list_takes_only_a_cursor_and_a_limit(cast: Cast, query: str):
    assert cast.subject.api("GET", f"/entries{query}").status_code == 422


def test_a_cursor_that_is_none_or_anothers_tells_nothing(cast: Cast):
    for number in range(3):
        write(cast.subject, "journal", a_journal(str(number)))
    theirs = told(cast.subject.api("GET", "/entries?limit=1"))["next"]
    for cursor in (theirs, "rubbish", "0"):
        page = told(cast.therapist.api("GET", f"/entries?before={cursor}"))
        assert page == {"items": [], "next": None}


def test_an_address_knows_its_methods(cast: Cast):
    entry = write(cast.subject, "journal", a_journal())
    for method, path in [("PUT", "/entries"), ("POST", f"/entries/{entry}"), ("GET", f"/entries/{entry}/shares")]:
        response = cast.subject.api(method, path, {})
        assert response.status_code == 405
        assert method not in response["Allow"]


@pytest.mark.parametrize(
    "path", ["/kinds", "/circles", "/circles/{circle}/entries", "/circles/{circle}/entries/{other}"]
)
@pytest.mark.parametrize("token", [None, "", "lamplit_nothing", "\u2764"])
def test_nobody_without_credentials_learns_anything(cast: Cast, path: str, token: str | None):
    address = f"/api/v1{path.format(circle=cast.circle, other=uuid4())}"
    response = ask_api("GET", address, token=token)
    assert (response.status_code, told(response)["error"]["code"]) == (401, "no_credentials")


def test_a_token_opens_one_circle_and_no_other(cast: Cast):
    there = cast.carer.api("GET", "/entries", circle=cast.other_circle)
    nowhere = cast.carer.api("GET", "/entries", circle=uuid4())
    assert there.status_code == nowhere.status_code == 404
    assert there.content == nowhere.content


def test_a_token_ends_with_pausing_removal_and_a_new_password(cast: Cast):
    assert cast.carer.api("GET", "/entries").status_code == 200
    Membership.objects.filter(id=cast.carer.membership).update(state="paused")
    assert cast.carer.api("GET", "/entries").status_code in {401, 404}
    Membership.objects.filter(id=cast.carer.membership).update(state="confirmed")
    assert cast.carer.api("GET", "/entries").status_code == 200
    Person.objects.filter(id=cast.carer.person).update(epoch=2)
    assert cast.carer.api("GET", "/entries").status_code == 401


def test_a_signed_in_browser_reads_and_needs_its_pages_token_to_write(cast: Cast):
    client = Client(enforce_csrf_checks=True)
    client.cookies[settings.SESSION_COOKIE_NAME] = cast.subject.session_key
    path = f"/api/v1/circles/{cast.circle}/entries"
    assert client.get(path).status_code == 200
    refused = client.post(path, orjson.dumps(sent()), content_type="application/json")
    assert (refused.status_code, told(refused)["error"]["code"]) == (403, "csrf")
    assert told(client.get(path))["items"] == []
    client.cookies[settings.CSRF_COOKIE_NAME] = "a" * 32
    kept = client.post(path, orjson.dumps(sent()), content_type="application/json", headers={"X-CSRFToken": "a" * 32})
    assert kept.status_code == 201


def test_the_kinds_describe_their_bodies(cast: Cast):
    items = told(ask_api("GET", "/api/v1/kinds", token=cast.carer.token))["items"]
    kinds = {each["kind"]: each["body"] for each in items}
    assert set(kinds) == set(KINDS)
    assert all(schema["additionalProperties"] is False for schema in kinds.values())


def test_a_program_learns_the_one_circle_of_its_token(cast: Cast):
    items = told(ask_api("GET", "/api/v1/circles", token=cast.teacher.token))["items"]
    assert [(UUID(item["id"]), item["role"], item["state"]) for item in items] == [
        (cast.circle, "teacher", "confirmed")
    ]


def test_an_address_that_is_none_answers_in_json(cast: Cast):
    response = ask_api("GET", "/api/v1/nothing/here", token=cast.carer.token)
    assert (response.status_code, told(response)["error"]["code"]) == (404, "not_found")


def test_a_list_costs_two_queries_and_one_line_of_audit(cast: Cast, django_assert_max_num_queries):
    for number in range(5):
        write(cast.carer, "moment", a_moment(str(number)))
    cast.therapist.api("GET", "/entries")
    token = cast.therapist.token
    with django_assert_max_num_queries(6) as counted:
        assert ask_api("GET", f"/api/v1/circles/{cast.circle}/entries", token=token).status_code == 200
    asked = [query["sql"].split()[0].upper() for query in counted.captured_queries]
    assert (asked.count("SELECT"), asked.count("INSERT")) == (2, 1), counted.captured_queries

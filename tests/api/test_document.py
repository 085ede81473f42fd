"""The OpenAPI document tells everything there is, nothing else, and the truth."""

import re
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest

from lamplit.api.shapes import Sent
from lamplit.api.urls import urlpatterns
from lamplit.engines.records.kinds import KINDS
from tests.api.promised import check, document
from tests.cast import NAMES, Cast, a_browser, ask_api
from tests.exam.addresses import Address

SOME = "0f0f7a86-7d52-4d8a-9a52-0a1c1f0b2c3d"
FOR_ALL_OTHERS = {"api_nothing"}


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in document()["paths"].items():
        for method, operation in methods.items():
            yield method, path, operation


def statuses(operation: dict[str, Any]) -> set[str]:
    return set(operation["responses"])


def test_every_address_stands_in_the_document_and_no_other():
    found = [Address(str(each.pattern), "") for each in urlpatterns if each.name not in FOR_ALL_OTHERS]
    written = {path for each in found for path in each.filled({name: [f"{{{name}}}"] for name in each.wanted})}
    assert len(written) == len(found)
    assert set(document()["paths"]) == {f"/api/v1{path}" for path in written}


def test_every_address_knows_exactly_the_methods_it_declares(db: None):
    for path, methods in document()["paths"].items():
        address = Address(path[1:].replace("{", "<").replace("}", ">"), "")
        address = next(address.filled(dict.fromkeys(address.wanted, (SOME,))))
        told = a_browser().options(address)
        allowed = {method.lower() for method in told["Allow"].split(", ")} - {"options", "head"}
        assert (told.status_code, allowed) == (204, set(methods)), path
        for method in {"get", "post", "put", "patch", "delete"} - set(methods):
            refused = a_browser().generic(method.upper(), address)
            assert (refused.status_code, refused["Allow"]) == (405, told["Allow"])
            assert refused.json()["error"]["code"] == "method_not_allowed"


def test_every_operation_tells_every_refusal_it_can_give():
    for method, path, operation in operations():
        assert operation["summary"], path
        missing = owed(method, path, operation) - statuses(operation)
        assert not missing, f"{method} {path} does not tell {missing}"


def owed(method: str, path: str, operation: dict[str, Any]) -> set[str]:
    """Return the refusals that what an operation is makes possible."""
    if operation.get("security") == []:
        return set()
    found = {"401", "503"}
    found |= {"404"} if "{circle}" in path else set()
    found |= {"403"} if method != "get" else set()
    found |= {"413", "422"} if "requestBody" in operation else set()
    found |= {"422"} if any(each["in"] == "query" for each in operation["parameters"]) else set()
    return found | ({"409"} if operation["operationId"] in {"create_entry", "change_entry"} else set())


def test_every_refusal_has_the_one_shape():
    for _, path, operation in operations():
        for status, answer in operation["responses"].items():
            assert answer["description"]
            if int(status) >= 400:
                assert answer["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/Refusal"}, path


def test_nothing_that_is_sent_takes_a_field_that_is_not_named():
    shapes = document()["components"]["schemas"]
    assert shapes["NewReply"]["additionalProperties"] is False
    for kind in (code for code, kind in KINDS.items() if not kind.beneath):
        for name in (f"NewEntry_{kind}", f"Change_{kind}", f"body_{kind}"):
            assert shapes[name]["additionalProperties"] is False
    assert all(shape.model_config["extra"] == "forbid" for shape in (Sent, *Sent.__subclasses__()))


def test_the_body_of_each_kind_is_the_one_the_kinds_tell(cast: Cast):
    told = {
        each["kind"]: each["body"] for each in ask_api("GET", "/api/v1/kinds", token=cast.carer.token).json()["items"]
    }
    shapes = document()["components"]["schemas"]
    for kind, body in told.items():
        assert shapes[f"body_{kind}"] == {name: value for name, value in body.items() if name != "$schema"}
        if KINDS[kind].beneath:  # it is sent to its entry's address
            continue
        assert shapes[f"NewEntry_{kind}"]["properties"]["body"] == {"$ref": f"#/components/schemas/body_{kind}"}


def test_every_shape_is_a_schema_and_every_reference_leads_somewhere():
    shapes = document()["components"]["schemas"]
    for name in shapes:
        whole = {"$ref": f"#/components/schemas/{name}", "components": {"schemas": shapes}}
        jsonschema_rs.validator_for(whole)
        assert jsonschema_rs.meta.is_valid(shapes[name]), name


def test_anybody_may_read_it_and_it_names_nobody(cast: Cast):
    told = ask_api("GET", "/api/v1/openapi.json")
    assert told.status_code == 200
    assert told.json() == document()
    words = set(re.findall(r"[\w-]+", told.content.decode()))
    assert not words & {*" ".join(NAMES.values()).split(), str(cast.circle), str(cast.carer.person)} - {"Ms", "Mx"}
    assert ask_api("GET", "/api/v1/openapi.json", token=cast.carer.token).content == told.content


def test_an_answer_that_is_not_promised_would_be_noticed(cast: Cast):
    good = cast.carer.api("GET", "/entries")
    path = f"/api/v1/circles/{cast.circle}/entries"
    check("GET", path, good)
    good.content = b'{"items":[],"next":null,"count":0}'
    with pytest.raises(jsonschema_rs.ValidationError):
        check("GET", path, good)
    good.status_code = 402
    with pytest.raises(AssertionError):
        check("GET", path, good)

"""Holds every answer of the JSON face against its own OpenAPI document; `tests/cast.py` asks it for each one."""

import re
from functools import cache
from typing import Any

import jsonschema_rs
import orjson

_PLACE = re.compile(r"\{\w+\}")
_METHODS = {"HEAD": "GET"}


@cache
def document() -> dict[str, Any]:
    """Return the document as a program gets it."""
    from lamplit.api import document, urls

    assert urls.DECLARED  # reading the addresses declares every operation
    return dict(orjson.loads(document.written()))


@cache
def _addresses() -> tuple[tuple[re.Pattern[str], dict[str, Any]], ...]:
    paths = sorted(document()["paths"].items(), key=lambda pair: pair[0].count("{"))
    return tuple((re.compile(_PLACE.sub("[0-9a-f-]{36}", path)), methods) for path, methods in paths)


def operation_at(method: str, path: str) -> dict[str, Any] | None:
    """Return what is declared for a request; None when the address is none or does not know the method."""
    for pattern, methods in _addresses():
        if pattern.fullmatch(path.partition("?")[0]):
            return methods.get(_METHODS.get(method, method).lower())
    return None


@cache
def _shape_of(name: str) -> Any:
    whole = {"$ref": name, "components": document()["components"]}
    return jsonschema_rs.validator_for(whole, validate_formats=True)


def check(method: str, path: str, answer: Any) -> None:
    """Fail when an answer has a status or a shape that the document does not promise."""
    declared = operation_at(method, path)
    status = str(answer.status_code)
    if declared is None or method not in {"GET", "POST", "PUT", "DELETE"}:
        assert status in {"204", "401", "403", "404", "405"}, (method, path, status)
        return
    assert status in declared["responses"], f"{method} {path} answered {status}: {answer.content[:200]!r}"
    content = declared["responses"][status].get("content")
    if content is None:
        assert answer.content == b""
    elif "application/json" in content:
        assert answer["Content-Type"] == "application/json"
        _shape_of(content["application/json"]["schema"]["$ref"]).validate(orjson.loads(answer.content))

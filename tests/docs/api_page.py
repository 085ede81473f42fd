"""Writes `docs/reference/api.md` from the OpenAPI document: `python -m tests.docs.api_page` after a change."""

import os
from collections.abc import Iterator
from typing import Any

from tests.docs.reading import ROOT

PAGE = ROOT / "docs" / "reference" / "api.md"
Node = dict[str, Any]

HEAD = """\
# The JSON face

Written from the OpenAPI document that every house gives at `/api/v1/openapi.json`; a test compares the two. How to
begin, with examples to run, stands in [For developers](../developer.md#the-json-face).

"""


def page(whole: Node) -> str:
    """Return the page a document amounts to."""
    parts = [HEAD + whole["info"]["description"], _refusals(whole)]
    for path, methods in whole["paths"].items():
        parts += [_operation(method, path, told) for method, told in methods.items()]
    schemas = whole["components"]["schemas"]
    parts += ["## Shapes", *(_shape(name, schemas) for name in sorted(schemas) if _told(name))]
    return "\n\n".join(parts) + "\n"


def _told(name: str) -> bool:
    """Leave out what stands elsewhere: each kind's own shapes, and the fields of a query."""
    return "_" not in name and name != "PageOf"


def _refusals(whole: Node) -> str:
    told = {
        status: answer["description"]
        for methods in whole["paths"].values()
        for operation in methods.values()
        for status, answer in operation["responses"].items()
        if int(status) >= 400
    }
    rows = [f"| {status} | {told[status]} |" for status in sorted(told)]
    return "\n".join(["## Refusals", "", "Each is a [Refusal](#refusal).", "", "| Status | When |", "|---|---|", *rows])


def _operation(method: str, path: str, told: Node) -> str:
    lines = [f"## {method.upper()} {path}", "", _one_line(f"{told['summary']}. {told.get('description', '')}"), ""]
    lines += [f"- Query `{each['name']}`: {_sort(each['schema'])}. {_about(each)}" for each in told["parameters"]
              if each["in"] == "query"]  # fmt: skip
    lines += [f"- Sends {_content(told['requestBody'])}."] if "requestBody" in told else []
    refusals = [status for status in sorted(told["responses"]) if int(status) >= 400]
    for status, answer in sorted(told["responses"].items()):
        if status not in refusals:
            lines.append(f"- Answers {status} with {_content(answer)}.")
    lines += [f"- Refuses with {', '.join(refusals)}."] if refusals else []
    return "\n".join(line.rstrip() for line in lines)


def _shape(name: str, schemas: Node) -> str:
    told = schemas[name]
    lines = [f"### {name}", "", _one_line(told["description"])]
    if "enum" in told:
        lines += ["", "One of " + ", ".join(f"`{each}`" for each in told["enum"]) + "."]
    if "discriminator" in told:
        lines += ["", "| Field | What it is | |", "|---|---|---|", *_fields(_any_kind(told, schemas))]
    if told.get("properties"):
        lines += ["", "| Field | What it is | |", "|---|---|---|", *_fields(told)]
    return "\n".join(lines)


def _any_kind(told: Node, schemas: Node) -> Node:
    """Return the shape that is sent with any kind: the body is its kind's."""
    refs = [ref.rsplit("/", 1)[1] for ref in told["discriminator"]["mapping"].values()]
    first = schemas[refs[0]]
    kind = {"type": "string", "description": "One of those of `GET /api/v1/kinds`"}
    body = {"type": "object", "description": "As its kind says there"}
    return {**first, "properties": {**first["properties"], "kind": kind, "body": body}}


def _fields(told: Node) -> Iterator[str]:
    for name, each in told["properties"].items():
        needed = "" if name in told.get("required", ()) else "May be left out"
        about = ". ".join(filter(None, [each.get("description", "").rstrip("."), needed])).replace("|", "\\|")
        yield f"| `{name}` | {_sort(each)} | {about} |"


def _content(told: Node) -> str:
    """Return what an answer or a request holds."""
    content = told.get("content", {})
    if not content:
        return "nothing"
    shape = content.get("application/json", {}).get("schema")
    return _sort(shape) if shape else ", ".join(f"`{each}`" for each in content)


def _sort(told: Node) -> str:
    """Return in a few words what a value is."""
    if "$ref" in told:
        name = told["$ref"].rsplit("/", 1)[1]
        return f"[{name}](#{name.lower()})"
    if "const" in told:
        return f"`{str(told['const']).lower()}`"
    if "anyOf" in told:
        return " or ".join(_sort(each) for each in told["anyOf"])
    if "enum" in told:
        return ", ".join(f"`{each}`" for each in told["enum"])
    if told.get("type") == "array":
        return f"list of {_sort(told['items'])}"
    return _plain(told)


def _plain(told: Node) -> str:
    named = {"uuid": "UUID", "date-time": "time", "date": "day"}.get(told.get("format", ""))
    sort = named or {"string": "text", "integer": "whole number"}.get(
        told.get("type", ""), told.get("type", "anything")
    )
    return f"{sort}, {told['minimum']} to {told['maximum']}" if "maximum" in told else sort


def _about(told: Node) -> str:
    return str(told.get("description", "")) + ("" if told["required"] else " May be left out.")


def _one_line(text: str) -> str:
    return " ".join(text.split())


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    from tests.api.promised import document

    PAGE.write_text(page(document()), encoding="utf-8")

"""The OpenAPI document of the JSON face, from what is declared; leaves reading all of it to `urls`."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import orjson
from django.conf import settings
from ninja import NinjaAPI
from ninja.operation import Operation

from lamplit.actions.kinds import every_kind
from lamplit.api.face import Asked, face
from lamplit.api.running import Run
from lamplit.api.words import ABOUT, SESSION, SHAPES, STATUSES, TOKEN

Node = dict[str, Any]

PREFIX = "api/v1/"
_METHODS = frozenset({"get", "post", "put", "delete"})
_BY_KIND = ("NewEntry", "Change")  # what is sent with one kind's body


class _Face(NinjaAPI):
    """The declarations as ninja describes them, each operation under its function's name."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Return the name of the function."""
        return str(operation.view_func.__name__)


@cache
def written() -> bytes:
    """Return the document as JSON; it is the same for everybody as long as this version runs."""
    return orjson.dumps(document(), option=orjson.OPT_NON_STR_KEYS)


def document() -> Node:
    """Return the document as plain values."""
    declared = _Face(title="Lamplit", version="1", description=ABOUT, openapi_url=None, docs_url=None)
    declared.add_router("", face)
    found = declared.get_openapi_schema(path_prefix=PREFIX)
    whole: Node = {name: _without_titles(part) if name != "info" else part for name, part in found.items()}
    whole["servers"] = [{"url": settings.FORCE_SCRIPT_NAME or "/"}]
    whole["security"] = [{"token": []}, {"session": []}]
    whole["components"]["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": TOKEN},
        "session": {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME, "description": SESSION},
    }
    for operation in operations(whole):
        _tell(operation)
    _link(whole["paths"])
    schemas = whole["components"]["schemas"]
    for name, words in SHAPES.items():
        schemas[name]["description"] = words
    _name_kinds(schemas)
    return whole


def _open_to_all() -> frozenset[str]:
    """Return the names of the operations that ask for no credentials."""
    declared = (each for view in face.path_operations.values() for each in view.operations)
    return frozenset(each.view_func.__name__ for each in declared if Run.of(each).asks_for is Asked)


def operations(whole: Mapping[str, Any]) -> Iterator[Node]:
    """Yield every operation of a document."""
    for methods in whole["paths"].values():
        yield from (operation for method, operation in methods.items() if method in _METHODS)


def _tell(operation: Node) -> None:
    """Give an operation its first sentence as its summary, and its answers their words."""
    first, _, rest = operation.pop("description").partition("\n\n")
    operation["summary"] = first.rstrip(".")
    if rest:
        operation["description"] = rest
    if operation["operationId"] in _open_to_all():
        operation["security"] = []
    for status, answer in operation["responses"].items():
        answer["description"] = STATUSES[status]
    unknown = operation["responses"].get(401)
    if unknown:
        unknown["headers"] = {"WWW-Authenticate": {"schema": {"const": "Bearer"}}}


def _link(paths: Node) -> None:
    """Say of the answers that keep an entry what can be asked about it next."""
    there = {"circle": "$request.path.circle", "entry": "$response.body#/id"}
    about = [told for path, methods in paths.items() if "{entry}" in path for told in methods.values()]
    links = {told["operationId"]: {"operationId": told["operationId"], "parameters": there} for told in about}
    for operation in operations({"paths": paths}):
        for answer in operation["responses"].values():
            if _schema(answer) == {"$ref": _ref("Kept")}:
                answer["links"] = links


def _schema(answer: Node) -> Node:
    return dict(answer.get("content", {}).get("application/json", {}).get("schema", {}))


def _name_kinds(schemas: Node) -> None:
    """Say which body goes with which kind, in the words of the kinds themselves."""
    for kind in every_kind():
        schemas[_body(kind.code)] = {name: value for name, value in kind.schema.items() if name != "$schema"}
    for name in _BY_KIND:
        whole = schemas.pop(name)
        alone = [kind for kind in every_kind() if not kind.beneath]
        for kind in alone:
            schemas[f"{name}_{kind.code}"] = _of_kind(whole, kind.code)
        refs = {kind.code: _ref(f"{name}_{kind.code}") for kind in alone}
        schemas[name] = {
            "description": whole["description"],
            "oneOf": [{"$ref": ref} for ref in refs.values()],
            "discriminator": {"propertyName": "kind", "mapping": refs},
        }


def _of_kind(whole: Node, code: str) -> Node:
    fields = whole["properties"] | {"kind": {"const": code}, "body": {"$ref": _ref(_body(code))}}
    return {name: value for name, value in whole.items() if name != "description"} | {"properties": fields}


def _body(code: str) -> str:
    return f"body_{code}"


def _ref(name: str) -> str:
    return f"#/components/schemas/{name}"


def _without_titles(node: Any) -> Any:
    """Leave out the titles that pydantic makes from names; they say nothing a name does not."""
    if isinstance(node, list):
        return [_without_titles(each) for each in node]
    if not isinstance(node, dict):
        return node
    return {name: _without_titles(value) for name, value in node.items() if name != "title" or _is_field(value)}


def _is_field(value: object) -> bool:
    """Tell a field that is called title from the title of a schema."""
    return isinstance(value, dict)

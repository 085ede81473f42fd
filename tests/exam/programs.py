"""Everything a program can ask about one entry, read from the document, with bodies that would do something."""

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from tests.api.promised import document
from tests.cast import a_journal
from tests.pictures import a_photo

PREFIX = "/api/v1/circles/{circle}"


@dataclass(frozen=True)
class Act:
    """One operation: its method, its address after the circle, and what is sent with it."""

    name: str
    method: str
    path: str
    body: Any = None

    def at(self, entry: object) -> str:
        """Return its address about one entry."""
        return self.path.replace("{entry}", str(entry)).replace("{reply}", str(uuid4()))


def samples() -> dict[str, dict[str, object]]:
    """Return a good body for every shape that is sent; a shape that is missing here fails the tests that need it."""
    return {
        "NewEntry": {"id": str(uuid4()), "kind": "journal", "body": a_journal()},
        "Change": {"kind": "journal", "revision": 1, "body": a_journal("overwritten")},
        "Member": {"member": str(uuid4())},
        "NewReply": {"id": str(uuid4()), "text": "typed"},
        "Switch": {"taken": False},
    }


def acts() -> list[Act]:
    """Return every operation inside a circle."""
    found = []
    for path, methods in document()["paths"].items():
        if path.startswith(PREFIX):
            found += [_act(method, path.removeprefix(PREFIX), told) for method, told in methods.items()]
    return found


def acts_about_an_entry() -> list[Act]:
    """Return every operation about one entry."""
    return [act for act in acts() if "{entry}" in act.path]


def shape_sent(told: dict[str, Any]) -> str | None:
    """Return the name of the shape an operation takes as JSON, or None."""
    content = told.get("requestBody", {}).get("content", {}).get("application/json")
    return content["schema"]["$ref"].rsplit("/", 1)[1] if content else None


def _act(method: str, path: str, told: dict[str, Any]) -> Act:
    shape = shape_sent(told)
    body: Any = samples()[shape] if shape else None
    if "application/octet-stream" in told.get("requestBody", {}).get("content", {}):
        body = a_photo()
    return Act(told["operationId"], method.upper(), path, body)

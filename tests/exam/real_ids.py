"""Lets schemathesis ask about things that are there, every other time; it reads this file itself, by its name."""

import json
import os
from typing import Any

import schemathesis

KNOWN = json.loads(os.environ.get("CROWD", '{"entries": [], "members": []}'))


def _some(values: list[str], like: object) -> str | None:
    """Pick one by what was made up, so that the same seed asks the same; every other time none."""
    number = sum(repr(like).encode())
    return values[number // 2 % len(values)] if values and number % 2 else None


@schemathesis.hook
def map_path_parameters(context: Any, path_parameters: dict[str, Any] | None) -> dict[str, Any] | None:
    """Put the id of an entry that is there in the place of one that was made up."""
    if path_parameters and "entry" in path_parameters:
        there = _some(KNOWN["entries"], path_parameters["entry"])
        return path_parameters | {"entry": there} if there else path_parameters
    return path_parameters


@schemathesis.hook
def map_body(context: Any, body: Any) -> Any:
    """Put a member who is there in the place of one who was made up."""
    if isinstance(body, dict) and isinstance(body.get("member"), str):
        there = _some(KNOWN["members"], body["member"])
        return body | {"member": there} if there else body
    return body

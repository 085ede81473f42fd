"""The JSON face as a whole: where its operations are declared, with django-ninja; leaves running them to `running`."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest
from ninja import Router
from pydantic import BaseModel

from lamplit.actions.doors import Visit
from lamplit.api.shapes import Refusal

face = Router()
"""Every operation is declared on this router. Addresses, methods, what may be sent and the OpenAPI document all come
from the declaration; an address that is not declared does not exist."""

ENTRIES = "/circles/{uuid:circle}/entries"
ENTRY = ENTRIES + "/{uuid:entry}"

READING = (401, 404, 503)
WRITING = (401, 403, 404, 413, 422, 503)

Says = Mapping[int, type[BaseModel] | None]


@dataclass(slots=True)
class Asked:
    """A request that anybody may make; what an operation's `request` is declared as is what was checked before it."""

    http: HttpRequest


@dataclass(slots=True)
class Signed(Asked):
    """A request of somebody who is known: `circle` is the one circle a token is bound to, None for a browser."""

    person: UUID
    circle: UUID | None


@dataclass(slots=True)
class Inside(Asked):
    """A request of a confirmed member of the circle in the address."""

    visit: Visit


def says(given: Says, *refusals: int) -> dict[int, type[BaseModel] | None]:
    """Return what an operation may answer: `given` when it does what was asked, and each status of a refusal."""
    return {**given, **dict.fromkeys(sorted(refusals), Refusal)}

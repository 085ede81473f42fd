"""The words of one page exactly as typed, so that any answer can show them again; leaves checking to the kinds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.http import QueryDict

CONTROL_FIELDS = ("id", "base", "when", "on", "at", "audience", "audience_set")
SWITCHES = ("sensitive", "sensitive_set", "talk_first")


@dataclass(frozen=True, slots=True)
class Typed:
    """Every named answer of a form, each as a tuple of texts in the order they were given."""

    values: Mapping[str, tuple[str, ...]]

    @classmethod
    def from_post(cls, post: QueryDict, names: Iterable[str]) -> "Typed":
        """Keep the posted answers with known `names`; line ends become plain, nothing else is changed."""
        known = (*names, *CONTROL_FIELDS, *SWITCHES)
        return cls({name: tuple(map(_plain_lines, post.getlist(name))) for name in known if name in post})

    @classmethod
    def from_fields(cls, fields: Mapping[str, object]) -> "Typed":
        """Turn a stored body or draft back into what somebody would have typed; unknown shapes become nothing."""
        return cls({name: _texts(value) for name, value in fields.items()})

    def one(self, name: str, default: str = "") -> str:
        """Return the last answer given under `name`, or `default`."""
        given = self.values.get(name, ())
        return given[-1] if given else default

    def many(self, name: str) -> tuple[str, ...]:
        """Return every answer under `name` that is not blank."""
        return tuple(value for value in self.values.get(name, ()) if value.strip())

    def at(self, name: str, place: int) -> str:
        """Return the answer at `place` (from 0) of a list of text boxes, or nothing."""
        given = self.values.get(name, ())
        return given[place] if place < len(given) else ""

    def has(self, name: str, value: object = None) -> bool:
        """Tell whether `name` was answered at all, or with this very `value`."""
        given = self.many(name)
        return bool(given) if value is None else str(value) in given

    def any_of(self, *names: str) -> bool:
        """Tell whether any of `names` was answered: a folded part with an answer stays open."""
        return any(self.has(name) for name in names)

    def entry_id(self) -> UUID | None:
        """Return the id the page was made with, or None when it is missing or not an id."""
        return as_uuid(self.one("id"))

    def with_answers(self, **answers: object) -> "Typed":
        """Return a copy with these answers put in place of what was there."""
        return Typed({**self.values, **{name: _texts(value) for name, value in answers.items()}})

    def as_fields(self) -> dict[str, object]:
        """Return plain lists, ready to be kept as a draft."""
        return {name: list(values) for name, values in self.values.items()}


def as_uuid(text: str) -> UUID | None:
    """Return `text` as an id, or None when it is not one."""
    try:
        return UUID(text)
    except ValueError:
        return None


def blank(**answers: object) -> Typed:
    """Return an empty page with a fresh id, and these answers already given."""
    return Typed.from_fields({"id": str(uuid4()), **answers})


def _plain_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _texts(value: object) -> tuple[str, ...]:
    if value is None or isinstance(value, Mapping):
        return ()
    if isinstance(value, list | tuple | set | frozenset):
        return tuple(str(item) for item in value if item is not None)
    return (str(value),)

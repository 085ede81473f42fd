"""Which answers each kind's page can send, and how texts become the fields of a kind; leaves limits to the kinds."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from lamplit.actions.audiences import TALK_FIRST
from lamplit.engines.records.kinds import KINDS, Bearing
from lamplit.engines.records.kinds.incident import SIX
from lamplit.engines.records.kinds.need import AREAS
from lamplit.web.forms.typed import Typed


@dataclass(frozen=True, slots=True)
class Shape:
    """The named answers of one kind's page: single texts, whole numbers and lists."""

    texts: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name, in no particular order."""
        return self.texts + self.numbers + self.lists


SHAPES = {
    "check_in": Shape(texts=("weather", "words"), numbers=("energy", "pleasantness")),
    "journal": Shape(texts=("title", "text")),
    "moment": Shape(
        texts=("tone", "words", "before_words", "did_words", "need", "saying", "ended", "ended_words", "setting"),
        numbers=("intensity", "duration_minutes"),
        lists=("happened", "before", "feelings", "did", "helped", "other_explanations"),
    ),
    "reply": Shape(texts=("text",)),
    "incident": Shape(texts=("safe", *SIX, "school", "wait_until", "wait_words"), lists=("told",)),
    "good_moment": Shape(texts=("words", "said"), lists=("happened", "feelings")),
    "photo": Shape(texts=("words",)),
    "drawing": Shape(texts=("marks", "words")),
    "practice_run": Shape(
        texts=("practice", "title", "ending"), numbers=("before", "after", "helped"), lists=("said", "coded")
    ),
    "assignment": Shape(
        texts=("title", "task", "agreed", "when", "why", "note", "opens", "school"), lists=("practices", "said_yes")
    ),
    "practice_done": Shape(texts=("given", "practice", "title", "state", "steadied")),
    "school_moment": Shape(texts=("tone", "words"), lists=("what",)),
    "concern": Shape(texts=("said", "seen", "think", "did"), lists=("excluded",)),
    "plan_part": Shape(texts=("part", "text", "made", "review_on", "in_the_way"), numbers=("likely",)),
    "plan_rule": Shape(texts=("case", "how", "text", "stands")),
    "strength": Shape(texts=("sort", "text")),
    "hope": Shape(texts=("text", "next_step")),
    "signal": Shape(texts=("sign",)),
    "support": Shape(texts=("name", "sort", "call_when", "phone")),
    "fuel": Shape(texts=("left",)),
    "felt_safe": Shape(texts=("place", "face", "words")),
    "fear": Shape(texts=("text", "bring")),
    "need": Shape(texts=("about", "text"), lists=AREAS),
    "tried": Shape(texts=("how", "given", "card", "title", "words")),
    "school_steps": Shape(texts=("help", "worry"), lists=("steps",)),
    "recording": Shape(texts=("words",)),
    "asq": Shape(texts=KINDS["asq"].columns),
}

UNDER = {  # the page they stand on
    "plan_part": "plan",
    "plan_rule": "plan",
    "strength": "strengths",
    "hope": "hopes",
    "support": "supports",
    "fear": "fears",
    "felt_safe": "felt_safe",
    "need": "needs",
}
BEGUN = {  # asked a page before
    "tone": frozenset({"good", "hard", "ordinary"}),
    "safe": frozenset({"yes", "not_yet"}),
    **{
        name: frozenset(KINDS[kind].labels[name])
        for kind, name in (
            ("plan_part", "part"),
            ("plan_part", "made"),
            ("strength", "sort"),
            ("felt_safe", "place"),
            ("need", "about"),
        )
    },
}
# They begin on an entry's page, with a practice, or on a page of their own.
BY_DOING = {
    "reply",
    "practice_run",
    "practice_done",
    "assignment",
    "signal",
    "fuel",
    "tried",
    "school_steps",
    "recording",
}
ALONE = SHAPES.keys() - BY_DOING


def begun(kind: str, asked: Mapping[str, str]) -> dict[str, str]:
    """Return the answers that a page before has already asked for, for the page of this kind; others are left out."""
    known = {name: asked.get(name, "") for name in BEGUN if name in SHAPES[kind].names}
    return {name: value for name, value in known.items() if value in BEGUN[name]}


def fields_of(kind: str, typed: Typed) -> dict[str, object]:
    """Return the answers that were given, as the kind's validator takes them.

    A blank answer is left out. A number that is not one stays text, so that the kind itself says what is wrong.
    """
    shape = SHAPES[kind]
    fields: dict[str, object] = {name: typed.one(name) for name in shape.texts if typed.has(name)}
    fields |= {name: _number(typed.one(name)) for name in shape.numbers if typed.has(name)}
    return fields | {name: list(typed.many(name)) for name in shape.lists if typed.has(name)}


def bearing_of(kind: str, typed: Typed) -> Bearing:
    """Return what the answers typed so far say that bears on who sees them; "talk first" is one of them."""
    said = KINDS[kind].bearing(fields_of(kind, typed))
    return replace(said, holding=said.holding | {TALK_FIRST}) if typed.has(TALK_FIRST) else said


def _number(text: str) -> int | str:
    try:
        return int(text)
    except ValueError:
        return text

"""The serious incident: six plain questions in any order, whom it was told, and when the child may read it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from lamplit.engines.kernel import say
from lamplit.engines.records.kinds.days import Day, day_of
from lamplit.engines.records.kinds.fields import Body, Field, OneOf, Problem, Schema, SomeWords, Words
from lamplit.engines.records.kinds.kind import Bearing, Checked, Kind, one_line, text_of, texts_of
from lamplit.engines.records.kinds.vocabulary import Vocabulary

WORDS_LIMIT = 4000
SHORT_LIMIT = 1000
REASON_LIMIT = 300
MOST_TOLD = 20
LONGEST_WAIT = timedelta(days=180)
SIX = ("where_words", "who_words", "seen_words", "did_words", "ended_words", "next_words")


@dataclass(frozen=True, slots=True)
class Incident:
    """A serious incident as kept; `told` is one line for each person told, `wait_until` the day the child may read."""

    safe: str
    where_words: str = ""
    who_words: str = ""
    seen_words: str = ""
    did_words: str = ""
    ended_words: str = ""
    next_words: str = ""
    told: tuple[str, ...] = ()
    school: str = ""
    wait_until: date | None = None
    wait_words: str = ""

    @classmethod
    def of(cls, body: Mapping[str, object]) -> "Incident":
        """Return the incident a body holds."""
        said = {name: text_of(body, name) for name in ("safe", *SIX, "school", "wait_words")}
        return cls(**said, told=texts_of(body, "told"), wait_until=day_of(body.get("wait_until")))


class IncidentKind(Kind):
    """What a serious incident asks and says: only whether everyone is safe is needed."""

    code = "incident"
    bears_on = ("school", "wait_until")
    signable = True

    def ask(self, words: Vocabulary) -> Sequence[Field]:
        """Ask whether everyone is safe; each of the six questions can be left out."""
        picks = {name: field.choices for name, field in words.fields.items()}
        return (
            OneOf("safe", picks["safe"], required=True, missing=say("Say first if everyone is safe. Not yet is fine.")),
            Words("where_words", SHORT_LIMIT),
            Words("who_words", SHORT_LIMIT),
            Words("seen_words", WORDS_LIMIT),
            Words("did_words", WORDS_LIMIT),
            Words("ended_words", WORDS_LIMIT),
            Words("next_words", WORDS_LIMIT),
            SomeWords("told", most=MOST_TOLD, limit=300),
            OneOf("school", picks["school"]),
            Day("wait_until"),
            Words("wait_words", REASON_LIMIT),
        )

    def validate(self, fields: Mapping[str, object], today: date) -> Checked:
        """Check what was sent; a wait has both a day and a reason, and ends within half a year."""
        checked = super().validate(fields, today)
        problem = None if checked.problems else _wait_problem(Incident.of(checked.body), today)
        return replace(checked, body={}, problems=[problem]) if problem else checked

    def bearing(self, body: Mapping[str, object]) -> Bearing:
        """Return that it touches school, and that a grown-up reads it with the child from a day on."""
        until = day_of(body.get("wait_until"))
        at_school = {"school_related"} if body.get("school") == "yes" else set()
        return Bearing(frozenset(at_school | ({"with_adult"} if until else set())), until)

    def summary(self, body: Mapping[str, object]) -> str:
        """Return the title, and the first of what was seen or where it was."""
        found = Incident.of(body)
        first = found.seen_words or found.where_words
        return one_line(say("{what}: {words}", what=self.title, words=first)) if first else self.title

    def hint(self, body: Mapping[str, object]) -> Body:
        """Return whether everyone was safe and whether it touches school, and no word."""
        found = Incident.of(body)
        return {name: value for name, value in (("safe", found.safe), ("school", found.school)) if value}

    def sensitive_default(self, body: Mapping[str, object]) -> bool:
        """Fold every serious incident."""
        return True

    def schema(self) -> Schema:
        """Return the JSON schema of a body; a day to wait for and its reason come together."""
        pair: Schema = {"wait_until": ["wait_words"], "wait_words": ["wait_until"]}
        return {**super().schema(), "dependentRequired": pair}


def _wait_problem(found: Incident, today: date) -> Problem | None:
    if found.wait_until is None:
        asked = say("Pick the day until which it waits, or take the reason out.")
        return Problem("wait_until", "missing", asked) if found.wait_words else None
    if not found.wait_words:
        asked = say("Say in a few words why it waits. The reason can be read then too.")
        return Problem("wait_words", "missing", asked)
    if found.wait_until > today + LONGEST_WAIT:
        asked = say("Pick a day within six months. You can change it when that day is near.")
        return Problem("wait_until", "too_far", asked)
    return None


INCIDENT = IncidentKind()

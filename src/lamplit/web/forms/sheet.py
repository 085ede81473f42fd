"""One page of writing as it is shown: what was typed, what is wrong, who would see it; leaves saving to the views."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

from lamplit.actions import concerns
from lamplit.actions.audience_change import choices_again, who_would_see
from lamplit.actions.audiences import TALK_FIRST
from lamplit.actions.drafts import Draft
from lamplit.actions.entries import AudienceChoice, EntryCard, Problem, Visit, Writing, audience_choices, who_will_see
from lamplit.engines.records.kinds import Bearing
from lamplit.web.forms.shapes import bearing_of, fields_of
from lamplit.web.forms.typed import Typed

ONLY_ME = "me"


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything a page of writing shows.

    `problems` holds one sentence by field, `trouble` one sentence for the whole page. `base` is the revision being
    changed, 0 for a new entry; `sees` is then the sentence true for what is stored, until other people are ticked.
    `other` is the version that was saved meanwhile; `offered` are unfinished pages. `picture` are the bytes of a photo,
    None where the page asks for none; no page can show them again.
    """

    kind: str
    typed: Typed
    action: str
    problems: Mapping[str, str] = field(default_factory=dict)
    trouble: str = ""
    base: int = 0
    sees: str = ""
    status: int = 200
    other: EntryCard | None = None
    picture: bytes | None = None
    offered: tuple[Draft, ...] = ()

    def with_problems(self, problems: Sequence[Problem]) -> "Sheet":
        """Return the same page with what is wrong beside each field; the first sentence for a field counts."""
        by_field = {problem.field: problem.message for problem in reversed(problems)}
        too_big = any(problem.code == "too_big" for problem in problems)
        return replace(self, problems=by_field, status=413 if too_big else 422)


@dataclass(frozen=True, slots=True)
class AudienceLine:
    """One person or role a writer may tick, with the sentence that is true if only this one is ticked."""

    value: str
    label: str
    chosen: bool
    sentence: str


def chosen_audience(typed: Typed) -> tuple[str, ...] | None:
    """Return who was ticked; None when the page did not ask, and only the writer when nobody was ticked."""
    if not typed.has("audience_set"):
        return None
    return tuple(value for value in typed.many("audience") if value != ONLY_ME) or (ONLY_ME,)


def who_line(visit: Visit, kind: str, typed: Typed) -> str:
    """Return the sentence beside Save for what is ticked now."""
    if kind == concerns.KIND:
        return concerns.who_sees_line(visit)
    possible = _possible(visit, kind, typed)
    return who_will_see(visit, kind, possible, together=visit.together, bearing=bearing_of(kind, typed))


def audience_lines(visit: Visit, kind: str, typed: Typed) -> tuple[AudienceLine, ...]:
    """Return those who may be ticked, the ticked ones as typed or else as the policy has it."""
    ticked = chosen_audience(typed)
    offered = audience_choices(visit, kind, _without_the_day(kind, typed))
    choices = [choice for choice in offered if choice.value != ONLY_ME]
    return tuple(_line(visit, kind, typed, choice, ticked) for choice in choices)


def lines_again(visit: Visit, sheet: Sheet, entry: UUID) -> tuple[AudienceLine, ...]:
    """Return those who may be ticked for an entry that stands, ticked as typed or else as it is stored."""
    ticked = chosen_audience(sheet.typed)
    lines = []
    for choice in choices_again(visit, sheet.kind, entry):
        sentence = who_would_see(visit, sheet.kind, entry, (choice.value,)) or ""
        chosen = choice.chosen if ticked is None else choice.value in ticked
        lines.append(AudienceLine(choice.value, choice.label, chosen, sentence))
    return tuple(lines)


def line_again(visit: Visit, sheet: Sheet, entry: UUID) -> str:
    """Return the sentence beside Save for a change: for what is ticked, or for what is stored."""
    ticked, bearing = chosen_audience(sheet.typed), bearing_of(sheet.kind, sheet.typed)
    if ticked is None:
        return who_would_see(visit, sheet.kind, entry, None, bearing) or sheet.sees
    known = {choice.value for choice in choices_again(visit, sheet.kind, entry)}
    possible = tuple(value for value in ticked if value in known) or (ONLY_ME,)
    return who_would_see(visit, sheet.kind, entry, possible, bearing) or sheet.sees


def writing_of(visit: Visit, sheet: Sheet, entry: UUID, happened_at: datetime | None) -> Writing:
    """Return what the page asks to keep."""
    typed = sheet.typed
    return Writing(
        id=entry,
        kind=sheet.kind,
        fields=fields_of(sheet.kind, typed),
        happened_at=happened_at,
        audience=chosen_audience(typed),
        together=visit.together,
        sensitive=typed.has("sensitive") if typed.has("sensitive_set") else None,
        talk_first=typed.has("talk_first"),
        picture=sheet.picture,
    )


def _possible(visit: Visit, kind: str, typed: Typed) -> tuple[str, ...] | None:
    ticked = chosen_audience(typed)
    if ticked is None:
        return None
    known = {choice.value for choice in audience_choices(visit, kind, _without_the_day(kind, typed))}
    return tuple(value for value in ticked if value in known) or (ONLY_ME,)


def _without_the_day(kind: str, typed: Typed) -> Bearing:
    """Return what bears on who may be ticked: a day to wait for, or to talk first, takes nobody off the list."""
    said = bearing_of(kind, typed)
    return replace(said, until=None, holding=said.holding - {TALK_FIRST})


def _line(visit: Visit, kind: str, typed: Typed, choice: AudienceChoice, ticked: Sequence[str] | None) -> AudienceLine:
    bearing = _without_the_day(kind, typed)
    sentence = who_will_see(visit, kind, (choice.value,), together=visit.together, bearing=bearing)
    chosen = choice.chosen if ticked is None else choice.value in ticked
    return AudienceLine(choice.value, choice.label, chosen, sentence)

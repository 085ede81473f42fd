"""A session as its therapist reads it: claims with the lines they rest on, corrections, the day its words end."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from lamplit.actions import clock
from lamplit.actions.therapy_adding import MOST_DAYS, PURPOSES, day_typed
from lamplit.actions.therapy_reading import PARTS, again
from lamplit.actions.writing import refuse
from lamplit.engines.kernel.days import long_day
from lamplit.engines.kernel.saying import say
from lamplit.engines.records.visibility import Action
from lamplit.vault import therapy
from lamplit.vault.doorway import Visit

PART_WORDS: Mapping[str, str] = {
    "therapist": say("Therapist"), "client": say("Client"), "carer": say("Carer"), "other": say("Somebody else"),
}  # fmt: skip
HEADINGS: Mapping[str, str] = {
    "struggles": say("Struggle"),
    "interventions": say("Interventions"),
    "recovery": say("Road to recovery"),
    "guidance": say("Guidance"),
    "keywords": say("Keywords"),
}
REASONS: Mapping[str, str] = {
    "insight": say("Something became clear"),
    "emotion_shift": say("A feeling turned"),
    "commitment": say("Said what they will do"),
    "rupture": say("At odds"),
    "repair": say("Mended"),
    "self_acceptance": say("Kind to themselves"),
    "perhaps_insight": say("Perhaps something became clear"),
    "perhaps_emotion_shift": say("Perhaps a feeling turned"),
    "perhaps_commitment": say("Perhaps said what they will do"),
    "perhaps_rupture": say("Perhaps at odds"),
    "perhaps_self_acceptance": say("Perhaps kind to themselves"),
}
CHANGED = say("Another window changed this session in between. Look at it as it is now, then try again.")


@dataclass(frozen=True, slots=True)
class Line:
    """One turn: its number, who is taken to speak, their label, the words."""

    number: int
    part: str
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing the report says: its words, the lines it rests on, why it is here; `wrong` when called so.

    `key` names it. `offered` is the card that was made of it, where there is one. What sets two people at odds, what
    mends that, and what a carer said `may_be_card` for nobody.
    """

    key: str
    text: str
    lines: tuple[Line, ...]
    because: str
    wrong: bool
    kind: str = ""
    offered: str = ""
    may_be_card: bool = True


@dataclass(frozen=True, slots=True)
class Voice:
    """One speaker: the label, who they are taken for and why, and their first words, to know them by."""

    label: str
    part: str
    because: str
    first: str


@dataclass(frozen=True, slots=True)
class SessionPage:
    """Everything about one session. `lines` is empty once the words have gone; what was counted stays."""

    id: UUID
    revision: int
    on: date
    ends_on: date
    day_text: str
    ends_text: str
    purpose: str
    agreed_text: str
    can_undo: bool
    lines: tuple[Line, ...]
    voices: tuple[Voice, ...]
    parts: tuple[tuple[str, str, tuple[Claim, ...]], ...]
    moments: tuple[Claim, ...]
    signals: tuple[Claim, ...]
    insights: tuple[Claim, ...]
    counts: Mapping[str, Any]

    @property
    def one_voice(self) -> bool:
        """Whether only one speaker was found, so that nothing can be told apart."""
        return len(self.voices) == 1

    def claim(self, key: str) -> Claim | None:
        """Return the claim of this key."""
        return next((each for each in self._every() if each.key == key), None)

    def _every(self) -> Iterator[Claim]:
        for _, _, claims in self.parts:
            yield from claims
        yield from (*self.moments, *self.signals, *self.insights)


def session_page(visit: Visit, session_id: UUID, *, action: Action = Action.READ) -> SessionPage | None:
    """Return one session; None when there is none of this visitor's."""
    session = therapy.read(visit.viewer, session_id, clock.now(), action=action)
    if session is None or not session.facts:
        return None
    words = therapy.words_of(visit.viewer, session, clock.today())
    return _page(session, words or {"turns": [], "report": {}})


def correct_speakers(
    visit: Visit, session_id: UUID, base: int, told: Mapping[str, str], without: Sequence[str] = ()
) -> bool:
    """Let speakers be who somebody says they are, and leave some more words out; the report is made again.

    False when there is no such session, or its words are gone. Raises Refused when another window was faster.
    """
    session = therapy.look(visit.viewer, session_id, clock.now())
    words = therapy.words_of(visit.viewer, session, clock.today()) if session else None
    if session is None or words is None:
        return False
    if session.revision != base:
        raise refuse("speakers", "changed", CHANGED)
    labels = words["report"]["speakers"]
    chosen = {label: part for label, said in told.items() if label in labels for part in PARTS if part == said}
    kept, counts, now = again(words, {**_told(session), **chosen}, without)
    facts = {**session.facts, "told": now, "counts": counts}
    if not therapy.revise(visit.viewer, session, facts, kept, clock.now()):
        raise refuse("speakers", "changed", CHANGED)
    return True


def call_wrong(visit: Visit, session_id: UUID, key: str, *, wrong: bool) -> bool:
    """Remember that a claim is wrong, or that it is not after all; False where there is none."""
    session = therapy.look(visit.viewer, session_id, clock.now())
    words = therapy.words_of(visit.viewer, session, clock.today()) if session else None
    if session is None or words is None or _page(session, words).claim(key) is None:
        return False
    before = [each for each in session.facts["wrong"] if each != key]
    facts = {**session.facts, "wrong": [*before, key] if wrong else before}
    if not therapy.revise(visit.viewer, session, facts, None, clock.now()):
        raise refuse("wrong", "changed", CHANGED)
    return True


def end_on(visit: Visit, session_id: UUID, typed: str) -> bool:
    """Let the words end on another day, today for at once; raises Refused for a day that cannot be.

    Ended so, a day to come brings them back until the house tidies up that night; ended by their day they are gone.
    False when there is no such session, or its words are gone.
    """
    session = therapy.look(visit.viewer, session_id, clock.now())
    if session is None or not (session.ends_on > clock.today() or _can_undo(session)):
        return False
    day, last = day_typed(typed), session.added_at.date() + timedelta(days=MOST_DAYS)
    if day is None or not clock.today() <= day <= last:
        text = say("Pick a day from today to {last}.", last=long_day(last))
        raise refuse("ends_on", "day", text)
    at_once = {"ended_on": day.isoformat()} if day == clock.today() else {}
    therapy.move_end(visit.viewer, session, day, {**session.facts, **at_once}, clock.now())
    return True


def _can_undo(session: therapy.Session) -> bool:
    """Tell whether the words were let go by hand today, and their key is still there."""
    by_hand = session.facts.get("ended_on") == session.ends_on.isoformat() == clock.today().isoformat()
    return by_hand and therapy.can_come_back(session)


def _told(session: therapy.Session) -> dict[str, Any]:
    return dict(session.facts.get("told", {}))


def _page(session: therapy.Session, words: Mapping[str, Any]) -> SessionPage:
    facts, report = session.facts, words["report"]
    speakers = report.get("speakers", {})
    lines = tuple(
        Line(number, str(speakers[label][0]), label, text) for number, (label, text) in enumerate(words["turns"], 1)
    )
    make = _Making(lines, frozenset(facts["wrong"]), facts["offers"])
    on, agreed_on = date.fromisoformat(facts["on"]), date.fromisoformat(facts["agreed_on"])
    return SessionPage(
        id=session.id,
        revision=session.revision,
        on=on,
        ends_on=session.ends_on,
        day_text=long_day(on),
        ends_text=long_day(session.ends_on),
        purpose=PURPOSES[facts["purpose"]],
        agreed_text=_agreed(facts["agreed"], long_day(agreed_on)),
        can_undo=_can_undo(session),
        lines=lines,
        voices=_voices(lines, speakers),
        parts=tuple((part, HEADINGS[part], make.claims(part, report.get(part, ()))) for part in HEADINGS),
        moments=make.claims("moments", report.get("moments", ())),
        signals=make.claims("signals", report.get("signals", ())),
        insights=make.claims("insights", report.get("insights", ())),
        counts=facts["counts"],
    )


@dataclass(frozen=True, slots=True)
class _Making:
    """What claims are made with: the lines they cite, and what was said about them before."""

    lines: tuple[Line, ...]
    wrong: frozenset[str]
    offers: Mapping[str, str]

    def claims(self, part: str, held: Sequence[Sequence[Any]]) -> tuple[Claim, ...]:
        """Return the claims of one part; a key is the part, its first line and which of those it is."""
        keys: dict[str, int] = {}
        return tuple(self._claim(part, keys, *each) for each in held)

    def _claim(
        self, part: str, keys: dict[str, int], text: str, lines: Sequence[int], because: str, reason: str = ""
    ) -> Claim:
        place = f"{part}-{lines[0]}"
        keys[place] = keys.get(place, 0) + 1
        key = f"{place}-{keys[place]}"
        cited = tuple(self.lines[number - 1] for number in lines)
        kind = REASONS.get(reason, "")
        own = not reason.endswith(("rupture", "repair")) and all(line.part != "carer" for line in cited)
        return Claim(key, text, cited, because, key in self.wrong, kind, self.offers.get(key, ""), own)


def _voices(lines: Sequence[Line], speakers: Mapping[str, Sequence[Any]]) -> tuple[Voice, ...]:
    first: dict[str, str] = {}
    for line in lines:
        first.setdefault(line.label, line.text)
    return tuple(
        Voice(label, str(part), str(because), _shortened(first.get(label, "")))
        for label, (part, because, _) in speakers.items()
    )


def _shortened(text: str) -> str:
    return text if len(text) <= 90 else f"{text[:88].rsplit(' ', 1)[0]} …"


def _agreed(who: str, day: str) -> str:
    if who == "carer":
        return say("Their carer agreed for them on {day}.", day=day)
    return say("They agreed on {day}.", day=day)

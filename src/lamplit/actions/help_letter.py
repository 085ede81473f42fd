"""A carer's summary for a doctor or therapist: chosen entries, what was tried, in words they go over; keeps nothing."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from lamplit.actions.cards import EntryCard, Part
from lamplit.actions.exports import may_export
from lamplit.actions.looks import Look, card
from lamplit.actions.tongue import aloud, tongue
from lamplit.actions.wording import day_and_time, role_label
from lamplit.engines.interop.pdf import Paper, Paragraph, Section, Voice, pdf_of
from lamplit.engines.kernel.days import long_day
from lamplit.engines.kernel.saying import say
from lamplit.engines.records.kinds import KINDS
from lamplit.engines.records.visibility import Action
from lamplit.vault import entries
from lamplit.vault.doorway import Visit

# What grown-ups write about days with a child. No journal, no drawing, no plan and no list of anybody's own is offered.
OFFERED = frozenset({"moment", "incident", "good_moment", "school_moment", "practice_done"})
TRIED_FIELDS = {
    "moment": ("did", "did_words", "helped", "ended", "ended_words"),
    "incident": ("did_words", "ended_words"),
}
TRIED_WHOLLY = frozenset({"practice_done"})
LOOKED_AT = 400
SHOWN_AT_FIRST = timedelta(days=56)
MOST_PICKED = 40
LONGEST = 8_000  # signs of one part; about four pages
PARTS = ("why", "happened", "tried", "wish")
HEADINGS = {
    "why": say("Why I ask"),
    "happened": say("What happened"),
    "tried": say("What we tried"),
    "wish": say("What I would like"),
}
TOO_LONG = say("This part is too long for a summary. Keep it to about four pages.")
EMPTY = say("Write a line first: what happened, or why you ask.")


@dataclass(frozen=True, slots=True)
class Draft:
    """The words of a summary by part, and how many of the picked entries could not be taken along."""

    words: Mapping[str, str]
    left: int = 0


def may_make(visit: Visit) -> bool:
    """Tell whether this visitor could take a summary away: as with every paper, it needs a second way in."""
    return may_export(visit)


def to_pick_from(visit: Visit, first: date | None, last: date | None) -> tuple[EntryCard, ...]:
    """Return what this carer may take away, newest first, of these days; without days of the last eight weeks."""
    look = Look.of(visit)
    if not may_make(visit):
        return ()
    found = entries.of_kinds(visit.viewer, OFFERED, LOOKED_AT, look.now, Action.EXPORT)
    begin, end = first or look.today - SHOWN_AT_FIRST, last or look.today
    return tuple(card(each, look) for each in found if begin <= each.day <= end and not each.damaged)


def draft(visit: Visit, picked: Collection[UUID]) -> Draft:
    """Return a summary to go over, made of what was picked and may be taken away; one audit link "export"."""
    look, wanted = Look.of(visit), frozenset(list(picked)[:MOST_PICKED])
    taken = entries.take_several(visit.viewer, wanted, look.now) if wanted else []
    cards = [card(each, look) for each in taken if each.kind in OFFERED and each.body is not None]
    cards.sort(key=lambda each: (each.day, each.iso))
    happened = "\n\n".join(_told(each) for each in cards if each.kind not in TRIED_WHOLLY)
    tried = "\n".join(line for each in cards for line in _tried(each))
    words = {"why": "", "happened": happened[:LONGEST], "tried": tried[:LONGEST], "wish": ""}
    return Draft(words, len(set(picked)) - len(cards))


def problems_of(words: Mapping[str, str]) -> Mapping[str, str]:
    """Return what keeps these words from being a summary, by part; empty when they can be one."""
    found = {part: TOO_LONG for part in PARTS if len(words[part]) > LONGEST}
    return found or ({} if any(words[part].strip() for part in PARTS) else {"why": EMPTY})


def letter(visit: Visit, words: Mapping[str, str]) -> bytes | None:
    """Return the summary as the bytes of a PDF, of these words and no others; None for who may take nothing away."""
    if not may_make(visit):
        return None
    look = Look.of(visit)
    name = visit.subject_name or visit.circle_name
    about = (say("About {name}", name=name), say("To talk about with a doctor or therapist. Not a report or a test."))
    sections = tuple(
        Section(HEADINGS[part], tuple(Paragraph("", each) for each in words[part].split("\n\n") if each.strip()))
        for part in PARTS
        if words[part].strip()
    )
    when, role = day_and_time(look.now, look.zone), role_label(visit.viewer.role).lower()
    made = say("Made {when} by {name}, {role}.", when=when, name=visit.person_name, role=role)
    return pdf_of(Paper(say("Asking for help"), about, sections, made), look.now, Voice(tongue().code, aloud))


def _told(shown: EntryCard) -> str:
    lines = [
        f"{aloud(part.label)}: {aloud(part.text)}" for part in shown.parts if part.label not in _tried_labels(shown)
    ]
    return "\n".join([f"{aloud(_when(shown))}:", *(lines or [aloud(shown.summary)])])


def _tried(shown: EntryCard) -> list[str]:
    if shown.kind in TRIED_WHOLLY:
        return [f"{aloud(_when(shown))}: {aloud(shown.summary)}"]
    done: list[Part] = [part for part in shown.parts if part.label in _tried_labels(shown)]
    said = "; ".join(aloud(part.text).rstrip(". \n") for part in done)
    return [f"{aloud(_when(shown))}: {said}."] if done else []


def _when(shown: EntryCard) -> str:
    return say("{day}, {title}", day=long_day(shown.day), title=shown.kind_title)


def _tried_labels(shown: EntryCard) -> frozenset[str]:
    fields = KINDS[shown.kind].words.fields
    return frozenset(fields[name].label for name in TRIED_FIELDS.get(shown.kind, ()) if name in fields)

"""What a teacher can try for themselves or in class: found and played by taps; nothing of it becomes an entry.

Only what turns nobody inward, asks for no typed words and holds no word that is not for school stands here. It is met
as an adult, whoever the pupil is. A run is a draft, sealed for the one who plays it, and goes when it ends.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from uuid import UUID, uuid4

from lamplit.actions import drafts
from lamplit.actions.practice import KIND, PracticeCard, Run
from lamplit.engines.kernel import AgeBand, Role
from lamplit.engines.kernel.saying import say
from lamplit.engines.practice import player
from lamplit.engines.practice.library import shipped
from lamplit.engines.practice.model import Practice, Step, Variant
from lamplit.engines.practice.shapes import SHOWS
from lamplit.engines.records.school_words import clinical_words
from lamplit.vault.doorway import Visit

WHO = say("Only you. What you tap is gone when you finish or stop.")
TIRED = say("When I am tired")
AREA = "school"  # the folder of what was written for a class
TAPPED = SHOWS | {"choice", "many_choice", "scale"}
NOT_ASKED = frozenset({player.KEEP, "_helped", "_noticed", "_needed", "_next"})  # at the end: nothing is kept of it
_CLAUSE = re.compile(r"(?<=\.) |; ")
_OUR_NUMBER = re.compile(r"\bP\d\d\b")  # of a list of methods that teachers do not have
_OWN_WORDS = say("In our own words.")


@dataclass(frozen=True, slots=True)
class SchoolCard(PracticeCard):
    """One thing on the shelf of a teacher."""

    @property
    def in_class(self) -> bool:
        """Whether it was written for a class; everything else is for the teacher's own minutes."""
        return self.practice.area == AREA

    @property
    def sources(self) -> tuple[str, ...]:
        """Say what is known of it and whose method it is, without the clauses that hold words not for school."""
        return _for_school(self.practice.evidence.source), _for_school(self.practice.source)


def shelf(visit: Visit) -> list[SchoolCard]:
    """Return everything a teacher can try, what is for a class first, by title; nothing for anybody else."""
    return list(_everything()) if visit.viewer.role is Role.TEACHER else []


def look(visit: Visit, slug: str) -> SchoolCard | None:
    """Return one thing of the shelf; None when it does not stand there."""
    return next((card for card in shelf(visit) if card.practice.slug == slug), None)


def tags_at_school(tags: object) -> list[tuple[str, str]]:
    """Return those of some tags, with what each is called, that can be read at school."""
    pairs = [(str(name), str(word)) for name, word in tags] if isinstance(tags, list) else []
    return [
        (name, TIRED if name == "carer_tired" else word) for name, word in pairs if not clinical_words(f"{name} {word}")
    ]


def begin(visit: Visit, slug: str) -> UUID | None:
    """Begin one, or go on with the run of it that is under way; None when it is not on the shelf or cannot be kept."""
    card = look(visit, slug)
    if card is None:
        return None
    mine = (each for each in drafts.my_drafts(visit) if each.kind == KIND and each.fields.get("practice") == slug)
    under_way = next((each.id for each in mine), None)
    if under_way is not None:
        return under_way
    run, fields = uuid4(), {"practice": slug, "title": card.title, "answers": {}, "aside": {}}
    return run if drafts.keep_draft(visit, run, KIND, fields) else None


def open_run(visit: Visit, run: UUID) -> Run | None:
    """Return a run of one's own where it stands; None when there is none."""
    draft = drafts.open_draft(visit, run)
    card = look(visit, str(draft.fields.get("practice"))) if draft and draft.kind == KIND else None
    if draft is None or card is None:
        return None
    answers, aside = (_named(draft.fields.get(name)) for name in ("answers", "aside"))
    return Run(run, card, answers, player.next_step(card.variant, answers), aside)


def end(visit: Visit, run: Run) -> None:
    """Let a finished run go, with everything that was tapped in it."""
    drafts.drop_draft(visit, run.id)


def _named(kept: object) -> dict[str, object]:
    return {str(name): value for name, value in kept.items()} if isinstance(kept, dict) else {}


@cache
def _everything() -> tuple[SchoolCard, ...]:
    offered = shipped().offered(AgeBand.ADULT, Role.TEACHER)
    found = (SchoolCard(each, _tapped_through(each.bands[AgeBand.ADULT]), "") for each in offered)
    return tuple(sorted((card for card in found if _fits(card)), key=lambda card: not card.in_class))


def _tapped_through(variant: Variant) -> Variant:
    """Return the variant without what is asked at its end, of which nothing would be kept."""
    return replace(variant, steps=tuple(step for step in variant.steps if step.name not in NOT_ASKED))


def _fits(card: SchoolCard) -> bool:
    steps = card.variant.steps
    tapped = not card.variant.gated and all(step.type in TAPPED for step in steps)
    told = card.sources[1] != _OWN_WORDS  # whose method it is can be said at school
    return tapped and told and not clinical_words("\n".join(_words(card.practice, card.variant, steps)))


def _words(practice: Practice, variant: Variant, steps: Iterable[Step]) -> Iterable[str]:
    yield from (practice.title, variant.title, variant.purpose, *practice.cautions, *practice.content_notes)
    for step in steps:
        choices = (word for each in step.choices for word in (each.value, each.label))
        yield from (step.name, step.label, step.hint, step.low, step.high, *step.lines, *choices)


def _for_school(source: str) -> str:
    clauses = (each.strip(" .") for each in _CLAUSE.split(source))
    kept = (each for each in clauses if each and not clinical_words(each) and not _OUR_NUMBER.search(each))
    return ". ".join(each[:1].upper() + each[1:] for each in kept) + "."

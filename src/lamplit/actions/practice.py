"""Finding a practice, playing it step by step and keeping what came of it; leaves what a step is to `engines/practice`.

A run that is under way is a draft, sealed for the one who plays it. What is kept at its end is an entry like any other.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID, uuid4

from lamplit.actions import clock, drafts, given
from lamplit.actions.audiences import who_will_see
from lamplit.actions.entries import Writing, write_entry
from lamplit.actions.given import Given
from lamplit.actions.practice_library import at_hand
from lamplit.actions.practice_pieces import let_go
from lamplit.actions.practice_words import body_of, has_something
from lamplit.engines.kernel import CARER_ROLES, AgeBand, Role, age_band
from lamplit.engines.kernel.saying import say
from lamplit.engines.practice import player
from lamplit.engines.practice.model import Practice, Step, Variant
from lamplit.engines.practice.offering import Reason, Standing, whether_open
from lamplit.engines.practice.paths import is_steadied
from lamplit.engines.practice.ways import works_alone
from lamplit.vault import entries
from lamplit.vault.doorway import Visit

KIND = "practice_run"
TOO_LONG = say("That is more than fits in one practice. Take some words out here, and keep them on a page of your own.")
REASONS = {
    Reason.OPEN: "",
    Reason.NOT_THIS_AGE: say("This one is not for your age."),
    Reason.DANGER_NOW: say("This one rests for now. A therapist can say more."),
    Reason.NOT_SWITCHED_ON: say("This one waits until a therapist has looked it over."),
    Reason.RESTS_TODAY: say("This one rests until tomorrow, or until a grown-up sits with you."),
    Reason.LATER_ON_PATH: say("This one opens when the step before it has come to its end."),
}
KNOWN = {
    "strong": say("Well tested."),
    "some": say("Tested a little."),
    "practice-based": say("Used a good deal, little tested."),
    "limited": say("Hardly tested."),
    "none": say("Not tested."),
}


@dataclass(frozen=True, slots=True)
class PracticeCard:
    """A practice as one person finds it; `shut_text` says why it is shut, or nothing; `given` by whom they got it."""

    practice: Practice
    variant: Variant
    shut_text: str
    given: tuple[Given, ...] = ()

    @property
    def title(self) -> str:
        """What it is called at this age."""
        return self.variant.title or self.practice.title

    @property
    def minutes(self) -> int:
        """How long it takes at this age."""
        return self.variant.minutes

    @property
    def known_text(self) -> str:
        """How well it is known to help, in words anybody can read."""
        return KNOWN[self.practice.evidence.label]

    @property
    def works_alone(self) -> bool:
        """Whether a phone that has been here can play it without a connection."""
        return not self.practice.theirs and works_alone(self.practice, self.variant)


@dataclass(frozen=True, slots=True)
class Run:
    """A run under way: the step to show, or how it ended. `aside` holds what was said at steps gone back from."""

    id: UUID
    card: PracticeCard
    answers: Mapping[str, object]
    now: player.Showing | player.Finished
    aside: Mapping[str, object] = field(default_factory=dict)
    message: str = ""

    @property
    def step(self) -> Step | None:
        """The step to show now, None at the end."""
        return self.now.step if isinstance(self.now, player.Showing) else None

    @property
    def listed(self) -> tuple[str, ...]:
        """What is to be sorted at this step: the lines of an earlier list."""
        made = self.answers.get(self.step.of) if self.step and self.step.of else None
        return tuple(str(each) for each in made if str(each).strip()) if isinstance(made, list | tuple) else ()


@dataclass(frozen=True, slots=True)
class Ended:
    """What became of a run: `entry` is what was kept, None when nothing was; `show` when it is to be shown now."""

    entry: UUID | None
    how: player.Ending
    show: bool
    who_sees: str = ""


def bands_for(visit: Visit, practice: Practice) -> list[AgeBand]:
    """Return the ages at which this person meets a practice, the first one first."""
    return bands_at(age_met(visit), practice, young=visit.viewer.role is Role.SUBJECT)


def age_met(visit: Visit) -> AgeBand:
    """Return the age of the one it is about; an adult's where that is not known."""
    return AgeBand.ADULT if visit.subject_age is None else age_band(visit.subject_age)


def bands_at(own: AgeBand, practice: Practice, *, young: bool) -> list[AgeBand]:
    """Return the ages at which a practice is met, the first one first.

    A child meets their own. A carer meets a child's practice as a grown-up, and one for grown-ups at the child's age.
    """
    if young:
        return [own]
    bands = [AgeBand.ADULT, own] if Role.SUBJECT in practice.roles else [own, AgeBand.ADULT]
    return [band for band in dict.fromkeys(bands) if practice.bands[band].offered]


def shelf(visit: Visit) -> list[PracticeCard]:
    """Return every practice for this person, by title: first what they were given to do, last those that are shut."""
    role = plays_as(visit)
    if role is None:
        return []
    got = given.given_to(visit)
    found = (_card(visit, practice, got) for practice in at_hand().offered(role=role))
    return sorted((card for card in found if card), key=_place)


def _place(card: PracticeCard) -> tuple[bool, bool]:
    """Return where a card stands on a shelf."""
    waits = any(each.next == card.practice.slug for each in card.given)
    return bool(card.shut_text), not waits


def plays_as(visit: Visit) -> Role | None:
    """Return the role practices are for: what is for carers is for every carer; None for who keeps no runs."""
    role = visit.viewer.role
    return Role.CARER if role in CARER_ROLES else role if role is Role.SUBJECT else None


def look(visit: Visit, slug: str, *, under_way: bool = False) -> PracticeCard | None:
    """Return one practice for this person; None when there is none for them.

    At each step of one that is `under_way` nothing is asked again but what shuts inward work.
    """
    practice = at_hand().practices.get(slug)
    if practice is None or plays_as(visit) not in practice.roles:
        return None
    if _is_gated(practice):
        found = entries.of_kinds(visit.viewer, given.BOTH | {KIND}, given.LOOKED_AT, clock.now())
        return _card(visit, practice, given.given_among(visit, found), _too_much_today(visit, found))
    return _card(visit, practice, () if under_way else given.given_to(visit))


def _card(
    visit: Visit, practice: Practice, got: tuple[Given, ...], too_much: frozenset[str] = frozenset()
) -> PracticeCard | None:
    bands = bands_for(visit, practice)
    if not bands or not practice.bands[bands[0]].offered:
        return None
    standing = Standing(
        bands[0],
        switched_on=given.opened_by_therapist(got),
        danger_now=visit.danger_now,
        too_much_today=too_much,
        later_on_path=given.later_on_path(got),
    )
    mine = tuple(each for each in got if practice.slug in each.what.practices)
    return PracticeCard(practice, practice.bands[bands[0]], REASONS[whether_open(practice, standing)], mine)


def _is_gated(practice: Practice) -> bool:
    return any(variant.gated for variant in practice.bands.values())


def _too_much_today(visit: Visit, found: Iterable[entries.Opened]) -> frozenset[str]:
    """Return the practices that were too much today, from what this person kept themselves."""
    today = visit.viewer.today
    bodies = [each.body or {} for each in found if each.own and each.kind == KIND and each.day == today]
    return frozenset(str(body.get("practice")) for body in bodies if body.get("ending") == player.Ending.DIVERTED)


def begin(visit: Visit, slug: str) -> UUID | None:
    """Begin a practice, or go on with the run of it that is under way; None when it is shut or not there."""
    card = look(visit, slug)
    if card is None or card.shut_text:
        return None
    under_way = (
        each.id for each in drafts.my_drafts(visit) if each.kind == KIND and each.fields.get("practice") == slug
    )
    run = next(under_way, None) or uuid4()
    started = open_run(visit, run) or Run(run, card, {}, player.next_step(card.variant, {}))
    if not _keep(visit, started):
        return None
    if card.given:
        given.note(visit, slug, card.title, given.OPENED)
    return run


def open_run(visit: Visit, run: UUID) -> Run | None:
    """Return a run of one's own where it stands; None when it is not there or its practice is not any more."""
    draft = drafts.open_draft(visit, run)
    slug = str(draft.fields.get("practice")) if draft and draft.kind == KIND else ""
    card = look(visit, slug, under_way=True)
    if draft is None or card is None or card.shut_text:
        return None
    kept = draft.fields.get("answers")
    answers = {str(name): value for name, value in kept.items()} if isinstance(kept, Mapping) else {}
    now = player.next_step(card.variant, answers)
    aside = draft.fields.get("aside")
    return Run(run, card, answers, now, aside if isinstance(aside, Mapping) else {})


def give(visit: Visit, run: Run, value: object) -> Run:
    """Answer the step shown now, None to skip it; what is no answer comes back with a sentence that says so."""
    given = player.answer(run.card.variant, run.answers, value)
    if isinstance(given, player.Refused):
        name = run.step.name if run.step else ""
        return replace(run, aside={**run.aside, name: value}, message=given.message)
    return _moved(visit, run, given)


def stop(visit: Visit, run: Run) -> Run:
    """Tap Stop: to the calm page first, then out."""
    return _moved(visit, run, player.stop(run.card.variant, run.answers))


def back(visit: Visit, run: Run) -> Run:
    """Go one step back; what was said there is shown again."""
    return _moved(visit, run, player.back(run.card.variant, run.answers))


def _moved(visit: Visit, run: Run, answers: dict[str, object]) -> Run:
    gone = {name: value for name, value in {**run.aside, **run.answers}.items() if name not in answers}
    moved = replace(run, answers=answers, now=player.next_step(run.card.variant, answers), aside=gone, message="")
    return moved if _keep(visit, moved) else replace(run, message=TOO_LONG)


def _keep(visit: Visit, run: Run) -> bool:
    """Keep where a run stands; False when there are more words than a run can hold."""
    fields: dict[str, object] = {"practice": run.card.practice.slug, "title": run.card.title}
    fields |= {"answers": dict(run.answers), "aside": dict(run.aside)}
    return drafts.keep_draft(visit, run.id, KIND, fields)


def end(visit: Visit, run: Run, at: datetime | None = None) -> Ended:
    """Keep what came of a finished run as its doer chose: for themselves, to show, or not at all; `at` None is now.

    A run that was turned to the room leaves which practice it was, so that the same one rests today; no words.
    """
    how = run.now.how if isinstance(run.now, player.Finished) else player.Ending.STOPPED
    if how is player.Ending.WHOLE:
        steadied = is_steadied(player.walk(run.card.variant, run.answers))
        given.note(visit, run.card.practice.slug, run.card.title, given.DONE, steadied=steadied)
    choice = run.answers.get(player.KEEP)
    turned = how is player.Ending.DIVERTED
    if choice == "delete":
        let_go(visit, run.card.variant, run.answers)
    if not turned and (choice == "delete" or not has_something(run.answers)):
        drafts.drop_draft(visit, run.id)
        return Ended(None, how, show=False)
    words = {} if choice == "delete" else run.answers
    body = body_of(run.card.variant, run.card.practice.slug, run.card.title, words) | {"ending": how.value}
    written = write_entry(visit, Writing(run.id, KIND, body, at, audience=["me"]))
    drafts.drop_draft(visit, run.id)
    return Ended(written.id, how, show=choice == "show", who_sees=written.who_sees)


def only_mine(visit: Visit) -> str:
    """Return the sentence beside each place of writing in a practice."""
    return who_will_see(visit, KIND, ["me"])

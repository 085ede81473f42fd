"""A practice done without a connection arrives: played once more here, then kept, gone on with or told; never lost.

What came of it is worked out by the player from the answers; a phone is believed in nothing else.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import orjson

from lamplit.actions import clock, drafts, entries, given, practice
from lamplit.actions.practice import KIND, PracticeCard, Run
from lamplit.actions.practice_words import has_something
from lamplit.actions.times import AHEAD
from lamplit.actions.tongue import aloud
from lamplit.actions.waiting import BEFORE_THE_TICKET, Arrival, Done, Waiting
from lamplit.actions.writing import Writing
from lamplit.engines.kernel.saying import say
from lamplit.engines.practice import player
from lamplit.engines.records.kinds.practice_run import MOST_SAID, SAID_LIMIT, SLUG_LIMIT
from lamplit.vault.doorway import Visit

UNFINISHED = say("You had begun this without a connection. Go on where you stopped.")
TOO_MUCH = say("There are more words in this than one practice can hold. It stays locked on this phone.")


def keep_practice(visit: Visit, waiting: Waiting) -> Arrival:
    """Keep a practice that waited: as an entry for its doer alone, or as a run to go on with.

    Raises Refused when this person keeps no practices here any more.
    """
    if entries.read_entry(visit, waiting.id) is not None:
        return Arrival(waiting.id, Done.KEPT)
    slug = _one(waiting, "practice")[:SLUG_LIMIT]
    answers = _mapping(_one(waiting, "given"))
    card = practice.look(visit, slug)
    if card is None:
        return _keep_words(visit, waiting, slug, answers)
    if card.given:
        given.note(visit, slug, card.title, given.OPENED)
    run = Run(waiting.id, card, answers, player.next_step(card.variant, answers), _mapping(_one(waiting, "aside")))
    return _settle(visit, waiting, run)


def _settle(visit: Visit, waiting: Waiting, run: Run) -> Arrival:
    """Keep a run that is finished, or put one that is not with what its doer can go on with."""
    said_so = waiting.sees in _sentences(visit)
    if run.step is None and not waiting.unfinished and said_so and not _has_gone(run):
        ended = practice.end(visit, run, at=_when(waiting))
        return Arrival(waiting.id, Done.NOTHING if ended.entry is None else Done.KEPT)
    if not has_something(run.answers) and not has_something(run.aside):
        return Arrival(waiting.id, Done.NOTHING)
    if run.card.shut_text or _has_gone(run):
        return _keep_words(visit, waiting, run.card.practice.slug, {**run.aside, **run.answers}, run.card)
    open_still = {name: value for name, value in run.answers.items() if said_so or name != player.KEEP}
    fields: dict[str, object] = {"practice": run.card.practice.slug, "title": run.card.title}
    fields |= {"answers": open_still, "aside": dict(run.aside)}
    if not drafts.keep_draft(visit, waiting.id, KIND, fields):
        return Arrival(waiting.id, Done.STAYS, TOO_MUCH)
    return Arrival(waiting.id, Done.DRAFT, UNFINISHED)


def _has_gone(run: Run) -> bool:
    """Say whether words were said at a step that an edit took away since, where going on would not show them."""
    there = {step.name for step in run.card.variant.steps}
    return any(_texts(value) for name, value in run.answers.items() if name not in there)


def _sentences(visit: Visit) -> set[str]:
    sees = practice.only_mine(visit)
    return {sees, aloud(sees)}


def _keep_words(
    visit: Visit, waiting: Waiting, slug: str, answers: Mapping[str, object], card: PracticeCard | None = None
) -> Arrival:
    """Keep the words said in a practice that is not open here any more, as they stand, for their writer alone."""
    said = [text[:SAID_LIMIT] for value in answers.values() for text in _texts(value)][:MOST_SAID]
    if not said:
        return Arrival(waiting.id, Done.NOTHING)
    body = {"practice": slug, "title": card.title if card else given.title_of(slug), "said": said}
    body["ending"] = player.Ending.STOPPED.value
    entries.write_entry(visit, Writing(waiting.id, KIND, body, _when(waiting), audience=["me"]))
    return Arrival(waiting.id, Done.KEPT)


def _texts(value: object) -> list[str]:
    """Return the words in an answer; lists of words as one text."""
    if isinstance(value, str):
        return [value] if value.strip() else []
    if isinstance(value, list) and all(isinstance(each, str) for each in value):
        return ["\n".join(value)] if value else []
    return []


def _when(waiting: Waiting) -> datetime | None:
    """Return when the phone says it was done; None, for now, when its clock cannot be right."""
    fits = waiting.since - BEFORE_THE_TICKET <= waiting.written_at <= clock.now() + AHEAD
    return waiting.written_at if fits else None


def _one(waiting: Waiting, name: str) -> str:
    found = waiting.answers.get(name)
    return str(found[0]) if isinstance(found, list) and found else ""


def _mapping(text: str) -> dict[str, object]:
    try:
        held = orjson.loads(text)
    except ValueError:
        return {}
    return {str(name): value for name, value in held.items()} if isinstance(held, dict) else {}


def not_any_more(waiting: UUID) -> Arrival:
    """Return what is said when this person keeps no practices in this circle any more; it stays on the phone."""
    return Arrival(waiting, Done.STAYS, say("Practices are not kept here for you now. It stays locked on this phone."))

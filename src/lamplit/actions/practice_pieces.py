"""What somebody makes in a practice: a drawing, a photo or a recording, kept as an entry of its own, for them alone."""

from collections.abc import Mapping
from uuid import UUID, uuid4

from lamplit.actions.entries import EntryCard, Refused, Writing, delete_entry, read_entry, revise_entry, write_entry
from lamplit.actions.picture_making import MOST_BYTES
from lamplit.actions.sounds import MOST_BYTES as MOST_OF_A_SOUND
from lamplit.engines.kernel import Role
from lamplit.engines.kernel.saying import say
from lamplit.engines.practice.model import Step, Variant
from lamplit.vault.doorway import Visit

DRAWING, PHOTO, RECORDING = "drawing", "photo", "recording"
PIECES = (DRAWING, PHOTO, RECORDING)
MADE_AT = {"drawing": DRAWING, "photo": PHOTO, "audio": RECORDING}  # what comes of a type of step
UNREAD = say("That file could not be read as a picture. Try another one, or skip.")


def may_make(visit: Visit) -> bool:
    """Say whether this person may keep such pieces of their own; a carer's photos are the child's memories."""
    return visit.viewer.role is Role.SUBJECT


def keep_piece(visit: Visit, step: Step, made: str | bytes, before: object) -> str:
    """Keep what was made at a step, in place of what was made there `before`; return its id. Raises Refused."""
    kept = standing(visit, before)
    if isinstance(made, bytes):
        written = write_entry(visit, Writing(uuid4(), PHOTO, {}, audience=["me"], picture=made[: MOST_BYTES + 1]))
        if kept is not None:
            delete_entry(visit, kept.id)
        return str(written.id)
    if kept is None or kept.kind != DRAWING:
        return str(write_entry(visit, Writing(uuid4(), DRAWING, {"marks": made}, audience=["me"])).id)
    body = {**(kept.body or {}), "marks": made}
    if body != dict(kept.body or {}):
        revise_entry(visit, kept.id, kept.revision, Writing(kept.id, DRAWING, body))
    return str(kept.id)


def keep_recording(visit: Visit, data: bytes, words: str, before: object) -> str | None:
    """Keep a recording and the words about it, in place of `before`; return its id, None for neither. Raises Refused.

    Without a new recording only the words of the standing one are changed.
    """
    kept = standing(visit, before)
    fields: dict[str, object] = {"words": words} if words else {}
    if not data and kept is not None:
        if fields != dict(kept.body or {}):
            revise_entry(visit, kept.id, kept.revision, Writing(kept.id, RECORDING, fields))
        return str(kept.id)
    if not data and not words:
        return None
    sound = data[: MOST_OF_A_SOUND + 1] if data else None
    written = write_entry(visit, Writing(uuid4(), RECORDING, fields, audience=["me"], picture=sound))
    if kept is not None:
        delete_entry(visit, kept.id)
    return str(written.id)


def leave_out(visit: Visit, step: Step, before: object) -> None:
    """Put a recording aside whose step is skipped after all; it can be brought back for seven days."""
    kept = standing(visit, before) if step.type == "audio" else None
    if kept is not None:
        delete_entry(visit, kept.id)


def standing(visit: Visit, piece: object) -> EntryCard | None:
    """Return what was made at a step before, by the id that is its answer; None when it is not there any more."""
    try:
        found = read_entry(visit, UUID(str(piece)))
    except ValueError:
        return None
    return found if found is not None and found.own and found.can_revise and found.kind in PIECES else None


def let_go(visit: Visit, variant: Variant, answers: Mapping[str, object]) -> None:
    """Put aside everything that was made in a run; like anything deleted, it can be brought back for seven days."""
    for step in variant.steps:
        kept = standing(visit, answers.get(step.name)) if step.type in MADE_AT else None
        if kept is not None:
            delete_entry(visit, kept.id)


def why_not(refused: Refused) -> str:
    """Return what to say about a piece that could not be kept."""
    return next((problem.message for problem in refused.problems), UNREAD)

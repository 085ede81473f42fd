"""A calm place somebody built, opened by its word, with a picture of their own; leaves building it to `practice`."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from lamplit.actions import clock
from lamplit.actions.cards import EntryCard
from lamplit.actions.entries import Writing, read_entry, revise_entry, write_entry
from lamplit.actions.helped import cue_word
from lamplit.actions.looks import Look, cards
from lamplit.actions.picture_making import MOST_BYTES
from lamplit.actions.practice import KIND
from lamplit.actions.practice_pieces import DRAWING, PHOTO, may_make, standing
from lamplit.engines.records.kinds.kind import texts_of
from lamplit.vault import entries
from lamplit.vault.doorway import Visit

__all__ = ["Place", "add_picture", "choose_picture", "may_make", "open_place", "own_pieces"]

LOOKED_AT, MOST_SHOWN = 200, 8  # of the newest entries; of own pictures to choose from
PICTURES = (DRAWING, PHOTO)
_PICTURE = "made.picture="  # among the codes of a run; see practice_words


@dataclass(frozen=True, slots=True)
class Place:
    """One calm place: the entry it stands in, its word, what was said of it sense by sense, and its picture if any."""

    card: EntryCard
    word: str
    lines: tuple[tuple[str, str], ...]
    picture: EntryCard | None


def open_place(visit: Visit, entry: UUID) -> Place | None:
    """Return one of this visitor's own places; None when there is none, or it has no word."""
    card = read_entry(visit, entry)
    if card is None or not card.own or card.kind != KIND or card.state != "live" or card.body is None:
        return None
    word = cue_word(card.body)
    if not word:
        return None
    said = [text.partition("\n") for text in texts_of(card.body, "said")]
    lines = tuple((asked, answer) for asked, _, answer in said if answer and answer.strip() != word)
    return Place(card, word, lines, standing(visit, _picture_in(card.body)))


def own_pieces(visit: Visit) -> tuple[EntryCard, ...]:
    """Return this person's latest drawings and photos to choose from; what is folded up stays folded."""
    found = entries.of_kinds(visit.viewer, frozenset(PICTURES), LOOKED_AT, clock.now())
    mine = [each for each in found if each.own and not each.sensitive and not each.damaged]
    return cards(mine[:MOST_SHOWN], Look.of(visit))


def choose_picture(visit: Visit, place: Place, piece: object) -> bool:
    """Put one own drawing or photo with a place, or none for an empty text; False for anything else. Raises Clash."""
    kept = standing(visit, piece) if piece else None
    if piece and (kept is None or kept.kind not in PICTURES):
        return False
    body = dict(place.card.body or {})
    coded = [each for each in texts_of(body, "coded") if not each.startswith(_PICTURE)]
    coded += [f"{_PICTURE}{kept.id}"] if kept else []
    body.pop("coded", None)
    fields = body | ({"coded": coded} if coded else {})
    writing = Writing(place.card.id, KIND, fields, sensitive=place.card.sensitive)
    revise_entry(visit, place.card.id, place.card.revision, writing)
    return True


def add_picture(visit: Visit, place: Place, made: str | bytes) -> None:
    """Keep a new drawing (marks) or photo (bytes) for this person alone, and put it with a place.

    Raises Refused when it cannot be kept, and Clash when the place was changed meanwhile: the picture is kept then.
    """
    new = (
        Writing(uuid4(), PHOTO, {}, audience=["me"], picture=made[: MOST_BYTES + 1])
        if isinstance(made, bytes)
        else Writing(uuid4(), DRAWING, {"marks": made}, audience=["me"])
    )
    choose_picture(visit, place, str(write_entry(visit, new).id))


def _picture_in(body: Mapping[str, object]) -> str:
    """Return the id of the picture a run names; nothing when it names none."""
    coded = texts_of(body, "coded")
    return next((each.removeprefix(_PICTURE) for each in coded if each.startswith(_PICTURE)), "")

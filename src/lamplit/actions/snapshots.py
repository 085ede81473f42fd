"""A note without names: looked at first, then shared with one supporter, copied or printed; keeps nothing by itself."""

from dataclasses import dataclass
from uuid import UUID

from lamplit.actions.audiences import AudienceChoice, audience_choices
from lamplit.actions.entries import Writing, Written, read_entry, write_entry
from lamplit.actions.therapy_adding import names_here
from lamplit.actions.tongue import aloud
from lamplit.actions.writing import refuse
from lamplit.engines.kernel.saying import say
from lamplit.engines.listening.deidentify import Deidentifier
from lamplit.vault.doorway import Visit

KIND = "journal"
MOST = 20_000  # characters
TITLE = say("A note without names")


@dataclass(frozen=True, slots=True)
class Replaced:
    """One thing that was taken out: as it was written, and what stands there now."""

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A text without names, and what was replaced in it, each once."""

    text: str
    replaced: tuple[Replaced, ...]


def words_of(visit: Visit, entry_id: UUID) -> str | None:
    """Return the words of one of one's own entries; None for anybody else's, and where there is none."""
    card = read_entry(visit, entry_id)
    if card is None or not card.own or card.state != "live" or card.damaged:
        return None
    return "\n\n".join(aloud(part.text) for part in card.parts) or card.summary


def without_names(visit: Visit, text: str) -> Snapshot:
    """Return a text without what tells who somebody is; raises Refused for an empty or a very long one."""
    if not text.strip():
        raise refuse("text", "required", say("Write a few words first."))
    if len(text) > MOST:
        raise refuse("text", "too_long", say("That is {count} characters too long.", count=len(text) - MOST))
    masker = Deidentifier(names_here(visit))
    masked = masker.mask(text)
    pairs = {each.span.of(text): masker.mask(each.span.of(text)).text for each in masked.spans}
    return Snapshot(masked.text, tuple(Replaced(before, after) for before, after in pairs.items()))


def supporters(visit: Visit) -> tuple[AudienceChoice, ...]:
    """Return those of this circle who may be shown a page of this carer's own, by name."""
    return tuple(each for each in audience_choices(visit, KIND) if each.value.startswith("member:"))


def share(visit: Visit, entry_id: UUID, text: str, to: str) -> Written:
    """Keep a text as a page of one's own, exactly as it stands, and show it to one chosen person; raises Refused."""
    if to not in {each.value for each in supporters(visit)}:
        raise refuse("to", "choose", say("Choose one person, or copy the words."))
    return write_entry(visit, Writing(entry_id, KIND, {"title": aloud(TITLE), "text": text}, audience=[to]))

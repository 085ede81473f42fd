"""Plays a story: each deed at its own time, through the action a person would use; leaves the words to the story."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from types import MappingProxyType
from uuid import UUID, uuid4

from lamplit.actions import at_their_word, circles, clock, consents, drafts, given, pausing, school, sharing, signing
from lamplit.actions.circle_words import CircleError
from lamplit.actions.demo_pictures import picture
from lamplit.actions.demo_story import Deed, Story, StoryEntry, with_days
from lamplit.actions.demo_times import LATEST
from lamplit.actions.entries import Writing, delete_entry, diary, read_entry, revise_entry, write_entry
from lamplit.actions.replies import switch_replies, write_reply
from lamplit.actions.writing import Refused
from lamplit.vault.doorway import Visit

SEEN_AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Stage:
    """One circle while its story is played: its people and their parts in it, by key."""

    story: Story
    circle: UUID
    people: dict[str, UUID]
    parts: dict[str, UUID]

    def visit(self, key: str) -> Visit:
        """Return the visit this person would make at this moment."""
        return at_their_word.visit_of(str(self.people[key]), self.circle)


Act = Callable[[], object]


class StoryError(Exception):
    """Something in a story could not have happened; the text says what and when."""


def first_day(story: Story, now: datetime) -> datetime:
    """Return the morning of the day before anything in a story happened."""
    zone = clock.zone()
    told = [each.when for each in story.entries] + [each.when for each in story.deeds]
    first = min(moment for each in told if (moment := each.moment(now, zone)) is not None)
    return datetime.combine(first.astimezone(zone).date() - timedelta(days=1), time(9), tzinfo=zone)


def play(stage: Stage, now: datetime) -> None:
    """Do everything of a story that has happened by `now`, in the order in which it happened; raises StoryError."""
    happening = sorted(_everything(stage, now), key=lambda each: each[0])  # stable: at one moment, as it is told
    for moment, what, act in happening:
        with clock.standing_at(moment):
            try:
                done = act()
            except (Refused, CircleError) as error:
                raise StoryError(f"{what} on {moment:%a %d %b %H:%M}: {error}") from error
        if done in (False, None):
            raise StoryError(f"{what} on {moment:%a %d %b %H:%M}: there is nothing to do it to")


def _everything(stage: Stage, now: datetime) -> Iterator[tuple[datetime, str, Act]]:
    """Yield when something is done, what, and the doing of it; what has not come yet is left out."""
    zone = clock.zone()
    for deed in stage.story.deeds:
        moment = deed.when.moment(now, zone)
        if moment is not None:
            yield moment, f"{deed.who} {deed.does}", partial(_ALONE[deed.does], stage, deed)
    for entry in stage.story.entries:
        moment = entry.when.moment(now, zone)
        if moment is not None:
            written = uuid4()
            yield moment, f"{entry.who} writes a {entry.kind}", partial(_write, stage, entry, written, moment)
            for deed in entry.then:
                after = min(moment + deed.after, now - LATEST)
                yield after, f"{deed.who} {deed.does}", partial(_UNDER[deed.does], stage, deed, written)


def _write(stage: Stage, entry: StoryEntry, written: UUID, moment: datetime) -> object:
    audience = [f"member:{stage.parts[key]}" for key in entry.show_to]
    writing = Writing(
        id=written,
        kind=entry.kind,
        fields=with_days(entry.fields, clock.today()),
        happened_at=moment,
        audience=["me"] if entry.only_me else audience or None,
        together=entry.together,
        sensitive=entry.sensitive,
        talk_first=entry.talk_first,
        picture=picture(entry.picture) if entry.picture else None,
    )
    return write_entry(stage.visit(entry.who), writing)


def _reply(stage: Stage, deed: Deed, entry: UUID) -> object:
    return write_reply(stage.visit(deed.who), entry, uuid4(), deed.text)


def _show(stage: Stage, deed: Deed, entry: UUID) -> object:
    return sharing.show_entry(stage.visit(deed.who), entry, stage.parts[deed.to])


def _take_back(stage: Stage, deed: Deed, entry: UUID) -> object:
    return sharing.stop_showing(stage.visit(deed.who), entry, stage.parts[deed.to])


def _change(stage: Stage, deed: Deed, entry: UUID) -> object:
    visit = stage.visit(deed.who)
    stands = read_entry(visit, entry)
    if stands is None:
        return None
    fields = with_days(deed.fields, clock.today())
    return revise_entry(visit, entry, stands.revision, Writing(entry, stands.kind, fields))


def _sign(stage: Stage, deed: Deed, entry: UUID) -> object:
    visit = stage.visit(deed.who)
    stands = read_entry(visit, entry)
    return stands is not None and signing.sign_off(visit, entry, stands.revision)


def _add(stage: Stage, deed: Deed, entry: UUID) -> object:
    return signing.add_to(stage.visit(deed.who), entry, uuid4(), deed.text)


def _delete(stage: Stage, deed: Deed, entry: UUID) -> object:
    return delete_entry(stage.visit(deed.who), entry)


def _close_replies(stage: Stage, deed: Deed, entry: UUID) -> object:
    return switch_replies(stage.visit(deed.who), entry, taken=False)


def _try(stage: Stage, deed: Deed, entry: UUID) -> object:
    visit = stage.visit(deed.who)
    found = next((each for each in given.given_to(visit) if each.id == entry), None)
    if found is not None and found.next:
        given.note(visit, found.next, found.title, given.DONE, steadied=True)
    return found is not None


def _look(stage: Stage, deed: Deed) -> object:
    return diary(stage.visit(deed.who), limit=SEEN_AT_ONCE)


def _begin(stage: Stage, deed: Deed) -> object:
    return drafts.keep_draft(stage.visit(deed.who), uuid4(), deed.kind, deed.fields)


def _pause_sharing(stage: Stage, deed: Deed) -> object:
    pausing.pause_sharing(stage.visit(deed.who))
    return True


def _share_again(stage: Stage, deed: Deed) -> object:
    pausing.share_again(stage.visit(deed.who))
    return True


def _pause(stage: Stage, deed: Deed) -> object:
    circles.pause(stage.visit(deed.who), stage.parts[deed.to])
    return True


def _resume(stage: Stage, deed: Deed) -> object:
    circles.resume(stage.visit(deed.who), stage.parts[deed.to])
    return True


def _set_days(stage: Stage, deed: Deed) -> object:
    first, last = (clock.today() + timedelta(days=each) for each in (deed.first, deed.last))
    circles.set_duty(stage.visit(deed.who), stage.parts[deed.to], first, last)
    return True


def _agree_to_plan(stage: Stage, deed: Deed) -> object:
    consents.agree_to_plan(stage.visit(deed.who))
    return True


def _say_for_school(stage: Stage, deed: Deed) -> object:
    said = {name: str(deed.fields.get(name, "")) for name in ("known_as", "lead", "phone")}
    school.change_card(stage.visit(deed.who), school.SchoolFacts(**said))
    return True


_UNDER = MappingProxyType(
    {
        "replies": _reply,
        "shows": _show,
        "takes_back": _take_back,
        "changes": _change,
        "signs": _sign,
        "adds": _add,
        "deletes": _delete,
        "closes_replies": _close_replies,
        "tries": _try,
    }
)
_ALONE = MappingProxyType(
    {
        "looks": _look,
        "begins": _begin,
        "pauses_sharing": _pause_sharing,
        "shares_again": _share_again,
        "pauses": _pause,
        "resumes": _resume,
        "sets_days": _set_days,
        "agrees_to_plan": _agree_to_plan,
        "says_for_school": _say_for_school,
    }
)

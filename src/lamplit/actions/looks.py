"""Turns what the vault opened into the card its reader sees; leaves which parts a kind has to `parts`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from uuid import UUID

from lamplit.actions import clock
from lamplit.actions.cards import Added, EntryCard, Part, Photo, Sound
from lamplit.actions.findings import Signs, wrong_on
from lamplit.actions.members import Member, confirmed_members
from lamplit.actions.parts import icon_of
from lamplit.actions.wording import PAUSED_SHARING, day_and_time, day_text, role_label, time_text
from lamplit.engines.kernel import Role
from lamplit.engines.kernel.days import long_day
from lamplit.engines.kernel.saying import say
from lamplit.engines.records.audience import for_school
from lamplit.engines.records.kinds import KINDS, Kind
from lamplit.engines.records.kinds.concern import CONCERN
from lamplit.engines.records.policy import who_sees
from lamplit.engines.records.stamp import Stamp
from lamplit.engines.records.visibility import Action, EntryState, Facts, Level, decide
from lamplit.vault import leaf
from lamplit.vault.doorway import Visit
from lamplit.vault.entries import Opened, Page

DAMAGED = say("This note cannot be opened (damaged). Look in a backup from before {day}.")


@dataclass(frozen=True, slots=True)
class DiaryPage:
    """Some entries, newest first; `next` is the opaque cursor of the older ones, or None at the end."""

    items: tuple[EntryCard, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class Powers:
    """What a reader may do with an entry, as the rule decided."""

    show: bool = False
    revise: bool = False
    delete: bool = False
    restore: bool = False
    sign: bool = False
    add: bool = False


_NOT_THEIRS = (Powers(), "")
_Alike = tuple[Stamp, EntryState, UUID | None, frozenset[UUID], bool]
_FULL = Level.FULL


@dataclass(slots=True)
class Look:
    """One reader looking at some entries at one moment; remembers what repeats on a page."""

    visit: Visit
    now: datetime
    today: date
    zone: tzinfo
    _members: tuple[Member, ...] | None = None
    _days: dict[date, str] = field(default_factory=dict)
    _own: dict[_Alike, tuple[Powers, str]] = field(default_factory=dict)
    _wrong: frozenset[str] | None = None

    @classmethod
    def of(cls, visit: Visit) -> "Look":
        """Return the look of this visit, now."""
        now, zone = clock.now(), clock.zone()
        return cls(visit, now, now.astimezone(zone).date(), zone)

    def members(self) -> tuple[Member, ...]:
        """Return the members of the circle, asked for at most once."""
        if self._members is None:
            circle = self.visit.viewer.circle
            self._members = confirmed_members(circle, self.now, self.today) if circle else ()
        return self._members

    def to_read(self, opened: Opened) -> bool:
        """Tell whether an entry somebody else wrote says something for which it is marked "please read"."""
        if opened.own or opened.body is None:
            return False
        if opened.kind == CONCERN.code:
            return True
        signs = Signs.of(self.visit, opened)
        if signs and self._wrong is None:
            self._wrong = wrong_on(leaf.items(self.visit.viewer))
        return bool(signs - (self._wrong or frozenset()))

    def day(self, day: date) -> str:
        """Return a day in words."""
        words = self._days.get(day)
        if words is None:
            words = self._days[day] = day_text(day, self.today)
        return words

    def moment(self, at: datetime | None) -> str:
        """Return a moment in words with its year, as a record needs it; nothing for none."""
        return day_and_time(at, self.zone) if at else ""

    def own(self, opened: Opened) -> tuple[Powers, str]:
        """Return what an author may do with an entry and the sentence that is true for it; nobody else has either."""
        if not opened.own:
            return _NOT_THEIRS
        key = (opened.stamp, opened.state, opened.together_with, opened.shown_to, opened.signed_at is not None)
        known = self._own.get(key)
        if known is None:
            powers = self._decide(facts_of(opened, self.visit.viewer.circle))
            known = self._own[key] = (powers, self._say(opened))
        return known

    def _say(self, opened: Opened) -> str:
        if self.visit.sharing_paused:
            return PAUSED_SHARING
        shown = [each.name for each in self.members() if each.membership in opened.shown_to] if opened.shown_to else []
        stamp = opened.stamp.on(self.today)
        adult = None if self._role(opened.together_with) in stamp.readers else self._adult(opened.together_with)
        return who_sees(
            stamp,
            author_role=opened.author_role,
            together_name=adult,
            shown_names=shown,
            present=self.visit.present,
        )

    def _role(self, person: UUID | None) -> Role | None:
        return next((each.role for each in self.members() if each.person == person), None) if person else None

    def _adult(self, person: UUID | None) -> str | None:
        if person is None:
            return None
        return next((each.name for each in self.members() if each.person == person), say("a grown-up"))

    def together(self, opened: Opened) -> str:
        """Return the obvious sign that an adult was there when it was made, or nothing."""
        if opened.together_with is None:
            return ""
        if opened.together_with == self.visit.viewer.person:
            return say("Made together with you")
        return say("Made together with {name}", name=self._adult(opened.together_with))

    def may_take(self, opened: Opened) -> bool:
        """Tell whether this reader may take an entry away from here, by the same rule that hands it out."""
        return decide(self.visit.viewer, Action.EXPORT, facts_of(opened, self.visit.viewer.circle)).allowed

    def _decide(self, facts: Facts) -> Powers:
        viewer = self.visit.viewer
        return Powers(
            show=bool(facts.stamp.showable) and decide(viewer, Action.SHOW, facts).allowed,
            revise=decide(viewer, Action.REVISE, facts).allowed,
            delete=decide(viewer, Action.DELETE, facts).allowed,
            restore=decide(viewer, Action.RESTORE, facts).allowed,
            sign=decide(viewer, Action.SIGN_OFF, facts).allowed,
            add=decide(viewer, Action.ADD_TO, facts).allowed,
        )


def facts_of(opened: Opened, circle: UUID | None) -> Facts:
    """Return what the rule asks about an entry, from what was opened of it."""
    return Facts(
        circle=circle or opened.id,
        author=opened.author,
        state=opened.state,
        stamp=opened.stamp,
        together_with=opened.together_with,
        shown_to=opened.shown_to,
        held=opened.held,
        signed=opened.signed_at is not None,
    )


def page(found: Page, look: Look) -> DiaryPage:
    """Return a page of the vault as cards."""
    return DiaryPage(cards(found.items, look), found.next)


def cards(opened: Iterable[Opened], look: Look) -> tuple[EntryCard, ...]:
    """Return entries as cards for a list."""
    return tuple([card(each, look, listed=True) for each in opened])


def card(opened: Opened, look: Look, *, listed: bool = False) -> EntryCard:
    """Return one entry as this reader may see it; `listed` leaves its parts out, which no list shows."""
    full = opened.level is _FULL
    body = opened.body if full and not opened.damaged else None
    happened_at = opened.happened_at if body is not None else None
    powers, sentence = look.own(opened)
    kind = KINDS.get(opened.kind)
    marked = listed and body is not None and look.to_read(opened)
    folded = opened.sensitive or marked
    name, label = _by(opened, look)
    return EntryCard(
        id=opened.id,
        kind=opened.kind,
        kind_title=kind.title if kind else say("Note"),
        icon=icon_of(opened.kind, body or opened.hint) if kind else "file-x",
        author_name=name,
        author_role=opened.author_role,
        author_label=label,
        own=opened.own,
        day=opened.day,
        day_text=look.day(opened.day),
        time_text=time_text(happened_at, look.zone) if happened_at else "",
        happened_at=happened_at,
        summary=_summary(opened, look, folded=folded),
        body=body,
        parts=() if listed else _parts(opened, kind, body),
        level=str(opened.level),
        sensitive=opened.sensitive,
        content_note=kind.content_note if kind and folded and body is not None else "",
        revision=opened.revision if full else 1,
        who_sees=sentence,
        can_show=powers.show,
        can_revise=powers.revise and not opened.damaged,
        can_delete=powers.delete,
        can_restore=powers.restore,
        state=str(opened.state),
        damaged=opened.damaged,
        together=look.together(opened),
        photo=_photo(opened, look) if body is not None else None,
        signed_text=look.moment(opened.signed_at),
        added=tuple([Added(look.moment(each.at), each.text) for each in opened.addenda]),
        written_text="" if listed else look.moment(opened.written_at),
        can_sign=powers.sign and kind is not None and kind.signable and not opened.damaged,
        can_add=powers.add and not opened.damaged,
        can_take=not listed and kind is not None and kind.signable and look.may_take(opened),
        please_read=marked,
        sound=_sound(opened, look) if body is not None else None,
    )


def _by(opened: Opened, look: Look) -> tuple[str, str]:
    """Return who wrote it and as what; a teacher learns neither the names of a family's helpers nor what they are."""
    if look.visit.viewer.role is Role.TEACHER and not opened.own:
        return for_school(opened.author_role), ""
    return opened.author_name, role_label(opened.author_role)


def _photo(opened: Opened, look: Look) -> Photo | None:
    circle, size = look.visit.viewer.circle, opened.photo
    return Photo(circle, size["width"], size["height"]) if circle and size else None


def _sound(opened: Opened, look: Look) -> Sound | None:
    circle = look.visit.viewer.circle
    return Sound(circle, opened.sound["media"]) if circle and opened.sound else None


def _parts(opened: Opened, kind: Kind | None, body: Mapping[str, object] | None) -> tuple[Part, ...]:
    if kind is None:
        return ()
    if body is not None:
        return kind.parts(body)
    return kind.hint_parts(opened.hint) if opened.hint else ()


def _summary(opened: Opened, look: Look, *, folded: bool) -> str:
    if opened.damaged:
        return say(DAMAGED, day=long_day(look.today))
    kind = KINDS[opened.kind]
    if folded:
        return kind.title
    if opened.level is _FULL and opened.body is not None:
        return kind.summary(opened.body)
    return kind.summary(opened.hint) if opened.hint else kind.title

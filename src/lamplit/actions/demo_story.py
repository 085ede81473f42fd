"""Reads the fictional weeks of `content/demo`; leaves playing them to `demo_playing`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from lamplit.actions.demo_times import When, read_after, read_when
from lamplit.engines.kernel import Role
from lamplit.engines.records.kinds import KINDS
from lamplit.engines.records.reading import ContentError, Faults, Item, check_header, content_text, read_items
from lamplit.people.consents import Ground, Responsibility

# What people of a story do besides writing entries, and what each of it needs to say.
UNDER_ENTRY: Mapping[str, tuple[str, ...]] = {  # some time `after` it was written
    "replies": ("who", "text"),
    "shows": ("to",),
    "takes_back": ("to",),
    "changes": ("fields",),
    "signs": (),
    "adds": ("text",),
    "deletes": (),
    "closes_replies": (),
    "tries": ("who",),
}
ALONE: Mapping[str, tuple[str, ...]] = {  # at a time of its own
    "looks": ("who",),
    "begins": ("who", "kind", "fields"),
    "pauses_sharing": ("who",),
    "shares_again": ("who",),
    "pauses": ("who", "to"),
    "resumes": ("who", "to"),
    "sets_days": ("who", "to", "first", "last"),
    "agrees_to_plan": ("who",),
    "says_for_school": ("who", "fields"),
}
SOON = timedelta(hours=2)
ANY_DAY = date(2026, 1, 1)  # for looking whether words could be written; the day itself decides nothing then


@dataclass(frozen=True, slots=True)
class StoryPerson:
    """One person of a story; `age` is given for the subject only, in whole years.

    Their part stands on `ground`, said by the person with the key `yes_from`, or by somebody outside when it is empty.
    """

    key: str
    role: Role
    name: str
    age: int | None
    ground: Ground
    responsibility: Responsibility
    yes_from: str


@dataclass(frozen=True, slots=True)
class Deed:
    """One thing somebody does, a word of the two tables: under an entry `after` it was written, or at its own time.

    `first` and `last` are days counted from the day it is done.
    """

    does: str
    who: str
    after: timedelta
    when: When
    to: str
    text: str
    kind: str
    first: int
    last: int
    fields: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class StoryEntry:
    """One entry of a story: who wrote it, when, shown to whom (keys), and what became of it.

    `picture` names one of `demo_pictures`, or is empty. `together` says that the child made it with `who`.
    """

    who: str
    when: When
    kind: str
    fields: Mapping[str, object]
    show_to: tuple[str, ...]
    only_me: bool
    sensitive: bool | None
    picture: str
    together: bool
    talk_first: bool
    then: tuple[Deed, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """One demo circle: its people, what they wrote, and what else they did."""

    slug: str
    name: str
    country: str
    people: tuple[StoryPerson, ...]
    entries: tuple[StoryEntry, ...]
    deeds: tuple[Deed, ...]

    @property
    def subject(self) -> StoryPerson:
        """Whom the circle is about."""
        return next(each for each in self.people if each.role is Role.SUBJECT)


def read_story(slug: str) -> Story:
    """Return one story; raises ContentError naming file and line when it is faulty."""
    return story_in(content_text("demo", f"{slug}.yaml"), f"content/demo/{slug}.yaml")


def story_in(text: str, file: str) -> Story:
    """Return the story written in `text`; raises ContentError with every fault at once."""
    root = read_items(text, file)
    faults = Faults(file)
    check_header(root, faults)
    people = tuple(_person(item, faults) for item in root.get("people").items())
    reader = _Reader({each.key for each in people}, faults)
    entries = tuple(reader.entry(item) for item in root.get("entries").items())
    deeds = tuple(reader.deed(item) for item in root.get("deeds").items())
    if [each.role for each in people].count(Role.SUBJECT) != 1:
        faults.add(root.get("people"), "one_subject", "A circle is about one person: give one of them role: subject.")
    faults.settle(ContentError)
    about = root.get("circle")
    said = {name: about.get(name).text() for name in ("slug", "name", "country")}
    return Story(**said, people=people, entries=entries, deeds=deeds)


def _person(item: Item, faults: Faults) -> StoryPerson:
    age = item.get("age").text()
    return StoryPerson(
        key=item.get("key").text(),
        role=Role(_one_of(item.get("role"), Role.CARER, "role", faults)),
        name=item.get("name").text(),
        age=int(age) if age.isdigit() else None,
        ground=Ground(_one_of(item.get("ground"), Ground.LOCAL_AUTHORITY, "ground", faults)),
        responsibility=Responsibility(_one_of(item.get("responsibility"), Responsibility.NO, "responsibility", faults)),
        yes_from=item.get("yes_from").text(),
    )


def _one_of(item: Item, usual: Role | Ground | Responsibility, name: str, faults: Faults) -> str:
    known = [each.value for each in type(usual)]
    if item.text() in known:
        return item.text()
    if item.text() or name == "role":
        faults.add(item, f"unknown_{name}", f"Use one of: {', '.join(known)}.")
    return usual.value


class _Reader:
    """Reads what refers to people by their keys."""

    def __init__(self, keys: set[str], faults: Faults) -> None:
        """Take who there is."""
        self.keys, self.faults = keys, faults

    def entry(self, item: Item) -> StoryEntry:
        """Return one entry with what became of it."""
        who, kind, fields = item.get("who"), item.get("kind"), _fields(item.get("fields"))
        shown = tuple(each.text() for each in item.get("show_to").items())
        self._known(who, who.text(), *shown)
        self._writable(item, kind, fields)
        return StoryEntry(
            who=who.text(),
            when=read_when(item, self.faults),
            kind=kind.text(),
            fields=fields,
            show_to=shown,
            only_me=item.get("only_me").text() == "yes",
            sensitive=True if item.get("sensitive").text() == "yes" else None,
            picture=item.get("picture").text(),
            together=item.get("together").text() == "yes",
            talk_first=item.get("talk_first").text() == "yes",
            then=tuple(self.deed(each, who.text(), kind) for each in item.get("then").items()),
        )

    def deed(self, item: Item, writer: str = "", kind: Item | None = None) -> Deed:
        """Return one deed; under an entry, its `writer` does it unless another is named."""
        does, who = item.get("does"), item.get("who").text() or writer
        self._possible(item, does, under=kind is not None)
        self._known(item, *(name for name in (who, item.get("to").text()) if name))
        fields = _fields(item.get("fields"))
        if does.text() in {"changes", "begins"}:
            self._writable(item, kind or item.get("kind"), fields, begun=does.text() == "begins")
        return Deed(
            does=does.text(),
            who=who,
            after=read_after(item.get("after"), self.faults, SOON),
            when=read_when(item, self.faults) if kind is None else When(),
            to=item.get("to").text(),
            text=item.get("text").text(),
            kind=item.get("kind").text(),
            first=self._number(item.get("first")),
            last=self._number(item.get("last")),
            fields=fields,
        )

    def _possible(self, item: Item, does: Item, *, under: bool) -> None:
        """Note a deed that there is not, that stands in the wrong place, or that leaves something out."""
        deeds = UNDER_ENTRY if under else ALONE
        if does.text() not in deeds:
            self.faults.add(does, "unknown_deed", f"Use one of: {', '.join(deeds)}.")
        for name in deeds.get(does.text(), ()):
            if name not in item.fields():
                self.faults.add(item, "left_out", f"Say '{name}:' here.")

    def _known(self, where: Item, *names: str) -> None:
        if not set(names) <= self.keys:
            self.faults.add(where, "unknown_person", "Every name here stands under people.")

    def _writable(self, where: Item, kind: Item, fields: Mapping[str, object], *, begun: bool = False) -> None:
        """Note what nobody could have written; words only begun may be too few, never of a kind there is not."""
        found = KINDS.get(kind.text())
        if found is None:
            self.faults.add(kind, "unknown_kind", f"Use one of: {', '.join(KINDS)}.")
            return
        for problem in found.validate(with_days(fields, ANY_DAY), ANY_DAY).problems:
            if not (begun and problem.code == "missing"):
                self.faults.add(where, problem.code, f"{problem.field}: {problem.message}")

    def _number(self, item: Item) -> int:
        if item.text() and not item.text().lstrip("-").isdigit():
            self.faults.add(item, "not_a_number", "Write a whole number of days.")
            return 0
        return int(item.text() or 0)


def with_days(fields: Mapping[str, object], written_on: date) -> dict[str, object]:
    """Return fields in which a day like "+10" has become the day that many days after it was written."""
    return {name: _day(value, written_on) if name == "wait_until" else value for name, value in fields.items()}


def _day(value: object, written_on: date) -> object:
    if isinstance(value, str) and value.startswith("+") and value[1:].isdigit():
        return (written_on + timedelta(days=int(value[1:]))).isoformat()
    return value


def _fields(item: Item) -> dict[str, object]:
    return {name: _plain(each) for name, each in item.fields().items()}


def _plain(item: Item) -> object:
    return [each.text() for each in item.items()] if isinstance(item.value, list) else item.text()

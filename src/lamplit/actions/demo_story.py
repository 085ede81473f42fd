"""Reads the fictional weeks of `content/demo`; leaves building them to `demo`."""

from dataclasses import dataclass
from datetime import time

from lamplit.engines.kernel import Role
from lamplit.engines.records.reading import ContentError, Faults, Item, check_header, content_text, read_items


@dataclass(frozen=True, slots=True)
class StoryPerson:
    """One person of a story; `age` is given for the subject only, in whole years."""

    key: str
    role: Role
    name: str
    age: int | None


@dataclass(frozen=True, slots=True)
class StoryReply:
    """One thing somebody said back under an entry; sent when the story is built."""

    who: str
    text: str


@dataclass(frozen=True, slots=True)
class StoryEntry:
    """One entry of a story: who wrote it, how many days ago and when, shown to whom (keys), and what was said back.

    `picture` names one of `demo_pictures`, or is empty.
    """

    who: str
    days_ago: int
    at: time
    kind: str
    fields: dict[str, object]
    show_to: tuple[str, ...]
    sensitive: bool | None
    picture: str
    replies: tuple[StoryReply, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """One demo circle: its people, what they wrote, and who has looked since."""

    slug: str
    name: str
    country: str
    people: tuple[StoryPerson, ...]
    entries: tuple[StoryEntry, ...]
    opened: tuple[str, ...]


def read_story(slug: str) -> Story:
    """Return one story; raises ContentError naming file and line when it is faulty."""
    file = f"content/demo/{slug}.yaml"
    root = read_items(content_text("demo", f"{slug}.yaml"), file)
    faults = Faults(file)
    check_header(root, faults)
    people = tuple(_person(item, faults) for item in root.get("people").items())
    keys = {each.key for each in people}
    entries = tuple(_entry(item, keys, faults) for item in root.get("entries").items())
    faults.settle(ContentError)
    about = root.get("circle")
    return Story(
        slug=about.get("slug").text(),
        name=about.get("name").text(),
        country=about.get("country").text(),
        people=people,
        entries=entries,
        opened=tuple(item.get("who").text() for item in root.get("opened").items()),
    )


def _person(item: Item, faults: Faults) -> StoryPerson:
    role, age = item.get("role"), item.get("age").text()
    known = role.text() in set(Role)
    if not known:
        faults.add(role, "unknown_role", "Use one of the roles of a circle.")
    return StoryPerson(
        key=item.get("key").text(),
        role=Role(role.text()) if known else Role.SUBJECT,
        name=item.get("name").text(),
        age=int(age) if age.isdigit() else None,
    )


def _entry(item: Item, keys: set[str], faults: Faults) -> StoryEntry:
    who, shown = item.get("who"), tuple(each.text() for each in item.get("show_to").items())
    said = tuple(StoryReply(each.get("who").text(), each.get("text").text()) for each in item.get("replies").items())
    if not {who.text(), *shown, *(each.who for each in said)} <= keys:
        faults.add(who, "unknown_person", "Every name here stands under people.")
    return StoryEntry(
        who=who.text(),
        days_ago=_whole(item.get("day"), faults),
        at=_time(item.get("at"), faults),
        kind=item.get("kind").text(),
        fields={name: _plain(each) for name, each in item.get("fields").fields().items()},
        show_to=shown,
        sensitive=True if item.get("sensitive").text() == "yes" else None,
        picture=item.get("picture").text(),
        replies=said,
    )


def _plain(item: Item) -> object:
    return [each.text() for each in item.items()] if isinstance(item.value, list) else item.text()


def _whole(item: Item, faults: Faults) -> int:
    if not item.text().isdigit():
        faults.add(item, "not_a_number", "Write how many days ago, as a whole number.")
        return 0
    return int(item.text())


def _time(item: Item, faults: Faults) -> time:
    try:
        return time.fromisoformat(item.text())
    except ValueError:
        faults.add(item, "not_a_time", 'Write the time like "19:30", in quotation marks.')
        return time(12)

"""The fictional circle a newcomer looks at first; one call makes it and one call removes it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.urls import reverse

from lamplit.actions import clock, doors
from lamplit.actions.accounts import make_link
from lamplit.actions.demo_pictures import picture
from lamplit.actions.demo_story import Story, StoryEntry, StoryPerson, read_story
from lamplit.actions.entries import Writing, write_entry
from lamplit.actions.members import Member, confirmed_members
from lamplit.actions.replies import write_reply
from lamplit.engines.kernel import Role, whole_years
from lamplit.people import circles, consents, memberships
from lamplit.people.consents import Ground, Responsibility, Yes
from lamplit.people.links import Purpose
from lamplit.people.models import Circle, Membership, Person
from lamplit.vault import entries, erasure, profiles, store
from lamplit.vault.doorway import Visit
from lamplit.vault.shapes import Profile

STORIES = ("wren",)
LINK_MINUTES = 12 * 60
_LATEST = timedelta(minutes=5)  # what a story dates later than now happened this long ago


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One fictional person and the one-time link that signs them in, from this machine only."""

    person: str
    name: str
    role: str
    age: int | None
    circle: str
    circle_name: str
    sign_in: str


def build_demo(now: datetime) -> bool:
    """Make the demo circles unless there are some, dated relative to `now`; True when any was made."""
    if Circle.objects.filter(is_demo=True).exists():
        return False
    for slug in STORIES:
        _build(read_story(slug), now)
    return True


def remove_demo() -> int:
    """Remove every demo circle and its people; returns how many circles went."""
    gone = list(Circle.objects.filter(is_demo=True).values_list("id", flat=True))
    for circle in gone:
        people = set(Membership.objects.filter(circle=circle).values_list("person", flat=True))
        erasure.erase_circle(circle, clock.now())
        for person in people:
            erasure.erase_person(person, clock.now())
        with store.write_transaction():
            Circle.objects.filter(id=circle).delete()
            Person.objects.filter(id__in=people, memberships__isnull=True).delete()
    return len(gone)


def demo_people(base_url: str) -> tuple[DemoPerson, ...]:
    """Return every demo person with a fresh one-time link under `base_url`, which must be loopback."""
    now = clock.now()
    with store.write_transaction():
        return tuple(
            _demo_person(circle, member, base_url, now)
            for circle in Circle.objects.filter(is_demo=True).order_by("created_on", "id")
            for member in confirmed_members(circle.id, now, clock.today())
        )


def _demo_person(circle: Circle, member: Member, base_url: str, now: datetime) -> DemoPerson:
    token = make_link(member.person, Purpose.DEMO.value, now, LINK_MINUTES)
    return DemoPerson(
        person=str(member.person),
        name=member.name,
        role=member.role.value,
        age=_age(member) if member.role is Role.SUBJECT else None,
        circle=str(circle.id),
        circle_name=profiles.open_circle_name(circle.id, bytes(circle.sealed_name)),
        sign_in=f"{base_url.rstrip('/')}{reverse('sign_in_link', args=(token,))}",
    )


def _age(member: Member) -> int | None:
    sealed = Person.objects.values_list("sealed_profile", flat=True).get(id=member.person)
    born_on = profiles.open_profile(member.person, bytes(sealed)).born_on
    return whole_years(born_on, clock.today()) if born_on else None


def _build(story: Story, now: datetime) -> None:
    """Make one circle; the rows of people first, then every entry through the same door a person would use."""
    today = now.astimezone(clock.zone()).date()
    circle = uuid4()
    ids = {each.key: uuid4() for each in story.people}
    parts: dict[str, UUID] = {}
    with store.write_transaction():
        for each in story.people:
            _make_person(story, each, ids[each.key], today)
        subject = next(ids[each.key] for each in story.people if each.role is Role.SUBJECT)
        circles.make_circle(circle, profiles.seal_circle_name(circle, story.name), subject, story.country, today)
        Circle.objects.filter(id=circle).update(is_demo=True)
        for place, each in enumerate(story.people):  # each a moment later, so that they are listed in this order
            parts[each.key] = _join(circle, ids[each.key], each, now + timedelta(microseconds=place))
    visits = {each.key: _visit(circle, each, story, ids, parts) for each in story.people}
    for entry in story.entries:
        written = write_entry(visits[entry.who], _writing(entry, now, parts))
        for said in entry.replies:
            write_reply(visits[said.who], written.id, uuid4(), said.text)
    for key in story.opened:
        entries.page(visits[key].viewer, None, 50, now)


def _make_person(story: Story, each: StoryPerson, person: UUID, today: date) -> None:
    born_on = None if each.age is None else today.replace(year=today.year - each.age, day=1)
    sealed = profiles.seal_profile(person, Profile(each.name, born_on))
    Person.objects.make(person, f"demo-{story.slug}-{each.key}", None, profile=sealed, on=today)


def _join(circle: UUID, person: UUID, each: StoryPerson, now: datetime) -> UUID:
    row = memberships.found(circle, person, each.role, now)
    ground = Ground.OWN if each.role is Role.SUBJECT else Ground.LOCAL_AUTHORITY
    yes = Yes(ground, Responsibility.NO, person if each.role is Role.SUBJECT else None)
    consents.give(row.pk, yes, recorded_by=person, born_on=None, on=now.astimezone(clock.zone()).date())
    return row.pk


def _visit(circle: UUID, each: StoryPerson, story: Story, ids: dict[str, UUID], parts: dict[str, UUID]) -> Visit:
    """Return the visit this person would make, had they signed in with everything their role asks for."""
    about = next(person for person in story.people if person.role is Role.SUBJECT)
    member = Member(parts[each.key], ids[each.key], each.role, each.name, on_duty=True)
    return doors.visit_of(member, circle, subject=ids[about.key], subject_age=about.age, country=story.country)


def _writing(entry: StoryEntry, now: datetime, parts: dict[str, UUID]) -> Writing:
    day = now.astimezone(clock.zone()).date() - timedelta(days=entry.days_ago)
    at = datetime.combine(day, entry.at, tzinfo=clock.zone())
    return Writing(
        id=uuid4(),
        kind=entry.kind,
        fields=entry.fields,
        happened_at=min(at, now - _LATEST),
        audience=[f"member:{parts[key]}" for key in entry.show_to] or None,
        sensitive=entry.sensitive,
        picture=picture(entry.picture) if entry.picture else None,
    )

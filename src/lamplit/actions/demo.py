"""The fictional circles a newcomer looks at first; one call makes them and one call removes them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.db.models import Q
from django.urls import reverse

from lamplit.actions import clock
from lamplit.actions.accounts import make_link
from lamplit.actions.demo_playing import Stage, StoryError, first_day, play
from lamplit.actions.demo_story import Story, StoryPerson, read_story
from lamplit.actions.members import Member, confirmed_members
from lamplit.engines.kernel import Role, whole_years
from lamplit.people import choices, circles, consents, memberships
from lamplit.people.consents import Yes
from lamplit.people.links import Purpose
from lamplit.people.models import Circle, Membership, Person
from lamplit.vault import erasure, profiles, store
from lamplit.vault.shapes import Profile

__all__ = ["STORIES", "DemoPerson", "StoryError", "build_demo", "demo_people", "remove_demo"]

STORIES = ("wren", "otter", "kestrel")
LINK_MINUTES = 12 * 60
_NO_BIRTHDAY = timedelta(days=150)  # as old as the story says in all of its weeks: the last birthday was before them


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


def build_demo(now: datetime, only: Collection[str] = STORIES) -> bool:
    """Make those demo circles of `only` that are not there, dated relative to `now`; True when any was made."""
    missing = [slug for slug in only if not _circles_of(slug)]
    for slug in missing:
        _build(read_story(slug), now)
    return bool(missing)


def remove_demo() -> int:
    """Remove every demo circle and its people; returns how many circles went.

    Somebody with a part in a real circle, or who looks after the house, only loses their part in these.
    """
    gone = list(Circle.objects.filter(is_demo=True).values_list("id", flat=True))
    for circle in gone:
        people = set(Membership.objects.filter(circle=circle).values_list("person", flat=True))
        erasure.erase_circle(circle, clock.now())
        real = Person.objects.filter(Q(is_operator=True) | Q(memberships__isnull=False), id__in=people)
        for person in people - set(real.values_list("id", flat=True)):
            erasure.erase_person(person, clock.now())
    return len(gone)


def demo_people(base_url: str, only: Collection[str] = STORIES) -> tuple[DemoPerson, ...]:
    """Return every demo person with a fresh one-time link under `base_url`, which must be loopback."""
    now = clock.now()
    with store.write_transaction():
        return tuple(
            _demo_person(circle, member, base_url, now)
            for slug in only
            for circle in _circles_of(slug)
            for member in confirmed_members(circle.id, now, clock.today())
            if member.person in _made_up(slug)
        )


def _circles_of(slug: str) -> list[Circle]:
    return list(Circle.objects.filter(is_demo=True, subject__username__startswith=f"demo-{slug}-"))


def _made_up(slug: str) -> set[UUID]:
    return set(Person.objects.filter(username__startswith=f"demo-{slug}-").values_list("id", flat=True))


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
    """Make one circle as one change: the rows of people first, then everything through the doors people use."""
    stage = Stage(story, uuid4(), {each.key: uuid4() for each in story.people}, {})
    begins = first_day(story, now)
    with store.write_transaction():
        for each in story.people:
            _make_person(story, each, stage.people[each.key], begins.date())
        sealed = profiles.seal_circle_name(stage.circle, story.name)
        circles.make_circle(stage.circle, sealed, stage.people[story.subject.key], story.country, begins.date())
        Circle.objects.filter(id=stage.circle).update(is_demo=True)
        for place, each in enumerate(story.people):  # each a moment later, so that they are listed in this order
            stage.parts[each.key] = _join(stage, each, begins + timedelta(microseconds=place))
        choices.choose(stage.people[story.subject.key], choices.AGREED, now.strftime("%Y%m%d"), stage.circle)
        play(stage, now)


def _make_person(story: Story, each: StoryPerson, person: UUID, on: date) -> None:
    sealed = profiles.seal_profile(person, Profile(each.name, _born_on(each.age, on)))
    Person.objects.make(person, f"demo-{story.slug}-{each.key}", None, profile=sealed, on=on)


def _born_on(age: int | None, begins: date) -> date | None:
    birthday = begins - _NO_BIRTHDAY
    return None if age is None else date(birthday.year - age, birthday.month, 1)


def _join(stage: Stage, each: StoryPerson, at: datetime) -> UUID:
    row = memberships.found(stage.circle, stage.people[each.key], each.role, at)
    said_by = stage.people[each.yes_from] if each.yes_from else None
    yes = Yes(each.ground, each.responsibility, said_by)
    consents.give(row.pk, yes, recorded_by=said_by, born_on=None, on=at.date())
    return row.pk

"""What becomes of somebody's circles when they were helped back in; leaves letting them in to `way_back`."""

from datetime import datetime
from uuid import UUID

from lamplit.actions import accounts, clock
from lamplit.engines.kernel import MemberState, whole_years
from lamplit.people import memberships, notices, ways_back
from lamplit.people.models import Circle, Membership, WayBack
from lamplit.people.standing import managing_roles
from lamplit.vault import audit, entries, profiles


def settle_in(row: WayBack, now: datetime) -> None:
    """Shut what the person wrote before, let their other circles wait, and leave them a notice of who helped."""
    person, here = row.membership.person_id, row.membership.circle_id
    for circle in ways_back.circles_of(person):
        ways_back.shut(person, circle, entries.last_place(circle), now)
        if circle != here:
            _wait_elsewhere(circle, person, now)
    accounts.tell(person, "helped_back", now)


def _wait_elsewhere(circle: UUID, person: UUID, now: datetime) -> None:
    """Pause a part in a circle whose people did not help, if somebody there can say who this is and end the pause."""
    mine = Membership.objects.filter(circle=circle, person=person).exclude(state=MemberState.REMOVED.value).first()
    if mine is None or not _somebody_could_resume(circle, mine, now):
        return
    if memberships.pause_until_known(mine.pk, now):
        notices.tell(circle, "back_elsewhere", now, by=person, about=mine.pk)
        audit.append(person, circle, "circle.back_elsewhere", [mine.pk], "helped_elsewhere", now)


def _somebody_could_resume(circle: UUID, mine: Membership, now: datetime) -> bool:
    parts = memberships.parts(circle, now)
    others = [part for part in parts if part.person != mine.person_id and part.counts]
    age = age_in(circle)
    subject = Circle.objects.values_list("subject", flat=True).get(pk=circle)
    managing = managing_roles(age, subject_here=any(part.person == subject for part in others))
    return any(other.role in managing for other in others)


def age_in(circle: UUID) -> int | None:
    """Return the age of the one a circle is about in whole years, None for an adult who gave no birth date."""
    subject = Circle.objects.select_related("subject").get(pk=circle).subject
    born = profiles.open_profile(subject.pk, bytes(subject.sealed_profile)).born_on if subject else None
    return whole_years(born, clock.today()) if born and born <= clock.today() else None

"""The one sentence beside every Save: who will see this; leaves the rule itself to `visibility`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lamplit.engines.kernel import Role, listed, one_after_another, say, say_many, shaped
from lamplit.engines.kernel.days import weekday_and_day
from lamplit.engines.kernel.saying import upper_first
from lamplit.engines.records.stamp import Stamp

_FOR_THE_YOUNG = {
    Role.SUBJECT: say("you"),
    Role.CARER: say("your carer"),
    Role.OTHER_CARER: say("your other carer"),
    Role.THERAPIST: say("your therapist"),
    Role.TEACHER: say("your teacher"),
    Role.SCHOOL_LEAD: say("your school lead"),
    Role.SOCIAL_WORKER: say("your social worker"),
}
_FOR_ADULTS = {
    Role.SUBJECT: say("the young person"),
    Role.CARER: say("the carer"),
    Role.OTHER_CARER: say("the other carer"),
    Role.THERAPIST: say("the therapist"),
    Role.TEACHER: say("the teacher"),
    Role.SCHOOL_LEAD: say("the school lead"),
    Role.SOCIAL_WORKER: say("the social worker"),
}
# A teacher is not told which professionals a family sees: only that somebody else who helps them reads this.
_FOR_SCHOOL = {
    Role.SUBJECT: say("the young person"),
    Role.CARER: say("home"),
    Role.OTHER_CARER: say("another carer"),
    Role.THERAPIST: say("someone who helps the family"),
    Role.SCHOOL_LEAD: say("your school lead"),
    Role.SOCIAL_WORKER: say("one more helper"),
}
_PEERS = {
    Role.CARER: say("other main carers"),
    Role.OTHER_CARER: say("other carers"),
    Role.THERAPIST: say("other therapists"),
    Role.TEACHER: say("other teachers"),
    Role.SCHOOL_LEAD: say("other school leads"),
    Role.SOCIAL_WORKER: say("other social workers"),
}
_WORDS = {Role.SUBJECT: _FOR_THE_YOUNG, Role.TEACHER: _FOR_SCHOOL}


def for_school(role: Role) -> str:
    """Return how a teacher is told of somebody of this role: never by name, never by profession."""
    return shaped(_FOR_SCHOOL.get(role, _PEERS[Role.TEACHER]), upper_first)


@dataclass(frozen=True, slots=True)
class Audience:
    """Who sees an entry beside its author, before it is put into words; the sentence says exactly this.

    `full` roles read it, `on_duty` roles only while on duty, `hinted` roles learn only that it is there. `people` are
    named: the grown-up who sat there, and those it was shown to. `later` roles read it from the day `opens_on`.
    """

    full: frozenset[Role]
    on_duty: frozenset[Role]
    hinted: frozenset[Role]
    people: tuple[str, ...]
    later: frozenset[Role] = frozenset()
    opens_on: date | None = None


def audience_of(stamp: Stamp, people: Sequence[str] = (), present: frozenset[Role] | None = None) -> Audience:
    """Return who sees an entry with this stamp; `present` leaves out roles nobody in the circle holds."""
    here = frozenset(Role) if present is None else present
    full = stamp.readers & here
    on_duty = (stamp.duty_readers & here) - full
    hinted, later = (stamp.hints & here) - full - on_duty, (stamp.later & here) - full - on_duty
    return Audience(full, on_duty, hinted, tuple(dict.fromkeys(people)), later, stamp.opens_on)


def who_sees(
    stamp: Stamp,
    *,
    author_role: Role,
    viewer_names: Mapping[Role, str] | None = None,
    together_name: str | None = None,
    shown_names: Sequence[str] = (),
    present: frozenset[Role] | None = None,
) -> str:
    """Return the sentence for the author of an entry, six words or fewer wherever the truth allows.

    `viewer_names` puts a name in the place of a role's word. `present` are the roles somebody in the circle holds now,
    the author's own only if somebody else holds it too; without it every role of the stamp is named. A stamp that waits
    for a day is said to wait: give it as it counts today (`Stamp.on`).
    """
    people = ([together_name] if together_name else []) + list(shown_names)
    audience = audience_of(stamp, people, present)
    if _everyone(audience, author_role, present):
        return say("Everyone in the circle.")
    words = _words(author_role, viewer_names or {})
    return one_after_another(_reading(audience, words), _hinted(audience, words), _later(audience, words))


def _everyone(audience: Audience, author_role: Role, present: frozenset[Role] | None) -> bool:
    """Tell whether nobody is left out; a young person is told names as long as there are few enough to name."""
    others = (frozenset(Role) if present is None else present) - {author_role}
    peers_left_out = author_role in (present or frozenset()) and author_role not in audience.full
    enough = 2 if author_role is Role.SUBJECT else 1
    return len(others) > enough and others <= audience.full and not peers_left_out


def _words(author_role: Role, names: Mapping[Role, str]) -> dict[Role, str]:
    """Return what to call each role when speaking to this author."""
    words = dict(_WORDS.get(author_role, _FOR_ADULTS))
    if author_role in _PEERS:
        words[author_role] = _PEERS[author_role]
    return words | {role: name for role, name in names.items() if name}


def _reading(audience: Audience, words: Mapping[Role, str]) -> str:
    """Say who reads it whole."""
    named = [words[role] for role in Role if role in audience.full]
    named += [person for person in audience.people if person not in named]
    duty = [say("{who} when on duty", who=words[role]) for role in Role if role in audience.on_duty]
    if not named and not duty:
        return say("Only you.")
    return say("{people}.", people=listed([say("You"), *named, *duty]))


def _hinted(audience: Audience, words: Mapping[Role, str]) -> str:
    """Say who learns that it is there, and nothing of its words."""
    hinted = [words[role] for role in Role if role in audience.hinted]
    if not hinted:
        return ""
    return say_many(
        "{who} sees it is there, not your words.",
        "{who} see it is there, not your words.",
        len(hinted),
        who=shaped(listed(hinted), upper_first),
    )


def _later(audience: Audience, words: Mapping[Role, str]) -> str:
    """Say who reads it from which day."""
    waiting, day = [words[role] for role in Role if role in audience.later], audience.opens_on
    if not waiting or day is None:
        return ""
    start = shaped(listed(waiting), upper_first)
    return say("{who} can read it from {day}.", who=start, day=weekday_and_day(day))

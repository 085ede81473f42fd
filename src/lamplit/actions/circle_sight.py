"""What each role can see in one plain sentence, read off the policy pack so that it stays true; decides nothing."""

from lamplit.engines.kernel import Role, listed, one_after_another, say
from lamplit.engines.records.policy import NotAllowed, load_policy, stamp_for
from lamplit.engines.records.stamp import Stamp

_KINDS = (
    ("school_moment", Role.TEACHER, say("school moments")),
    ("moment", Role.CARER, say("moments that carers write")),
    ("incident", Role.CARER, say("notes of serious things")),
    ("check_in", Role.SUBJECT, say("weather check-ins")),
    ("journal", Role.SUBJECT, say("the journal")),
    ("photo", Role.SUBJECT, say("photos")),
    ("drawing", Role.SUBJECT, say("drawings")),
    ("recording", Role.SUBJECT, say("recordings")),
)


def sees_line(role: Role, shower: str, subject_age: int | None, country: str, *, plan_agreed: bool) -> str:
    """Return what a role sees of what is written from today on, made alone, unless its author chooses otherwise.

    `shower` is the name of who shows things, or nothing when it is the reader.
    """
    if role is Role.SUBJECT:
        return _own_line(subject_age, country)
    reads: list[str] = []
    hints: list[str] = []
    duty: list[str] = []
    shown: list[str] = []
    for kind, author, words in _KINDS:
        stamp = _stamp(kind, author, subject_age, country)
        places = ((stamp.readers, reads), (stamp.duty_readers, duty), (stamp.hints, hints), (stamp.showable, shown))
        home = next((into for roles, into in places if role in roles), None)
        if home is not None:
            home.append(words)
    lines = (
        say("Reads {what}.", what=listed(reads)) if reads else "",
        say("Reads {what} on their days.", what=listed(duty)) if duty else "",
        say("Knows of {what}, without words.", what=listed(hints)) if hints else "",
        _shown_line(listed(shown), shower) if shown else "",
        _plan_line(role, subject_age, country, plan_agreed=plan_agreed),
    )
    nothing = say("Sees only what they write, and what is shown to them if the rules let it.")
    return one_after_another(*lines) or nothing


def _shown_line(what: str, shower: str) -> str:
    if shower:
        return say("Sees {what} only when {name} shows them.", what=what, name=shower)
    return say("Sees {what} only when you show them.", what=what)


def _own_line(subject_age: int | None, country: str) -> str:
    kinds = [(kind, author, words) for kind, author, words in _KINDS if author is not Role.SUBJECT]
    kinds.append(("photo", Role.CARER, say("memories that carers keep")))
    reads = [words for kind, author, words in kinds if _reads(kind, author, subject_age, country)]
    own = say("Sees everything they write themselves.")
    return one_after_another(own, say("Reads {what}.", what=listed(reads)) if reads else "")


def _reads(kind: str, author: Role, subject_age: int | None, country: str) -> bool:
    return Role.SUBJECT in _stamp(kind, author, subject_age, country).readers


def _plan_line(role: Role, subject_age: int | None, country: str, *, plan_agreed: bool) -> str:
    policy = load_policy(country)
    case = {"kind": "check_in", "author_role": Role.SUBJECT, "subject_age": subject_age}
    stamp = stamp_for(policy, **case, together=True, plan_agreed=plan_agreed)  # type: ignore[arg-type]
    if role in stamp.readers:
        return say("Reads check-ins made together with a grown-up.")
    return say("Sees the weather of check-ins made together.") if role in stamp.hints else ""


def _stamp(kind: str, author: Role, subject_age: int | None, country: str) -> Stamp:
    try:
        return stamp_for(load_policy(country), kind=kind, author_role=author, subject_age=subject_age)
    except NotAllowed:  # nobody of that role writes this kind at this age
        return Stamp()

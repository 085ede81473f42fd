"""The sentence beside Save: plain, short, and true of every stamp the policy can give."""

import re
from datetime import date
from itertools import combinations
from uuid import UUID

import pytest

from lamplit.engines.kernel import MemberState, Role, Viewer
from lamplit.engines.records.audience import audience_of
from lamplit.engines.records.policy import load_policy, stamp_for, who_sees
from lamplit.engines.records.stamp import Stamp
from lamplit.engines.records.visibility import Action, EntryState, Facts, Level, decide
from tests.exam import matrix
from tests.exam.matrix import EVE, OPENS_ON

POLICY = load_policy("GB")
NAMES = {role: f"Name{number}" for number, role in enumerate(Role)}
CIRCLE, AUTHOR, OTHER, SEAT = (UUID(int=number) for number in range(1, 5))
YOUNG = Role.SUBJECT
THREE = frozenset({Role.SUBJECT, Role.CARER, Role.THERAPIST})


def reachable() -> list[tuple[Role, Stamp]]:
    """Every stamp there is, as it comes and after every choice of up to two roles, on the eve of a day and on it."""
    every = [(Role(each.case.author), each.stamp) for each in matrix.stamps()[0]]
    narrowed = [
        (author, stamp.narrowed(frozenset(chosen)))
        for author, stamp in every
        for size in (0, 1, 2)
        for chosen in combinations(sorted(stamp.readers | stamp.duty_readers | stamp.showable), size)
    ]
    return list(dict.fromkeys((author, stamp.on(day)) for author, stamp in every + narrowed for day in (EVE, OPENS_ON)))


def level(role: Role, stamp: Stamp, *, on_duty: bool, shown: bool = False, today: date = EVE) -> Level:
    """What the rule itself says about a member of this role who is not the author, on the eve unless told otherwise."""
    viewer = Viewer(OTHER, CIRCLE, SEAT, role, MemberState.CONFIRMED, on_duty=on_duty, mfa=True, today=today)
    shown_to = frozenset({SEAT}) if shown else frozenset[UUID]()
    facts = Facts(CIRCLE, AUTHOR, EntryState.LIVE, stamp, shown_to=shown_to)
    return decide(viewer, Action.READ, facts).level


def ruled(stamp: Stamp) -> dict[Role, str]:
    """What the rule says of each role: reads, reads on duty, learns that it is there, reads later, or nothing."""
    words = {}
    for role in Role:
        off, on = level(role, stamp, on_duty=False), level(role, stamp, on_duty=True)
        words[role] = (
            "reads" if off is Level.FULL else "duty" if on is Level.FULL else "hint" if off is Level.SUMMARY else ""
        )
        if not words[role] and level(role, stamp, on_duty=False, today=OPENS_ON) is Level.FULL:
            words[role] = "later"
    return words


def said(sentence: str) -> dict[Role, str]:
    """What the sentence says of each role, read back out of its words."""
    reading, _, rest = sentence.partition(". ")
    waiting = re.search(r"(\S+) can read it from Tuesday 24 November\.", rest)
    hinted = rest.replace(waiting[0], "") if waiting else rest
    words = {}
    for role, name in NAMES.items():
        duty = re.search(rf"{name} when on duty", reading)
        words[role] = "duty" if duty else "reads" if name in reading else "hint" if name in hinted else ""
        if waiting and name == waiting[1]:
            words[role] = "later"
    return words


def test_the_sentence_says_exactly_what_the_rule_does_for_every_stamp_there_is() -> None:
    asked = reachable()
    assert len(asked) > 100
    for author, stamp in asked:
        sentence = who_sees(stamp, author_role=author, viewer_names=NAMES)
        if sentence == "Everyone in the circle.":
            assert all(what == "reads" for role, what in ruled(stamp).items() if role is not author)
        else:
            assert said(sentence) == ruled(stamp), (author, stamp, sentence)


def test_the_parts_the_sentence_is_made_of_agree_with_the_rule() -> None:
    for _, stamp in reachable():
        audience, ruling = audience_of(stamp), ruled(stamp)
        assert audience.full == {role for role in Role if ruling[role] == "reads"}
        assert audience.on_duty == {role for role in Role if ruling[role] == "duty"}
        assert audience.hinted == {role for role in Role if ruling[role] == "hint"}
        assert audience.later == {role for role in Role if ruling[role] == "later"}


def test_in_a_circle_of_three_the_sentence_is_true_of_those_three() -> None:
    for author, stamp in reachable():
        if author not in THREE:
            continue
        others = THREE - {author}
        sentence = who_sees(stamp, author_role=author, viewer_names=NAMES, present=others)
        reading = {role for role in others if ruled(stamp)[role] == "reads"}
        if sentence == "Everyone in the circle.":
            assert reading == others
        else:
            assert {role for role, what in said(sentence).items() if what == "reads"} == reading


@pytest.mark.parametrize(
    ("kind", "author", "age", "chosen", "sentence"),
    [
        ("journal", YOUNG, 14, None, "Only you."),
        ("journal", YOUNG, 14, {Role.THERAPIST}, "You and your therapist."),
        ("journal", YOUNG, 14, {Role.THERAPIST, Role.CARER}, "You, your carer and your therapist."),
        ("check_in", YOUNG, 14, None, "Only you."),
        ("moment", Role.CARER, 14, None, "Everyone in the circle."),
        ("moment", Role.CARER, 14, set(), "Only you."),
        ("moment", Role.CARER, 14, {Role.THERAPIST}, "You and the therapist."),
        ("moment", Role.CARER, 7, None, "You and the therapist."),
        ("journal", Role.CARER, 14, None, "Only you."),
    ],
)
def test_the_usual_sentences_are_six_words_or_fewer(
    kind: str, author: Role, age: int, chosen: set[Role] | None, sentence: str
) -> None:
    narrow_to = None if chosen is None else frozenset(chosen)
    stamp = stamp_for(POLICY, kind=kind, author_role=author, subject_age=age, narrow_to=narrow_to)
    assert who_sees(stamp, author_role=author, present=THREE - {author}) == sentence
    assert len(sentence.split()) <= 6


def test_people_it_is_shown_to_are_named_once() -> None:
    private = stamp_for(POLICY, kind="journal", author_role=YOUNG, subject_age=14)
    assert who_sees(private, author_role=YOUNG, shown_names=["Dr Ash"]) == "You and Dr Ash."
    assert who_sees(private, author_role=YOUNG, together_name="Mum", shown_names=["Mum"]) == "You and Mum."
    assert level(Role.THERAPIST, private, on_duty=True, shown=True) is Level.FULL


def test_someone_who_only_learns_the_weather_is_told_apart_from_a_reader() -> None:
    stamp = stamp_for(POLICY, kind="check_in", author_role=YOUNG, subject_age=11, together=True)
    sentence = who_sees(stamp, author_role=YOUNG)
    assert sentence == "Only you. Your carer sees it is there, not your words."


def test_what_a_child_may_read_from_a_day_is_said_with_the_day_until_it_has_come() -> None:
    asked = {"kind": "incident", "author_role": Role.CARER, "subject_age": 14, "with_adult": True}
    stamp = stamp_for(POLICY, until=OPENS_ON, **asked)  # type: ignore[arg-type]
    for present, before in ((THREE - {Role.CARER}, "You and the therapist."), (frozenset({YOUNG}), "Only you.")):
        said_before = who_sees(stamp.on(EVE), author_role=Role.CARER, present=present)
        assert said_before == f"{before} The young person can read it from Tuesday 24 November."
    assert (
        who_sees(stamp.on(OPENS_ON), author_role=Role.CARER, present=frozenset({YOUNG})) == "You and the young person."
    )
    assert who_sees(stamp.private().on(EVE), author_role=Role.CARER) == "Only you."
    assert who_sees(stamp.narrowed(frozenset()).on(EVE), author_role=Role.CARER) == "Only you."


def test_everyone_is_never_said_when_someone_in_the_circle_is_left_out() -> None:
    stamp = stamp_for(POLICY, kind="moment", author_role=Role.CARER, subject_age=14)
    with_teacher = (THREE | {Role.TEACHER}) - {Role.CARER}
    assert who_sees(stamp, author_role=Role.CARER, present=with_teacher) == "You, the young person and the therapist."

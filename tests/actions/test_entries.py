"""Writing, reading, changing and removing entries, as the people of a circle do it."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from lamplit.actions import clock, entries
from lamplit.actions.entries import Clash, Refused, Writing
from lamplit.engines.kernel import Role
from tests.cast import Cast, Part, a_check_in, a_journal, a_moment, days_ago, make_cast, sign_in, write


def revise(part: Part, entry: UUID, base: int, fields: dict[str, object], **more: object) -> entries.Written | None:
    kind = more.pop("kind", "journal")
    return entries.revise_entry(part.visit, entry, base, Writing(entry, str(kind), fields, **more))


def problem(part: Part, **writing: object) -> tuple[str, str]:
    with pytest.raises(Refused) as caught:
        entries.write_entry(part.visit, Writing(**{"id": uuid4(), "kind": "journal", "fields": a_journal(), **writing}))
    first = caught.value.problems[0]
    assert first.message.endswith("."), first
    return first.field, first.code


def test_a_young_persons_page_is_theirs_alone_and_the_sentence_says_so(cast: Cast):
    written = entries.write_entry(cast.subject.visit, Writing(uuid4(), "journal", a_journal()))
    assert (written.created, written.who_sees) == (True, "Only you.")
    assert entries.read_entry(cast.subject.visit, written.id).who_sees == "Only you."
    for other in (*cast.everyone[1:], *cast.strangers):
        assert entries.read_entry(other.visit_to(cast.circle), written.id) is None
        assert entries.diary(other.visit_to(cast.circle)).items == ()


def test_a_carers_moment_is_read_by_those_the_policy_names_and_by_nobody_else(cast: Cast):
    entry = write(cast.carer, "moment", a_moment())
    reading = {part.role for part in cast.everyone if entries.read_entry(part.visit, entry)}
    assert reading == {Role.SUBJECT, Role.CARER, Role.OTHER_CARER, Role.THERAPIST}
    said = entries.read_entry(cast.carer.visit, entry).who_sees
    assert all(word in said for word in ("young person", "therapist", "other carer")), said


def test_a_moment_to_talk_about_first_is_not_read_by_the_child(cast: Cast):
    entry = write(cast.carer, "moment", a_moment(), talk_first=True)
    assert entries.read_entry(cast.subject.visit, entry) is None
    assert entries.read_entry(cast.therapist.visit, entry) is not None


def test_a_moment_about_a_child_of_seven_is_not_read_by_the_child(db: None):
    young = make_cast(subject_age=7)
    entry = write(young.carer, "moment", a_moment())
    assert entries.read_entry(young.subject.visit, entry) is None


def test_a_carers_own_journal_stays_out_of_the_childs_file(cast: Cast):
    entry = write(cast.carer, "journal", a_journal("My own tiredness."))
    assert [part.role for part in cast.everyone if entries.read_entry(part.visit, entry)] == [Role.CARER]


def test_an_author_may_show_a_page_to_one_person_while_writing(cast: Cast):
    written = entries.write_entry(
        cast.subject.visit,
        Writing(uuid4(), "journal", a_journal(), audience=[f"member:{cast.therapist.membership}"]),
    )
    assert written.who_sees == "You and Sam."
    assert entries.read_entry(cast.therapist.visit, written.id).body == a_journal()
    assert entries.read_entry(cast.carer.visit, written.id) is None


def test_an_author_may_keep_a_moment_to_fewer_people(cast: Cast):
    entry = write(cast.carer, "moment", a_moment(), audience=["role:therapist"])
    reading = {part.role for part in cast.everyone if entries.read_entry(part.visit, entry)}
    assert reading == {Role.CARER, Role.THERAPIST}


@pytest.mark.parametrize(
    ("audience", "code"),
    [
        (["role:teacher"], "not_allowed"),
        (["role:nobody"], "unknown"),
        (["everyone"], "unknown"),
        (["member:not-an-id"], "unknown"),
        ([f"member:{uuid4()}"], "unknown"),
        (["me"] * 30, "too_many"),
    ],
)
def test_an_audience_that_cannot_be_is_refused_in_a_sentence(cast: Cast, audience: list[str], code: str):
    assert problem(cast.subject, audience=audience) == ("audience", code)


def test_nobody_from_another_circle_can_be_named(cast: Cast):
    assert problem(cast.subject, audience=[f"member:{cast.stranger_carer.membership}"]) == ("audience", "unknown")


def test_a_teacher_cannot_be_named_for_a_journal(cast: Cast):
    assert problem(cast.subject, audience=[f"member:{cast.teacher.membership}"]) == ("audience", "not_allowed")


@pytest.mark.parametrize(
    ("who", "kind", "fields"),
    [
        ("teacher", "journal", a_journal()),
        ("carer", "check_in", a_check_in()),
        ("subject", "moment", a_moment()),
        ("therapist", "moment", a_moment()),
    ],
)
def test_a_kind_that_is_not_theirs_to_write_is_refused(cast: Cast, who: str, kind: str, fields: dict[str, object]):
    assert problem(getattr(cast, who), kind=kind, fields=fields) == ("kind", "not_yours")


def test_bad_input_is_refused_and_nothing_is_kept(cast: Cast):
    assert problem(cast.subject, kind="horoscope") == ("kind", "unknown_kind")
    assert problem(cast.subject, fields={"text": "a" * 20_001})[0] == "text"
    assert problem(cast.subject, fields={**a_journal(), "author": "someone"}) == ("author", "unknown_field")
    assert problem(cast.subject, happened_at=clock.now() + timedelta(hours=1)) == ("happened_at", "not_yet")
    assert problem(cast.subject, happened_at=days_ago(366 * 18)) == ("happened_at", "too_long_ago")
    assert entries.diary(cast.subject.visit).items == ()


def test_pressing_save_twice_keeps_one(cast: Cast):
    writing = Writing(uuid4(), "journal", a_journal())
    first, second = (entries.write_entry(cast.subject.visit, writing) for _ in range(2))
    assert (first.created, second.created) == (True, False)
    assert second.who_sees == "Only you."
    assert len(entries.diary(cast.subject.visit).items) == 1


def test_other_words_under_the_same_id_never_replace_the_first(cast: Cast):
    entry = write(cast.subject, "journal", a_journal("The first words."))
    with pytest.raises(Clash) as caught:
        entries.write_entry(cast.subject.visit, Writing(entry, "journal", a_journal("Other words.")))
    assert caught.value.current.body == a_journal("The first words.")


def test_somebody_elses_id_clashes_without_telling_anything(cast: Cast):
    entry = write(cast.subject, "journal", a_journal("Private words."))
    with pytest.raises(Clash) as caught:
        entries.write_entry(cast.carer.visit, Writing(entry, "journal", a_journal("Mine.")))
    assert caught.value.current is None


def test_a_late_entry_takes_its_own_day(cast: Cast):
    write(cast.subject, "journal", a_journal("today"))
    write(cast.subject, "journal", a_journal("before"), happened_at=days_ago(3))
    page = entries.diary(cast.subject.visit)
    assert [card.body["text"] for card in page.items] == ["today", "before"]
    assert page.items[0].day_text == "Today"


def test_a_diary_turns_its_pages_without_losing_or_repeating_anything(cast: Cast):
    kept = {write(cast.subject, "journal", a_journal(f"{day}"), happened_at=days_ago(day % 4)) for day in range(9)}
    seen: list[UUID] = []
    cursor: str | None = None
    for _ in range(9):
        page = entries.diary(cast.subject.visit, cursor, limit=2)
        seen += [card.id for card in page.items]
        cursor = page.next
        if cursor is None:
            break
    assert len(seen) == len(kept)
    assert set(seen) == kept


def test_a_new_version_keeps_the_old_one(cast: Cast):
    entry = write(cast.subject, "journal", a_journal("First."))
    changed = revise(cast.subject, entry, 1, a_journal("Second."))
    assert changed.revision == 2
    card = entries.read_entry(cast.subject.visit, entry)
    assert (card.body["text"], card.revision) == ("Second.", 2)
    assert [old.body["text"] for old in entries.entry_history(cast.subject.visit, entry)][-1] == "First."


def test_two_open_tabs_do_not_overwrite_each_other(cast: Cast):
    entry = write(cast.subject, "journal", a_journal("First."))
    revise(cast.subject, entry, 1, a_journal("From one tab."))
    with pytest.raises(Clash) as caught:
        revise(cast.subject, entry, 1, a_journal("From the other tab."))
    assert caught.value.current.body["text"] == "From one tab."


def test_nobody_changes_another_persons_words(cast: Cast):
    entry = write(cast.carer, "moment", a_moment("As I saw it."))
    assert revise(cast.therapist, entry, 1, a_moment("As I want it."), kind="moment") is None
    assert entries.delete_entry(cast.therapist.visit, entry) is False
    assert entries.read_entry(cast.carer.visit, entry).body["words"] == "As I saw it."


def test_a_change_keeps_who_sees_it_and_when_it_was(cast: Cast):
    when = days_ago(2)
    entry = write(
        cast.subject, "journal", a_journal("a"), audience=[f"member:{cast.therapist.membership}"], happened_at=when
    )
    before = entries.read_entry(cast.subject.visit, entry)
    changed = revise(cast.subject, entry, 1, a_journal("b"))
    after = entries.read_entry(cast.subject.visit, entry)
    assert changed.who_sees == before.who_sees == after.who_sees == "You and Sam."
    assert (after.iso, after.day) == (before.iso, before.day)
    assert entries.read_entry(cast.therapist.visit, entry).body["text"] == "b"


def test_a_deleted_page_is_gone_for_everyone_and_can_come_back(cast: Cast):
    entry = write(cast.carer, "moment", a_moment())
    assert entries.delete_entry(cast.carer.visit, entry)
    assert entries.read_entry(cast.therapist.visit, entry) is None
    assert [card.id for card in entries.recently_deleted(cast.carer.visit)] == [entry]
    assert entries.diary(cast.carer.visit).items == ()
    assert entries.restore_entry(cast.carer.visit, entry)
    assert entries.read_entry(cast.therapist.visit, entry) is not None


def test_what_an_author_may_do_stands_on_the_card_and_others_get_nothing(cast: Cast):
    entry = write(cast.carer, "moment", a_moment())
    own, others = (entries.read_entry(part.visit, entry) for part in (cast.carer, cast.therapist))
    assert (own.can_revise, own.can_delete, own.can_restore) == (True, True, False)
    assert (others.can_show, others.can_revise, others.can_delete, others.can_restore) == (False,) * 4
    assert (others.own, others.who_sees) == (False, "")


def test_feelings_stand_before_what_was_done(cast: Cast):
    entry = write(cast.carer, "moment", a_moment(did=["listened"], feelings=["scared"], before=["bedtime"]))
    labels = [part.label for part in entries.read_entry(cast.therapist.visit, entry).parts]
    assert labels.index("What they might have felt") < labels.index("What I did")


def test_a_sensitive_entry_is_folded_for_every_reader_and_its_author(cast: Cast):
    fields = a_moment("Very private words.", tone="hard", happened=["hurt_themselves"])
    entry = write(cast.carer, "moment", fields)
    for part in (cast.carer, cast.therapist, cast.subject):
        for card in (entries.read_entry(part.visit, entry), entries.diary(part.visit).items[0]):
            assert card.content_note
            assert card.sensitive
            assert "private words" not in card.summary


def test_a_stranger_cannot_write_into_a_circle(cast: Cast):
    with pytest.raises(Refused) as caught:
        entries.write_entry(cast.stranger_carer.visit_to(cast.circle), Writing(uuid4(), "journal", a_journal()))
    assert caught.value.problems[0].code == "closed"


def test_a_therapist_without_a_second_factor_reads_nothing(cast: Cast):
    from lamplit.actions import doors

    entry = write(cast.carer, "moment", a_moment())
    half = doors.enter(sign_in(cast.therapist.person, mfa=False), cast.circle)
    assert entries.read_entry(half, entry) is None
    assert entries.diary(half).items == ()


def test_the_choices_beside_save_are_those_the_policy_allows(cast: Cast):
    choices = entries.audience_choices(cast.subject.visit, "journal")
    assert [(choice.label, choice.chosen) for choice in choices] == [
        ("Only me", True),
        ("Robin (carer)", False),
        ("Sam (therapist)", False),
    ]
    moment = {choice.value: choice.chosen for choice in entries.audience_choices(cast.carer.visit, "moment")}
    assert moment == {
        "me": False, "role:subject": True, "role:carer": True, "role:other_carer": True, "role:therapist": True,
    }  # fmt: skip


@pytest.mark.parametrize("audience", [None, ["me"], ["role:therapist"]])
def test_the_sentence_before_saving_is_the_sentence_after(cast: Cast, audience: list[str] | None):
    before = entries.who_will_see(cast.carer.visit, "moment", audience)
    entry = write(cast.carer, "moment", a_moment(), audience=audience)
    assert entries.read_entry(cast.carer.visit, entry).who_sees == before

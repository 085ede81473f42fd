"""A serious incident, act by act: who sees it and from when, signed and added to, and on paper."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
import time_machine

from lamplit.actions import audience_change, clock, doors, entries, sharing, signing
from lamplit.actions.audiences import settle_audience
from lamplit.actions.entries import Clash, EntryCard, Refused, SignedOff, Writing
from lamplit.engines.kernel import Role
from tests.cast import Cast, Part, make_cast, sign_in, write

WORDS = "Pebbledash was said twice."
READ = {Role.CARER, Role.THERAPIST, Role.SOCIAL_WORKER}


def an_incident(**more: object) -> dict[str, object]:
    return {"safe": "yes", "seen_words": WORDS, **more}


def waiting(days: int = 3, **more: object) -> dict[str, object]:
    return an_incident(wait_until=day(days), wait_words="We talk with Sam first.", **more)


def day(ahead: int) -> str:
    return (clock.today() + timedelta(days=ahead)).isoformat()


def levels(cast: Cast, entry: UUID) -> dict[Role, str]:
    """How much each role sees, page and diary alike, if anything; strangers never see anything."""
    seen = {}
    for part in cast.everyone:
        visit = fresh(part)
        card = entries.read_entry(visit, entry)
        listed = {each.id: each.level for each in entries.diary(visit).items}
        assert (card.level if card else None) == listed.get(entry)
        if card:
            seen[part.role] = card.level
    assert all(entries.read_entry(fresh(part, cast.circle), entry) is None for part in cast.strangers)
    return seen


def fresh(part: Part, circle: UUID | None = None) -> doors.Visit:
    """The same person at the door again, whatever day it is now."""
    visit = doors.enter(sign_in(part.person), circle or part.circle)
    assert visit is not None
    return visit


def card_of(part: Part, entry: UUID) -> EntryCard:
    card = entries.read_entry(fresh(part), entry)
    assert card is not None
    return card


def change(part: Part, entry: UUID, fields: dict[str, object], audience: list[str] | None = None) -> str:
    base = card_of(part, entry).revision
    written = entries.revise_entry(fresh(part), entry, base, Writing(entry, "incident", fields, audience=audience))
    assert written is not None
    return written.who_sees


def full(*roles: Role) -> dict[Role, str]:
    return dict.fromkeys(roles, "full")


def test_it_is_seen_as_the_table_says(cast: Cast) -> None:
    entry = write(cast.carer, "incident", an_incident())
    assert levels(cast, entry) == full(*READ) | {Role.OTHER_CARER: "summary"}
    card = card_of(cast.other_carer, entry)
    assert [part.text for part in card.parts] == ["Yes"] and WORDS not in str(card)


def test_school_learns_that_it_is_there_when_it_touches_school_and_no_word_of_it(cast: Cast) -> None:
    entry = write(cast.carer, "incident", an_incident(school="yes"))
    assert levels(cast, entry)[Role.SCHOOL_LEAD] == "summary"
    assert Role.TEACHER not in levels(cast, entry)
    assert WORDS not in str(card_of(cast.school_lead, entry))
    assert "the school lead" in card_of(cast.carer, entry).who_sees
    change(cast.carer, entry, an_incident())
    assert Role.SCHOOL_LEAD not in levels(cast, entry)
    change(cast.carer, entry, an_incident(school="yes"))
    assert levels(cast, entry)[Role.SCHOOL_LEAD] == "summary"


def test_the_child_reads_it_when_the_writer_opens_it_with_them(cast: Cast) -> None:
    entry = write(cast.carer, "incident", an_incident())
    assert Role.SUBJECT not in levels(cast, entry)
    assert sharing.show_entry(fresh(cast.carer), entry, cast.subject.membership)
    assert levels(cast, entry)[Role.SUBJECT] == "full"
    assert card_of(cast.subject, entry).content_note.endswith("A child reads it with a grown-up.")
    assert sharing.stop_showing(fresh(cast.carer), entry, cast.subject.membership)
    assert Role.SUBJECT not in levels(cast, entry)


@pytest.mark.django_db
def test_a_delay_ends_by_itself_at_midnight_of_its_day() -> None:
    with time_machine.travel(datetime(2027, 5, 3, 12, tzinfo=clock.zone()), tick=False) as traveller:
        cast = make_cast(16)
        entry = write(cast.carer, "incident", waiting(3))
        assert "The young person can read it from Thursday 6 May." in card_of(cast.carer, entry).who_sees
        for hours, there in ((0, False), (59, False), (59 + 23 / 24, False), (60, True), (600, True)):
            traveller.move_to(datetime(2027, 5, 3, 12, tzinfo=clock.zone()) + timedelta(hours=hours))
            assert (Role.SUBJECT in levels(cast, entry)) is there, hours
        assert "the young person" in card_of(cast.carer, entry).who_sees
        assert "can read it from" not in card_of(cast.carer, entry).who_sees
        assert WORDS in str(card_of(cast.subject, entry).parts)
        assert "We talk with Sam first." in str(card_of(cast.subject, entry).parts)


def test_a_delay_can_be_moved_taken_away_and_overtaken_by_showing(cast: Cast) -> None:
    entry = write(cast.carer, "incident", waiting(3))
    assert "can read it from" in change(cast.carer, entry, waiting(9))
    assert "can read it from" not in change(cast.carer, entry, an_incident())
    assert Role.SUBJECT not in levels(cast, entry)
    change(cast.carer, entry, waiting(2))
    assert sharing.show_entry(fresh(cast.carer), entry, cast.subject.membership)
    assert levels(cast, entry)[Role.SUBJECT] == "full"


def test_a_day_that_has_come_is_no_day_to_wait_for(cast: Cast) -> None:
    for ahead in (0, -1, -400):
        with pytest.raises(Refused) as refused:
            write(cast.carer, "incident", waiting(ahead))
        assert refused.value.problems[0].field == "wait_until"


def test_nobody_is_let_in_at_once_who_is_to_wait(cast: Cast) -> None:
    member = f"member:{cast.subject.membership}"
    for audience in (["role:subject"], ["role:therapist", "role:subject"], [member], ["role:therapist", member]):
        with pytest.raises(Refused) as refused:
            write(cast.carer, "incident", waiting(3), audience=audience)
        assert refused.value.problems[0].field == "audience"


def test_a_narrow_choice_is_kept_and_no_flag_opens_what_was_closed(cast: Cast) -> None:
    entry = write(cast.carer, "incident", an_incident(), audience=["role:therapist"])
    assert levels(cast, entry) == full(Role.CARER, Role.THERAPIST)
    change(cast.carer, entry, an_incident(school="yes"))
    assert levels(cast, entry) == full(Role.CARER, Role.THERAPIST)
    alone = write(cast.carer, "incident", waiting(3, school="yes"), audience=["me"])
    assert card_of(cast.carer, alone).who_sees == "Only you."
    assert change(cast.carer, alone, waiting(4, school="yes")) == "Only you."
    with time_machine.travel(clock.now() + timedelta(days=9)):
        assert levels(cast, alone) == full(Role.CARER)


def test_ticking_just_those_who_are_ticked_anyway_leaves_the_summaries(cast: Cast) -> None:
    usual = settle_audience(cast.carer.visit, "incident", None)
    ticked = ["role:carer", "role:therapist", "role:social_worker"]
    assert settle_audience(cast.carer.visit, "incident", ticked).stamp == usual.stamp
    assert not settle_audience(cast.carer.visit, "incident", ["role:therapist"]).stamp.hints


def test_only_me_and_back_again_keeps_the_day_to_wait_for(cast: Cast) -> None:
    entry = write(cast.carer, "incident", waiting(3))
    sees = card_of(cast.carer, entry).who_sees
    before = audience_change.as_it_stands(fresh(cast.carer), entry)
    assert audience_change.only_me(fresh(cast.carer), entry)
    assert card_of(cast.carer, entry).who_sees == "Only you."
    assert audience_change.open_again(fresh(cast.carer), entry, before)
    assert card_of(cast.carer, entry).who_sees == sees


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.CARER, Role.OTHER_CARER)])
def test_nobody_but_carers_writes_one(cast: Cast, role: Role) -> None:
    with pytest.raises(Refused):
        write(getattr(cast, role.value), "incident", an_incident())


def test_what_is_signed_stays_as_it_is(cast: Cast) -> None:
    entry = write(cast.carer, "incident", an_incident())
    assert signing.sign_off(fresh(cast.carer), entry, 1)
    assert signing.sign_off(fresh(cast.carer), entry, 1)  # the second half of a double tap
    for base in (1, 2, 3):
        with pytest.raises(SignedOff):
            entries.revise_entry(
                fresh(cast.carer), entry, base, Writing(entry, "incident", an_incident(safe="not_yet"))
            )
    with pytest.raises(SignedOff):
        entries.delete_entry(fresh(cast.carer), entry)
    card = card_of(cast.carer, entry)
    assert (card.can_revise, card.can_delete, card.can_sign, card.can_add) == (False, False, False, True)
    assert card.revision == 2 and card.body == an_incident()


def test_somebody_else_learns_nothing_from_trying(cast: Cast) -> None:
    entry = write(cast.carer, "incident", an_incident())
    signing.sign_off(fresh(cast.carer), entry, 1)
    for part in (*cast.everyone, *cast.strangers):
        if part is cast.carer:
            continue
        visit = part.visit_to(cast.circle)
        assert entries.revise_entry(visit, entry, 2, Writing(entry, "incident", an_incident())) is None
        assert entries.delete_entry(visit, entry) is False
        assert not signing.sign_off(visit, entry, 2)
        assert not signing.add_to(visit, entry, uuid4(), "Mine.")
        assert not signing.undo_sign_off(visit, entry)


def test_additions_keep_their_time_and_are_read_by_those_who_read_it(cast: Cast) -> None:
    entry = write(cast.carer, "incident", an_incident(school="yes"))
    signing.sign_off(fresh(cast.carer), entry, 1)
    assert signing.add_to(fresh(cast.carer), entry, uuid4(), "The line rang back.")
    assert [each.text for each in card_of(cast.therapist, entry).added] == ["The line rang back."]
    assert "rang back" not in str(card_of(cast.school_lead, entry))
    for words, code in (("", "missing"), ("  \n", "missing"), ("x" * 5000, "too_long")):
        with pytest.raises(Refused) as refused:
            signing.add_to(fresh(cast.carer), entry, uuid4(), words)
        assert refused.value.problems[0].code == code


def test_an_older_page_signs_nothing_its_reader_has_not_seen(cast: Cast) -> None:
    entry = write(cast.carer, "incident", an_incident())
    change(cast.carer, entry, an_incident(did_words="More."))
    with pytest.raises(Clash):
        signing.sign_off(fresh(cast.carer), entry, 1)
    assert card_of(cast.carer, entry).signed_text == ""


def test_other_kinds_are_not_signed(cast: Cast) -> None:
    entry = write(cast.carer, "moment", {"tone": "ordinary"})
    assert not signing.sign_off(fresh(cast.carer), entry, 1)
    assert not card_of(cast.carer, entry).can_sign


@pytest.mark.parametrize(
    ("happened", "asked", "said"),
    [
        (
            "2027-05-03T14:10",
            "2027-05-03T14:11",
            "is due Tuesday 14:10. It counts from Monday 14:10, when it happened.",
        ),
        (
            "2027-05-03T14:10",
            "2027-05-04T14:10",
            "is due Tuesday 14:10. It counts from Monday 14:10, when it happened.",
        ),
        (
            "2027-05-03T14:10",
            "2027-05-04T14:11",
            "was due Tuesday 14:10. It counts from Monday 14:10, when it happened.",
        ),
        (
            "2027-03-27T14:10",
            "2027-03-27T15:00",
            "is due Sunday 15:10. It counts from Saturday 14:10, when it happened.",
        ),
        ("2027-05-03T14:10", "2027-05-09T14:11", ""),
    ],
)
def test_the_day_of_the_form_is_said_in_words(happened: str, asked: str, said: str) -> None:
    with time_machine.travel(datetime.fromisoformat(asked).replace(tzinfo=clock.zone()), tick=False):
        found = signing.form_due(datetime.fromisoformat(happened).replace(tzinfo=clock.zone()))
    assert found == (f"The 24-hour form {said}" if said else "")

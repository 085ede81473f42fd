"""Who sees an entry is changed after it was written: narrower at once, wider never beyond the day of writing."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from lamplit.actions import audience_change, entries, sharing
from lamplit.actions.entries import Refused, Writing
from lamplit.engines.kernel import Role
from lamplit.people.models import Membership
from lamplit.vault import store
from tests.cast import Cast, Part, a_check_in, a_journal, a_moment, make_cast, sign_in, write

READS_A_MOMENT = {Role.SUBJECT, Role.CARER, Role.OTHER_CARER, Role.THERAPIST}


def readers(cast: Cast, entry: UUID) -> set[Role]:
    """Return the roles of those who read an entry whole, asked as everybody, the strangers too."""
    found = {
        part.role
        for part in (*cast.everyone, *cast.strangers)
        if (card := entries.read_entry(part.visit_to(cast.circle), entry)) is not None and card.level == "full"
    }
    listed = {
        part.role
        for part in (*cast.everyone, *cast.strangers)
        if entry in [card.id for card in entries.diary(part.visit_to(cast.circle)).items if card.level == "full"]
    }
    assert found == listed, "an entry page and the diary must agree"
    return found


def change(part: Part, entry: UUID, kind: str, fields: dict[str, object], audience: Sequence[str] | None) -> str:
    card = entries.read_entry(part.visit, entry)
    assert card is not None
    written = entries.revise_entry(part.visit, entry, card.revision, Writing(entry, kind, fields, audience=audience))
    assert written is not None
    return written.who_sees


def ticked(part: Part, kind: str, entry: UUID) -> set[str]:
    return {each.value for each in audience_change.choices_again(part.visit, kind, entry) if each.chosen}


def acts(entry: UUID, *wanted: str) -> list[tuple[str, str]]:
    rows = store.rows(
        f"SELECT action, reason FROM vault_audit WHERE {store.holds('objects_seen')} ORDER BY seq",  # noqa: S608
        [entry.bytes],
    )
    return [(str(action), str(reason)) for action, reason in rows if action in wanted]


def test_what_is_ticked_on_a_change_is_what_stands(cast: Cast) -> None:
    entry = write(cast.carer, "moment", a_moment())
    assert ticked(cast.carer, "moment", entry) == {"role:subject", "role:carer", "role:other_carer", "role:therapist"}
    page = write(cast.subject, "journal", a_journal())
    sharing.show_entry(cast.subject.visit, page, cast.therapist.membership)
    assert ticked(cast.subject, "journal", page) == {f"member:{cast.therapist.membership}"}
    assert audience_change.choices_again(cast.therapist.visit, "journal", page) == ()


def test_saying_nothing_or_the_same_ticks_leaves_everybody_where_they_were(cast: Cast) -> None:
    entry = write(cast.carer, "moment", a_moment())
    for audience in (None, sorted(ticked(cast.carer, "moment", entry))):
        change(cast.carer, entry, "moment", a_moment("Again."), audience)
        assert readers(cast, entry) == READS_A_MOMENT
    assert acts(entry, "audience") == []


@pytest.mark.parametrize("gone", [Role.SUBJECT, Role.OTHER_CARER, Role.THERAPIST])
def test_a_role_taken_off_reads_nothing_more_from_the_next_request_on(cast: Cast, gone: Role) -> None:
    entry = write(cast.carer, "moment", a_moment())
    kept = sorted(ticked(cast.carer, "moment", entry) - {f"role:{gone}"})
    change(cast.carer, entry, "moment", a_moment(), kept)
    assert readers(cast, entry) == READS_A_MOMENT - {gone}
    assert acts(entry, "audience") == [("audience", "narrower")]


def test_a_role_taken_off_can_be_let_in_again_and_duty_stays_duty(cast: Cast) -> None:
    entry = write(cast.carer, "moment", a_moment())
    everybody = sorted(ticked(cast.carer, "moment", entry))
    change(cast.carer, entry, "moment", a_moment(), ["me"])
    assert readers(cast, entry) == {Role.CARER}
    change(cast.carer, entry, "moment", a_moment(), everybody)
    assert readers(cast, entry) == READS_A_MOMENT
    assert acts(entry, "audience") == [("audience", "narrower"), ("audience", "wider")]
    Membership.objects.filter(id=cast.other_carer.membership).update(on_duty_until="2020-01-01")
    assert readers(cast, entry) == READS_A_MOMENT - {Role.OTHER_CARER}


def test_one_person_can_be_let_in_and_put_out_on_the_same_page(cast: Cast) -> None:
    entry = write(cast.subject, "journal", a_journal())
    sam = f"member:{cast.therapist.membership}"
    assert change(cast.subject, entry, "journal", a_journal("Two."), [sam]) == "You and Sam."
    assert readers(cast, entry) == {Role.SUBJECT, Role.THERAPIST}
    assert change(cast.subject, entry, "journal", a_journal("Three."), ["me"]) == "Only you."
    assert readers(cast, entry) == {Role.SUBJECT}
    assert acts(entry, "show", "stop_showing") == [("show", "own"), ("stop_showing", "own")]


@pytest.mark.parametrize("role", [Role.OTHER_CARER, Role.TEACHER, Role.SCHOOL_LEAD, Role.SOCIAL_WORKER])
def test_nobody_comes_in_whom_the_policy_keeps_out(cast: Cast, role: Role) -> None:
    entry = write(cast.subject, "journal", a_journal())
    part: Part = getattr(cast, role.value)
    for audience in ([f"role:{role}"], [f"member:{part.membership}"]):
        with pytest.raises(Refused):
            change(cast.subject, entry, "journal", a_journal(), audience)
    assert readers(cast, entry) == {Role.SUBJECT}


def test_a_stranger_cannot_be_let_in(cast: Cast) -> None:
    entry = write(cast.subject, "journal", a_journal())
    for membership in (cast.stranger_therapist.membership, uuid4()):
        with pytest.raises(Refused):
            change(cast.subject, entry, "journal", a_journal(), [f"member:{membership}"])
    assert readers(cast, entry) == {Role.SUBJECT}


@pytest.mark.django_db
def test_a_birthday_opens_nothing_that_was_never_open_to_a_child() -> None:
    cast = make_cast(7)
    entry = write(cast.carer, "moment", a_moment())
    assert Role.SUBJECT not in readers(cast, entry)
    older = replace(cast.carer.visit, subject_age=9)
    assert "role:subject" in {each.value for each in entries.audience_choices(older, "moment")}  # of one written now
    assert "role:subject" not in {each.value for each in audience_change.choices_again(older, "moment", entry)}
    for audience in (["role:subject"], [f"member:{cast.subject.membership}"]):
        with pytest.raises(Refused):
            entries.revise_entry(older, entry, 1, Writing(entry, "moment", a_moment(), audience=audience))
    assert Role.SUBJECT not in readers(cast, entry)


def test_the_sentence_beside_save_is_the_one_that_is_true_afterwards(cast: Cast) -> None:
    entry = write(cast.carer, "moment", a_moment())
    for audience in (["role:therapist"], ["me"], ["role:subject", "role:other_carer"]):
        said = audience_change.who_would_see(cast.carer.visit, "moment", entry, audience)
        assert change(cast.carer, entry, "moment", a_moment(), audience) == said
        card = entries.read_entry(cast.carer.visit, entry)
        assert card is not None
        assert card.who_sees == said


def test_only_me_now_closes_it_to_everybody_and_undo_opens_it_to_the_same_people(cast: Cast) -> None:
    entry = write(cast.carer, "moment", a_moment())
    visit = cast.carer.visit
    stood = audience_change.as_it_stands(visit, entry)
    assert audience_change.only_me(visit, entry)
    assert readers(cast, entry) == {Role.CARER}
    assert audience_change.only_me(visit, entry), "a second tap changes nothing"
    card = entries.read_entry(visit, entry)
    assert card is not None
    assert (card.who_sees, card.revision) == ("Only you.", 1)
    assert audience_change.open_again(visit, entry, stood)
    assert readers(cast, entry) == READS_A_MOMENT
    assert acts(entry, "audience") == [("audience", "narrower"), ("audience", "wider")]


def test_undo_brings_back_the_people_it_was_shown_to_and_the_hint(db: None) -> None:
    cast = make_cast(11)
    together = Part(
        Role.CARER, "Robin", cast.carer.person, cast.carer.membership, cast.circle,
        sign_in(cast.carer.person, together_in=cast.circle),
    )  # fmt: skip
    made = write(together, "check_in", a_check_in(words="quiet"), together=True)
    sharing.show_entry(cast.subject.visit, made, cast.therapist.membership)
    hinted = entries.read_entry(cast.carer.visit, made)
    assert hinted is not None
    assert hinted.level == "summary"
    stood = audience_change.as_it_stands(cast.subject.visit, made)
    assert audience_change.only_me(cast.subject.visit, made)
    assert readers(cast, made) == {Role.SUBJECT}
    assert entries.read_entry(cast.carer.visit, made) is None
    assert audience_change.open_again(cast.subject.visit, made, stood)
    assert readers(cast, made) == {Role.SUBJECT, Role.THERAPIST}
    assert entries.read_entry(cast.carer.visit, made) == hinted


def test_only_its_author_closes_it_and_only_the_signed_way_back_opens_it(cast: Cast) -> None:
    entry, other = (write(cast.carer, "moment", a_moment()) for _ in range(2))
    stood = audience_change.as_it_stands(cast.carer.visit, entry)
    for part in (cast.subject, cast.therapist, cast.teacher, *cast.strangers):
        assert audience_change.as_it_stands(part.visit_to(cast.circle), entry) == ""
        assert not audience_change.only_me(part.visit_to(cast.circle), entry)
    audience_change.only_me(cast.carer.visit, entry)
    audience_change.only_me(cast.carer.visit, other)
    assert not audience_change.open_again(cast.therapist.visit, entry, stood)
    assert not audience_change.open_again(cast.carer.visit, other, stood), "the way back is for one entry"
    assert not audience_change.open_again(cast.carer.visit, entry, stood[:-2])
    assert not audience_change.open_again(cast.carer.visit, entry, "")
    assert readers(cast, entry) == readers(cast, other) == {Role.CARER}
    change(cast.carer, entry, "moment", a_moment(), ["role:therapist"])
    assert not audience_change.open_again(cast.carer.visit, entry, stood), "another choice was made since"


def test_what_a_grown_up_reads_because_they_made_it_too_is_not_called_only_yours(db: None) -> None:
    cast = make_cast(8)
    together = Part(
        Role.CARER, "Robin", cast.carer.person, cast.carer.membership, cast.circle,
        sign_in(cast.carer.person, together_in=cast.circle),
    )  # fmt: skip
    made = write(together, "journal", a_journal(), together=True)
    assert audience_change.as_it_stands(cast.subject.visit, made) == ""
    assert not audience_change.only_me(cast.subject.visit, made)
    assert audience_change.who_would_see(cast.subject.visit, "journal", made, ["me"]) == "You and Robin."


def test_a_page_of_ones_own_leaves_one_line_in_the_audit_however_much_it_tells(cast: Cast) -> None:
    entry = write(cast.subject, "journal", a_journal())
    sharing.show_entry(cast.subject.visit, entry, cast.therapist.membership)
    entries.read_entry(cast.therapist.visit, entry)
    before = len(acts(entry, "read", "page"))
    assert cast.subject.client.get(f"/c/{cast.circle}/e/{entry}").status_code == 200
    assert len(acts(entry, "read", "page")) == before + 1

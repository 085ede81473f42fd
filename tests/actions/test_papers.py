"""A serious incident on paper: what its author and the therapist take away, and nobody else."""

import io
from uuid import UUID, uuid4

from pypdf import PdfReader

from lamplit.actions import doors, papers, signing
from tests.actions.test_incidents import WORDS, an_incident, card_of, change, fresh
from tests.cast import Cast, Part, sign_in, write


def paper(part: Part, entry: UUID) -> str | None:
    made = papers.paper_of(fresh(part), entry)
    if made is None:
        return None
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages).split())


def test_the_paper_holds_author_times_versions_additions_and_sign_off(cast: Cast) -> None:
    entry = write(cast.carer, "incident", an_incident())
    change(cast.carer, entry, an_incident(seen_words="Said three times."))
    signing.sign_off(fresh(cast.carer), entry, 2)
    signing.add_to(fresh(cast.carer), entry, uuid4(), "The line rang back.")
    said, card = paper(cast.carer, entry), card_of(cast.carer, entry)
    assert said is not None
    assert "Written by Robin, carer" in said and f"Signed off {card.signed_text} by Robin." in said
    assert "This is version 4, written" in said and card.written_text in said
    assert f"Added {card.added[0].at_text}" in said and "The line rang back." in said
    assert "Version 1, written" in said and WORDS in said and "Said three times." in said


def test_a_therapist_takes_what_they_may_read_and_everybody_else_nothing(cast: Cast) -> None:
    entry = write(cast.carer, "incident", an_incident())
    change(cast.carer, entry, an_incident(seen_words="Said three times."))
    said = paper(cast.therapist, entry)
    assert said is not None and "Said three times." in said and WORDS not in said and "version 2" in said
    for part in (*cast.everyone, *cast.strangers):
        if part not in (cast.carer, cast.therapist):
            assert papers.paper_of(part.visit_to(cast.circle), entry) is None, part.role


def test_nothing_is_taken_away_without_a_second_step(cast: Cast) -> None:
    entry = write(cast.carer, "incident", an_incident())
    weak = doors.enter(sign_in(cast.carer.person, mfa=False), cast.circle)
    assert weak is not None and papers.paper_of(weak, entry) is None


def test_taking_it_away_is_one_link_of_the_audit(cast: Cast) -> None:
    from lamplit.vault.models import AuditEvent

    entry = write(cast.carer, "incident", an_incident())
    visit = fresh(cast.carer)
    before = AuditEvent.objects.count()
    assert papers.paper_of(visit, entry)
    assert list(AuditEvent.objects.order_by("seq").values_list("action", flat=True))[before:] == ["export"]


def test_the_record_and_the_table_say_that_it_is_signed_and_what_was_added(cast: Cast) -> None:
    from lamplit.actions import exports

    entry = write(cast.carer, "incident", an_incident())
    signing.sign_off(fresh(cast.carer), entry, 1)
    signing.add_to(fresh(cast.carer), entry, uuid4(), "The line rang back.")
    assert "The line rang back." in "".join(exports.export_csv(fresh(cast.carer)))
    assert exports.export_page(fresh(cast.carer)).items[0].signed_text

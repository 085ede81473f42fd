"""Words that are not saved yet are there again, for one person only."""

from uuid import uuid4

from lamplit.actions import drafts
from lamplit.actions.entries import Writing, write_entry
from tests.cast import Cast, a_journal


def test_what_was_typed_is_there_again(cast: Cast):
    draft = uuid4()
    for text in ("Today I", "Today I went"):
        assert drafts.keep_draft(cast.subject.visit, draft, "journal", {"text": text})
    found = drafts.open_draft(cast.subject.visit, draft)
    assert (found.kind, found.kind_title, dict(found.fields)) == ("journal", "Journal", {"text": "Today I went"})
    assert found.kept_text.startswith("Kept ")
    assert [each.id for each in drafts.my_drafts(cast.subject.visit)] == [draft]


def test_nobody_else_can_open_keep_or_drop_it(cast: Cast):
    draft = uuid4()
    drafts.keep_draft(cast.subject.visit, draft, "journal", {"text": "secret"})
    for other in (cast.carer, cast.therapist, cast.stranger_subject):
        assert drafts.open_draft(other.visit, draft) is None
        assert not drafts.keep_draft(other.visit, draft, "journal", {"text": "mine now"})
        drafts.drop_draft(other.visit, draft)
    assert drafts.open_draft(cast.subject.visit, draft).fields == {"text": "secret"}


def test_a_draft_goes_when_its_words_are_saved(cast: Cast):
    draft = uuid4()
    drafts.keep_draft(cast.subject.visit, draft, "journal", {"text": "a"})
    write_entry(cast.subject.visit, Writing(draft, "journal", a_journal()))
    assert drafts.my_drafts(cast.subject.visit) == ()


def test_a_draft_can_be_thrown_away(cast: Cast):
    draft = uuid4()
    drafts.keep_draft(cast.subject.visit, draft, "journal", {"text": "a"})
    assert drafts.drop_draft(cast.subject.visit, draft)
    assert drafts.open_draft(cast.subject.visit, draft) is None


def test_a_draft_of_no_kind_or_without_end_is_not_kept(cast: Cast):
    visit = cast.subject.visit
    assert not drafts.keep_draft(visit, uuid4(), "horoscope", {"text": "a"})
    assert not drafts.keep_draft(visit, uuid4(), "journal", {"text": "a" * 70_000})
    assert not drafts.keep_draft(cast.stranger_carer.visit_to(cast.circle), uuid4(), "journal", {"text": "a"})
    assert drafts.my_drafts(visit) == ()

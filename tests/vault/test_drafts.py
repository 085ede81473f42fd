"""Words kept while they are written belong to their writer alone."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from lamplit.engines.kernel import MemberState
from lamplit.vault import drafts, store
from tests.vault.circle import NOW, Circle


def test_the_newest_words_come_first_and_stay_as_typed(circle: Circle) -> None:
    one, two = uuid4(), uuid4()
    fields = {"text": "half a sent", "chips": ["a", "b"], "energy": "", "deep": {"x": 1}}
    drafts.keep(circle.subject, one, "journal", {"text": "first"}, NOW)
    drafts.keep(circle.subject, two, "moment", fields, NOW + timedelta(seconds=1))
    drafts.keep(circle.subject, one, "journal", {"text": "first, and more"}, NOW + timedelta(seconds=2))
    found = drafts.mine(circle.subject, NOW)
    assert [(draft.id, draft.kind) for draft in found] == [(one, "journal"), (two, "moment")]
    assert found[0].fields == {"text": "first, and more"} and found[1].fields == fields
    assert found[0].kept_at == NOW + timedelta(seconds=2)


def test_nobody_else_sees_changes_or_throws_them_away(circle: Circle, other: Circle) -> None:
    mine = uuid4()
    drafts.keep(circle.subject, mine, "journal", {"text": "mine"}, NOW)
    for viewer in (circle.carer, circle.therapist, other.subject):
        assert drafts.open_draft(viewer, mine, NOW) is None and drafts.mine(viewer, NOW) == []
        assert not drafts.keep(viewer, mine, "journal", {"text": "theirs"}, NOW) and not drafts.drop(viewer, mine)
    kept = drafts.open_draft(circle.subject, mine, NOW)
    assert kept is not None and kept.fields == {"text": "mine"}
    assert drafts.drop(circle.subject, mine) and drafts.mine(circle.subject, NOW) == []


def test_a_paused_member_keeps_none(circle: Circle) -> None:
    paused = replace(circle.carer, state=MemberState.PAUSED)
    assert not drafts.keep(paused, uuid4(), "journal", {"text": "x"}, NOW)
    assert store.rows("SELECT 1 FROM vault_draft") == []


def test_they_are_kept_thirty_days_and_a_damaged_one_hides_no_other(circle: Circle) -> None:
    old, spoilt, good = uuid4(), uuid4(), uuid4()
    drafts.keep(circle.subject, old, "journal", {"text": "old"}, NOW - timedelta(days=30))
    for each in (spoilt, good):
        drafts.keep(circle.subject, each, "journal", {"text": "x"}, NOW)
    store.change("UPDATE vault_draft SET sealed = %s WHERE id = %s", [b"rubbish", store.id_in(spoilt)])
    assert [draft.id for draft in drafts.mine(circle.subject, NOW)] == [good]
    assert drafts.open_draft(circle.subject, old, NOW) is None

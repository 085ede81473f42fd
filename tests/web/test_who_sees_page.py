"""Who sees: everything of mine that is open to somebody, and every time somebody looked."""

from html import unescape

from lamplit.vault import store
from tests.cast import Cast, Part, a_journal, a_moment, write


def page(part: Part) -> str:
    return unescape(part.client.get(f"/c/{part.circle}/who-sees").content.decode())


def test_a_young_person_who_showed_nothing_reads_that_nothing_is_open(cast: Cast) -> None:
    write(cast.subject, "journal", a_journal("Mine alone"))
    shown = page(cast.subject)
    assert "Nothing of yours" in shown
    assert "Mine alone" not in shown


def test_what_is_shown_and_who_opened_it_both_stand_there(cast: Cast) -> None:
    entry = write(cast.subject, "journal", a_journal("Look at this"))
    cast.subject.client.post(f"/c/{cast.circle}/e/{entry}/show/{cast.therapist.membership}")
    assert "Look at this" in page(cast.subject)
    assert "read it" not in page(cast.subject)
    cast.therapist.client.get(f"/c/{cast.circle}/e/{entry}")
    shown = page(cast.subject)
    assert cast.therapist.name in shown
    assert "read it" in shown


def test_nobody_learns_here_who_read_somebody_elses_words(cast: Cast) -> None:
    entry = write(cast.carer, "moment", a_moment("We went out"))
    cast.therapist.client.get(f"/c/{cast.circle}/e/{entry}")
    assert "We went out" in page(cast.carer)
    assert "We went out" not in page(cast.social_worker)
    assert "We went out" not in page(cast.subject)


def test_the_same_person_on_the_same_day_is_one_line_and_every_time_stands_in_a_fold(cast: Cast) -> None:
    entry = write(cast.subject, "journal", a_journal("Look at this"))
    cast.subject.client.post(f"/c/{cast.circle}/e/{entry}/show/{cast.therapist.membership}")
    for _ in range(3):
        cast.therapist.client.get(f"/c/{cast.circle}/e/{entry}")
    shown = page(cast.subject)
    fold = shown.index('<details class="fold">', shown.index("What was opened"))
    assert shown[:fold].count("read it") == 1
    assert "and earlier that day" in shown[:fold]
    assert shown[fold:].count("read it") == 3


def test_one_reading_needs_no_fold(cast: Cast) -> None:
    entry = write(cast.subject, "journal", a_journal("Look at this"))
    cast.subject.client.post(f"/c/{cast.circle}/e/{entry}/show/{cast.therapist.membership}")
    cast.therapist.client.get(f"/c/{cast.circle}/e/{entry}")
    assert "earlier that day" not in page(cast.subject)
    assert "Every time" not in page(cast.subject)


def test_looking_at_who_sees_leaves_one_line_for_the_page_and_one_for_what_was_read(cast: Cast) -> None:
    for number in range(4):
        entry = write(cast.subject, "journal", a_journal(f"Page {number}"))
        cast.subject.client.post(f"/c/{cast.circle}/e/{entry}/show/{cast.therapist.membership}")
        cast.therapist.client.get(f"/c/{cast.circle}/e/{entry}")
    before = store.rows("SELECT COUNT(*) FROM vault_audit")[0][0]
    page(cast.subject)
    assert store.rows("SELECT COUNT(*) FROM vault_audit")[0][0] == before + 2

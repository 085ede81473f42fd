"""Taking the record away: decided entry by entry, and safe to open."""

import csv
import io
from dataclasses import replace

from lamplit.actions.exports import export_csv, export_page, may_export
from tests.cast import Cast, Part, a_check_in, a_journal, a_moment, days_ago, sign_in, write


def rows(part: Part) -> list[dict[str, str]]:
    text = "".join(export_csv(part.visit))
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def test_an_author_takes_all_of_their_own_and_nothing_else(cast: Cast):
    write(cast.subject, "journal", a_journal("mine"))
    write(cast.subject, "check_in", a_check_in(weather="foggy"))
    write(cast.carer, "moment", a_moment("a carer's words"))
    taken = rows(cast.subject)
    assert {row["Kind"] for row in taken} == {"Journal", "Check-in"}
    assert any(row["Journal: text"] == "mine" for row in taken)
    assert any(row["Check-in: weather"] == "Foggy" for row in taken)


def test_a_therapist_takes_what_they_may_read_and_a_teacher_nothing(cast: Cast):
    write(cast.subject, "journal", a_journal("private"))
    write(cast.carer, "moment", a_moment("read by the therapist"))
    assert [row["Moment: words"] for row in rows(cast.therapist)] == ["read by the therapist"]
    assert rows(cast.teacher) == rows(cast.social_worker) == rows(cast.other_carer) == []


def test_without_a_second_factor_nothing_leaves(cast: Cast):
    from lamplit.actions import doors

    write(cast.carer, "moment", a_moment())
    half = doors.enter(sign_in(cast.carer.person, mfa=False), cast.circle)
    assert not may_export(half)
    assert may_export(cast.carer.visit)
    assert len(list(export_csv(half))) == 1
    assert export_page(half).items == ()


def test_no_cell_of_an_export_can_run(cast: Cast):
    write(cast.subject, "journal", a_journal('=HYPERLINK("http://evil","x")'))
    assert rows(cast.subject)[0]["Journal: text"] == '\'=HYPERLINK("http://evil","x")'


def test_the_page_to_read_begins_at_the_beginning(cast: Cast):
    write(cast.subject, "journal", a_journal("later"))
    write(cast.subject, "journal", a_journal("earlier"), happened_at=days_ago(3))
    page = export_page(cast.subject.visit)
    assert [card.body["text"] for card in page.items] == ["earlier", "later"]
    assert page.title == "The record of Wren"
    assert "by Wren" in page.made_text


def test_a_visit_that_is_over_takes_nothing(cast: Cast):
    write(cast.subject, "journal", a_journal())
    gone = replace(cast.subject.visit, viewer=replace(cast.subject.visit.viewer, state=None, role=None))
    assert export_page(gone).items == ()

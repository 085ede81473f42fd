"""Replies leave with the record of those who may take the entry, and of nobody else."""

import csv
import io
from uuid import uuid4

from lamplit.actions.exports import export_csv, export_page
from lamplit.actions.replies import delete_reply, set_replies_at_first, takes_replies_at_first, write_reply
from tests.cast import Cast, Part, a_journal, a_moment, write


def rows(part: Part) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO("".join(export_csv(part.visit))[1:], newline="")))


def test_a_record_holds_the_replies_right_below_their_entry(cast: Cast) -> None:
    first, second = write(cast.carer, "moment", a_moment("one")), write(cast.carer, "moment", a_moment("two"))
    assert write_reply(cast.therapist.visit, first, uuid4(), "=under one")
    gone = uuid4()
    write_reply(cast.therapist.visit, second, gone, "taken back")
    delete_reply(cast.therapist.visit, second, gone)
    for taker in (cast.carer, cast.therapist):
        found = [(row["Kind"], row["Written by"], row["Moment: words"] or row["Reply: text"]) for row in rows(taker)]
        assert found[found.index(("Moment", "Robin", "one")) + 1] == ("Reply", "Sam", "'=under one")
        assert len(found) == 3
        page = export_page(taker.visit)
        assert [[said.text for said in page.replies.get(card.id, ())] for card in page.items] == [["=under one"], []]


def test_a_reply_to_somebody_elses_entry_is_not_in_ones_own_record(cast: Cast) -> None:
    entry = write(cast.carer, "moment", a_moment("one"))
    write(cast.subject, "journal", a_journal("mine"))
    assert write_reply(cast.subject.visit, entry, uuid4(), "from the child")
    assert [row["Kind"] for row in rows(cast.subject)] == ["Journal"]
    assert rows(cast.teacher) == rows(cast.stranger_therapist) == []


def test_the_first_setting_is_on_and_can_be_changed(cast: Cast) -> None:
    assert takes_replies_at_first(cast.subject.person)
    set_replies_at_first(cast.subject.person, taken=False)
    assert not takes_replies_at_first(cast.subject.person)
    set_replies_at_first(cast.subject.person, taken=True)
    assert takes_replies_at_first(cast.subject.person)

"""A diary from elsewhere becomes one's own entries here: private, once, and with the moods one says."""

import pytest

from lamplit.actions import diary_import, entries
from lamplit.actions.diary_import import bring_in, look
from lamplit.actions.writing import Refused
from tests.cast import Cast, Part

pytestmark = pytest.mark.django_db
DAYLIO = (
    "full_date,date,weekday,time,mood,activities,note_title,note\n"
    "2026-11-03,3 Nov,Tuesday,21:41,awful,walk | tea,,Could not sleep\n"
    "2026-11-04,4 Nov,Wednesday,08:10,Zen,,,\n"
)
PLAIN = "Day,What happened,Tags\n03/11/2026,We planted bulbs.,garden\n"


def bodies(part: Part) -> dict[str, dict[str, object]]:
    cards = entries.diary(part.visit, limit=100).items
    return {card.kind: dict(card.body or {}) for card in reversed(cards) if card.own}


def test_a_young_persons_daylio_becomes_check_ins_that_only_they_see(cast: Cast):
    report = bring_in(cast.subject.visit, DAYLIO.encode(), "daylio")
    assert (report.added, report.here_before, report.bad) == (2, 0, [])
    cards = [card for card in entries.diary(cast.subject.visit).items if card.kind == "check_in"]
    assert [(card.body, card.who_sees) for card in cards] == [
        ({"weather": "dont_know"}, "Only you."),
        ({"weather": "stormy", "words": "Could not sleep\nwalk, tea"}, "Only you."),
    ]
    for other in (cast.carer, cast.therapist, cast.teacher, cast.social_worker):
        assert not {card.id for card in cards} & {card.id for card in entries.diary(other.visit).items}


def test_a_young_persons_plain_diary_becomes_journal_pages(cast: Cast):
    bring_in(cast.subject.visit, PLAIN.encode(), "diary")
    assert bodies(cast.subject)["journal"] == {"text": "We planted bulbs.\ngarden"}


def test_a_carers_diary_becomes_moments_that_only_they_see_until_they_choose_otherwise(cast: Cast):
    bring_in(cast.carer.visit, PLAIN.encode(), "diary")
    [card] = [each for each in entries.diary(cast.carer.visit).items if each.kind == "moment"]
    assert (card.body, card.who_sees) == ({"tone": "ordinary", "words": "We planted bulbs.\ngarden"}, "Only you.")
    report = bring_in(cast.carer.visit, DAYLIO.encode(), "daylio", usual=True)
    assert report.added == 2
    assert "hard" in {(each.body or {}).get("tone") for each in entries.diary(cast.therapist.visit).items}


def test_twice_is_once_also_with_other_moods_and_after_a_change(cast: Cast):
    first = bring_in(cast.subject.visit, DAYLIO.encode(), "daylio", {"zen": "bright"})
    again = bring_in(cast.subject.visit, DAYLIO.encode(), "daylio", {"Zen": "foggy"})
    assert (first.added, again.added, again.here_before, again.bad) == (2, 0, 2, [])
    cards = [card for card in entries.diary(cast.subject.visit).items if card.kind == "check_in"]
    assert {str((card.body or {})["weather"]) for card in cards} == {"stormy", "bright"}


def test_the_same_file_is_anothers_in_another_circle(cast: Cast):
    bring_in(cast.subject.visit, DAYLIO.encode(), "daylio")
    elsewhere = bring_in(cast.stranger_subject.visit, DAYLIO.encode(), "daylio")
    assert (elsewhere.added, elsewhere.bad) == (2, [])


def test_looking_keeps_nothing_and_says_what_the_moods_would_be(cast: Cast):
    before = bodies(cast.subject)
    found = look(cast.subject.visit, (DAYLIO + "x,,,,,,,\n").encode())
    assert (found.form, found.good, [row.line for row in found.bad]) == ("daylio", 2, [4])
    assert found.moods == {"awful": "stormy", "Zen": "dont_know"}
    assert bodies(cast.subject) == before


@pytest.mark.parametrize("who", ["therapist", "teacher", "school_lead", "social_worker"])
def test_those_who_keep_no_diary_here_are_told_so(cast: Cast, who: str):
    part: Part = getattr(cast, who)
    assert not diary_import.may_bring(part.visit)
    with pytest.raises(Refused):
        bring_in(part.visit, PLAIN.encode(), "diary")


def test_a_meaning_there_is_not_is_refused_before_anything_is_kept(cast: Cast):
    before = bodies(cast.subject)
    with pytest.raises(Refused):
        bring_in(cast.subject.visit, DAYLIO.encode(), "daylio", {"zen": "purple"})
    assert bodies(cast.subject) == before


def test_very_long_words_become_a_page_and_far_too_long_ones_a_bad_row(cast: Cast):
    head = DAYLIO.splitlines()[0]
    text = f"{head}\n2026-11-03,,,9:00,meh,,Long,{'a ' * 1500}\n2026-11-03,,,9:10,meh,,,{'b' * 90_000}\n"
    report = bring_in(cast.subject.visit, text.encode(), "daylio")
    assert report.added == 1
    assert bodies(cast.subject)["journal"]["title"] == "Long"
    assert [line for line, _ in report.bad] == [3]


def test_what_was_erased_stays_erased(cast: Cast):
    from lamplit.actions.erasing import erase_entry

    bring_in(cast.subject.visit, PLAIN.encode(), "diary")
    erase_entry(next(card.id for card in entries.diary(cast.subject.visit).items if card.kind == "journal"))
    report = bring_in(cast.subject.visit, PLAIN.encode(), "diary")
    assert (report.added, report.bad) == (0, [(2, diary_import.GONE)])


def test_a_list_of_moods_is_read_line_by_line():
    assert diary_import.read_moods("# mine\nmeh: foggy\n\n so so : breezy\n") == {"meh": "foggy", "so so": "breezy"}
    with pytest.raises(diary_import.NotATableError, match="Line 2"):
        diary_import.read_moods("meh: foggy\nawful\n")

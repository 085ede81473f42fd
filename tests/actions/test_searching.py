"""Finding words again, and never learning that others wrote them."""

from lamplit.actions.searching import search
from tests.cast import Cast, a_journal, a_moment, write


def test_every_word_must_occur_in_any_case_and_order(cast: Cast):
    entry = write(cast.subject, "journal", a_journal("The Kettle was on, and the dog slept."))
    for words in ("kettle", "DOG kettle", "  dog   Kettle "):
        assert [card.id for card in search(cast.subject.visit, words)] == [entry]
    assert search(cast.subject.visit, "kettle cat") == ()


def test_words_of_other_scripts_are_found(cast: Cast):
    text = "Stra\u00dfe \u0438 \u0440\u0435\u043a\u0430 \u0645\u0631\u062d\u0628\u0627"
    entry = write(cast.subject, "journal", a_journal(text))
    for words in ("STRASSE", "\u0420\u0415\u041a\u0410", "\u0645\u0631\u062d\u0628\u0627"):
        assert [card.id for card in search(cast.subject.visit, words)] == [entry]


def test_nobody_finds_what_they_may_not_read(cast: Cast):
    write(cast.subject, "journal", a_journal("zebrafinch"))
    write(cast.carer, "moment", a_moment("zebrafinch at breakfast"), audience=["me"])
    assert [len(search(part.visit, "zebrafinch")) for part in cast.everyone] == [1, 1, 0, 0, 0, 0, 0]


def test_too_little_to_look_for_finds_nothing(cast: Cast):
    write(cast.subject, "journal", a_journal("a b c"))
    assert search(cast.subject.visit, " a ") == search(cast.subject.visit, "") == ()


def test_far_too_much_to_look_for_is_cut_and_harmless(cast: Cast):
    write(cast.subject, "journal", a_journal("a page"))
    assert search(cast.subject.visit, "page " * 50_000) != ()
    assert search(cast.subject.visit, "x" * 50_000) == ()

"""What each role finds on its first screen, and what it must not find there."""

from uuid import uuid4

import pytest

from lamplit.actions import drafts, entries, homes, operating, sharing
from lamplit.actions.entries import Writing, write_entry
from tests.cast import Cast, a_check_in, a_journal, a_moment, days_ago, make_cast, write


def test_a_carer_is_greeted_by_the_hour_and_sees_what_is_theirs_to_read(cast: Cast):
    write(cast.subject, "journal", a_journal("private words"))
    moment = write(cast.carer, "moment", a_moment())
    home = homes.carer_home(cast.carer.visit, hour=21)
    assert (home.greeting, home.subject_name, home.empty_text) == ("Good evening.", "Wren", "")
    assert [card.id for card in home.latest] == [moment]
    assert "private words" not in repr(home)


def test_an_empty_day_is_no_reproach(cast: Cast):
    write(cast.carer, "moment", a_moment(), happened_at=days_ago(2))
    assert homes.carer_home(cast.carer.visit).empty_text == "Nothing noted today. That can be a good sign."


def test_unfinished_words_wait_for_their_writer_and_for_nobody_else(cast: Cast):
    for _ in range(3):
        assert drafts.keep_draft(cast.carer.visit, uuid4(), "moment", {"words": "half a sent"})
    assert homes.carer_home(cast.carer.visit).unfinished.startswith("Kept ")
    assert homes.young_home(cast.subject.visit).unfinished == ""
    assert homes.carer_home(cast.other_carer.visit).unfinished == ""
    page = cast.carer.client.get(f"/c/{cast.circle}/").content.decode()
    assert page.count("You have words waiting here.") == 1
    assert page.count(f'href="/c/{cast.circle}/drafts"') == 1


def test_todays_weather_and_what_is_shown_stand_on_the_young_persons_screen(cast: Cast):
    write(cast.subject, "check_in", a_check_in(weather="bright"), happened_at=days_ago(1))
    assert homes.young_home(cast.subject.visit).weather_today is None
    today = write(cast.subject, "check_in", a_check_in(weather="foggy"))
    page = write(cast.subject, "journal", a_journal())
    sharing.show_entry(cast.subject.visit, page, cast.therapist.membership)
    home = homes.young_home(cast.subject.visit)
    assert (home.weather_today.id, home.weather_today.icon, home.who_sees) == (today, "foggy", "Only you.")
    assert [(thing.entry, thing.to_text, thing.seen_text) for thing in home.shown] == [(page, "Sam (therapist)", "")]
    entries.read_entry(cast.therapist.visit, page)
    assert homes.young_home(cast.subject.visit).shown[0].seen_text == "Seen Today"


def test_a_therapist_sees_what_was_shown_and_no_count_of_what_was_not(cast: Cast):
    for number in range(4):
        write(cast.subject, "journal", a_journal(f"private {number}"))
    session = cast.therapist.session_key
    home = homes.therapist_home(cast.therapist.person, session)
    assert [(circle.subject_name, circle.age_text, circle.shown_text) for circle in home.circles] == [
        ("Wren", "16", "Nothing to read from this week.")
    ]
    page = write(cast.subject, "journal", a_journal("shown"), audience=[f"member:{cast.therapist.membership}"])
    write(cast.carer, "moment", a_moment())
    circle = homes.therapist_home(cast.therapist.person, session).circles[0]
    assert circle.shown_text == "From this week, to read: 1 from Wren and 1 from home."
    assert page in {card.id for card in circle.latest}
    assert "private" not in repr(circle)


def test_a_carer_who_is_no_therapist_has_no_therapists_screen(cast: Cast):
    assert homes.therapist_home(cast.carer.person, cast.carer.session_key).circles == ()


def test_together_is_open_under_thirteen_and_shows_nothing_written_alone(db: None):
    young = make_cast(subject_age=9)
    write(young.subject, "check_in", a_check_in(words="alone words"))
    home = homes.together_home(young.carer.visit)
    assert home.allowed
    assert "alone words" not in repr(home)
    written = write_entry(young.carer.visit, Writing(uuid4(), "check_in", a_check_in(), together=True))
    assert written.who_sees == home.who_sees != "Only you."
    assert "Robin" in home.who_sees or "carer" in home.who_sees


@pytest.mark.parametrize("age", [13, 16])
def test_together_is_closed_from_thirteen_on(db: None, age: int):
    home = homes.together_home(make_cast(subject_age=age).carer.visit)
    assert not home.allowed
    assert home.weathers == ()
    assert home.refusal.endswith(".")


def test_the_operators_page_knows_the_machine_and_nobody_on_it(cast: Cast):
    write(cast.subject, "journal", a_journal("private words"))
    health = operating.health(secure=True)
    said = {line.label: line for line in health.lines}
    assert said["Last backup"].text.startswith("None yet. Make one: lamplit backup")
    assert said["HTTPS"].good
    assert "SQLite" in said["Database"].text or "PostgreSQL" in said["Database"].text
    assert not any(name in repr(health) for name in ("Wren", "Robin", "Sam", "private"))
    assert health.all_good is False

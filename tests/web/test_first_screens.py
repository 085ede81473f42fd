"""First screens: they open on the act, and say nothing aloud that somebody looking over a shoulder should not read."""

import re

from django.urls import reverse

from tests.cast import Cast, a_check_in, write


def test_mine_tells_the_weather_of_today_and_none_of_its_words(cast: Cast) -> None:
    write(cast.subject, "check_in", a_check_in(weather="foggy", words="a private lantern of words"))

    page = cast.subject.client.get(reverse("home", args=(cast.circle,))).content.decode()

    assert "Earlier today: <a" in page
    assert ">Foggy</a>" in page
    assert "lantern" not in page


def test_today_shows_a_therapist_what_was_shown_and_offers_nothing_they_may_not_write(cast: Cast) -> None:
    page = cast.therapist.client.get(reverse("home", args=(cast.circle,))).content.decode()

    assert "Nothing to read from this week." in page
    assert set(re.findall(r"/new/(\w+)", page)) == {"asq"}  # row 15: the one page to write that starts here

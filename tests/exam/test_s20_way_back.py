"""S20: the link of a way back is long, kept as a hash, works once and not for long."""

import re
from datetime import timedelta

import pytest
import time_machine

from lamplit.actions import clock, way_back
from lamplit.people.models import Person, WayBack
from tests.cast import Cast, a_browser
from tests.exam.test_s13_way_back import NEW, agreed, asked, come, is_in
from tests.exam.test_s13_way_back import house as house
from tests.exam.test_s20_links import everything_in_the_database


@pytest.mark.exam("S20")
@pytest.mark.parametrize("ending", ["used", "late", "stopped", "new password", "asked anew", "five wrong tries"])
def test_a_way_back_works_once_and_not_for_long(house: Cast, ending: str) -> None:
    link, code = agreed(house)
    later = clock.now()
    if ending == "used":
        assert is_in(come(link, code)[0])
    elif ending == "late":
        later += timedelta(minutes=16)
    elif ending == "stopped":
        way_back.stop(house.subject.visit, WayBack.objects.get().pk)
    elif ending == "new password":
        Person.objects.filter(pk=house.subject.person).update(epoch=7)
    elif ending == "asked anew":
        asked(house)
    else:
        tries = [a_browser().post(f"/back/{link}", {"code": "000000"}).status_code for _ in range(5)]
        assert tries == [422] * 5
    with time_machine.travel(later, tick=False):
        browser, answer = come(link, code)
        assert answer.status_code == 404  # type: ignore[attr-defined]
        assert not is_in(browser)


@pytest.mark.exam("S20")
def test_numbers_said_before_the_end_open_nothing_after_it(house: Cast) -> None:
    link, code = agreed(house)
    first, second = a_browser(), a_browser()
    for browser in (first, second):
        assert browser.post(f"/back/{link}", {"code": code}).status_code == 302
    assert first.post("/back", {"password1": NEW}).status_code == 302
    assert second.post("/back", {"password1": "quite another five word one"}).status_code == 404
    assert not is_in(second)
    assert Person.objects.get(pk=house.subject.person).check_password(NEW)


@pytest.mark.exam("S20")
def test_neither_the_link_nor_the_numbers_stand_in_the_database(house: Cast) -> None:
    link, code = agreed(house)
    assert re.fullmatch(r"[\w-]{43}", link)
    row = WayBack.objects.get()
    assert link not in everything_in_the_database()
    assert code.encode() not in bytes(row.code_hash)
    assert "Wren" not in a_browser().get(f"/back/{link}").content.decode()

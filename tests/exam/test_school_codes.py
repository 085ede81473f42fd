"""S12, S13 and S20 for a teacher's link and code: nothing to find out, slow to guess, long, hashed, once."""

import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lamplit.actions import circles, clock, teacher_links
from lamplit.actions.circle_words import CircleError
from lamplit.actions.circles import Agreed
from lamplit.actions.teacher_links import Handed
from lamplit.people import teacher_links as rows
from lamplit.people.models import DeviceSession, TeacherCode, TeacherLink
from tests.cast import Cast
from tests.exam.test_s20_links import Browser, everything_in_the_database
from tests.house import House
from tests.signing import is_in, sign_in, somebody, words

pytestmark = pytest.mark.django_db
AGREED = Agreed("local_authority", "no", "outside")
START = datetime(2026, 5, 1, 12, tzinfo=UTC)
SCHOOL = "203.0.113.9"
INVENTED = "x" * 43


@pytest.fixture
def handed(cast: Cast) -> Handed:
    return teacher_links.make(cast.carer.visit, "Mr Bell", AGREED)


@pytest.fixture
def quick_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    """Dozens of guesses: a quick hash takes the place of the slow one, the limits stay what they are."""
    monkeypatch.setattr(rows, "_code_hash", lambda _link, code: code.encode().ljust(32, b"."))


@pytest.fixture
def still() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


def try_code(token: str, code: str, place: str = SCHOOL, **headers: str) -> Any:
    return Client(REMOTE_ADDR=place).post("/school", {"token": token, "code": code}, headers=headers)


def face(answer: Any, *own: str) -> tuple[Any, ...]:
    """Return all that a visitor sees of an answer, what they sent themselves and one-time tokens left out."""
    body = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", answer.content.decode())
    for each in own:
        body = body.replace(each, "")
    return answer.status_code, body, sorted(answer.headers), sorted(answer.cookies)


@dataclass(frozen=True)
class Dead:
    """A link that leads nowhere, and how it came to that."""

    token: str


def dead_link(cast: Cast, handed: Handed, how: str) -> Dead:
    visit = cast.carer.visit
    if how == "ended":
        teacher_links.end_link(visit, handed.membership)
    elif how == "replaced":
        teacher_links.new_link(visit, handed.membership)
    elif how == "paused":
        circles.pause(visit, handed.membership)
    elif how == "removed":
        circles.ask_removal(visit, handed.membership)
        circles.agree_removal(cast.therapist.visit, handed.membership)
    return Dead(handed.link)


@pytest.mark.exam("S12")
@pytest.mark.parametrize("how", ["ended", "replaced", "paused", "removed"])
def test_a_dead_link_and_one_that_never_was_look_the_same(cast: Cast, handed: Handed, how: str) -> None:
    dead = dead_link(cast, handed, how).token
    ways = []
    for token in (dead, INVENTED):
        with CaptureQueriesContext(connection) as queries:
            opened = Client().get(f"/school/{token}")
        ways.append((face(opened, token), len(queries)))
        tried = try_code(token, handed.code)
        ways.append((face(tried, token), 0))
    assert ways[0] == ways[2]
    assert ways[1] == ways[3]


@pytest.mark.exam("S12")
def test_a_wrong_a_used_and_an_old_code_get_the_same_answer(cast: Cast, handed: Handed) -> None:
    assert try_code(handed.link, handed.code).status_code == 302
    old = teacher_links.new_code(cast.carer.visit, handed.membership).code
    TeacherCode.objects.filter(used_at=None).update(ends_at=clock.now())
    answers = [face(try_code(handed.link, code), handed.link) for code in ("ABCDEFGH", handed.code, old, "", "?" * 500)]
    assert all(answer == answers[0] for answer in answers)
    assert answers[0][0] == 422


@pytest.mark.exam("S12")
def test_a_link_says_nothing_of_the_child_or_the_circle_before_the_code(cast: Cast, handed: Handed) -> None:
    text = Client().get(f"/school/{handed.link}").content.decode()
    assert not any(name in text for name in ("Wren", "Robin", "The circle", "Mr Bell", str(cast.circle)))


def tries_until_wait(token: str, most: int = 60, **more: Any) -> int:
    return next((n for n in range(most) if try_code(token, f"WRNG{n:04}", **more).status_code == 429), most)


@pytest.mark.exam("S13")
def test_the_sixth_code_in_a_minute_waits_and_a_day_of_guessing_gets_nowhere(
    still: time_machine.Traveller, quick_hash: None, handed: Handed
) -> None:
    allowed = []
    for minute in range(60):
        still.move_to(START + timedelta(minutes=minute, seconds=minute))
        allowed.append(tries_until_wait(handed.link, most=7))
    assert allowed[0] == 5
    assert sum(allowed) <= 65


@pytest.mark.exam("S13")
def test_many_places_at_one_link_and_many_links_from_one_place_are_slowed(
    still: time_machine.Traveller, quick_hash: None, cast: Cast, handed: Handed
) -> None:
    places = [try_code(handed.link, "WRONGONE", f"198.51.100.{n}").status_code == 429 for n in range(1, 60)]
    assert places.count(False) == 40
    for n in range(20):
        try_code(f"{n:043}", "WRONGONE")
    fresh = teacher_links.new_link(cast.carer.visit, handed.membership)
    assert try_code(fresh.link, fresh.code).status_code == 429
    assert try_code(fresh.link, fresh.code, "198.51.100.99").status_code == 302


@pytest.mark.exam("S13")
def test_a_forged_forwarding_header_changes_nothing(
    still: time_machine.Traveller, quick_hash: None, handed: Handed
) -> None:
    forged = [try_code(handed.link, "WRONGONE", **{"X-Forwarded-For": f"10.9.8.{n}"}).status_code for n in range(6)]
    assert forged == [422] * 5 + [429]


@pytest.mark.exam("S13")
def test_wrong_codes_never_shut_the_carer_out_and_the_right_code_works_after_a_quiet_while(
    still: time_machine.Traveller, quick_hash: None, handed: Handed
) -> None:
    robin = somebody()
    for _ in range(3):
        tries_until_wait(handed.link)
    carer = Client(REMOTE_ADDR=SCHOOL)
    sign_in(carer, robin)
    assert is_in(carer)
    assert "Wait a few minutes" in words(try_code(handed.link, handed.code))
    still.shift(timedelta(minutes=15))
    assert try_code(handed.link, handed.code).status_code == 302


@pytest.mark.exam("S13")
def test_the_count_lies_in_the_database_and_holds_no_link(quick_hash: None, handed: Handed) -> None:
    cache.clear()
    tries_until_wait(handed.link)
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM web_cache")
        keys = [key for (key,) in cursor.fetchall()]
    assert len([key for key in keys if "school-code" in key]) >= 3
    assert not [key for key in keys if handed.link in key]


@pytest.mark.exam("S20")
def test_links_hold_256_bits_codes_39_and_no_two_are_alike(cast: Cast, handed: Handed) -> None:
    made = [teacher_links.new_link(cast.carer.visit, handed.membership) for _ in range(20)]
    assert len({each.link for each in made}) == len({each.code for each in made}) == 20
    assert all(re.fullmatch(r"[\w-]{43}", each.link) for each in made)
    assert all(re.fullmatch(f"[{rows.LETTERS}]{{8}}", each.code) for each in made)
    assert len(rows.LETTERS) ** rows.CODE_LENGTH > 2**39
    assert not set(rows.LETTERS) & set("01OILU")


@pytest.mark.exam("S20")
def test_neither_link_nor_code_stands_in_the_database_or_in_what_is_logged(
    cast: Cast, handed: Handed, caplog: pytest.LogCaptureFixture
) -> None:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    page = client.get(f"/school/{handed.link}")
    client.post("/school", {"token": handed.link, "code": handed.code})
    client.post("/school", {"token": handed.link, "code": "x"}, headers={"Sec-Fetch-Site": "cross-site"})
    text = everything_in_the_database()
    assert handed.link not in text + caplog.text
    assert handed.code not in text + caplog.text
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert len(bytes(TeacherLink.objects.get().token_hash)) == len(bytes(TeacherCode.objects.get().code_hash)) == 32


@pytest.mark.exam("S20")
def test_a_code_lasts_seven_days_and_dies_with_its_link_and_with_a_clock_set_back(cast: Cast, handed: Handed) -> None:
    now = clock.now()
    for later in (timedelta(days=7), -timedelta(hours=2)):
        with time_machine.travel(now + later, tick=False):
            assert teacher_links.enter(handed.link, handed.code) is None
    fresh = teacher_links.new_link(cast.carer.visit, handed.membership)
    assert teacher_links.enter(handed.link, handed.code) is None
    assert teacher_links.enter(fresh.link, handed.code) is None
    with time_machine.travel(now + timedelta(days=6, hours=23), tick=False):
        assert teacher_links.enter(fresh.link, fresh.code) is not None
        assert teacher_links.enter(fresh.link, fresh.code) is None


@pytest.mark.exam("S20")
def test_a_device_open_for_school_takes_up_no_invitation_and_opens_no_account(cast: Cast, handed: Handed) -> None:
    from lamplit.actions import invitations
    from lamplit.engines.kernel import Role

    entrance = teacher_links.enter(handed.link, handed.code)
    assert entrance is not None
    made = invitations.invite(cast.carer.visit, Role.SOCIAL_WORKER)
    with pytest.raises(CircleError, match="only_by_link"):
        invitations.join_here(made.token, made.code, entrance.person.pk)
    device = Client()
    fresh = teacher_links.new_code(cast.carer.visit, handed.membership)
    device.post("/school", {"token": handed.link, "code": fresh.code})
    for address in ("/account", "/account/devices", "/account/devices/add", "/account/password"):
        assert device.get(address).headers["Location"] == f"/c/{cast.circle}/school"
    session = DeviceSession.objects.get(person=entrance.person)
    assert (session.trusted, session.mfa) == (False, False)


@pytest.mark.exam("S20")
def test_of_four_devices_with_one_code_at_once_one_comes_in(house: House) -> None:
    link, code = a_slip(house)
    browsers = [Browser(house) for _ in range(4)]
    pages = [browser.get(link) for browser in browsers]
    token, ends, ready = link.rsplit("/", 1)[1], [""] * 4, threading.Barrier(4)

    def press(n: int) -> None:
        ready.wait()
        ends[n] = browsers[n].post("/school", pages[n], token=token, code=code)[0]

    threads = [threading.Thread(target=press, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(bool(re.search(r"/c/[0-9a-f-]+/school$", end)) for end in ends) == [False, False, False, True]
    assert token not in house.log.read_text(encoding="utf-8", errors="replace")


def a_slip(house: House) -> tuple[str, str]:
    browser = Browser(house)
    browser.get(house.sign_in_link("carer"))
    address = f"/c/{house.who('carer')['circle']}/circle/school"
    form = {"name": "Mr Fenn", "ground": "local_authority", "given_by": "outside", "responsibility": "no"}
    text = browser.post(address, browser.get(address), **form)[1]
    link, said = re.search(r'value="(http[^"]+/school/[\w-]{43})"', text), re.search(r">(\w{4}) (\w{4})</p>", text)
    assert link is not None
    assert said is not None
    return link[1], said[1] + said[2]

"""S20: links that let somebody in are long, kept as hashes, work once and not for long, and leave no trace."""

import re
import threading
from datetime import timedelta
from http.cookiejar import CookieJar
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, build_opener

import pytest
import time_machine
from django.db import connection

from lamplit.actions import circles, clock, invitations, setup
from lamplit.actions.circle_words import CircleError
from lamplit.actions.circles import Agreed
from lamplit.actions.invitations import Newcomer
from lamplit.engines.kernel import MemberState, Role
from lamplit.people.models import Invitation, Membership, Person
from tests.cast import Cast, Part, open_vault
from tests.house import House

PASSWORD = "four quiet otter boats"


def everything_in_the_database() -> str:
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        text = []
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608 - our own table names
            text += [str(bytes(v) if isinstance(v, memoryview) else v) for row in cursor.fetchall() for v in row]
    return "\n".join(text)


@pytest.mark.exam("S20")
def test_a_link_holds_256_bits_and_no_two_are_alike(cast: Cast) -> None:
    tokens = {invitations.invite(cast.therapist.visit, Role.TEACHER).token for _ in range(20)}
    assert len(tokens) == 20
    assert all(re.fullmatch(r"[\w-]{43}", token) for token in tokens)
    letters = "".join(tokens)
    assert len(set(letters)) > 55


@pytest.mark.exam("S20")
def test_neither_link_nor_spoken_code_stands_in_the_database(cast: Cast) -> None:
    made = invitations.invite(cast.therapist.visit, Role.TEACHER)
    key = setup.first_run_token()
    text = everything_in_the_database()
    assert made.token not in text
    assert key is not None
    assert key not in text
    row = Invitation.objects.get(pk=made.id)
    assert made.code.encode() not in bytes(row.code_hash)
    assert len(bytes(row.token_hash)) == 32


@pytest.mark.exam("S20")
@pytest.mark.parametrize("ending", ["used", "72 hours", "sent again", "another role", "taken back", "clock set back"])
def test_a_link_is_dead_afterwards_for_new_people_and_old(cast: Cast, ending: str) -> None:
    visit, made, later = cast.therapist.visit, invitations.invite(cast.therapist.visit, Role.TEACHER), clock.now()
    if ending == "used":
        invitations.join_new(made.token, made.code, Newcomer("Kit", "kit.school", PASSWORD))
    elif ending == "72 hours":
        later += timedelta(hours=72)
    elif ending == "clock set back":
        later -= timedelta(hours=2)
    elif ending == "taken back":
        invitations.end_invitation(visit, made.id)
    else:
        invitations.send_again(visit, made.id, Role.SCHOOL_LEAD if ending == "another role" else None)
    with time_machine.travel(later, tick=False):
        assert invitations.look(made.token) is None
        with pytest.raises(CircleError):
            invitations.join_new(made.token, made.code, Newcomer("Al", "al.second", PASSWORD))
        with pytest.raises(CircleError):
            invitations.join_here(made.token, made.code, cast.stranger_carer.person)
    assert not Person.objects.filter(username="al.second").exists()


@pytest.mark.exam("S20")
def test_the_setup_link_is_dead_after_use_and_after_a_newer_one(db: None) -> None:
    open_vault()
    first, second = setup.first_run_token(), setup.first_run_token()
    assert first is not None
    assert second is not None
    assert (setup.setup_is_open(first), setup.setup_is_open(second)) == (False, True)


@pytest.mark.exam("S20")
def test_a_link_leaves_no_trace_in_what_the_program_logs(cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    from django.test import Client

    made = invitations.invite(cast.therapist.visit, Role.TEACHER)
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    page = client.get(f"/join/{made.token}")
    client.post("/join", {"token": made.token, "code": made.code})
    client.post("/join", {"token": made.token, "code": "000000", "name": "x"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert made.token not in caplog.text
    assert not re.search(r'(src|href)="https?://', page.content.decode())


class Browser:
    """A browser without scripts, with cookies of its own."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.cookies = CookieJar()
        self.opener: OpenerDirector = build_opener(HTTPCookieProcessor(self.cookies))

    def get(self, path: str) -> str:
        address = path if path.startswith("http") else self.house.url + path
        with self.opener.open(address, timeout=30) as answer:
            return str(answer.read().decode())

    def csrf(self, page: str) -> str:
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert found is not None
        return found[1]

    def post(self, path: str, page: str, **form: str) -> tuple[str, str]:
        data = urlencode({**form, "csrfmiddlewaretoken": self.csrf(page)}).encode()
        try:
            with self.opener.open(self.house.url + path, data, timeout=60) as answer:
                return str(answer.url), str(answer.read().decode())
        except HTTPError as refusal:  # the circle's own page, which waits for somebody to let them in
            with refusal:
                return str(refusal.url), str(refusal.read().decode())


@pytest.mark.exam("S20")
def test_of_two_clicks_at_once_one_comes_in(house: House) -> None:
    race(house, 2)


@pytest.mark.whole
@pytest.mark.exam("S20")
def test_of_eight_clicks_at_once_one_comes_in_twenty_times(house: House) -> None:
    for _ in range(20):
        race(house, 8)


def race(house: House, clicks: int) -> None:
    token, code = an_invitation(house)
    browsers = [Browser(house) for _ in range(clicks)]
    pages = [browser.get(f"/join/{token}") for browser in browsers]
    ready, ends = threading.Barrier(clicks), [""] * clicks

    def click(n: int) -> None:
        name = f"racer{token[:6].lower().replace('-', 'a').replace('_', 'b')}{n}x"
        ready.wait()
        form = {
            "token": token,
            "code": code,
            "name": "Racer",
            "username": name,
            "way": "password",
            "password": PASSWORD,
        }
        ends[n] = browsers[n].post("/join", pages[n], **form)[0]

    threads = [threading.Thread(target=click, args=(n,)) for n in range(clicks)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(end.endswith("/join") for end in ends) == [False] + [True] * (clicks - 1)
    assert token not in house.log.read_text(encoding="utf-8", errors="replace")


def an_invitation(house: House) -> tuple[str, str]:
    browser = Browser(house)
    browser.get(house.sign_in_link("carer"))
    address = f"/c/{house.who('carer')['circle']}/circle/invite"
    text = browser.post(address, browser.get(address), role="teacher")[1]
    link, said = re.search(r"/join/([\w-]{43})", text), re.search(r">(\d{3}) (\d{3})<", text)
    assert link is not None
    assert said is not None
    return link[1], said[1] + said[2]


def let_into(circle: Any, inviter: Part, guest: Part) -> Part:
    """Let somebody who has an account into another circle as an extra carer."""
    person = Person.objects.get(pk=guest.person)
    person.set_password(PASSWORD)
    person.save()
    made = invitations.invite(inviter.visit, Role.OTHER_CARER)
    invitations.join_here(made.token, made.code, guest.person)
    row = Membership.objects.get(circle=circle, person=guest.person, state=MemberState.ACCEPTED.value)
    circles.confirm(inviter.visit, row.pk, Agreed("local_authority", "no", "outside"))
    return Part(Role.OTHER_CARER, guest.name, guest.person, row.pk, circle)

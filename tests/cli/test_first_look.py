"""A first look: the house opens, its fictional people sign in by their links, and the demo stays on this machine."""

import json
from collections.abc import Callable
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page

from tests.house import House


@pytest.mark.parametrize("role", ["subject", "carer", "therapist"])
def test_each_made_up_person_signs_in_with_their_link_and_meets_their_home(
    person: Callable[..., Page], role: str
) -> None:
    page = person(role)
    assert "sign-in" not in page.url, page.url
    assert page.locator("h1").count() == 1


def test_a_sign_in_link_works_once(house: House, open_page: Callable[..., Page]) -> None:
    link = house.sign_in_link("carer")
    first, second = open_page(), open_page()
    first.goto(link)
    second.goto(link)
    assert [cookie["name"] for cookie in first.context.cookies() if cookie["name"] == "lamplit"]
    second.goto(f"{house.url}/c/{house.who('carer')['circle']}/")
    assert "/sign-in" in second.url


def test_health_is_open_to_everyone_and_says_nothing_of_anyone(house: House) -> None:
    with urlopen(f"{house.url}/healthz", timeout=5) as answer:
        body = answer.read().decode()
    assert answer.status == 200
    assert not any(one["name"] in body for one in house.people)


def test_the_made_up_people_have_the_agreed_shape(house: House) -> None:
    wanted = {"person", "name", "role", "age", "circle", "circle_name", "sign_in"}
    assert {frozenset(one) for one in house.people} == {frozenset(wanted)}
    assert {one["role"] for one in house.people} >= {"subject", "carer", "therapist"}
    assert all(one["sign_in"].startswith(house.url + "/") for one in house.people)


def test_a_second_server_for_the_same_house_is_refused(house: House) -> None:
    port = house.port + 1 if house.port < 65535 else house.port - 1
    done = house.run("serve", "--port", str(port), check=False)
    assert done.returncode == 1
    assert f"open already at port {house.port}" in done.stderr


def test_a_used_port_is_named_with_a_way_out(house: House, closed_house: House) -> None:
    done = closed_house.run("serve", "--port", str(house.port), check=False)
    assert done.returncode == 1
    assert f"Port {house.port} is in use" in done.stderr
    assert f"--port {house.port + 1}" in done.stderr


def test_made_up_people_are_refused_where_others_could_come_in(own_house: House) -> None:
    own_house.stop()
    done = own_house.run("serve", "--host", "0.0.0.0", "--port", str(own_house.port), check=False)  # noqa: S104
    assert done.returncode == 3
    assert "demo --remove" in done.stderr
    assert json.loads(own_house.run("demo", "--remove", "--json").stdout)["removed"] >= 1
    assert own_house.run("doctor", "--deep").returncode == 0


def test_an_unknown_page_is_not_found(house: House) -> None:
    with pytest.raises(HTTPError, match="404"):
        urlopen(f"{house.url}/no-such-page", timeout=5)

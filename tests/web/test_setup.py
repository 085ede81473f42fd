"""The first page of a new house, in a browser without scripts."""

import pytest
from django.test import Client

from lamplit.actions import setup
from lamplit.people.models import Circle, Person
from tests.cast import Cast, open_vault

ANSWERS = {
    "name": "Robin",
    "username": "robin.carer",
    "way": "password",
    "password": "four quiet otter boats",
    "role": "carer",
    "about": "Otter",
    "born_on": "2018-04-02",
    "ground": "local_authority",
    "given_by": "outside",
    "responsibility": "no",
}


@pytest.fixture
def token(db: None) -> str:
    open_vault()
    made = setup.first_run_token()
    assert made is not None
    return made


def test_the_first_page_leads_to_the_first_circle(token: str) -> None:
    client = Client()
    assert "A new house" in client.get(f"/setup/{token}").content.decode()
    answer = client.post("/setup", {**ANSWERS, "token": token})
    home = client.get(answer.headers["Location"])
    assert home.status_code == 200
    assert "Otter" in home.content.decode()
    assert client.get(f"/c/{Circle.objects.get().pk}/circle").status_code == 200


def test_the_page_is_closed_for_everyone_afterwards(token: str) -> None:
    Client().post("/setup", {**ANSWERS, "token": token})
    for address in (f"/setup/{token}", "/setup/guess"):
        assert "This page is closed" in Client().get(address).content.decode()
    Client().post("/setup", {**ANSWERS, "token": token, "username": "second.one"})
    assert Person.objects.filter(username="second.one").count() == 0


def test_a_wrong_token_makes_nobody(token: str) -> None:
    Client().post("/setup", {**ANSWERS, "token": "x" * 43})
    assert not Person.objects.exists()


@pytest.mark.parametrize("missing", ["name", "username", "password", "role", "about", "born_on", "ground", "given_by"])
def test_a_missing_answer_is_a_sentence_and_the_rest_stays(token: str, missing: str) -> None:
    text = Client().post("/setup", {**ANSWERS, "token": token, missing: ""}).content.decode()
    assert "What you wrote is still here" in text
    kept = {"name": "Robin", "username": "robin.carer", "about": "Otter", "born_on": "2018-04-02"}
    assert all(f'value="{value}"' in text for name, value in kept.items() if name != missing)
    assert not Circle.objects.exists()


def test_a_carer_makes_a_circle_for_a_second_child(cast: Cast) -> None:
    client = cast.carer.client
    answer = client.post("/circles/new", {**ANSWERS, "about": "Kestrel"})
    page = client.get(answer.headers["Location"])
    assert "Kestrel" in page.content.decode()

"""S11: which passwords are taken and which are not, offline, and how they are kept."""

import unicodedata

import pytest
from django.contrib.auth.password_validation import CommonPasswordValidator, validate_password
from django.core.exceptions import ValidationError
from django.test import Client

from lamplit.people.models import Person
from tests.signing import Somebody, add_code_app, is_in, sign_in, signed_in, somebody

pytestmark = [pytest.mark.exam("S11"), pytest.mark.django_db]
FOURTEEN = "grebe tulip ov"
FIFTEEN = "grebe tulip ove"
EIGHT = "gr3be tu"


@pytest.fixture
def robin() -> Somebody:
    return somebody(shown="Robin Hawthorn")


def taken(password: str, person: Person | None = None) -> bool:
    try:
        validate_password(password, person)
    except ValidationError:
        return False
    return True


def test_fourteen_characters_are_too_few_alone_and_fifteen_are_enough(robin: Somebody) -> None:
    assert (len(FOURTEEN), len(FIFTEEN), len(EIGHT)) == (14, 15, 8)
    assert not taken(FOURTEEN, robin.person)
    assert taken(FIFTEEN, robin.person)


def test_eight_characters_are_enough_beside_a_second_step_and_seven_are_not(robin: Somebody) -> None:
    add_code_app(robin)
    assert taken(EIGHT, robin.person)
    assert not taken(EIGHT[:7], robin.person)


def test_no_rule_asks_for_signs_digits_or_capitals(robin: Somebody) -> None:
    assert taken("kettleotterharbour", robin.person)


LONG = "".join(chr(0x430 + at * 7 % 32) for at in range(128))


@pytest.mark.parametrize(
    "password", [LONG, "  spaces at both ends  ", "naïve zoë ☃ 雪だるま brûlée", "🦦🦉🐝 otter owl bee 17"]
)
def test_long_and_foreign_passwords_count_to_the_last_character(password: str) -> None:
    robin = somebody(password=password)
    assert taken(password, robin.person)
    client = Client()
    sign_in(client, robin)
    assert is_in(client)
    for close in (
        password[:-1],
        password + " ",
        password[1:],
        password.swapcase() if password.swapcase() != password else "x",
    ):
        assert not robin.person.check_password(close)


def test_the_same_letters_from_another_keyboard_are_the_same_password() -> None:
    robin = somebody(password=unicodedata.normalize("NFC", "crème brûlée für zoë"))
    assert robin.person.check_password(unicodedata.normalize("NFD", "crème brûlée für zoë"))


@pytest.mark.parametrize(
    "password",
    [
        "passwordpassword",
        "Password1234567",
        "lamplitlamplit1",
        "Lamplit-2026-Lamplit",
        "l4mpl1tl4mpl1t!",
        "foster carer 2026",
        "robinhawthorn99",
        "Robin Hawthorn!!!",
        "robin.vale robin.vale",
        "aaaaaaaaaaaaaaaaaaa",
        "abcdefghijklmnop",
        "1234567890123456",
        "qwertyuiopasdfgh",
        "iloveyouiloveyou",
        "ababababababababab",
    ],
)
def test_what_people_guess_first_is_refused(robin: Somebody, password: str) -> None:
    assert len(password) >= 15
    assert not taken(password, robin.person)


def common(step: int) -> list[str]:
    return sorted(CommonPasswordValidator().passwords)[::step]


def refused(robin: Somebody, password: str) -> bool:
    return not taken(password, robin.person)


def test_a_sample_of_the_common_list_is_refused_even_beside_a_second_step(robin: Somebody) -> None:
    add_code_app(robin)
    assert [each for each in common(400) if not refused(robin, each)] == []


@pytest.mark.whole
def test_the_whole_common_list_is_refused_even_beside_a_second_step(robin: Somebody) -> None:
    add_code_app(robin)
    every = common(1)
    assert len(every) > 19_000
    assert [each for each in every if not refused(robin, each)] == []


def test_a_password_can_be_pasted_into_every_field(robin: Somebody) -> None:
    for page in (Client().get("/sign-in"), signed_in(robin).get("/account/password")):
        text = page.content.decode()
        assert "onpaste" not in text
        assert 'type="password"' in text
        assert "autocomplete=" in text


def test_what_is_kept_is_argon2id_with_its_parameters(robin: Somebody) -> None:
    assert robin.person.password.startswith("argon2$argon2id$v=19$m=102400,t=2,p=8$")
    assert robin.password not in robin.person.password


def test_the_page_says_how_much_is_missing(robin: Somebody) -> None:
    answer = signed_in(robin).post("/account/password", {"oldpassword": robin.password, "password1": FOURTEEN})
    assert "at least 15 characters. It has 14." in answer.content.decode()
    robin.person.refresh_from_db()
    assert robin.person.check_password(robin.password)

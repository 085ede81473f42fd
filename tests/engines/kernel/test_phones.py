"""Numbers as people write them, in every shape they come in."""

import pytest

from lamplit.engines.kernel.phones import read_phone


@pytest.mark.parametrize(
    ("written", "dialled"),
    [
        ("020 7946 0321", "tel:02079460321"),
        ("+44 (0)20 7946 0321", "tel:+442079460321"),
        ("(020) 7946-0321", "tel:02079460321"),
        ("+1.202.555.0143 ext. 12", "tel:+12025550143,12"),
        ("020 7946 0321 x204", "tel:02079460321,204"),
        ("020 7946 0321, extension 7", "tel:02079460321,7"),
        ("030/123 456", "tel:030123456"),
        ("020\u20117946\u20110321", "tel:02079460321"),
        ("  116   123 ", "tel:116123"),
    ],
)
def test_a_number_is_dialled_whatever_its_shape(written: str, dialled: str) -> None:
    found = read_phone(written)
    assert found is not None
    assert found.href == dialled


@pytest.mark.parametrize(
    "written",
    [
        "",
        "ask mum",
        "12",
        "020 7946 0321 or 0322",
        "+",
        "javascript:1",
        "020;evil=1",
        "0" * 16,
        "\u0660\u0661\u0662\u0663",
        "1" * 50,
    ],
)
def test_what_is_no_number_is_none(written: str) -> None:
    assert read_phone(written) is None


def test_an_extension_can_stand_by_itself_and_is_never_texted() -> None:
    found = read_phone("020 7946 0321", " 12 ")
    assert found is not None
    assert (found.href, found.sms) == ("tel:02079460321,12", "")
    plain = read_phone("07700 900123")
    assert plain is not None
    assert plain.sms == "sms:07700900123"

"""The doctor: the address people open is really looked at, and what needs a person says what to do."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from lamplit.actions import house_checks
from lamplit.actions.keeping_checks import Check
from lamplit.cli import serve, trust
from lamplit.cli.endings import TroubleError
from lamplit.config.address import Address, networks
from lamplit.people.models import DeviceSession
from tests.cast import Cast
from tests.house import free_port
from tests.proxy import Certificate, Proxy

NAME = "lamplit.home"


def judged(settings: Settings, address: str, *, days_on: int = 0) -> Check:
    """Return what the doctor says of an address, so many days from now."""
    settings.ADDRESS = Address.read(address)
    settings.PROXIES = networks(["127.0.0.1"])
    return trust.address(datetime.now(UTC) + timedelta(days=days_on))


def test_an_address_is_trusted_only_with_a_certificate_that_this_machine_trusts(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = Certificate(tmp_path, NAME, days=30)
    with Proxy(certificate, backend=free_port()) as proxy:
        here = f"https://{NAME}:{proxy.port}"
        unknown = judged(settings, here)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate.file))
        known, soon, over = (judged(settings, here, days_on=days) for days in (0, 20, 0))
        misnamed = judged(settings, f"https://other.home:{proxy.port}")

    assert unknown.needs_a_person and "not trusted here" in unknown.text and "docs/host.md" in unknown.text
    assert not known.needs_a_person and "is trusted on this machine" in known.text
    assert soon.needs_a_person and "Renew it" in soon.text
    assert misnamed.needs_a_person and "other.home" in misnamed.text
    assert over == known


@pytest.mark.parametrize(
    ("address", "needs_a_person", "says"),
    [
        ("", False, "this machine alone"),
        ("http://localhost:8000", False, "this machine alone"),
        ("http://lamplit.home", True, "no encryption"),
        ("https://192.168.1.5", True, "bare number"),
        ("https://lamplit.home:PORT", False, "was not looked at"),
    ],
)
def test_an_address_is_judged_by_what_phones_can_do_with_it(
    settings: Settings, address: str, needs_a_person: bool, says: str
) -> None:
    settings.INSECURE_HTTP = True
    found = judged(settings, address.replace("PORT", str(free_port())))

    assert (found.needs_a_person, says in found.text) == (needs_a_person, True), found.text


def test_a_house_for_others_must_say_its_address(settings: Settings) -> None:
    settings.INSECURE_HTTP = False

    assert "LAMPLIT_ADDRESS" in judged(settings, "").text


@pytest.mark.parametrize("wide", ["0.0.0.0/0", "::/0", "128.0.0.0/2"])
def test_a_range_of_proxies_that_holds_everybody_is_named(settings: Settings, wide: str) -> None:
    settings.PROXIES = networks([wide, "127.0.0.1"])
    found = house_checks.proxies()

    assert found.needs_a_person and wide in found.text and "own address" in found.text


def test_data_that_others_on_the_machine_can_enter_is_named_with_the_way_to_close_it(
    db: None, settings: Settings, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    tmp_path.chmod(0o700)
    assert str(tmp_path) not in house_checks.permissions().text
    tmp_path.chmod(0o750)
    found = house_checks.permissions()

    assert found.needs_a_person and f"chmod go= {tmp_path}" in found.text


def test_a_clock_that_went_back_is_noticed(cast: Cast) -> None:
    assert cast.carer.visit and not house_checks.clock_right().needs_a_person
    DeviceSession.objects.update(seen_at=datetime.now(UTC) + timedelta(days=2))
    found = house_checks.clock_right()

    assert found.needs_a_person and "Set the clock" in found.text


@pytest.mark.parametrize(
    ("certificate", "key", "says"),
    [
        ("{good}", None, "go together"),
        ("{key}", "{key}", "no certificate and its key"),
        ("/nowhere.pem", "{key}", "/nowhere.pem cannot be read"),
    ],
)
def test_a_certificate_that_cannot_be_used_is_refused_before_anything_opens(
    tmp_path: Path, certificate: str, key: str | None, says: str
) -> None:
    made = Certificate(tmp_path, NAME)
    places = {"good": str(made.file), "key": str(made.key_file)}

    assert serve._certificate(places["good"], places["key"]) == (made.file, made.key_file)
    with pytest.raises(TroubleError, match=says):
        serve._certificate(certificate.format(**places), key and key.format(**places))

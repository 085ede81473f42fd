"""The page on which whoever runs the house puts help down: theirs alone, kept words, one undo."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from lamplit.actions import clock, local_help
from lamplit.people.models import Person
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def robin(cast: Cast, tmp_path: Path) -> Iterator[Client]:
    Person.objects.filter(pk=cast.carer.person).update(is_operator=True)
    with override_settings(DATA_DIR=tmp_path):
        yield cast.carer.client


def fields(**other: str) -> dict[str, str]:
    last = (clock.today() + timedelta(days=20)).isoformat()
    good = {"name": "Night team", "phone": "0113 496 0000", "audience": "families", "country": "GB"}
    return {**good, "expires_on": last, **other}


def test_nobody_else_finds_the_page(cast: Cast) -> None:
    for part in cast.everyone:
        assert part.client.get(reverse("local_help")).status_code == 404
        assert part.client.post(reverse("local_help"), fields()).status_code == 404
    assert Client().post(reverse("local_help_rung")).status_code in {302, 403}


def test_help_is_put_down_rung_put_away_and_brought_back(robin: Client) -> None:
    page = robin.post(reverse("local_help"), fields(), follow=True).content.decode()
    (service,) = local_help.shown(clock.today())
    assert "Everybody sees it now." in page and "Night team" in page
    assert "Everybody who opens this house" in page
    assert "Night team" in Client().get("/find-help").content.decode()

    robin.post(reverse("local_help_rung"), {"service": service.id})
    robin.post(reverse("local_help_rung"), {"country": "GB", "name": "Samaritans"})
    assert Client().get("/find-help").content.decode().count("Checked on") == 2

    page = robin.post(reverse("local_help_away", args=[service.id]), follow=True).content.decode()
    assert "Nobody sees it." in page and 'name="back" value="yes"' in page
    assert "Night team" not in Client().get("/find-help").content.decode()
    robin.post(reverse("local_help_away", args=[service.id]), {"back": "yes"})
    assert "Night team" in Client().get("/find-help").content.decode()


def test_health_and_the_page_say_what_is_over_and_it_can_be_shown_again(
    robin: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    robin.post(reverse("local_help"), fields())
    (service,) = local_help.shown(clock.today())
    held = (local_help.beside.path(local_help.NAME)).read_text(encoding="utf-8")
    over = held.replace(service.expires_on.isoformat(), (clock.today() - timedelta(days=1)).isoformat())
    local_help.beside.write(local_help.NAME, over.encode())

    assert "nobody sees them: Night team" in robin.get(reverse("operator")).content.decode()
    assert "Their day is over" in robin.get(reverse("local_help")).content.decode()
    bad = robin.post(reverse("local_help_until", args=[service.id]), {"expires_on": "2020-01-01"})
    assert bad.status_code == 422 and "from today" in bad.content.decode()
    robin.post(reverse("local_help_until", args=[service.id]), {"expires_on": clock.today().isoformat()})
    assert "Night team" in Client().get("/find-help").content.decode()


def test_words_that_cannot_be_kept_stay_in_the_form(robin: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = robin.post(reverse("local_help"), fields(phone="ring me", expires_on="2020-01-01"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "ring me" in page and "Night team" in page and "does not look like a phone number" in page

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(local_help.beside, "write", full)
    answer = robin.post(reverse("local_help"), fields())
    assert answer.status_code == 503 and "Night team" in answer.content.decode()


def test_a_service_or_a_line_that_is_not_there_is_not_found(robin: Client, cast: Cast) -> None:
    for name in ("local_help_away", "local_help_until"):
        there = robin.post(reverse(name, args=[cast.circle]), {"expires_on": clock.today().isoformat()})
        assert there.status_code == 404
    assert robin.post(reverse("local_help_rung"), {"country": "GB", "name": "Nobody"}).status_code == 404
    assert robin.post(reverse("local_help_rung"), {"service": "x"}).status_code == 404

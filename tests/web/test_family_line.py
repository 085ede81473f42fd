"""The family's own support line: chosen by them, on every page of theirs, in nobody else's, and sealed."""

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from lamplit.actions import family_line, giving
from lamplit.people.models import Circle
from lamplit.vault import profiles
from tests.cast import Cast, Part

pytestmark = pytest.mark.django_db
AUNTIE = {"name": "Auntie Jo", "phone": "+44 (0)7700 900123", "text": ""}


def choose(part: Part, **fields: str) -> int:
    return part.client.post(reverse("family_line", args=[part.circle]), {**AUNTIE, **fields}).status_code


def page(part: Part, path: str = "/") -> str:
    return part.client.get(f"/c/{part.circle}{path}").content.decode()


@pytest.mark.row("TP01")
def test_the_line_a_family_chose_is_one_tap_away_on_every_page_of_theirs(cast: Cast) -> None:
    assert choose(cast.carer) == 302
    for part in (cast.subject, cast.carer, cast.other_carer):
        for path in ("/", "/diary", "/settings", "/new/journal"):
            answer = part.client.get(f"/c/{part.circle}{path}", follow=True)
            if answer.status_code == 200:
                assert 'href="tel:+447700900123"' in answer.content.decode(), (part.role, path)
                assert "Call Auntie Jo" in answer.content.decode()


def test_nobody_else_learns_it(cast: Cast) -> None:
    choose(cast.subject)
    for part in (cast.therapist, cast.teacher, cast.school_lead, cast.social_worker, cast.stranger_subject):
        assert "Auntie Jo" not in page(part) and "900123" not in page(part, "/circle")
    for path in ("/", "/now", "/find-help", "/worried", "/seek-help", "/offline", "/sign-in"):
        assert "Auntie Jo" not in Client().get(path).content.decode()
        assert "Auntie Jo" not in cast.carer.client.get(path).content.decode()
    assert "changed the support line of the family." in page(cast.carer, "/circle")


def test_only_the_young_person_and_main_carers_choose(cast: Cast) -> None:
    allowed = {part.role.value for part in cast.everyone if choose(part) == 302}
    assert allowed == {"subject", "carer"}
    assert cast.stranger_subject.client.get(reverse("family_line", args=[cast.circle])).status_code == 404


@pytest.mark.parametrize(
    ("fields", "at"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 61}, "name"),
        ({"phone": "ask mum"}, "phone"),
        ({"phone": ""}, "phone"),
        ({"phone": "", "text": "hello"}, "text"),
        ({"phone": "=HYPERLINK(1)"}, "phone"),
    ],
)
def test_what_cannot_be_rung_is_said_beside_its_field_and_stays_there(
    cast: Cast, fields: dict[str, str], at: str
) -> None:
    choose(cast.carer)
    answer = cast.carer.client.post(reverse("family_line", args=[cast.circle]), {**AUNTIE, **fields})
    assert answer.status_code == 422
    assert f'id="{at}-error"' in answer.content.decode()
    assert all(value[:50] in answer.content.decode() for value in fields.values())
    assert family_line.typed_line(cast.carer.visit).name == "Auntie Jo"


def test_it_is_sealed_and_nothing_else_of_the_circle_is_lost_by_it(cast: Cast) -> None:
    giving.set_danger_now(cast.therapist.visit, on=True)
    choose(cast.carer)
    blob = bytes(Circle.objects.get(pk=cast.circle).sealed_name)
    assert b"Auntie" not in blob and b"900123" not in blob
    assert cast.carer.visit.danger_now and cast.carer.visit.circle_name == "The circle"
    giving.set_danger_now(cast.therapist.visit, on=False)
    assert family_line.typed_line(cast.carer.visit).name == "Auntie Jo"
    assert profiles.support_line_in(cast.other_circle.hex, blob) == family_line.SupportLine()

    assert choose(cast.carer, name="", phone="", text="") == 302
    assert family_line.chosen_line(cast.carer.visit) is None
    assert not cast.carer.visit.danger_now


def test_lines_of_the_circles_own_country_are_offered_and_linked(cast: Cast) -> None:
    Circle.objects.filter(pk=cast.circle).update(country="IE")
    offered = page(cast.carer, "/circle/line")
    assert "Childline (ISPCC)" in offered and "Shout" not in offered
    assert 'href="/find-help?country=IE"' in page(cast.carer)
    with override_settings(COUNTRY="IE"):
        assert 'href="/find-help"' in page(cast.carer)
    assert choose(cast.carer, name="Text About It", phone="", text="50808") == 302
    assert 'href="sms:50808"' in page(cast.carer)

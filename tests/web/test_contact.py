"""How a family reaches its therapist: written by two, shown to the family, dialled whatever its shape."""

import pytest

from lamplit.actions import contact
from lamplit.people import leaving
from lamplit.people.models import TherapistCard
from lamplit.vault import profiles
from tests.cast import Cast, Part

SAM = {"name": "Sam Okoro", "phone": "+44 (0)20 7946 0321", "extension": "12", "email": "sam.okoro@clinic.example"}


def put(part: Part, **fields: str) -> int:
    return part.client.post(f"/c/{part.circle}/circle/therapist", {**SAM, **fields}).status_code


def home(part: Part, path: str = "/") -> str:
    return part.client.get(f"/c/{part.circle}{path}").content.decode()


@pytest.mark.row("IC24")
def test_the_therapists_contact_stands_on_home_and_plan_as_addresses_a_phone_opens(cast: Cast) -> None:
    assert put(cast.therapist) == 302
    pages = [home(part, path) for part in (cast.subject, cast.carer) for path in ("/", "/plan")]
    for page in pages:
        assert 'href="tel:+442079460321,12"' in page
        assert 'href="mailto:sam.okoro@clinic.example"' in page
        assert "ext. 12" in page
    assert "tel:" not in home(cast.social_worker)
    assert "tel:" not in home(cast.stranger_subject)
    notices = home(cast.carer, "/circle")
    assert "Sam changed how the therapist can be reached." in notices


def test_only_the_therapist_and_a_main_carer_write_it(cast: Cast) -> None:
    allowed = {part.role.value for part in cast.everyone if put(part) == 302}
    assert {"therapist", "carer"} <= allowed
    assert contact.contact_facts(cast.subject.visit).phone == SAM["phone"]
    for part in (cast.subject, cast.other_carer, cast.teacher, cast.school_lead, cast.social_worker):
        before = contact.contact_facts(cast.carer.visit)
        put(part, name="Somebody else")
        assert contact.contact_facts(cast.carer.visit) == before


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("phone", "ask at the desk"),
        ("phone", "020 7946 0321 or 0322"),
        ("email", "sam at clinic"),
        ("email", "a@b.example?bcc=x@y.example,other@z.example"),
        ("email", "sam@clinic.example\nBcc: x@y.example"),
        ("name", "S" * 61),
    ],
)
def test_what_cannot_be_dialled_or_written_to_is_said_beside_its_field_and_stays_there(
    cast: Cast, field: str, typed: str
) -> None:
    answer = cast.carer.client.post(f"/c/{cast.circle}/circle/therapist", {**SAM, field: typed})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.content.decode()
    assert typed.split("\n")[0].replace("&", "&amp;") in answer.content.decode()
    assert contact.therapist_contact(cast.subject.visit) is None


def test_the_card_is_sealed_and_bound_to_its_circle(cast: Cast) -> None:
    put(cast.therapist)
    sealed = bytes(TherapistCard.objects.get().sealed_card)
    assert b"7946" not in sealed
    assert profiles.open_therapist_card(cast.circle, sealed).email == SAM["email"]
    assert profiles.open_therapist_card(cast.other_circle, sealed).email == ""


def test_the_card_goes_with_the_therapist_who_is_erased_and_stays_when_a_carer_is(cast: Cast) -> None:
    put(cast.therapist)
    leaving.forget_person(cast.other_carer.person)
    assert contact.therapist_contact(cast.subject.visit) is not None
    leaving.forget_person(cast.therapist.person)
    assert contact.therapist_contact(cast.subject.visit) is None

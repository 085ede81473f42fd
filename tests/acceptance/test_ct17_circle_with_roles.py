"""CT17: each role sees exactly what its consent grants, and removing a member ends access at once."""

from uuid import UUID

import pytest
from django.test import Client

from lamplit.actions import circles, consents
from lamplit.engines.kernel import Role
from tests.cast import Cast, Part, make_cast, write

pytestmark = pytest.mark.row("CT17")

# Who reads what with a child of ten, from the prose of the privacy table, rows 1, 2, 10 and 18, by hand.
WORDS = {"check_in": "quietbarn", "journal": "tallfern", "moment": "redkettle", "carer_journal": "oldharbour"}
SEES: dict[Role, set[str]] = {
    Role.SUBJECT: {"check_in", "journal", "moment"},
    Role.CARER: {"moment", "carer_journal"},
    Role.OTHER_CARER: {"moment"},
    Role.THERAPIST: {"moment"},
    Role.TEACHER: set(),
    Role.SCHOOL_LEAD: set(),
    Role.SOCIAL_WORKER: set(),
}


@pytest.fixture
def house(db: None) -> tuple[Cast, dict[str, UUID]]:
    cast = make_cast(10)
    written = {
        "check_in": write(cast.subject, "check_in", {"weather": "foggy", "words": WORDS["check_in"]}),
        "journal": write(cast.subject, "journal", {"text": WORDS["journal"]}),
        "moment": write(cast.carer, "moment", {"tone": "hard", "words": WORDS["moment"]}),
        "carer_journal": write(cast.carer, "journal", {"text": WORDS["carer_journal"]}),
    }
    return cast, written


def seen_by(part: Part, written: dict[str, UUID]) -> set[str]:
    """Return what somebody finds anywhere: diary, home, search, entry pages, export, and the API."""
    client, place = part.client, f"/c/{part.circle}"
    pages = ["/", "/diary", "/who-sees", "/export/record.csv", *(f"/e/{entry}" for entry in written.values())]
    texts = [body(client, place + page) for page in pages]
    texts += [body(client, f"{place}/search", q=word) for word in WORDS.values()]
    texts += [
        part.api("GET", path).content.decode() for path in ("/entries", *(f"/entries/{e}" for e in written.values()))
    ]
    everything = "\n".join(texts)
    return {name for name, word in WORDS.items() if word in only_content(everything)}


def body(client: Client, address: str, **query: str) -> str:
    answer = client.get(address, query)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    return content.decode(errors="replace") if answer.status_code == 200 else ""


def only_content(text: str) -> str:
    """Leave out what the searcher typed, which the search page shows again."""
    return "\n".join(line for line in text.splitlines() if 'name="q"' not in line and "Nothing found" not in line)


@pytest.mark.parametrize("role", list(Role))
def test_each_role_sees_exactly_what_its_consent_grants(house: tuple[Cast, dict[str, UUID]], role: Role) -> None:
    cast, written = house
    assert seen_by(getattr(cast, role.value), written) == SEES[role]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SUBJECT])
def test_without_consent_a_role_sees_only_its_own(house: tuple[Cast, dict[str, UUID]], role: Role) -> None:
    cast, written = house
    part: Part = getattr(cast, role.value)
    decider = cast.social_worker if part is not cast.social_worker else cast.carer
    consents.withdraw_consent(decider.visit, part.membership)
    assert seen_by(part, written) == ({"moment", "carer_journal"} if role is Role.CARER else set())


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SUBJECT])
def test_a_removed_member_sees_nothing_from_the_next_request_on(
    house: tuple[Cast, dict[str, UUID]], role: Role
) -> None:
    cast, written = house
    part: Part = getattr(cast, role.value)
    assert part.client.get(f"/c/{cast.circle}/diary").status_code == 200
    assert part.api("GET", "/entries").status_code == 200
    first, second = [each for each in (cast.carer, cast.therapist, cast.social_worker) if each is not part][:2]
    circles.ask_removal(first.visit, part.membership)
    circles.agree_removal(second.visit, part.membership)
    assert seen_by(part, written) == set()
    assert part.client.get(f"/c/{cast.circle}/diary").status_code == 404


def test_strangers_see_nothing_at_all(house: tuple[Cast, dict[str, UUID]]) -> None:
    cast, written = house
    for part in cast.strangers:
        inside = Part(part.role, part.name, part.person, part.membership, cast.circle, part.session_key, part.token)
        assert seen_by(inside, written) == set()


def test_what_is_shown_to_one_person_is_seen_by_that_person_alone(house: tuple[Cast, dict[str, UUID]]) -> None:
    from lamplit.actions import sharing

    cast, written = house
    assert sharing.show_entry(cast.subject.visit, written["journal"], cast.therapist.membership)
    for part in cast.everyone:
        extra = {"journal"} if part is cast.therapist else set()
        assert seen_by(part, written) == SEES[part.role] | extra


def test_the_circle_page_tells_everyone_the_same_truth(house: tuple[Cast, dict[str, UUID]]) -> None:
    cast, _written = house
    for part in cast.everyone:
        if part is cast.teacher:  # who else helps this child is not a teacher's to know
            assert part.client.get(f"/c/{cast.circle}/circle").status_code == 404
            continue
        text = part.client.get(f"/c/{cast.circle}/circle").content.decode()
        assert "moments that carers write" in text
        assert "Sees only what they write" in text

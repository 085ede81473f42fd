"""S04: every person, asking every address with every id, reads exactly the words that are theirs to read."""

from collections.abc import Iterable

import pytest
from django.test import Client

from lamplit.engines.kernel import Role
from tests.cast import Part
from tests.exam.addresses import Address, every_address
from tests.exam.scene import MARK, Scene, build_scene

pytestmark = [pytest.mark.exam("S04"), pytest.mark.django_db]

# Addresses that want something this sweep does not hold: one-time links, other people's sign-in, and steps by name.
NOT_FILLED = {"token", "pk", "name", "answer", "invitation", "rest"}
QUERIES = ("?format=json", "?before=x&limit=100", "?circle={other}&entry={entry}&person={person}")


def texts(response: object) -> str:
    body = b"".join(response.streaming_content) if getattr(response, "streaming", False) else response.content  # type: ignore[attr-defined]
    said = " ".join(f"{name}: {value}" for name, value in response.items())  # type: ignore[attr-defined]
    return body.decode("utf-8", "replace") + said


def marks_in(client: Client, paths: Iterable[str], **headers: str) -> set[str]:
    found: set[str] = set()
    for path in paths:
        found |= set(MARK.findall(texts(client.get(path, headers=headers))))
    return found


def ids(scene: Scene, entries: Iterable[object], circles: Iterable[object]) -> dict[str, list[object]]:
    members = [scene.cast.therapist.membership, scene.cast.stranger_carer.membership]
    drafts = [draft for draft, _ in scene.drafts.values()]
    return {
        "circle": list(circles),
        "entry": list(entries),
        "membership": members,
        "draft": drafts,
        "reply": drafts,
        "way": drafts,
        "run": drafts,
        "service": drafts,
        "session": list(scene.sessions),
        "card": list(scene.cards),
        "slug": ["breathe-your-way", "younger-me"],
        "skill": ["name-it"],
        "behaviour": ["running-off"],
        "kind": ["journal", "moment", "check_in", "photo"],
    }


def crawl(part: Part, scene: Scene, addresses: Iterable[Address], values: dict[str, list[object]]) -> set[str]:
    asked = [path for address in addresses for path in address.filled(values) if not path.startswith("/hide")]
    client = part.client
    return (
        marks_in(client, asked)
        | marks_in(Client(), [path for path in asked if "/api/" in path], Authorization=f"Bearer {part.token}")
        | found_by_search(client, part)
    )


def found_by_search(client: Client, part: Part) -> set[str]:
    response = client.post(f"/c/{part.circle}/search", {"words": "mark"})
    return set(MARK.findall(texts(response)))


def test_every_address_is_one_the_sweep_knows_how_to_fill(vault: None):
    scene = build_scene()
    values = ids(scene, [scene.entries[0].entry], [scene.cast.circle])
    unknown = {address.pattern for address in every_address() if not address.wanted <= set(values) | NOT_FILLED}
    assert unknown == set()


@pytest.mark.parametrize("who", [*(role.value for role in Role), "stranger_subject", "stranger_carer"])
def test_everyone_reads_exactly_what_is_theirs(vault: None, who: str):
    scene = build_scene()
    part = scene.people[who]
    own = [each.entry for each in scene.entries if each.circle == part.circle]
    seen = crawl(part, scene, every_address(), ids(scene, own, [part.circle]))
    assert seen == scene.expected(who)


@pytest.mark.parametrize("who", ["carer", "therapist", "stranger_carer", "stranger_therapist"])
def test_ids_of_one_circle_open_nothing_in_another(vault: None, who: str):
    scene = build_scene()
    part = scene.people[who]
    theirs = [each for each in scene.entries if each.circle != part.circle]
    there = theirs[0].circle
    swapped = ids(scene, [each.entry for each in theirs][:4], [part.circle, there])
    seen = crawl(part, scene, every_address(), swapped)
    assert seen & frozenset().union(*(each.marks for each in theirs)) == set()


def test_ids_in_a_query_or_a_cursor_change_nothing(vault: None):
    scene = build_scene()
    carer, other = scene.cast.carer, scene.cast.other_circle
    cursor = scene.cast.stranger_carer.api("GET", "/entries?limit=1").json()["next"]
    foreign = next(each for each in scene.entries if each.circle == other)
    paths = [address for address in every_address() if address.wanted == {"circle"}]
    asked = [
        next(address.filled({"circle": [carer.circle]}))
        + query.format(other=other, entry=foreign.entry, person=scene.cast.subject.person)
        for address in paths
        for query in (*QUERIES, f"?before={cursor}")
    ]
    seen = marks_in(carer.client, asked)
    assert seen <= scene.expected("carer")


def test_nobody_signed_in_reads_nothing_anywhere(vault: None):
    scene = build_scene()
    values = ids(scene, [each.entry for each in scene.entries], [scene.cast.circle])
    asked = [path for address in every_address() for path in address.filled(values)]
    assert marks_in(Client(), asked) == set()


@pytest.mark.whole
def test_everyone_with_every_id_of_both_circles(vault: None):
    scene = build_scene()
    circles = [scene.cast.circle, scene.cast.other_circle]
    every = ids(scene, [each.entry for each in scene.entries], circles)
    for who, part in scene.people.items():
        assert crawl(part, scene, every_address(), every) == scene.expected(who), who

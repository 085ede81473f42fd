"""S08: page, list, program, table, search, count and the answers to writing all agree with the one rule."""

import csv
import io
from uuid import UUID

import pytest

from lamplit.actions import entries
from lamplit.actions.looks import facts_of
from lamplit.engines.records.visibility import Action, Facts, Level, decide
from lamplit.vault import entries as sealed
from tests.cast import Part
from tests.exam.scene import MARK, Scene, build_scene

pytestmark = [pytest.mark.exam("S08"), pytest.mark.django_db]


def facts_by_entry(scene: Scene) -> dict[UUID, Facts]:
    """Return what the rule asks about each entry, as its author sees it."""
    from lamplit.actions import clock

    found = {}
    for each in scene.entries:
        part = scene.people[each.author]
        opened = sealed.read(part.visit.viewer, each.entry, clock.now())
        assert opened is not None
        found[each.entry] = facts_of(opened, part.circle)
    return found


def listed(part: Part) -> set[UUID]:
    items = part.api("GET", "/entries?limit=100").json()["items"]
    return {UUID(item["id"]) for item in items}


def table(part: Part) -> set[str]:
    response = part.client.get(f"/c/{part.circle}/export/record.csv")
    if response.status_code != 200:
        return set()
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return {mark for row in csv.reader(io.StringIO(text, newline="")) for mark in MARK.findall(" ".join(row))}


def readable(part: Part) -> set[str]:
    response = part.client.get(f"/c/{part.circle}/export/record")
    return set(MARK.findall(response.content.decode())) if response.status_code == 200 else set()


def check(scene: Scene, who: str, facts: dict[UUID, Facts]) -> int:
    """Hold every face against the rule for one person; returns how many pairs were held."""
    part = scene.people[who]
    viewer = part.visit.viewer
    marks = {each.entry: each.marks for each in scene.entries}
    may = {entry: decide(viewer, Action.READ, about) for entry, about in facts.items()}
    reads = {entry for entry, decision in may.items() if decision.allowed}
    takes = {entry for entry, about in facts.items() if decide(viewer, Action.EXPORT, about).allowed}
    client = part.client
    assert reads == {entry for entry in facts if entries.read_entry(part.visit, entry) is not None}
    assert reads == {entry for entry in facts if client.get(f"/c/{part.circle}/e/{entry}").status_code == 200}
    assert reads == {entry for entry in facts if part.api("GET", f"/entries/{entry}").status_code == 200}
    assert reads == listed(part)
    assert len(reads) == len(entries.diary(part.visit, limit=100).items)
    full = {entry for entry in reads if may[entry].level is Level.FULL}
    found = client.post(f"/c/{part.circle}/search", {"words": "mark"}).content.decode()
    assert {mark for entry in full for mark in marks[entry]} >= set(MARK.findall(found))
    assert {entry for entry in full if f"/e/{entry}" in found} == {entry for entry in full if marks[entry]}
    assert table(part) == readable(part) == {mark for entry in takes for mark in marks[entry]}
    return len(facts)


def check_writing(scene: Scene, who: str, facts: dict[UUID, Facts]) -> None:
    """A write that is refused answers like a thing that is not there; one that is allowed tells its author alone."""
    part = scene.people[who]
    viewer = part.visit.viewer
    for each in scene.entries:
        item = part.api("GET", f"/entries/{each.entry}")
        told = item.json() if item.status_code == 200 else {}
        body = told if "body" in told else {"kind": "journal", "body": {"text": "a"}, "revision": 1}  # some only exist
        sent = {"kind": body["kind"], "body": body["body"], "revision": body["revision"]}
        response = part.api("PUT", f"/entries/{each.entry}", sent)
        allowed = decide(viewer, Action.REVISE, facts[each.entry]).allowed
        assert (response.status_code == 200) is allowed, (who, response.content)
        assert not MARK.search(response.content.decode())


@pytest.mark.parametrize("who", ["subject", "carer", "other_carer", "therapist", "teacher", "stranger_carer"])
def test_every_face_agrees_with_the_rule(vault: None, who: str):
    scene = build_scene()
    assert check(scene, who, facts_by_entry(scene)) == len(scene.entries)


@pytest.mark.parametrize("who", ["subject", "therapist", "stranger_carer"])
def test_the_answers_to_writing_agree_with_the_rule(vault: None, who: str):
    scene = build_scene()
    check_writing(scene, who, facts_by_entry(scene))


def test_the_rule_is_not_simply_yes_or_no_here(vault: None):
    scene = build_scene()
    counts = {who: len(scene.expected(who)) for who in scene.people}
    assert len(set(counts.values())) > 4, counts


@pytest.mark.whole
def test_two_thousand_pairs_agree(vault: None):
    held = 0
    while held < 2_000:
        scene = build_scene()
        facts = facts_by_entry(scene)
        held += sum(check(scene, who, facts) for who in scene.people)
    assert held >= 2_000

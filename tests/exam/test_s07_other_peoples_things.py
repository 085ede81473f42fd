"""S07: an id of somebody else's thing, in the address or in the body, opens nothing and writes nothing."""

from itertools import product
from uuid import uuid4

import pytest
from django.db import connection

from tests.cast import Part, a_journal, a_moment
from tests.exam.programs import acts_about_an_entry
from tests.exam.scene import MARK, Marked, Scene, build_scene

pytestmark = [pytest.mark.exam("S07"), pytest.mark.django_db]

CHANGE = {"kind": "journal", "revision": 1, "body": a_journal("overwritten")}
PAGES = ("", "/edit", "/show", "/who-saw", "/earlier", "/kept")
FORMS = ("/delete", "/restore", "/edit", "/stop", "/replies", "/replies/switch")


def entries_as_stored() -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM vault_entry ORDER BY id")
        found = [tuple(bytes(each) if isinstance(each, memoryview) else each for each in row) for row in cursor]
        cursor.execute("SELECT id, entry, author, deleted_at FROM vault_reply ORDER BY id")
        found += [tuple(row) for row in cursor]
        cursor.execute("SELECT entry, taken FROM vault_reply_switch ORDER BY entry")
        return found + [tuple(row) for row in cursor]


def not_theirs(scene: Scene, who: str) -> list[Marked]:
    return [each for each in scene.entries if who not in each.readers]


def others_things(scene: Scene, *, whole: bool = False) -> list[tuple[str, Part, Marked]]:
    pairs = [(who, part, each) for who, part in scene.people.items() for each in not_theirs(scene, who)]
    return pairs if whole else pairs[::11]


def check_api(scene: Scene, pairs: list[tuple[str, Part, Marked]]) -> None:
    before = entries_as_stored()
    assert len(acts_about_an_entry()) >= 11
    for (who, part, each), act in product(pairs, acts_about_an_entry()):
        for circle in {part.circle, each.circle}:
            response = part.api(act.method, act.at(each.entry), act.body, circle=circle)
            assert response.status_code == 404, (who, act.name)
            assert not MARK.search(response.content.decode())
    assert entries_as_stored() == before


def check_pages(pairs: list[tuple[str, Part, Marked]]) -> None:
    before = entries_as_stored()
    for who, part, each in pairs:
        client = part.client
        for circle in {part.circle, each.circle}:
            base = f"/c/{circle}/e/{each.entry}"
            for response in (
                *(client.get(base + rest) for rest in PAGES),
                *(client.post(base + rest, {"text": "overwritten", "to": str(uuid4())}) for rest in FORMS),
            ):
                assert response.status_code in {403, 404, 405}, (who, response.request["PATH_INFO"])
                assert not MARK.search(response.content.decode())
    assert entries_as_stored() == before


def test_programs_cannot_touch_what_they_may_not_read(vault: None):
    scene = build_scene()
    check_api(scene, others_things(scene))


def test_pages_cannot_touch_what_their_visitor_may_not_read(vault: None):
    scene = build_scene()
    check_pages(others_things(scene)[::2])


def test_reading_a_thing_gives_no_power_to_change_it(vault: None):
    scene = build_scene()
    before = entries_as_stored()
    for each in scene.entries:
        for who in each.readers - {each.author}:
            part = scene.people[who]
            for method, body in (("PUT", CHANGE), ("DELETE", None)):
                assert part.api(method, f"/entries/{each.entry}", body).status_code in {404, 422}
            assert part.client.post(f"/c/{part.circle}/e/{each.entry}/delete").status_code in {403, 404}
    assert entries_as_stored() == before


def test_an_id_in_a_body_never_reaches_somebody_elses_thing(vault: None):
    scene = build_scene()
    before = entries_as_stored()
    for each in scene.entries:
        for who in ("carer", "stranger_carer"):
            if who == each.author:
                continue
            body = {"id": str(each.entry), "kind": "moment", "body": a_moment("taken over")}
            response = scene.people[who].api("POST", "/entries", body)
            assert response.status_code == 409
            assert not MARK.search(response.content.decode())
    assert entries_as_stored() == before


def test_a_thing_cannot_be_shown_into_another_circle(vault: None):
    scene = build_scene()
    mine = scene.entries[0]
    for stranger in scene.cast.strangers:
        body = {"member": str(stranger.membership)}
        assert scene.cast.subject.api("POST", f"/entries/{mine.entry}/shares", body).status_code == 404
        audience = [f"member:{stranger.membership}"]
        sent = {"id": str(uuid4()), "kind": "journal", "body": a_journal(), "audience": audience}
        assert scene.cast.subject.api("POST", "/entries", sent).status_code == 422


@pytest.mark.whole
def test_everyone_against_everything(vault: None):
    scene = build_scene()
    pairs = others_things(scene, whole=True)
    check_api(scene, pairs)
    check_pages(pairs)

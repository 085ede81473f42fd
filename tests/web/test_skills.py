"""Skill cards: one name for everybody, words for each, counted by where they were used, and only what is shown."""

from uuid import uuid4

import pytest

from lamplit.actions import skill_uses
from lamplit.actions.entries import diary
from lamplit.engines.practice import skill_cards as cards
from lamplit.engines.practice.reading_age import grade
from lamplit.engines.practice.wording import HARDEST, LONGEST_SENTENCE, Reader
from lamplit.engines.records.reading import ContentError, content_text
from tests.acceptance.schooling import clinical
from tests.cast import Cast, Part, make_cast

pytestmark = pytest.mark.row("CT20")
HARDEST_OF = {**{band.value: most for band, most in HARDEST.items()}, cards.CARER: 7.0, cards.TEACHER: 7.0}


def page(part: Part, at: str) -> str:
    """Return a page of the circle as this person gets it."""
    answer = part.client.get(f"/c/{part.circle}/{at}")
    assert answer.status_code == 200, at
    return answer.content.decode()


def test_there_are_six_skills_or_more_each_worded_for_child_carer_and_teacher() -> None:
    found = cards.skill_cards()
    assert len(found) >= 6
    assert "name-it" in found
    for card in found.values():
        assert set(card.versions) == set(cards.VERSIONS)
        assert len({version.lines for version in card.versions.values()}) == len(cards.VERSIONS)


@pytest.mark.parametrize("version", cards.VERSIONS)
def test_each_wording_is_as_easy_as_its_reader_needs(version: str) -> None:
    reader = Reader.CHILD if version in cards.CHILD else Reader.ADULT
    for card in cards.skill_cards().values():
        texts = [*card.versions[version].lines, card.versions[version].task]
        assert grade(texts) <= HARDEST_OF[version], card.code
        assert max(len(text.split()) for text in texts) <= LONGEST_SENTENCE[reader], card.code
        assert version != cards.TEACHER or clinical(" ".join(texts)) == []


def test_a_broken_card_is_told_with_every_fault_and_its_line() -> None:
    text = content_text("skill_cards", "name-it.yaml")
    spoilt = text.replace("licence: CC BY 4.0\n", "").replace("Go on with the lesson.", "Go on with the session.")
    spoilt = spoilt.replace("title: Name it\n", "headline: Name it\n").replace("  carer:\n", "  carers:\n")
    with pytest.raises(ContentError) as refused:
        cards.read_skill_card(spoilt, "content/skill_cards/name-it.yaml")
    codes = [fault.code for fault in refused.value.faults]
    assert {"header_missing", "key_unknown", "text_missing", "version_missing", "not_for_school"} <= set(codes)
    assert all(fault.line > 0 for fault in refused.value.faults)


@pytest.mark.django_db
@pytest.mark.parametrize("age", [7, 11, 16])
def test_the_same_skill_stands_at_home_at_school_and_for_the_child_in_their_own_words(age: int) -> None:
    cast = make_cast(age)
    card = cards.skill_cards()["name-it"]
    child = {7: "6-8", 11: "9-12", 16: "13-17"}[age]
    for part, version, at in (
        (cast.subject, child, "skills"),
        (cast.carer, cards.CARER, "skills"),
        (cast.teacher, cards.TEACHER, "school/skills"),
    ):
        assert "Name it" in page(part, at)
        own = page(part, f"{at}/name-it").replace("&#39;", "'")
        assert all(line in own for line in card.versions[version].lines)
        assert part.client.get(f"/c/{cast.circle}/{at}/no-such-skill").status_code == 404
    assert f'href="/c/{cast.circle}/skills"' in page(cast.subject, "")
    assert f'href="/c/{cast.circle}/school/skills"' in page(cast.teacher, "school")
    assert clinical(page(cast.teacher, "school/skills") + page(cast.teacher, "school/skills/name-it")) == []


@pytest.mark.django_db
def test_use_is_counted_by_setting_and_what_a_young_person_keeps_is_in_nobodys_count(cast: Cast) -> None:
    def counted(part: Part) -> str:
        here = skill_uses.card_for(part.visit, "name-it")
        assert here is not None
        return here.counted

    assert counted(cast.therapist) == "home 0, school 0, by themself: not shown"
    for part, at, times in (
        (cast.carer, "skills", 3),
        (cast.teacher, "school/skills", 2),
        (cast.subject, "skills", 5),
    ):
        for _ in range(times):
            sent = part.client.post(f"/c/{cast.circle}/{at}/name-it", {"id": uuid4()})
            assert "done=used" in sent["Location"]
    same = uuid4()
    for _ in range(2):
        cast.carer.client.post(f"/c/{cast.circle}/skills/look-round", {"id": same})
    for part in (cast.therapist, cast.carer):
        assert counted(part) == "home 3, school 2, by themself: not shown"
        assert "home 3, school 2, by themself: not shown" in page(part, "skills")
        assert "home 1, school 0" in page(part, "skills")
    assert counted(cast.subject) == ""
    assert counted(cast.teacher) == ""
    own = [each for each in diary(cast.subject.visit).items if each.own]
    assert {each.who_sees for each in own} == {"Only you."}
    cast.subject.client.post(f"/c/{cast.circle}/e/{own[0].id}/show/{cast.therapist.membership}")
    assert counted(cast.therapist) == "home 3, school 2, by themself and shown 1"
    assert counted(cast.carer) == "home 3, school 2, by themself: not shown"
    cast.subject.client.post(f"/c/{cast.circle}/e/{own[0].id}/stop", {"to": cast.therapist.membership})
    assert counted(cast.therapist) == "home 3, school 2, by themself: not shown"


@pytest.mark.django_db
def test_nobody_else_opens_them(cast: Cast) -> None:
    for part in (cast.school_lead, cast.social_worker, cast.teacher, *cast.strangers):
        assert part.client.get(f"/c/{cast.circle}/skills").status_code == 404
    for part in (cast.subject, cast.carer, cast.therapist):
        assert part.client.get(f"/c/{cast.circle}/school/skills").status_code == 404
    assert cast.therapist.client.post(f"/c/{cast.circle}/skills/name-it", {"id": uuid4()}).status_code == 422

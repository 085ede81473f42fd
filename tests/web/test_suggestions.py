"""What may fit a child is laid out first with the words that chose it, for those alone who may read these words."""

import html

import pytest

from lamplit.actions import practice, sharing, suggestions
from tests.cast import Cast, Part, make_cast, write

BUSY = {"about": "senses", "senses": ["busy_rooms"], "text": "The dinner hall is too loud."}


def page(part: Part, path: str = "/practise") -> str:
    answer = part.client.get(f"/c/{part.circle}{path}")
    assert answer.status_code == 200
    return html.unescape(answer.content.decode())


def first(part: Part, path: str = "/practise") -> str:
    return page(part, path).partition('aria-labelledby="may-fit"')[2].partition("</section>")[0]


def every_slug(part: Part) -> set[str]:
    return {card.practice.slug for card in practice.shelf(part.visit)}


@pytest.mark.row("CT11")
@pytest.mark.django_db
def test_two_children_find_different_things_first_each_with_the_rule_and_the_whole_shelf_stays() -> None:
    one, other = make_cast(subject_age=11), make_cast(subject_age=11)
    before = every_slug(one.subject)
    write(one.subject, "need", BUSY)
    write(other.subject, "need", {"about": "before", "before": ["bedtime"]})
    busy, night = first(one.subject), first(other.subject)
    assert "Because you wrote “Busy rooms are too much” under Sounds, lights and touch." in busy
    assert "When a place is too much, one small thing to hear or see gives the rest less room." in busy
    assert "Because you wrote “Bedtime and the dark” under Before hard times." in night
    offered = {each.slug for each in suggestions.suggested(one.subject.visit, before)}
    assert len(offered) == suggestions.MOST
    assert offered.isdisjoint(each.slug for each in suggestions.suggested(other.subject.visit, before))
    assert every_slug(one.subject) == before
    shelf = page(one.subject).rpartition("</section>")[2]
    assert all(f"/practise/{slug}" in shelf for slug in offered), "they stand on the shelf as well"
    assert first(one.subject, "/practise?need=sleep") == "", "what somebody asks for is what they get"


@pytest.mark.row("CT11")
def test_a_suggestion_tells_nobody_what_they_may_not_read(cast: Cast) -> None:
    entry = write(cast.subject, "need", BUSY)
    for part in (cast.carer, cast.other_carer):
        assert first(part) == ""
    assert first(cast.therapist, "/good-to-know") == ""
    assert sharing.show_entry(cast.subject.visit, entry, cast.carer.membership)
    assert "Because " in first(cast.carer)
    assert "wrote “Busy rooms are too much”" in first(cast.carer)
    assert first(cast.therapist, "/good-to-know") == ""
    given = write(cast.carer, "need", {"about": "comfort", "comfort": ["moving"]}, audience=["role:therapist"])
    assert "wrote “Moving about” under What comforts." in first(cast.therapist, "/good-to-know")
    assert "Moving about" not in page(cast.subject)
    assert "Moving about" in first(cast.carer)
    assert f"/e/{given}" in first(cast.therapist, "/good-to-know")
    assert cast.stranger_carer.client.get(f"/c/{cast.circle}/practise").status_code == 404


@pytest.mark.row("CT11")
def test_not_this_one_is_kept_for_that_person_alone_and_can_be_taken_back(cast: Cast) -> None:
    write(cast.carer, "need", BUSY)
    slug = suggestions.suggested(cast.subject.visit, every_slug(cast.subject))[0].slug
    away = f"/c/{cast.circle}/practise/not-this-one"
    answer = cast.subject.client.post(away, {"slug": slug}, follow=True)
    assert "it is not laid out first for you again" in answer.content.decode()
    assert f"/practise/{slug}" not in first(cast.subject)
    assert f"/practise/{slug}" in page(cast.subject)
    assert f"/practise/{slug}" in first(cast.carer)
    cast.subject.client.post(away, {"slug": slug, "back": "1"})
    assert f"/practise/{slug}" in first(cast.subject)
    assert cast.subject.client.post(away, {"slug": "no-such-thing"}).status_code == 404
    assert cast.social_worker.client.post(away, {"slug": slug}).status_code in (302, 403, 404)


def test_what_is_shut_for_now_is_never_laid_out_first_and_folded_words_choose_nothing(cast: Cast) -> None:
    write(cast.subject, "need", {"about": "comfort", "comfort": ["quiet"]})
    shut = {card.practice.slug for card in practice.shelf(cast.subject.visit) if card.shut_text}
    assert "calm-place" in shut, "16, and no clinician has looked it over"
    assert "/practise/calm-place" not in first(cast.subject)
    assert "/practise/first-sip" in first(cast.subject)
    write(cast.carer, "need", {"about": "before", "before": ["bedtime"]}, sensitive=True)
    assert "Bedtime" not in page(cast.subject)


def test_looking_through_words_is_no_reading_of_them_only_what_is_said_counts_as_opened(cast: Cast) -> None:
    said = write(cast.carer, "need", BUSY)
    left = write(cast.carer, "need", {"about": "closeness", "closeness": ["one_person"], "text": "Nan"}, sensitive=True)
    before = audited()
    page(cast.subject)
    opened = audited()[len(before) :]
    assert any(said.bytes in objects for objects in opened)
    assert not any(left.bytes in objects for objects in opened)


def audited() -> list[bytes]:
    from lamplit.vault import store

    return [bytes(row[0]) for row in store.rows("SELECT objects_seen FROM vault_audit ORDER BY seq", [])]

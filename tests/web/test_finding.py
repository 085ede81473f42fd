"""The shelf's filters: exactly what carries the tag, for everybody the shelf is for; and a variant for every age."""

import re

import pytest

from lamplit.actions import giving, practice
from lamplit.engines.kernel import AgeBand
from lamplit.engines.practice.library import house, shipped
from lamplit.web.views.finding import PACES, Sought
from tests.cast import Cast, Part, make_cast

SLUG = re.compile(r'<a class="card" href="[^"]*/(?:practise|give)/([\w-]+)"')


def on_the_shelf(part: Part, place: str, **asked: str) -> set[str]:
    answer = part.client.get(f"/c/{part.circle}/{place}", asked)
    assert answer.status_code == 200
    return set(SLUG.findall(answer.content.decode()))


@pytest.mark.row("TP17")
def test_every_practice_carries_a_way_of_working_and_each_filter_shows_exactly_its_tagged_set(cast: Cast) -> None:
    assert all(each.modalities for each in shipped().practices.values())
    shelf = practice.shelf(cast.carer.visit)
    for way in house().modalities:
        wanted = {card.practice.slug for card in shelf if way in card.practice.modalities}
        assert {card.practice.slug for card in shelf if Sought(way=way).fits(card)} == wanted
    for way in ("breathing", "play"):
        wanted = {card.practice.slug for card in shelf if way in card.practice.modalities}
        assert on_the_shelf(cast.carer, "practise", way=way) == wanted
        mine = {
            gift.code
            for gift in giving.gifts(cast.therapist.visit)
            if gift.practice and way in gift.practice.modalities
        }
        assert on_the_shelf(cast.therapist, "give", way=way) == mine


@pytest.mark.row("TP51")
def test_too_fast_too_slow_and_just_right_each_show_exactly_what_is_for_them(cast: Cast) -> None:
    shelf = practice.shelf(cast.subject.visit)
    for pace in PACES:
        wanted = {card.practice.slug for card in shelf if pace in card.practice.helps_with}
        assert wanted
        assert on_the_shelf(cast.subject, "practise", pace=pace) == wanted
    page = cast.subject.client.get(f"/c/{cast.circle}/practise", {"pace": "too_slow"}).content.decode()
    assert re.search(r'pace=too_slow" aria-current="true"', page)
    calming = {card.practice.slug for card in shelf if card.practice.modalities == ("breathing",)}
    assert not calming & on_the_shelf(cast.subject, "practise", pace="too_slow"), "what slows down is not for too slow"


def test_filters_are_taken_together_and_what_cannot_be_read_asks_for_nothing(cast: Cast) -> None:
    everything = on_the_shelf(cast.subject, "practise")
    both = on_the_shelf(cast.subject, "practise", pace="too_fast", minutes="5")
    cards = {card.practice.slug: card for card in practice.shelf(cast.subject.visit)}
    assert both == {
        slug for slug, card in cards.items() if "too_fast" in card.practice.helps_with and card.variant.minutes <= 5
    }
    assert set() < both < everything
    assert on_the_shelf(cast.subject, "practise", minutes="many") == everything


@pytest.mark.row("CT08")
@pytest.mark.parametrize(
    ("age", "band"), [(4, AgeBand.EARLY), (7, AgeBand.YOUNG), (11, AgeBand.MIDDLE), (14, AgeBand.TEEN)]
)
def test_a_childs_age_decides_the_variant_and_what_is_not_for_it_is_not_there(
    db: None, age: int, band: AgeBand
) -> None:
    for each in shipped().practices.values():
        assert set(each.bands) == set(AgeBand)
        assert all(variant.steps or len(variant.not_for.split()) >= 3 for variant in each.bands.values())
    young = make_cast(age)
    shelf = practice.shelf(young.subject.visit)
    assert {card.practice.slug for card in shelf} == {
        each.slug for each in shipped().offered(band) if young.subject.role in each.roles
    }
    assert all(card.variant is card.practice.bands[band] for card in shelf)
    by_age = on_the_shelf(young.therapist, "give", age=band.value)
    assert by_age == {
        g.code for g in giving.gifts(young.therapist.visit) if g.practice and g.practice.bands[band].offered
    }

"""The table a phone plays from says at every place what the player says, on every way through what is offered alone."""

import random
from functools import lru_cache

import pytest

from lamplit.engines.practice import player, shapes, ways
from lamplit.engines.practice.answers import LONGEST_LINE, LONGEST_TEXT, MOST_LINES
from lamplit.engines.practice.library import shipped
from lamplit.engines.practice.model import Inward, Practice, Step, Variant
from lamplit.engines.practice.paths import paths

pytestmark = pytest.mark.requirement("PF22")
ALL = [(practice, variant) for practice in shipped().practices.values() for variant in practice.bands.values()]
ALONE = [(practice, variant) for practice, variant in ALL if ways.works_alone(practice, variant)]
RUNS = 2  # of each practice and age
WALKED = {step.name for _, variant in ALONE for step in variant.steps}


table = lru_cache(maxsize=1)(ways.table)


def anything(step: Step, dice: random.Random) -> object:
    """Return an answer as a person might give it, a wrong or overlong one among them."""
    if step.type in shapes.SHOWS:
        return True
    return None if dice.random() < 0.25 or step.type in ways.MADE else _answer(step, dice)


def _answer(step: Step, dice: random.Random) -> object:
    values = [choice.value for choice in step.choices]
    match step.type:
        case "choice" | "scene":
            return dice.choice(values)
        case "scale":
            return dice.randint(step.lowest, step.highest)
        case "many_choice":
            return dice.sample(values, dice.randint(1, len(values)))
        case "list_builder":
            lines = [f"Line {number}" for number in range(dice.choice((1, 2, 3, 8, MOST_LINES, MOST_LINES + 1)))]
            return [*lines, "x" * (LONGEST_LINE + 1)] if dice.random() < 0.1 else lines
        case "body_map":
            return [[dice.choice(shapes.BODY_PARTS), dice.choice(values)] for _ in range(dice.choice((1, 3, 21)))]
    return dice.choice(("Words.", "ä" * LONGEST_TEXT, "x" * (LONGEST_TEXT + 1)))


def look_up(place: ways.Place, way: str) -> int | str:
    """Return what a phone finds: the number of the next place, or the sentence that it is no answer."""
    if way in place.refused:
        return place.refused[way]
    return place.ways[way] if way in place.ways or way == ways.SKIP else place.ways[ways.ANY]


class Phone:
    """Looks up and keeps its way, as the script does; `answers` are those of the way."""

    def __init__(self, variant: Variant) -> None:
        self.places = table(variant)
        self.at = 0
        self.passed: list[tuple[int, str, object]] = []

    @property
    def place(self) -> ways.Place:
        return self.places[self.at]

    @property
    def answers(self) -> dict[str, object]:
        stops = sum(name == player.STOP for _, name, _ in self.passed)
        said = {name: value for _, name, value in self.passed if name != player.STOP}
        return said | ({player.STOP: stops} if stops else {})

    def go(self, to: int, name: str, value: object) -> None:
        self.passed.append((self.at, name, value))
        self.at = to

    def back(self) -> None:
        if self.passed:
            self.at = self.passed.pop()[0]


def agrees(phone: Phone, variant: Variant, answers: dict[str, object]) -> Step | None:
    """Assert that phone and player stand at the same place with the same answers; return the step, None at the end."""
    now = player.next_step(variant, answers)
    assert phone.answers == answers
    if isinstance(now, player.Finished):
        assert (phone.place.step, phone.place.going) == ("", now.how)
        return None
    assert (phone.place.step, phone.place.going) == (now.step.name, now.going)
    return now.step


def play(variant: Variant, dice: random.Random) -> None:
    phone, answers = Phone(variant), dict[str, object]()
    for _ in range(120):
        step = agrees(phone, variant, answers)
        if step is None:
            return
        act = dice.random()
        if act < 0.04:
            answers = player.stop(variant, answers)
            phone.go(phone.place.stop, player.STOP, True)
            continue
        if act < 0.12:
            answers = player.back(variant, answers)
            phone.back()
            continue
        value = anything(step, dice)
        given, found = player.answer(variant, answers, value), look_up(phone.place, ways.way_of(step, value))
        if isinstance(given, player.Refused):
            assert found == given.message
        else:
            assert isinstance(found, int)
            phone.go(found, step.name, value)
            answers = given


@pytest.mark.parametrize(("practice", "variant"), ALONE, ids=lambda each: getattr(each, "slug", None) or each.band)
def test_the_table_and_the_player_agree_on_many_ways_through_each(practice: Practice, variant: Variant) -> None:
    dice = random.Random(f"{practice.slug}/{variant.band}")  # noqa: S311 - the same ways each time
    for _ in range(RUNS):
        play(variant, dice)


@pytest.mark.whole
@pytest.mark.parametrize(("practice", "variant"), ALONE, ids=lambda each: getattr(each, "slug", None) or each.band)
def test_the_table_and_the_player_agree_on_a_hundred_ways_through_each(practice: Practice, variant: Variant) -> None:
    dice = random.Random(f"whole/{practice.slug}/{variant.band}")  # noqa: S311 - the same ways each time
    for _ in range(100):
        play(variant, dice)


def test_nothing_with_a_gate_is_offered_without_the_house() -> None:
    assert ALONE
    assert all(variant.inward is Inward.NO and not variant.therapist_enabled for _, variant in ALONE)
    later = {slug for path in paths().values() for slug in path.steps[1:]}
    assert {practice.slug for practice, _ in ALONE} & later == set()
    assert not any(step.type in ("check", "ladder", "sort") for _, variant in ALONE for step in variant.steps)
    assert not {player.HERE, player.BEFORE, player.AFTER} & WALKED


def test_most_of_what_there_is_works_alone_and_every_breath_does() -> None:
    offered = [(practice, variant) for practice, variant in ALL if variant.offered and not variant.gated]
    assert len(ALONE) >= 0.85 * len(offered)
    breathing = [(p, v) for p, v in offered if any(step.pattern for step in v.steps)]
    assert breathing
    assert all(each in ALONE for each in breathing)


def test_a_table_that_was_tampered_with_is_noticed() -> None:
    variant = next(v for p, v in ALONE if p.slug == "name-the-feeling" and v.band == "9-12")
    phone = Phone(variant)
    here = next(at for at, place in enumerate(phone.places) if len(place.ways) > 2)
    wrong = ways.Place(phone.places[here].step, player.Ending.STOPPED, {}, {}, 0)
    phone.places = (*phone.places[:here], wrong, *phone.places[here + 1 :])
    phone.at = here
    with pytest.raises(AssertionError):
        agrees(phone, variant, {})

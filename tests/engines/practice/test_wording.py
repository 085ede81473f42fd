"""The words a practice may not use are found however the search is hurried."""

import pytest

from lamplit.engines.practice import wording
from lamplit.engines.practice.library import avoided
from tests.content import copy_lint

LISTED = copy_lint.patterns(copy_lint.WORDS.read_text(encoding="utf-8"))
SAID = """attention seeking, manipulative, self-harmer, cutter, commit suicide, committed suicide, failed
attempt, unsuccessful suicide, days clean, stay clean, relapse, streak, fail, failure,
non-compliant, challenging behaviour, challenging behavior, abscond, contact visit, placement, lac,
neet, birth mum, birth parents, high-risk, low risk, risk score, a patient, our patients, kill the
process, kill session, cut corners, cutting here, deadline, dead line, you must, you should have,
you haven't, don't worry, calm down, well done!, oops, uh-oh, whoops, are you sure?, overdue, you
missed, welcome back, network error, invalid credentials, trigger detected, this can't be undone,
try harder, buddy, you have healed, normal child, normal family, broken home, you should,
attention-seeker, playing up, cry for help"""


@pytest.mark.parametrize("said", [" ".join(each.split()) for each in SAID.split(",")])
def test_hurrying_finds_what_searching_finds(said: str) -> None:
    text = f"and then {said} again"
    slow = [each.pattern.pattern for each in avoided() if each.pattern.search(text)]
    assert slow
    assert [each.pattern.pattern for each in avoided() if each.in_texts(text)] == slow


@pytest.mark.parametrize("said", [" ".join(each.split()) for each in SAID.split(",")])
def test_it_is_found_among_other_texts_and_never_across_two(said: str) -> None:
    texts = wording.APART.join(["The first.", f"and then {said} again", "The last."])
    slow = [each.pattern.pattern for each in avoided() if each.pattern.search(f"and then {said} again")]
    assert [each.pattern.pattern for each in avoided() if each.in_texts(texts)] == slow
    if " " in said:
        apart = said.replace(" ", wording.APART)
        assert not any(each.in_texts(apart) for each in avoided() if each.pattern.fullmatch(said))


def test_every_word_of_the_list_is_looked_for() -> None:
    assert [each.pattern.pattern for each in avoided()] == [pattern.lower() for pattern in LISTED]
    assert sum(needle == "" for each in avoided() for needle in each.needles) <= 3

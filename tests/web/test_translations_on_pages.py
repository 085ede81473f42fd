"""Every page of every role in a made-up language: what is still English there was never given to translators."""

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from importlib.resources import files

import pytest

from lamplit.actions import help as helping
from lamplit.engines.kernel import Role
from tests.acceptance.test_who_sees_everywhere import Seen, after_a_slip, look, moved_in, together, values_of
from tests.cast import NAMES
from tests.tongue.speaking import English, speaking

pytestmark = pytest.mark.django_db

# What somebody typed, and what is called so in every language.
TYPED = ("Some words of my own. We talked for a while. A line. So far", "Other words than before. Late.")
PRACTISED = "calm place. Pick one word that brings it back. Harbour"  # a practice that was done, and its answer
CALLED = ("Lamplit", "SHOUT", "option", "Notes")  # a number reads "111 (option 2)" as its operator writes it
# Said in English only, until their words are messages too: the practices of `content/practices`, and their tags.
NOT_YET = ("/practise", "/coach", "/give", "/school/try", "/behaviours/")
_CODES = re.compile(r"(?:[A-Z2-7]{4} ){5,}[A-Z2-7]{4}|x{30,}|\{\w+\}|\b[a-z_]+-[0-9a-f]{12}\b")


def services() -> Iterator[str]:
    """Yield what helplines call themselves."""
    with files("lamplit.content").joinpath("crisis_lines.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            yield from (row["name"], row["operator_site"])
    for country in helping.words("routes")["countries"]:
        yield from (*country["sources"], *(line["site"] for line in country["lines"] or ()))
    yield from helping.words("seek")["sources"]


def known() -> frozenset[str]:
    """The words that stay: names of people and services, and what the people of the test wrote."""
    texts = (*NAMES.values(), *TYPED, PRACTISED, *CALLED, *services())
    return frozenset(re.findall(r"[A-Za-z]{2,}", " ".join(texts)))


def pages() -> Iterator[Seen]:
    """Yield every page of everybody around a child of nine, and of a young person of sixteen."""
    for age, roles in ((9, tuple(Role)), (16, (Role.SUBJECT,))):
        cast, entries, begun = moved_in(age)
        values = values_of(cast, entries, begun)
        for part in (each for each in cast.everyone if each.role in roles):
            who = f"{part.role.value} ({age})"
            yield from look(part, who, values)
            yield from after_a_slip(part, who, entries.get(part.role.value, []))
        if age == 9:
            yield from together(cast)


def test_no_english_is_left_on_any_page_of_any_role(vault: None) -> None:
    left, words, seen, not_yet = defaultdict(set), known(), 0, 0
    with speaking("en-xa"):
        for each in pages():
            seen += 1
            page = _CODES.sub("", each.page)
            found = English(page, words).left
            if any(place in each.path for place in NOT_YET):
                not_yet += bool(found)
                continue
            for text in found:
                left[text].add(f"{each.who} {re.sub(r'[0-9a-f-]{36}', '...', each.path)}")
    told = [f"{text!r} on {len(where)} pages, such as {min(where)}" for text, where in sorted(left.items())]
    assert "\n".join(told) == "", "Wrap these: see 'Write a string' in CONTRIBUTING.md"
    assert seen > 150
    assert not_yet, "the practices are translated now: take NOT_YET out"


def test_english_that_is_left_would_be_noticed() -> None:
    page = "<p>Íñ á šťŕáñǵé ťóñǵúé, Robin</p><img alt='A photo'><button>Save</button><script>let x</script>"
    assert English(page, frozenset({"Robin"})).left == ["A photo", "Save"]

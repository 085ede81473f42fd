"""What mood words of other diaries mean here, by `content/imports/moods.yaml`; leaves choosing otherwise to people."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from lamplit.engines.records.kinds import KINDS
from lamplit.engines.records.kinds.vocabulary import Choice
from lamplit.engines.records.reading import ContentError, Faults, check_header, content_text, read_items

WEATHERS: tuple[Choice, ...] = KINDS["check_in"].words.fields["weather"].choices
TONES: tuple[Choice, ...] = KINDS["moment"].words.fields["tone"].choices
_FILE = "content/imports/moods.yaml"


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one mood word becomes: the weather of a check-in, the tone of a moment."""

    weather: str = "dont_know"
    tone: str = "ordinary"


def meaning_of(word: str) -> Meaning:
    """Return what a word means until somebody says otherwise."""
    return known().get(" ".join(word.casefold().split()), Meaning())


@cache
def known() -> Mapping[str, Meaning]:
    """Return every word there is a meaning for; raises ContentError naming file and line."""
    return read_moods(content_text("imports", "moods.yaml"), _FILE)


def read_moods(text: str, file: str) -> Mapping[str, Meaning]:
    """Return the words of a file with what they mean; raises ContentError with every fault at once."""
    root, faults = read_items(text, file), Faults(file)
    check_header(root, faults)
    found: dict[str, Meaning] = {}
    for item in root.get("moods").items():
        word, weather, tone = (item.get(name).text() for name in ("word", "weather", "tone"))
        if not word or word != word.casefold():
            faults.add(item, "no_word", "Write the word in small letters.")
        elif word in found:
            faults.add(item, "word_twice", f"'{word}' stands here twice. Keep one.")
        if not any(each.value == weather for each in WEATHERS):
            faults.add(item, "unknown_weather", f"Use one of: {', '.join(each.value for each in WEATHERS)}.")
        if not any(each.value == tone for each in TONES):
            faults.add(item, "unknown_tone", f"Use one of: {', '.join(each.value for each in TONES)}.")
        found[word] = Meaning(weather, tone)
    faults.settle(ContentError)
    return MappingProxyType(found)

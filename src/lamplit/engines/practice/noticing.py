"""What kept runs say about feeling words, brave steps and urges; leaves reading the runs to the actions."""

from collections.abc import Iterable, Mapping

from lamplit.engines.practice.model import Practice, Step

FEELINGS = "feelings_words"  # the tag of practices that look for a word
WORD_STEPS = frozenset(
    {"map", "family", "under", "feeling", "word", "glad", "sad", "angry", "scared", "ashamed", "flat"}
)
OWN = "own"
NO_WORDS = frozenset({"none", "mix"})
LONGEST_OWN = 40  # characters; more than that is a sentence and no word


def picks(coded: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Return what was picked at each step of a run, from lines such as `map=chest.sad`; what is no pick is left out."""
    found: dict[str, tuple[str, ...]] = {}
    for line in coded:
        name, sign, value = line.partition("=")
        if sign and value:
            found[name] = (*found.get(name, ()), value)
    return found


def number(coded: Iterable[str], name: str) -> int | None:
    """Return the number (0-10) given at a step; None when none was."""
    value = next(iter(picks(coded).get(name, ())), "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 4 else None


def label_of(practice: Practice, name: str, value: str) -> str:
    """Return what a pick is called in any band of a practice; empty when it is offered no more."""
    return next(
        (choice.label for step in _steps(practice, name) for choice in step.choices if choice.value == value), ""
    )


def feeling_words(practice: Practice, coded: Iterable[str], said: Iterable[str]) -> tuple[str, ...]:
    """Return the different feeling words of one run, as they are called, with the writer's own; none for others."""
    if FEELINGS not in practice.helps_with:
        return ()
    chosen = [
        label_of(practice, name, value.rpartition(".")[2])
        for name, values in picks(coded).items()
        if name in WORD_STEPS
        for value in values
        if value not in NO_WORDS
    ]
    asked = {step.label for step in _steps(practice, OWN)}
    typed = [text.strip() for question, _, text in (line.partition("\n") for line in said) if question in asked]
    short = [text for text in typed if len(text) <= LONGEST_OWN and "\n" not in text]
    return tuple({word.casefold(): word for word in [*chosen, *short] if word}.values())


def written_at(practice: Practice, name: str, said: Iterable[str]) -> str:
    """Return what was written at one step of a run; empty when nothing was."""
    asked = {step.label for step in _steps(practice, name)}
    return next((text for question, _, text in (line.partition("\n") for line in said) if question in asked), "")


def _steps(practice: Practice, name: str) -> list[Step]:
    return [step for variant in practice.bands.values() for step in variant.steps if step.name == name]

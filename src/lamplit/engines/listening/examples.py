"""Finds the reviewed example that a sentence resembles most, where no word tells; leaves hearing to `signal_sense`.

For those who read a session report, never for whoever wrote the words. Without the encoder nothing is said.
"""

from collections.abc import Mapping, Sequence
from functools import cache

from lamplit.engines.kernel import Finding, SignalLabel
from lamplit.engines.listening.encoder import Encoder, encoder
from lamplit.engines.listening.signal_model import sentence_said
from lamplit.engines.records.reading import ContentError, Faults, check_header, content_text, read_items

FILE = "content/lexicons/en/examples.yaml"
ALIKE = 0.7  # cosine from which a sentence is said to resemble an example: below, what is nearest is often far off


def resembles(finding: Finding) -> str:
    """Return the sentence that names the example nearest to a finding of a whole sentence.

    Empty where words tell it, nothing is near, or there is no encoder.
    """
    known = encoder() if finding.because == sentence_said(finding.label) else None
    example = nearest(known, finding.quote, finding.label) if known else ""
    return _sentence().format(example=example) if example else ""


def nearest(known: Encoder, sentence: str, label: SignalLabel) -> str:
    """Return the example of a label that means most nearly the same; empty where none is near enough."""
    mine = known.meaning(sentence)
    found = [(_cosine(mine, theirs), text) for text, theirs in _meanings(known, label)]
    most, text = max(found, default=(0.0, ""))
    return text if most >= ALIKE else ""


def _cosine(one: Sequence[float], other: Sequence[float]) -> float:
    return sum(a * b for a, b in zip(one, other, strict=bool(one)))


@cache
def _meanings(known: Encoder, label: SignalLabel) -> tuple[tuple[str, tuple[float, ...]], ...]:
    """Return the examples of a label with what each means; read when they are first asked for."""
    return tuple((text, known.meaning(text)) for text in examples()[label])


@cache
def _sentence() -> str:
    return read_items(content_text("lexicons", "en", "examples.yaml"), FILE).get("resembles").get("because").text()


@cache
def examples() -> Mapping[SignalLabel, tuple[str, ...]]:
    """Return the reviewed examples of every label."""
    return read_examples(content_text("lexicons", "en", "examples.yaml"), FILE)


def read_examples(text: str, file: str) -> Mapping[SignalLabel, tuple[str, ...]]:
    """Return the examples of every label; raises ContentError with every fault at once."""
    root = read_items(text, file)
    faults = Faults(file)
    check_header(root, faults)
    told = root.get("examples").fields()
    for name, item in told.items():
        if name not in tuple(SignalLabel):
            faults.add(item, "word_unknown", f"There is no label '{name}'.")
    for label in SignalLabel:
        if not (label.value in told and told[label.value].items()):
            faults.add(root, "text_missing", f"Add an example of '{label.value}' under 'examples:'.")
    faults.settle(ContentError)
    return {SignalLabel(name): tuple(each.text() for each in item.items()) for name, item in told.items()}

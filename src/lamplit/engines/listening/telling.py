"""Words on which a finding of the model must rest, and which are then its reason; leaves finding to `signals`.

A model that read short plain texts also moves on "me", "if" and "long" in a diary. Such words are no reason that a
person could look at, so the linear model makes no finding without a telling word of its label. The encoder may, on a
whole sentence (`signal_sense`).
"""

from collections.abc import Mapping
from functools import cache

from lamplit.engines.kernel import SignalLabel
from lamplit.engines.listening.normalise import Plain
from lamplit.engines.listening.wordings import Index, PatternError, Wording, index_of, wording
from lamplit.engines.records.reading import ContentError, Faults, check_header, content_text, read_items

Places = tuple[tuple[int, int], ...]


def told_by(plain: Plain) -> Mapping[SignalLabel, Places]:
    """Return for every label that has some its telling words in a text: first and last word of each, in order."""
    labels, index = _telling()
    found: dict[SignalLabel, set[tuple[int, int]]] = {}
    for number, first, last in index.find(plain):
        found.setdefault(labels[number], set()).add((first, last))
    return {label: _apart(places) for label, places in found.items()}


def _apart(places: set[tuple[int, int]]) -> Places:
    """Return places that do not overlap, the longer of two that do, in the order of the text."""
    kept: list[tuple[int, int]] = []
    for first, last in sorted(places, key=lambda each: (each[0] - each[1], each[0])):
        if all(last < start or first > end for start, end in kept):
            kept.append((first, last))
    return tuple(sorted(kept))


@cache
def _telling() -> tuple[tuple[SignalLabel, ...], Index]:
    return read_telling(content_text("lexicons", "en", "telling.yaml"), "content/lexicons/en/telling.yaml")


def read_telling(text: str, file: str) -> tuple[tuple[SignalLabel, ...], Index]:
    """Return the labels and the patterns of their words; raises ContentError with every fault at once."""
    root = read_items(text, file)
    faults = Faults(file)
    check_header(root, faults)
    patterns: list[tuple[int, Wording]] = []
    labels = tuple(SignalLabel)
    told = root.get("telling").fields()
    for label in labels:
        if label.value not in told:
            faults.add(root, "text_missing", f"Add the words of '{label.value}' under 'telling:'.")
    for name, item in told.items():
        if name not in labels:
            faults.add(item, "word_unknown", f"There is no label '{name}'.")
            continue
        for each in item.items():
            try:
                patterns.append((labels.index(SignalLabel(name)), wording(each.text(), {})))
            except PatternError as wrong:
                faults.add(each, "bad_pattern", str(wrong))
    faults.settle(ContentError)
    return labels, index_of(patterns)

"""Where in a text something stands and why it was noted; leaves what was found to each engine."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text in code points: from `start` up to, not including, `end` (0 <= start <= end)."""

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse a span that runs backwards."""
        if not 0 <= self.start <= self.end:
            raise ValueError("A span starts at 0 or later and does not end before it starts.")

    def of(self, text: str) -> str:
        """Return the words of `text` that lie in this span."""
        return text[self.start : self.end]

    def meets(self, other: "Span") -> bool:
        """Say whether the two share at least one code point."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that were noted, as they were written, and one short sentence that says why."""

    span: Span
    quote: str
    because: str


def evidence_of(text: str, span: Span, because: str) -> Evidence:
    """Return the evidence that `span` of `text` gives."""
    return Evidence(span, span.of(text), because)

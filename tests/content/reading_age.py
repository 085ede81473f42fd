"""How hard a text is to read, for the tests: the same measure that practices are held against."""

from lamplit.engines.practice.reading_age import counted, grade, syllables

__all__ = ["grade", "syllables", "word_count"]


def word_count(texts: list[str]) -> int:
    """How many words there are."""
    return sum(counted(text).words for text in texts)

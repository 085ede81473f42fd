"""How hard a text is to read, for the tests: the same measure that practices are held against."""

from lamplit.engines.practice.reading_age import grade, syllables, word_count

__all__ = ["grade", "syllables", "word_count"]

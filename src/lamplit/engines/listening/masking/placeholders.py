"""Gives each person, place and number one placeholder for as long as one text or circle of texts is worked on."""

import re

from lamplit.engines.listening.masking.lexicon import Lexicon
from lamplit.engines.listening.masking.tokens import fold

WORDS = {"PERSON": "Person", "SCHOOL": "School", "PLACE": "Place", "ADDRESS": "Address", "PHONE": "Phone",
         "EMAIL": "Email", "DATE": "Date", "AGE": "Age", "ID": "Number", "URL_HANDLE": "Online name",
         "ORG": "Organisation", "VEHICLE": "Vehicle"}  # fmt: skip


class Numbers:
    """Which placeholder stands for what; two names that share a word are one person, unless their titles differ."""

    def __init__(self, lists: Lexicon) -> None:
        """Begin with nobody."""
        self._lists = lists
        self._seen: dict[tuple[str, str], int] = {}
        self._count: dict[str, int] = {}

    def sign(self, label: str, written: str) -> str:
        """Return the placeholder for `written`, such as [Person 2]; the same again for the same."""
        keys = self._person_keys(written) if label == "PERSON" else [" ".join(fold(written).split())]
        number = next((self._seen[label, key] for key in keys if (label, key) in self._seen), 0)
        if not number:
            number = self._count[label] = self._count.get(label, 0) + 1
        for key in keys:
            self._seen.setdefault((label, key), number)
        return f"[{WORDS[label]} {number}]"

    def _person_keys(self, written: str) -> list[str]:
        """Return what a person is known by, the most telling first: whole name, then first name and its long form."""
        words = [fold(word) for word in re.split(r"[\s.]+", written) if word]
        titles = [word for word in words if word in self._lists.around("titles")]
        names = [word for word in words if word not in titles] or words
        if titles:
            return (
                [f"{titles[0]} {names[-1]}", f"? {names[-1]}"]
                if len(names) == 1
                else [f"{titles[0]} {names[-1]}", names[0]]
            )
        long = self._lists.short_forms.get(names[0], names[0])
        keys = [" ".join(names)] if len(names) > 1 else []
        return [*keys, names[0], long] if len(names) == 1 or names[0] else keys

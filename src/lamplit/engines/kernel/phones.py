"""Phone numbers as people write them, and as a phone dials them; knows nothing of which numbers exist."""

import re
from dataclasses import dataclass

MOST_SIGNS = 40
_EXTENSION = re.compile(
    r"[\s,;(]*(?:\b(?:extension|extn?)\b\.?|(?<=[\d\s,;(])x|#)[\s.:]*([0-9]{1,6})\W*$", re.IGNORECASE
)
_NUMBER = re.compile(r"\+?[0-9\s().\u2010-\u2015/-]+")
_TRUNK_ZERO = re.compile(r"^(\+\d{1,3}\s*)\(0\)")
_LEAST_DIGITS, _MOST_DIGITS = 3, 15


@dataclass(frozen=True, slots=True)
class Phone:
    """A number in its writer's own shape, the extension behind it (digits, may be empty), and what to dial."""

    text: str
    extension: str
    dial: str

    @property
    def href(self) -> str:
        """The `tel:` address; a comma waits until the line answers, then the extension follows."""
        return f"tel:{self.dial},{self.extension}" if self.extension else f"tel:{self.dial}"

    @property
    def sms(self) -> str:
        """The `sms:` address; an extension cannot be texted, so there is none then."""
        return "" if self.extension else f"sms:{self.dial}"


def read_phone(text: str, extension: str = "") -> Phone | None:
    """Return the number written in a text, None when it is none; an extension may stand in it or by itself.

    "+44 (0)20 7946 0000" drops the zero in brackets: it is not dialled after the country's code.
    """
    shown = " ".join(text.split())
    found = _EXTENSION.search(shown)
    number = shown[: found.start()] if found else shown
    inside = re.sub(r"\D", "", extension) or (found[1] if found else "")
    if len(shown) > MOST_SIGNS or not _NUMBER.fullmatch(number.strip()):
        return None
    dial = re.sub(r"[^\d+]", "", _TRUNK_ZERO.sub(r"\1", number.strip()))
    if not _LEAST_DIGITS <= len(dial.lstrip("+")) <= _MOST_DIGITS or len(inside) > len("123456"):
        return None
    return Phone(number.strip(), inside, dial)

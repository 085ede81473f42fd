"""Says the sentences of all layers in the language of the house, through Django's catalogues; leaves their making."""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from django.conf import settings
from django.utils import translation

from lamplit.engines.kernel.saying import Saying

ENGLISH = "en-gb"


@dataclass(frozen=True, slots=True)
class Tongue:
    """The language pages are in: its code as HTML wants it ("en-GB"), and which way it runs, "ltr" or "rtl"."""

    code: str
    direction: str


def tongue() -> Tongue:
    """Return the language spoken now: `LAMPLIT_LANGUAGE`, unless a test says otherwise."""
    language, _, region = (translation.get_language() or settings.LANGUAGE_CODE).partition("-")
    code = f"{language}-{region.upper()}" if region else language
    return Tongue(code, "rtl" if translation.get_language_bidi() else "ltr")


@cache
def fingerprint() -> str:
    """Return a text that changes with the language of the house and with its catalogue."""
    code = translation.to_locale(settings.LANGUAGE_CODE)
    found = [place / code / "LC_MESSAGES" / "django.mo" for place in settings.LOCALE_PATHS]
    kept = b"".join(file.read_bytes() for file in found if file.is_file())
    return f"{code} {sha256(kept).hexdigest()}"


def is_english() -> bool:
    """Tell whether the house speaks the language its messages are written in, so that nothing need be looked up."""
    return settings.LANGUAGE_CODE == ENGLISH


def aloud(text: str) -> str:
    """Return a saying in the language spoken now; any other text is somebody's own and stays as it is."""
    if not isinstance(text, Saying) or not text or is_english():
        return text
    message = text.message
    said = translation.ngettext(message, text.many, text.number) if text.many else translation.gettext(message)
    if text.values:
        said = said.format(**{name: _value(value) for name, value in text.values.items()})
    return text.shape(said) if text.shape else said


def _value(value: object) -> object:
    return aloud(value) if isinstance(value, str) else value

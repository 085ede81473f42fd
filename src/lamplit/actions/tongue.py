"""Says the sentences of all layers in the language of the house, through Django's catalogues; leaves their making."""

from dataclasses import dataclass

from django.conf import settings
from django.utils import translation

from lamplit.engines.kernel.saying import Saying


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


def aloud(text: str) -> str:
    """Return a saying in the language spoken now; any other text is somebody's own and stays as it is."""
    if not isinstance(text, Saying) or not text:
        return text
    message = text.message
    said = translation.ngettext(message, text.many, text.number) if text.many else translation.gettext(message)
    if text.values:
        said = said.format(**{name: _value(value) for name, value in text.values.items()})
    return text.shape(said) if text.shape else said


def _value(value: object) -> object:
    return aloud(value) if isinstance(value, str) else value

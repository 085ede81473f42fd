"""The words of templates in the language of the house: `_`, `gettext` and `ngettext`, and what they show of values."""

from django.utils import translation
from markupsafe import Markup

from lamplit.actions.tongue import aloud
from lamplit.web.sub_path import whole


def shown(value: object) -> object:
    """Return what stands on the page for a value: a saying in the language of the house, anything else as it is."""
    return aloud(value) if isinstance(value, str) else value


def word(message: str, /, **values: object) -> str:
    """Return a message as plain text, for an argument or an attribute; `_("Let %(name)s in", name=...)`."""
    text = translation.gettext(message)
    return text % _shown(values) if values else text


def gettext(message: str, /, **values: object) -> Markup:
    """Return the message of a `{% trans %}`, which is HTML; its values are escaped."""
    return Markup(whole(translation.gettext(message))) % _shown(values)  # noqa: S704 - our own words; values are escaped


def ngettext(one: str, many: str, count: int, /, **values: object) -> Markup:
    """Return the message of a `{% trans %}` with `{% pluralize %}` that fits `count`."""
    return Markup(whole(translation.ngettext(one, many, count))) % _shown(values)  # noqa: S704 - as above


def _shown(values: dict[str, object]) -> dict[str, object]:
    return {name: shown(value) for name, value in values.items()}

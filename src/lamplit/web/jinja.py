"""The Jinja environment of every page: strict about missing values, escaping on; leaves content to views."""

from collections.abc import MutableMapping
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.templatetags.static import static as find_static
from django.urls import reverse
from jinja2 import Environment, StrictUndefined, nodes
from markupsafe import Markup

from lamplit.actions.readiness import can_save
from lamplit.actions.tongue import tongue
from lamplit.web.drawings import drawn, sticker, sticker_names
from lamplit.web.icons import icon, mark
from lamplit.web.listing import entry_lines
from lamplit.web.navigation import bottom_bar, country_here, help_here, may_switch, place_name, support_line, writer_tag
from lamplit.web.script_words import script_words
from lamplit.web.sub_path import SubPath
from lamplit.web.watching import watch_line
from lamplit.web.words import Spoken, words_of_the_house

_TOKEN = Markup('<input type="hidden" name="csrfmiddlewaretoken" value="{}">')


class HouseEnvironment(Environment):
    """Compiles templates in the language of the house."""

    def _generate(self, source: nodes.Template, *args: Any, **kwargs: Any) -> str:
        """Put every message that needs no value into the template; Jinja offers this hook for it."""
        spoken: nodes.Template = Spoken(words_of_the_house()).visit(source)
        return super()._generate(spoken, *args, **kwargs)

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """Return what a template finds everywhere as one dict: ours never change, and each import looks them all up."""
        return {**self.globals, **(d or {})}


def environment(**options: Any) -> Environment:
    """Return the environment Django's Jinja backend asks for, with our globals."""
    strict = {**options, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    strict.pop("autoescape", None)
    words = words_of_the_house()
    env = HouseEnvironment(
        autoescape=True,
        finalize=words.shown,
        extensions=["jinja2.ext.i18n", *([SubPath] if settings.SUB_PATH else [])],
        **strict,
    )
    env.policies["ext.i18n.trimmed"] = True
    env.newstyle_gettext = True  # type: ignore[attr-defined]  # the extension's own name: values go by keyword
    env.globals.update(
        can_save=can_save,
        root=settings.SUB_PATH,
        static=static,
        url=url,
        icon=icon,
        mark=mark,
        csrf=csrf,
        drawn=drawn,
        sticker=sticker,
        sticker_names=sticker_names,
        _=words.word,
        gettext=words.gettext,
        ngettext=words.ngettext,
        tongue=tongue,
        script_words=script_words(words),
        bottom_bar=bottom_bar,
        entry_lines=entry_lines,
        country_here=country_here,
        help_here=help_here,
        may_switch=may_switch,
        place_name=place_name,
        support_line=support_line,
        writer_tag=writer_tag,
        watch_line=watch_line,
    )
    return env


# Settings alone say where this house lies: addresses stay while a process runs, and pages ask for them by the dozen.
@lru_cache(maxsize=4096)
def url(name: str, *args: object, **kwargs: object) -> str:
    """Return the address of the view called `name`; NoReverseMatch when there is none."""
    return reverse(name, args=args or None, kwargs=kwargs or None)


@lru_cache(maxsize=512)
def static(name: str) -> str:
    """Return the address of a static file, with its fingerprint."""
    return str(find_static(name))


def csrf(request: HttpRequest) -> Markup:
    """Return the hidden field that proves a form came from one of our own pages."""
    return _TOKEN.format(get_token(request))

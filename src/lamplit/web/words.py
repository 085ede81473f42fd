"""The words of templates in the language of the house: `_`, `gettext` and `ngettext`, and what they show of values.

The language is chosen when a house opens. A message without values is put into the template when that is compiled, so
it costs a page nothing; a house that speaks English looks up none of the others either.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils import translation
from jinja2 import nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from lamplit.actions.tongue import aloud, is_english
from lamplit.web.sub_path import whole

Look = Callable[[str], str]
LookMany = Callable[[str, str, int], str]


@dataclass(frozen=True, slots=True)
class Words:
    """What templates say in one language; `shown` is what stands on a page for a value, None when it is the value."""

    one: Look
    many: LookMany
    shown: Callable[[object], object] | None

    def word(self, message: str, /, **values: object) -> str:
        """Return a message as plain text, for an argument or an attribute; `_("Let %(name)s in", name=...)`."""
        text = self.one(message)
        return text % self._shown(values) if values else text

    def gettext(self, message: str, /, **values: object) -> Markup:
        """Return the message of a `{% trans %}`, which is HTML; its values are escaped."""
        return Markup(whole(self.one(message)) % self._escaped(values))  # noqa: S704 - our own words; values are escaped

    def ngettext(self, one: str, many: str, count: int, /, **values: object) -> Markup:
        """Return the message of a `{% trans %}` with `{% pluralize %}` that fits `count`."""
        return Markup(whole(self.many(one, many, count)) % self._escaped(values))  # noqa: S704 - as above

    def _escaped(self, values: Mapping[str, object]) -> Mapping[str, Markup]:
        return {name: escape(value) for name, value in self._shown(values).items()}

    def _shown(self, values: Mapping[str, object]) -> Mapping[str, object]:
        return {name: _spoken(value) for name, value in values.items()} if self.shown else values


class Spoken(NodeTransformer):
    """Puts what needs no value into a template as it is compiled: `_("Save")`, and a `{% trans %}` without names."""

    def __init__(self, words: Words) -> None:
        """Take the words of the house."""
        self._words = words

    def visit_Call(self, node: nodes.Call, *args: object, **kwargs: object) -> nodes.Node:  # noqa: N802 - Jinja's name
        """Return the words in the place of asking for them."""
        name = node.node.name if isinstance(node.node, nodes.Name) else ""
        alone = len(node.args) == 1 and not (node.kwargs or node.dyn_args or node.dyn_kwargs)
        if name not in {"_", "gettext"} or not alone or not isinstance(node.args[0], nodes.Const):
            return self.generic_visit(node, *args, **kwargs)
        text = self._words.one(str(node.args[0].value))
        if name == "_":
            return nodes.Const(text, lineno=node.lineno)
        return nodes.TemplateData(whole(text).replace("%%", "%"), lineno=node.lineno)


def words_of_the_house() -> Words:
    """Return the words in which this house speaks."""
    if is_english():
        return Words(lambda message: message, lambda one, many, count: one if count == 1 else many, None)
    return Words(translation.gettext, translation.ngettext, _spoken)


def _spoken(value: object) -> object:
    return aloud(value) if isinstance(value, str) else value

"""Lets a house lie below a path of its host: addresses that stand in templates begin there too, once and for all."""

import re
from collections.abc import Iterable, Iterator

from django.conf import settings
from jinja2.ext import Extension
from jinja2.lexer import Token

_IN_MARKUP = re.compile(r'(\b(?:href|src|action|data-plain)=")(?=/(?!/))')
_IN_WORDS = re.compile(r"/([a-z][\w./#?=&-]*)?")


def whole(markup: str) -> str:
    """Return our own markup with its addresses begun below the sub-path."""
    return _IN_MARKUP.sub(rf"\1{settings.SUB_PATH}", markup) if settings.SUB_PATH else markup


class SubPath(Extension):
    """Puts the sub-path before every address of ours that is written out in a template, when that is compiled.

    In markup that is what follows `href=`, `src=`, `action=` or `data-plain=`; in an expression a text such as "/now".
    Addresses made by `url` and `static` have it already. A message stays as its translators know it: what was
    translated is made whole by `whole`.
    """

    def filter_stream(self, stream: Iterable[Token]) -> Iterator[Token]:
        """Return the template's parts with whole addresses."""
        message = False
        for token in stream:
            if token.type == "name" and token.value in {"trans", "endtrans"}:
                message = token.value == "trans"
            if token.type == "data" and not message:
                yield Token(token.lineno, token.type, whole(token.value))
            elif token.type == "string" and _IN_WORDS.fullmatch(token.value):
                yield Token(token.lineno, token.type, f"{settings.SUB_PATH}{token.value}")
            else:
                yield token

"""Lets a house lie below a path of its host: addresses that stand in templates begin there too, once and for all."""

import re
from collections.abc import Iterable, Iterator

from django.conf import settings
from jinja2.ext import Extension
from jinja2.lexer import Token

_IN_MARKUP = re.compile(r'(\b(?:href|src|action|data-plain)=")(?=/(?!/))')
_IN_WORDS = re.compile(r"/([a-z][\w./#?=&-]*)?")


class SubPath(Extension):
    """Puts the sub-path before every address of ours that is written out in a template, when that is compiled.

    In markup that is what follows `href=`, `src=`, `action=` or `data-plain=`; in an expression a text such as "/now".
    Addresses made by `url` and `static` have it already.
    """

    def filter_stream(self, stream: Iterable[Token]) -> Iterator[Token]:
        """Return the template's parts with whole addresses."""
        for token in stream:
            if token.type == "data":
                yield Token(token.lineno, token.type, _IN_MARKUP.sub(rf"\1{settings.SUB_PATH}", token.value))
            elif token.type == "string" and _IN_WORDS.fullmatch(token.value):
                yield Token(token.lineno, token.type, f"{settings.SUB_PATH}{token.value}")
            else:
                yield token

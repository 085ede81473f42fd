"""English sentences that still know how they were made, so they can be said in another language; says nothing itself.

A `Saying` is a plain English `str` wherever it goes: it is compared, kept and sent like any other. Beside its text it
carries its message (what translators see) and the values put into it. `actions.tongue.aloud` says it in the language
of the house; glued to other text it is English and nothing else, so whole sentences are made here.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

Shape = Callable[[str], str]
_NONE: Mapping[str, object] = {}
_new = str.__new__


class Saying(str):
    """An English text with its message and values.

    `many` is the message for other numbers than one; `shape` is what is done to the whole text, in any language.
    """

    __slots__ = ("message", "values")
    message: str
    values: Mapping[str, object]
    many = ""
    number = 1
    shape: Shape | None = None

    def __new__(cls, text: str, message: str = "", values: Mapping[str, object] = _NONE) -> "Saying":
        """Make a saying of `text`, which is its own message unless another one is given."""
        made = _new(cls, text)
        made.message, made.values = message or text, values
        return made

    def __str__(self) -> str:
        """Return the saying itself, so that nothing is lost where a text is asked for."""
        return self

    def lower(self) -> "Saying":
        """Return it as it stands within a sentence; the small form is a message of its own ("carer" beside "Carer")."""
        return Saying(super().lower())


class _Rich(Saying):
    """A saying that depends on a number, or to which something is done."""

    __slots__ = ("many", "number", "shape")


def say(message: str, /, **values: object) -> Saying:
    """Return a sentence: `say("Kept {day}.", day=...)`; the message is written out where it is said."""
    made = _new(Saying, message.format(**values) if values else message)  # a list of fifty entries makes hundreds
    made.message, made.values = message, values
    return made


def say_many(one: str, many: str, count: int, /, **values: object) -> Saying:
    """Return the sentence that fits `count`, which both messages may name as {count}."""
    filled = {**values, "count": count}
    return _rich((one if count == 1 else many).format(**filled), one, filled, many=many, number=count)


def shaped(text: str, shape: Shape) -> str:
    """Return a text with something done to all of it, in whatever language it is said."""
    if not isinstance(text, Saying):
        return shape(text)
    both = partial(_both, text.shape, shape) if text.shape else shape
    return _rich(shape(text), text.message, text.values, many=text.many, number=text.number, shape=both)


def _rich(
    text: str,
    message: str,
    values: Mapping[str, object],
    *,
    many: str = "",
    number: int = 1,
    shape: Shape | None = None,
) -> Saying:
    made = _new(_Rich, text)
    made.message, made.values = message, values
    made.many, made.number, made.shape = many, number, shape
    return made


def listed(words: Sequence[str]) -> str:
    """Return words as a spoken list: "Ada", "Ada and Bo", "Ada, Bo and Cy"; nothing for none."""
    if len(words) < 2:
        return words[0] if words else ""
    return say("{first} and {last}", first=with_commas(words[:-1]), last=words[-1])


def with_commas(words: Sequence[str]) -> str:
    """Return words with commas between them."""
    if len(words) < 2:
        return words[0] if words else ""
    return say("{before}, {next}", before=with_commas(words[:-1]), next=words[-1])


def one_after_another(*sentences: str) -> str:
    """Return whole sentences as one text, leaving out empty ones."""
    said = [each for each in sentences if each]
    if len(said) < 2:
        return said[0] if said else ""
    return say("{before} {next}", before=one_after_another(*said[:-1]), next=said[-1])


def upper_first(text: str) -> str:
    """Return a text that begins with a capital."""
    return f"{text[:1].upper()}{text[1:]}"


def _both(first: Shape, then: Shape, text: str) -> str:
    return then(first(text))

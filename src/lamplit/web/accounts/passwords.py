"""What makes a password good enough: its length, and that nobody would guess it; no rules about signs or capitals."""

import re
from collections.abc import Iterable
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from lamplit.actions import accounts
from lamplit.engines.kernel.saying import say
from lamplit.people.models import Person
from lamplit.web.accounts.hashing import settled

LEAST_ALONE = 15  # NIST SP 800-63B-4: a password that is the only proof
LEAST_WITH_SECOND = 8
MOST = 1000
_FEWEST_OWN_SIGNS = 5
_ROWS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_ENDS = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_LOOKALIKES = (str.maketrans("013457@$", "oleastas"), str.maketrans("013457@$", "oieastas"))


class LongEnough:
    """At least 15 characters alone, 8 beside a passkey or a code app; up to 1,000."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError with what to do when the password is too short or too long."""
        size = len(settled(password))
        least = LEAST_WITH_SECOND if has_second_factor(user) else LEAST_ALONE
        if size < least:
            raise ValidationError(
                say(
                    "Make it longer: at least {least} characters. It has {size}. "
                    "Four words that only you would put together work well.",
                    least=least,
                    size=size,
                ),
                code="password_too_short",
            )
        if size > MOST:
            raise ValidationError(
                say("That is very long. {most} characters is the most.", most=MOST), code="password_too_long"
            )

    def get_help_text(self) -> str:
        """Return the rule in one line."""
        return say(
            "At least {least_alone} characters. Four words that only you would put together work well.",
            least_alone=LEAST_ALONE,
        )


class HardToGuess:
    """Not a common password, not one made of the product's words or the person's own names."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError when the password is one that people guess first."""
        if is_easy_to_guess(password, _own_words(user)):
            raise ValidationError(
                say("People would guess that one. Leave out names and well-known passwords, and try other words."),
                code="password_too_common",
            )

    def get_help_text(self) -> str:
        """Return the rule in one line."""
        return say("Not a name, and not a password that many people use.")


def has_second_factor(user: Any) -> bool:
    """Return whether this person also has a passkey or a code app."""
    if not isinstance(user, Person):
        return False
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return bool(Authenticator.objects.filter(user_id=user.pk, type__in=kinds).exists())


def is_easy_to_guess(password: str, own: Iterable[str] = ()) -> bool:
    """Return whether a password is common, a run of keys, one thing repeated, or little but listed words and names."""
    plain = settled(password).casefold()
    return any(_is_easy(each, own) for each in {plain, *(plain.translate(table) for table in _LOOKALIKES)})


def _is_easy(plain: str, own: Iterable[str]) -> bool:
    common = _common()
    core, joined = _ENDS.sub("", plain), re.sub(r"[\W_]+", "", plain)
    if {plain, core, joined, _repeated(joined), _repeated(core)} & common:
        return True
    return len(set(plain)) < _FEWEST_OWN_SIGNS or _is_run(joined) or _little_is_left(joined, own)


@cache
def _common() -> frozenset[str]:
    """Return the 20,000 most common passwords that Django ships, and our own words."""
    return frozenset(CommonPasswordValidator().passwords) | frozenset(_words())


@cache
def _words() -> tuple[str, ...]:
    lines = resources.files("lamplit.content").joinpath("passwords/words.txt").read_text(encoding="utf-8").splitlines()
    return tuple(sorted((line for line in lines if line and not line.startswith("#")), key=len, reverse=True))


def _repeated(text: str) -> str:
    """Return the part a text is a repetition of, or the text itself."""
    at = (text + text).find(text, 1)
    return text[:at] if text else text


def _is_run(text: str) -> bool:
    """Return whether most neighbouring signs also stand side by side in the alphabet, the numbers or on the keys."""
    pairs = list(pairwise(text))
    near = sum(1 for one, two in pairs if one == two or _side_by_side(one, two))
    return bool(pairs) and near >= 0.75 * len(pairs)


def _side_by_side(one: str, two: str) -> bool:
    return any(one + two in row or two + one in row for row in _ROWS)


def _little_is_left(text: str, own: Iterable[str]) -> bool:
    """Return whether names or listed words are nearly all of it: fewer than five other letters stay."""
    names = {part for name in own for part in re.split(r"[\W_\d]+", settled(name).casefold()) if len(part) > 2}
    left = text
    for word in sorted(names, key=len, reverse=True) + list(_words()):
        left = left.replace(word, " ")
    return left != text and len(re.sub(r"[\W\d_]+", "", left)) < _FEWEST_OWN_SIGNS


def _own_words(user: Any) -> tuple[str, ...]:
    known = tuple(getattr(user, "known_names", ()))
    return known + accounts.own_words(user) if isinstance(user, Person) else known

"""Typed readings of the environment; a wrong value stops the start with a sentence that says what to mend."""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


class SettingError(ImproperlyConfigured):
    """A setting has a value Lamplit cannot use; its text says which and what to write instead."""


def text(name: str, default: str = "") -> str:
    """Return setting `name`; `NAME_FILE` names a file that holds it and wins."""
    path = os.environ.get(f"{name}_FILE")
    if path:
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise SettingError(f"{name}_FILE names {path}, which cannot be read ({error.strerror}).") from error
    return os.environ.get(name, default)


def flag(name: str, *, default: bool) -> bool:
    """Return setting `name` as yes or no (1, true, yes, on / 0, false, no, off)."""
    raw = text(name, "1" if default else "0").strip().lower()
    if raw in {"1", "true", "yes", "on"}:
        return True
    if raw in {"0", "false", "no", "off", ""}:
        return False
    raise SettingError(f"{name} is {raw!r}. Write yes or no.")


def one_of(name: str, choices: list[str]) -> str:
    """Return setting `name` as one of `choices`, in small letters; the first of them when nothing is said."""
    raw = text(name, choices[0]).strip().lower().replace("_", "-")
    if raw not in choices:
        raise SettingError(f"{name} is {raw!r}. Write one of {', '.join(choices)}.")
    return raw


def words(name: str, default: str = "") -> list[str]:
    """Return setting `name` as a list, split at commas."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]

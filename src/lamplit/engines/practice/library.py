"""Every practice of a folder: the sound ones by short name, the faults of the broken; one never stops another."""

import gc
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from lamplit.engines.kernel import AgeBand, Role
from lamplit.engines.practice import wording
from lamplit.engines.practice.errors import CODES
from lamplit.engines.practice.frame import read_frames
from lamplit.engines.practice.loader import House, Read, read_practice
from lamplit.engines.practice.model import Practice
from lamplit.engines.practice.wording import Avoided
from lamplit.engines.records.reading import ContentError, Fault, Faults, check_header, content_text, read_items

FRAME, TAGS = "_frame.yaml", "_tags.yaml"


@dataclass(frozen=True, slots=True)
class Library:
    """The practices that can be played, and every fault of those that cannot."""

    practices: Mapping[str, Practice]
    faults: tuple[Fault, ...]

    def offered(self, band: AgeBand | None = None, role: Role | None = None) -> list[Practice]:
        """Return the practices that have a variant for `band` and are for `role`, by title; None asks for all."""
        found = [
            practice
            for practice in self.practices.values()
            if (band is None or practice.bands[band].offered) and (role is None or role in practice.roles)
        ]
        return sorted(found, key=lambda practice: (practice.title.lower(), practice.slug))


@cache
def house() -> House:
    """Return what every practice is read against, as shipped; raises ContentError when that is faulty."""
    tags = read_items(content_text("practices", TAGS), f"content/practices/{TAGS}")
    faults = Faults(f"content/practices/{TAGS}")
    check_header(tags, faults)
    faults.settle()
    named = [
        {name: label.text() for name, label in tags.get(key).fields().items()} for key in ("modality", "helps_with")
    ]
    frames = read_frames(content_text("practices", FRAME), f"content/practices/{FRAME}")
    return House(frames, named[0], named[1], avoided())


@cache
def avoided() -> tuple[Avoided, ...]:
    """Return the words this house does not use, as patterns over small letters."""
    lines = (line.strip() for line in content_text("lint", "words.txt").splitlines())
    return tuple(wording.avoided(line) for line in lines if line and not line.startswith("#"))


@cache
def shipped() -> Library:
    """Return the practices that come with Lamplit."""
    return library(_walk(files("lamplit.content").joinpath("practices"), "content/practices"))


@cache
def fingerprint() -> bytes:
    """Return a digest of every shipped file, so that copies kept elsewhere can be known as old."""
    place, digest = files("lamplit.content").joinpath("practices"), sha256()
    found = [(name, place.joinpath(name)) for name in (FRAME, TAGS, "_paths.yaml")]
    for name, file in [*found, *_walk(place, "practices")]:
        digest.update(name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.digest()


def folder(path: Path) -> Library:
    """Return the practices of a folder that somebody keeps themselves; raises OSError when it cannot be read."""
    return library(_walk(path, str(path)), theirs=True)


def _walk(place: Traversable, name: str) -> Iterable[tuple[str, Traversable]]:
    for each in sorted(place.iterdir(), key=lambda each: each.name):
        if each.is_dir():
            yield from _walk(each, f"{name}/{each.name}")
        elif each.name.endswith(".yaml") and not each.name.startswith(("_", ".")):
            yield f"{name}/{each.name}", each


def library(found: Iterable[tuple[str, Traversable]], *, theirs: bool = False) -> Library:
    """Return the practices in some files; a broken one is told and left out."""
    with _undisturbed():
        return _gathered(found, theirs=theirs)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let nobody look for rubbish meanwhile: what is read here stays, and looking it over costs a third of the time."""
    looking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if looking:
            gc.enable()


def _gathered(found: Iterable[tuple[str, Traversable]], *, theirs: bool) -> Library:
    practices, faults = dict[str, Practice](), list[Fault]()
    for name, file in found:
        read = _read(name, file, theirs=theirs)
        faults += read.faults
        if read.practice is None:
            continue
        if read.practice.slug in practices:
            faults.append(Fault(name, 1, "slug_twice", f"'{read.practice.slug}'. {CODES['slug_twice'].mend}"))
            continue
        practices[read.practice.slug] = read.practice
    return Library(practices, tuple(faults))


def _read(name: str, file: Traversable, *, theirs: bool) -> Read:
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return Read(name, None, (Fault(name, 1, "not_text", f"This is not text. {CODES['not_text'].mend}"),))
    except OSError:
        mend = "Let the program read it, or take it away."
        return Read(name, None, (Fault(name, 1, "not_text", f"This file cannot be opened. {mend}"),))
    try:
        return read_practice(text, name, house(), theirs=theirs)
    except ContentError as error:
        return Read(name, None, tuple(error.faults))

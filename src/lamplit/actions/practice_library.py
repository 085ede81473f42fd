"""The practices at hand in this house: those that come with Lamplit, and those in the folder its host names.

Files of the folder pass the same checks and are marked as the house's own. A broken one is left out and told to whoever
runs the house; the others go on. The folder is read anew as soon as a file in it changes.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from lamplit.actions.keeping_checks import Check
from lamplit.engines.practice.errors import CODES
from lamplit.engines.practice.library import Library, folder, house, shipped
from lamplit.engines.practice.loader import read_practice
from lamplit.engines.practice.model import Practice
from lamplit.engines.records.reading import Fault

NAME = "practices of this house"
WHERE = "Look at them: /own-practices"
LONGEST_DRAFT = 200_000  # characters; the longest that ships has a tenth of it
_NOTHING = Library({}, ())
Files = tuple[tuple[str, int, int], ...]


@dataclass(frozen=True, slots=True)
class Own:
    """The host's folder: `place` as the setting names it, None when no folder is named; what of it can be played."""

    place: Path | None
    there: bool
    library: Library

    @property
    def practices(self) -> list[Practice]:
        """What can be played, by title."""
        return self.library.offered()

    @property
    def broken(self) -> dict[str, list[Fault]]:
        """The faults of each file that cannot be played, by the file's name."""
        found: dict[str, list[Fault]] = {}
        for fault in self.library.faults:
            found.setdefault(fault.file, []).append(fault)
        return found


def at_hand() -> Library:
    """Return every practice that can be played in this house."""
    place = _named()
    try:
        return shipped() if place is None else _together(place, _files(place))
    except OSError:
        return shipped()


def own_folder() -> Own:
    """Return what the folder of the host holds now; a folder that cannot be read is not there."""
    place = _named()
    try:
        return Own(place, place is not None, _NOTHING if place is None else _read(place, _files(place)))
    except OSError:
        return Own(place, there=False, library=_NOTHING)


def own_practices() -> Check:
    """Say whether the folder is there and which of its files cannot be played; for `doctor` and the page Health."""
    own = own_folder()
    if own.place is None:
        return Check(NAME, "None. Those that come with Lamplit are there.")
    if not own.there:
        return Check(
            NAME, f"The folder {own.place} cannot be read. Make it, or mend LAMPLIT_PRACTICES.", needs_a_person=True
        )
    if own.broken:
        listed = ", ".join(Path(file).name for file in own.broken)
        return Check(NAME, f"Left out, because something in them is wrong: {listed}. {WHERE}", needs_a_person=True)
    return Check(NAME, f"{len(own.practices)} can be played.")


def faults_of_draft(text: str, name: str) -> tuple[Fault, ...]:
    """Return everything wrong in a draft to be saved as `name` (area/short-name.yaml), by line; keeps nothing."""
    found = list(read_practice(text[:LONGEST_DRAFT], name, house(), theirs=True).faults)
    if Path(name).stem in shipped().practices:
        found.append(_taken(name))
    return tuple(found)


def _named() -> Path | None:
    return Path(settings.PRACTICES).expanduser() if settings.PRACTICES else None


def _files(place: Path) -> Files:
    """Return name, time of last change (ns) and size (bytes) of each file; raises OSError when there is no folder."""
    list(place.iterdir())
    found = ((str(each), each.stat()) for each in sorted(place.rglob("*.yaml")) if each.is_file())
    return tuple((name, of.st_mtime_ns, of.st_size) for name, of in found)


@lru_cache(maxsize=1)
def _read(place: Path, files: Files) -> Library:
    """Read the folder as its files are now."""
    found = folder(place)
    taken = shipped().practices.keys() & found.practices.keys()
    mine = {slug: practice for slug, practice in found.practices.items() if slug not in taken}
    clashes = [_taken(f"{found.practices[slug].area}/{slug}.yaml") for slug in sorted(taken)]
    return Library(mine, (*found.faults, *clashes))


def _taken(file: str) -> Fault:
    return Fault(file, 1, "slug_twice", f"'{Path(file).stem}' comes with Lamplit. {CODES['slug_twice'].mend}")


@lru_cache(maxsize=1)
def _together(place: Path, files: Files) -> Library:
    return Library({**_read(place, files).practices, **shipped().practices}, shipped().faults)

"""`lamplit demo`: the fictional circles, and a link that signs each of its people in once, from this machine."""

import argparse
from collections.abc import Collection
from dataclasses import asdict

from django.conf import settings

from lamplit.actions import clock, demo
from lamplit.cli import building, ground, listening
from lamplit.cli.ground import Ending, RefusedError, TroubleError
from lamplit.engines.records.reading import ContentError
from lamplit.vault import keys


def run(options: argparse.Namespace) -> int:
    """Load (or remove) the fictional circles; refused while the house is open to other machines."""
    if ground.house_stands():
        keys.unlock(settings.KEY_FILE, settings.DATA_DIR)
    else:
        building.make_house()
    if options.remove:
        return _remove(as_json=options.json)
    open_at = listening.where_open()
    if listening.is_open_beyond(open_at[0] if open_at else "localhost"):
        raise RefusedError("This house is open to other machines; the fictional circles are for this machine only.")
    only = (options.circle,) if options.circle else demo.STORIES
    load(only)
    people = demo.demo_people(f"http://localhost:{open_at[1] if open_at else options.port}", only)
    if options.json:
        ground.put_json([asdict(person) for person in people])
    else:
        for person in people:
            ground.put(f"{person.name} ({person.role}, {person.circle_name}): {person.sign_in}")
    return Ending.DONE


def load(only: Collection[str]) -> None:
    """Make the fictional circles that are not there; raises TroubleError naming the file and line of a faulty one."""
    try:
        demo.build_demo(clock.now(), only)
    except (ContentError, demo.StoryError) as error:
        raise TroubleError(f"A fictional circle cannot be made:\n{error}") from error


def _remove(*, as_json: bool) -> int:
    """Take every fictional circle and its people away."""
    gone = demo.remove_demo()
    if as_json:
        ground.put_json({"removed": gone})
    else:
        ground.tell(f"Removed: {gone}." if gone else "There were no fictional circles here.")
    return Ending.DONE

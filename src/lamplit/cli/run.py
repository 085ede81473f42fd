"""`lamplit run`: everything for a first look on this machine, in one go; the second time it only opens the house."""

import argparse

from django.conf import settings

from lamplit.actions import demo, setup
from lamplit.cli import building, ground, listening, serve
from lamplit.cli.demo import load
from lamplit.cli.ground import Ending
from lamplit.vault import keys


def run(options: argparse.Namespace) -> int:
    """Make a house with the fictional circles where there is none, then open it at localhost."""
    listening.refuse_used_port(options.host, options.port, f"PORT={options.port + 1} make run")
    first = not ground.house_stands()
    if not first:
        keys.unlock(settings.KEY_FILE, settings.DATA_DIR)
    building.make_folders()
    with listening.take_lock(options.host, options.port):
        if first:
            building.make_house()
        serve.prepare(options.host)
        if first:
            load(demo.STORIES)
        _show(options.port)
        welcome = f"\nLamplit is open at {listening.address(options.host, options.port)} (Ctrl-C stops it)"
        listening.serve(options.host, options.port, 1, welcome)
    return Ending.DONE


def _show(port: int) -> None:
    """Print the two places and a link for each fictional person."""
    ground.put(f"Data folder: {settings.DATA_DIR}\nKey file:    {settings.KEY_FILE}")
    address = listening.address("localhost", port)
    token = setup.first_run_token()
    if token:
        ground.put(f"\nA circle of your own starts here, once: {address}/setup/{token}")
    people = demo.demo_people(address)
    if not people:
        return
    ground.put("\nThe people here are made up. Each link signs one of them in, once, from this machine only:")
    circle = ""
    for person in people:
        if person.circle != circle:
            circle = person.circle
            ground.put(f"  {person.circle_name}")
        age = f", {person.age}" if person.age is not None else ""
        ground.put(f"    {person.name} ({person.role.replace('_', ' ')}{age}): {person.sign_in}")

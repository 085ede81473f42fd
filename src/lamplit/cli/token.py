"""`lamplit token`: keys for other programs, each bound to one membership: made and shown once, listed, ended."""

import argparse
from uuid import UUID

from django.conf import settings

from lamplit.actions import tokens
from lamplit.cli import ground
from lamplit.cli.ground import Ending, RefusedError, TroubleError, UsageError
from lamplit.vault import keys


def run(options: argparse.Namespace) -> int:
    """Make, list or end tokens; refuses to make one for a person who is not a confirmed member of the circle."""
    ground.require_house()
    acts = {"create": _create, "list": _list, "revoke": _revoke}
    return acts[options.act](options)


def _create(options: argparse.Namespace) -> int:
    """Print a new token."""
    if not options.person:
        raise UsageError("To make a key, say whose it is: `lamplit token create --person NAME --circle ID`.")
    keys.unlock(settings.KEY_FILE, settings.DATA_DIR)
    circle = _id(options.circle, "a circle's id. `lamplit demo --json` shows such ids.") if options.circle else None
    try:
        token = tokens.create_token(options.person, circle)
    except tokens.NoSuchMember as error:
        raise RefusedError(str(error)) from error
    if options.json:
        ground.put_json({"token": token, "person": options.person, "circle": options.circle})
    else:
        ground.put(token)
        ground.tell("Keep it safe: it is shown this once, and ends when the membership ends.")
    return Ending.DONE


def _list(options: argparse.Namespace) -> int:
    """Print every token there is, never the token itself."""
    circle = _id(options.circle, "a circle's id.") if options.circle else None
    found = tokens.every_token(circle)
    if options.json:
        ground.put_json([_told(each) for each in found])
        return Ending.DONE
    for each in found:
        state = "works" if each.works else "closed"
        ground.put(f"{each.id} {state} {each.created_at:%Y-%m-%d} {each.username} ({each.role}) in {each.circle}")
    return Ending.DONE


def _revoke(options: argparse.Namespace) -> int:
    """End one token."""
    if not options.id:
        raise UsageError("Say which key to end: `lamplit token revoke --id ID`. `lamplit token list` shows the ids.")
    token = _id(options.id, "a key's id. `lamplit token list` shows the ids.")
    if not tokens.revoke_token(token):
        raise TroubleError("There is no key of that id that still works. `lamplit token list` shows them all.")
    if options.json:
        ground.put_json({"revoked": str(token)})
    else:
        ground.tell("Ended. It opens nothing from its next request on.")
    return Ending.DONE


def _told(card: tokens.TokenCard) -> dict[str, object]:
    """Return a card in values that JSON has."""
    return {
        "id": str(card.id),
        "person": str(card.person),
        "username": card.username,
        "circle": str(card.circle),
        "role": card.role,
        "created_at": card.created_at.isoformat(),
        "works": card.works,
    }


def _id(text: str, what: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise TroubleError(f"{text!r} is not {what}") from error

"""What `doctor` looks at: places and server here, the address in `trust`, all the rest in `house_checks`."""

import os
from collections.abc import Iterator

from django.conf import settings

from lamplit.actions import clock, house_checks
from lamplit.actions.keeping_checks import Check
from lamplit.cli import ground, listening, trust


def look(*, deep: bool) -> Iterator[Check]:
    """Look at everything that can be looked at; later things need the earlier ones to be in order."""
    yield _places()
    if not ground.house_stands():
        text = f"There is no Lamplit in {settings.DATA_DIR} yet. Make one: lamplit init"
        yield Check("house", text, needs_a_person=True)
        return
    found = list(house_checks.look())
    yield from found
    yield _server()
    yield trust.address(clock.now())
    if deep and not found[0].needs_a_person:
        yield from house_checks.look_deep()


def _places() -> Check:
    writable = os.access(settings.DATA_DIR, os.W_OK) if settings.DATA_DIR.exists() else False
    text = f"Data folder {settings.DATA_DIR}, key file {settings.KEY_FILE}."
    if writable:
        return Check("places", text)
    return Check("places", f"{text} The data folder cannot be written: it must belong to you.", needs_a_person=True)


def _server() -> Check:
    """Say where the house is open; the lock sees to it that one folder has one server."""
    open_at = listening.where_open()
    if open_at is None:
        return Check("server", "Closed.")
    host, port = open_at
    beyond = not listening.is_loopback(host)
    if beyond and settings.INSECURE_HTTP:
        text = f"Open at {host}, port {port}, without encryption: everybody on the same network can read along."
        return Check(
            "server", f"{text} Put a proxy with HTTPS in front, or serve with --certificate.", needs_a_person=True
        )
    if beyond and settings.PROXIES:
        text = f"Open at {host}, port {port}. If your proxy is on this machine, serve with --host 127.0.0.1."
        return Check("server", text)
    return Check("server", f"Open at {host}, port {port}.")

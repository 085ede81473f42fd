"""`lamplit serve`: open a house that was made before."""

import argparse
import os
import ssl
from pathlib import Path

from django.conf import settings
from django.core.checks import ERROR, run_checks

from lamplit.actions import keeping, readiness, setup
from lamplit.cli import building, ground, listening
from lamplit.cli.ground import Ending, TroubleError, UsageError
from lamplit.people.models import Circle
from lamplit.vault import keys


def run(options: argparse.Namespace) -> int:
    """Open the house; refuses without its keys, changing nothing."""
    tls = _certificate(options.certificate, options.certificate_key)
    listening.refuse_used_port(options.host, options.port, f"lamplit serve --port {options.port + 1}")
    ground.require_house()
    keys.unlock(settings.KEY_FILE, settings.DATA_DIR)
    held = listening.take_lock(options.host, options.port)
    with held:
        prepare(options.host)
        welcome = _welcome(options.host, options.port, secure=tls is not None)
        listening.serve(options.host, options.port, options.workers, welcome, tls)
    return Ending.DONE


def prepare(host: str) -> None:
    """Do what must be done before anyone may come in."""
    building.make_tables()
    building.keep_web_secret()
    building.build_static()
    listening.refuse_demo_beyond_here(host, has_demo=Circle.objects.filter(is_demo=True).exists())
    wrong = [str(found.msg) for found in run_checks() if found.level >= ERROR and not found.is_silenced()]
    if wrong:
        raise TroubleError("Lamplit will not open like this. " + " ".join(wrong))
    if readiness.can_save():
        keeping.before_opening()
    else:
        ground.tell(f"Lamplit may not write to {settings.DATA_DIR}: it opens for reading, and nothing can be saved.")


def _certificate(file: str | None, key: str | None) -> tuple[Path, Path] | None:
    """Return the certificate and key to speak HTTPS with, once both can be read; None without either."""
    if file is None and key is None:
        return None
    if file is None or key is None:
        raise UsageError("--certificate and --certificate-key go together.")
    found = Path(file).expanduser(), Path(key).expanduser()
    for path in found:
        if not os.access(path, os.R_OK):
            raise TroubleError(f"{path} cannot be read. Lamplit runs as its own user: that user must be able to.")
    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(*found, password=_no_password)
    except ssl.SSLError as error:
        raise TroubleError(f"{file} and {key} are no certificate and its key ({error.reason}).") from error
    return found


def _no_password() -> str:
    raise TroubleError("The certificate's key has a password. Lamplit starts by itself, so give it one without.")


def _welcome(host: str, port: int, *, secure: bool) -> str:
    """Return what to say when visitors can come in, and how the first one does."""
    address = listening.address(host, port, secure=secure)
    token = setup.first_run_token() if readiness.can_save() else ""
    first = f"Make this house yours, once: {address}/setup/{token}\n" if token else ""
    return f"{first}Lamplit is open at {address}"

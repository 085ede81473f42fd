"""Opens the house at an address: one house a port, one server a house, and no worker left behind."""

import fcntl
import json
import os
import signal
import socket
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.db import connections
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

from lamplit.cli.grammar import LOOPBACK
from lamplit.cli.ground import RefusedError, TroubleError, put

THREADS = 64  # most of them wait for a slow line; `config.patience` lets two work at a time
KILL_AFTER_SECONDS = 5
LOG_LINES = {
    "formatters": {"plain": {"()": "lamplit.config.log_lines.ContentFreeFormatter"}},
    "filters": {"quiet": {"()": "lamplit.config.log_lines.NotAboutThreads"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "filters": ["quiet"],
            "stream": "ext://sys.stderr",
        }
    },
    "loggers": {"_granian": {"handlers": ["console"], "propagate": False}},
}


def refuse_used_port(host: str, port: int, advice: str) -> None:
    """Stop when something answers on this port; a second server would silently share its visitors."""
    there = "127.0.0.1" if host in {"0.0.0.0", "::", "localhost"} else host  # noqa: S104 - looked at, not opened
    with suppress(OSError), socket.create_connection((there, port), timeout=1):
        raise TroubleError(f"Port {port} is in use by another program. Choose another: {advice}")


def lock_file() -> Path:
    """Return the file that the running server holds locked."""
    return Path(settings.DATA_DIR / "serving.lock")


def take_lock(host: str, port: int) -> IO[str]:
    """Hold this house for one server; raises TroubleError when another has it. Keep what is returned."""
    file = _lockable()
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        other = _said(file)
        file.close()
        at = f" at port {other['port']}" if other.get("port") else ""
        raise TroubleError(
            f"This house is open already{at}: {settings.DATA_DIR} serves one server at a time."
        ) from None
    if file.writable():
        file.truncate(0)
        json.dump({"host": host, "port": port}, file)
        file.flush()
    return file


def _lockable() -> IO[str]:
    """Open the lock; where nothing can be written it may be missing, and two who only read do no harm."""
    if os.access(settings.DATA_DIR, os.W_OK):
        return lock_file().open("a+", encoding="utf-8")
    return (lock_file() if lock_file().exists() else Path(os.devnull)).open("r", encoding="utf-8")


def where_open() -> tuple[str, int] | None:
    """Return host and port of the running server, or None when the house is closed."""
    try:
        file = lock_file().open("r", encoding="utf-8")
    except FileNotFoundError:
        return None
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            said = _said(file)
            return (said["host"], said["port"]) if said.get("port") else None
    return None


def _said(file: IO[str]) -> dict[str, Any]:
    """Return what the server wrote into its lock."""
    file.seek(0)
    try:
        return dict(json.load(file))
    except ValueError:
        return {}


def is_loopback(host: str) -> bool:
    """Say whether only this machine can reach an address."""
    return host in LOOPBACK or host.startswith("127.")


def address(host: str, port: int, *, secure: bool = False) -> str:
    """Return the address people open, without a slash at its end: the one that was set, else where it listens."""
    here = f"http{'s' if secure else ''}://{'localhost' if is_loopback(host) else host}:{port}"
    return f"{settings.ADDRESS.origin or here}{settings.SUB_PATH}"


def is_open_beyond(host: str) -> bool:
    """Say whether others can come in: by this address, by a proxy, or by a name that is not this machine's own."""
    names = {name.strip("[]") for name in settings.ALLOWED_HOSTS}
    return bool(settings.PROXIES) or not all(is_loopback(name) for name in {host, *names})


def refuse_demo_beyond_here(host: str, *, has_demo: bool) -> None:
    """Refuse to open a house with fictional people, whose links sign anyone in, to other machines."""
    if has_demo and is_open_beyond(host):
        raise RefusedError("The fictional circles are for this machine only. Remove them first: lamplit demo --remove")


def serve(host: str, port: int, workers: int, welcome: str, tls: tuple[Path, Path] | None = None) -> None:
    """Serve until told to stop; `welcome` is said when visitors can come in; `tls` is a certificate and its key."""
    os.environ["LAMPLIT_SERVER"] = str(os.getpid())
    connections.close_all()  # a connection must not cross into the worker
    os.register_at_fork(after_in_child=_stoppable)
    server = Granian(
        "lamplit.config.wsgi:application",
        address="127.0.0.1" if host == "localhost" else host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        http=HTTPModes.http1,
        websockets=False,
        log_level=LogLevels.warning,
        log_dictconfig=LOG_LINES,
        ssl_cert=tls[0] if tls else None,
        ssl_key=tls[1] if tls else None,
        workers_kill_timeout=KILL_AFTER_SECONDS,
        respawn_failed_workers=True,
    )
    server.on_startup(lambda: put(welcome))
    server.serve()


def _stoppable() -> None:
    """Let a stop end a worker that is still starting: it inherits a handler that only wakes the server."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)

"""The key of each transcript, in a file of its own beside the key file; no backup has it, and once gone it is gone."""

import os
from contextlib import suppress
from pathlib import Path
from uuid import UUID

from django.conf import settings

from lamplit.engines.kernel.saying import say
from lamplit.vault.crypto import KEY_BYTES, SealingKey, fresh_key
from lamplit.vault.failures import NotSaved

NAME = "session-keys"
_NO_PLACE = say("Not saved: Lamplit may not write beside its key file. Ask the person who runs Lamplit to allow it.")


def folder() -> Path:
    """Return where the keys lie: beside the key file, never in the data folder."""
    return Path(settings.KEY_FILE).with_name(NAME)


def make(session: UUID) -> SealingKey:
    """Write a fresh key for one transcript, on disk before this returns; raises NotSaved when it cannot be written."""
    secret = fresh_key()
    try:
        folder().mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(folder() / session.hex, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            os.write(handle, secret)
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        raise NotSaved(_NO_PLACE) from error
    return SealingKey(secret, 1)


def of(session: UUID) -> SealingKey | None:
    """Return the key of one transcript; None when it is gone, which is for good."""
    try:
        secret = (folder() / session.hex).read_bytes()
    except OSError:
        return None
    return SealingKey(secret, 1) if len(secret) == KEY_BYTES else None


def destroy(session: UUID) -> None:
    """Write over a key and take its file away; its transcript opens nowhere after that, in no copy of the data."""
    file = folder() / session.hex
    with suppress(FileNotFoundError):
        handle = os.open(file, os.O_WRONLY)
        try:
            os.write(handle, bytes(KEY_BYTES))
            os.fsync(handle)
        finally:
            os.close(handle)
        file.unlink()

"""How a photo, recording, table or transcript comes up: into memory, never onto the disk, and only so much of it."""

import io
import re
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

from lamplit.actions.pictures import MOST_BYTES
from lamplit.actions.sounds import MOST_BYTES as MOST_OF_A_SOUND
from lamplit.actions.therapy_reading import MOST_BYTES as MOST_OF_A_TRANSCRIPT

FIELD = "photo"
SOUND = "sound"
TABLE = "table"
TRANSCRIPT = "transcript"
MOST_OF_A_TABLE = 1024 * 1024
READ_ANYWAY = 48 * 1024 * 1024  # of a form with too large a photo, so that the line typed beside it comes back
_ROOM = 256 * 1024  # for the rest of the form
_ID = "[0-9a-f-]{36}"
_PAGE = re.compile(rf"^/c/{_ID}/(?:new/photo|run/{_ID}|place/{_ID}/picture|sessions/new)$")
_PROGRAM = re.compile(rf"^/api/v1/circles/{_ID}/entries/{_ID}/photo$")


def most_bytes(method: str, path: str) -> int:
    """Return how long a body sent to an address may be: more only where a photo or a transcript may come up."""
    if method == "POST" and _PAGE.match(path):
        return READ_ANYWAY
    if method == "PUT" and _PROGRAM.match(path):
        return MOST_BYTES + _ROOM
    return int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE)


def picture_sent(request: HttpRequest) -> bytes:
    """Return the photo a form sent, nothing when it sent none; one byte more than may be kept means too large."""
    file = request.FILES.get(FIELD)
    return file.read() if file is not None else b""


def sound_sent(request: HttpRequest) -> bytes:
    """Return the recording a form sent, nothing when it sent none; one byte more than may be kept means too large."""
    file = request.FILES.get(SOUND)
    return file.read() if file is not None else b""


def table_sent(request: HttpRequest) -> bytes:
    """Return the table a form sent, nothing when it sent none; one byte more than may be kept means too large."""
    file = request.FILES.get(TABLE)
    return file.read() if file is not None else b""


def transcript_sent(request: HttpRequest) -> bytes:
    """Return the transcript a form sent, nothing when it sent none; one byte more than may be kept means too large."""
    file = request.FILES.get(TRANSCRIPT)
    return file.read() if file is not None else b""


_MOST = {FIELD: MOST_BYTES, SOUND: MOST_OF_A_SOUND, TABLE: MOST_OF_A_TABLE, TRANSCRIPT: MOST_OF_A_TRANSCRIPT}


class InMemory(FileUploadHandler):
    """Keeps one photo, recording, table or transcript in memory up to its limit, and lets go of all other files.

    Django's own would put a large file into a temporary folder, in clear. The name it comes with is never used.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        """Begin with nothing kept."""
        super().__init__(request)
        self._kept: io.BytesIO | None = None
        self._seen = False
        self._most = 0

    def new_file(self, field_name: str, *args: Any, **more: Any) -> None:
        """Begin one file; any but the first of these is passed over."""
        if field_name not in _MOST or self._seen:
            raise SkipFile
        self._most = _MOST[field_name]
        self._seen = True
        self._kept = io.BytesIO()
        super().new_file(field_name, *args, **more)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Keep what fits and one byte more; the rest is read and forgotten."""
        if self._kept is not None and start <= self._most:
            self._kept.write(raw_data[: self._most + 1 - start])
        return None

    def file_complete(self, file_size: int) -> InMemoryUploadedFile | None:
        """Return what was kept, under a name of ours."""
        if self._kept is None:
            return None
        kept, self._kept = self._kept, None
        size = kept.tell()
        kept.seek(0)
        return InMemoryUploadedFile(kept, self.field_name, FIELD, "application/octet-stream", size, None)

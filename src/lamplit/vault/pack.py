"""Tables and files as one stream of bytes with a sealed list of contents at its end, and back; leaves rows to `tables`.

Every record is one line of JSON. First the head, then parts (a line that opens it, its rows, a line that ends it with
their number and SHA-256), last the manifest. A row is `{"v": values, "b": [[place, size], ...]}`; the bytes of its
binary values follow the line. Head and manifest carry an HMAC, and the manifest lists every part.
"""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Any, BinaryIO, NamedTuple

import orjson

from lamplit.vault.crypto import mac, same_mac
from lamplit.vault.failures import BackupDamaged

Values = Sequence[Any]
Said = dict[str, Any]
_LONGEST_LINE = 16 * 1024 * 1024
_LARGEST_VALUE = 1024 * 1024 * 1024
_HEAD, _MANIFEST = b"lamplit/backup/head/1", b"lamplit/backup/manifest/1"


class Part(NamedTuple):
    """One part of a stream that is being read; its rows must be taken before the next part."""

    name: str
    columns: tuple[str, ...]
    rows: Iterator[list[Any]]


class Packer:
    """Turns rows into the bytes of a stream, and remembers what it must list."""

    def __init__(self, key: bytes) -> None:
        """Take the 32 bytes of the key that head and manifest are sealed with."""
        self._key = key
        self._parts: list[Said] = []
        self._said = b""

    def head(self, said: Said) -> bytes:
        """Return the first line."""
        self._said = orjson.dumps(said)
        return _line({"head": said, "mac": mac(self._key, _HEAD + self._said).hex()})

    def part(self, name: str, columns: Sequence[str], rows: Iterable[Values]) -> Iterator[bytes]:
        """Yield one part, row by row."""
        yield _line({"part": name, "columns": list(columns)})
        digest, many = sha256(), 0
        for row in rows:
            packed = _packed(row)
            digest.update(packed)
            many += 1
            yield packed
        end = {"part": name, "rows": many, "sha256": digest.hexdigest()}
        self._parts.append(end)
        yield _line({"end": end})

    def manifest(self, said: Said) -> bytes:
        """Return the last line."""
        whole = said | {"parts": self._parts, "head": sha256(self._said).hexdigest()}
        return _line({"manifest": whole, "mac": mac(self._key, _MANIFEST + orjson.dumps(whole)).hex()})

    def rows_of(self, name: str) -> int:
        """Return how many rows a part had."""
        return next((int(part["rows"]) for part in self._parts if part["part"] == name), 0)


class Unpacker:
    """Reads a stream piece by piece and checks every part against the list at its end."""

    def __init__(self, stream: BinaryIO) -> None:
        """Read the head; nothing of it is proved yet."""
        self._stream = stream
        line = self._record()
        if not isinstance(line.get("head"), dict):
            raise BackupDamaged("This backup has no beginning. Use another one. Nothing has been changed.")
        self.head: Said = line["head"]
        self._head_mac = str(line.get("mac", ""))
        self._parts: list[Said] = []
        self._last: Said = {}

    def prove_head(self, key: bytes) -> None:
        """Raise BackupDamaged unless the head was written by the house that has this key."""
        _prove(key, _HEAD + orjson.dumps(self.head), self._head_mac, "beginning")

    def parts(self) -> Iterator[Part]:
        """Yield every part in its order; raises BackupDamaged for one that is not as it was written."""
        while True:
            line = self._record()
            if "manifest" in line:
                self._last = line
                return
            yield Part(str(line.get("part")), tuple(line.get("columns", ())), self._rows(str(line.get("part"))))

    def manifest(self, key: bytes) -> Said:
        """Return the list of contents once it is proved, and that exactly these parts were read."""
        said: Said = self._last.get("manifest", {})
        _prove(key, _MANIFEST + orjson.dumps(said), str(self._last.get("mac", "")), "list of contents")
        if said.get("head") != sha256(orjson.dumps(self.head)).hexdigest():
            raise BackupDamaged("This backup's list of contents belongs to another backup. Nothing has been changed.")
        listed, read = ({part["part"]: part for part in parts} for parts in (said.get("parts", []), self._parts))
        for name in sorted(listed.keys() | read.keys()):
            if listed.get(name) != read.get(name):
                what = "is missing from" if name not in read else "does not belong in"
                raise BackupDamaged(f"The part {name} {what} this backup. Use another one. Nothing has been changed.")
        if self._stream.read(1):
            raise BackupDamaged("Something was added to the end of this backup. Nothing has been changed.")
        return said

    def _rows(self, name: str) -> Iterator[list[Any]]:
        """Yield the rows of one part and check them against the line that ends it."""
        digest, many = sha256(), 0
        while True:
            raw = self._raw()
            line = _parsed(raw)
            if "end" in line:
                break
            digest.update(raw)
            values = list(line.get("v", ()))
            for place, size in line.get("b", ()):
                values[place] = self._bytes(int(size))
                digest.update(values[place])
            many += 1
            yield values
        end = {"part": name, "rows": many, "sha256": digest.hexdigest()}
        if line["end"] != end:
            raise BackupDamaged(f"The part {name} of this backup was changed. Use another one.")
        self._parts.append(end)

    def _record(self) -> Said:
        """Return the next line's values."""
        return _parsed(self._raw())

    def _raw(self) -> bytes:
        """Return the next line."""
        raw = self._stream.readline(_LONGEST_LINE)
        if not raw.endswith(b"\n"):
            raise BackupDamaged("This backup is cut short. Use another one. Nothing has been changed.")
        return raw

    def _bytes(self, size: int) -> bytes:
        """Return the bytes of one binary value."""
        if not 0 <= size <= _LARGEST_VALUE:
            raise BackupDamaged("This backup was changed. Use another one. Nothing has been changed.")
        found = self._stream.read(size)
        if len(found) != size:
            raise BackupDamaged("This backup is cut short. Use another one. Nothing has been changed.")
        return found


def _packed(row: Values) -> bytes:
    """Return one row as it stands in the stream."""
    values: list[Any] = []
    sizes: list[list[int]] = []
    blobs: list[bytes] = []
    for place, value in enumerate(row):
        if isinstance(value, bytes | memoryview | bytearray):
            blobs.append(bytes(value))
            sizes.append([place, len(blobs[-1])])
            values.append(None)
        else:
            values.append(value)
    return _line({"v": values, "b": sizes} if sizes else {"v": values}) + b"".join(blobs)


def _line(said: Said) -> bytes:
    return orjson.dumps(said, option=orjson.OPT_APPEND_NEWLINE)


def _parsed(raw: bytes) -> Said:
    try:
        found = orjson.loads(raw)
    except ValueError as error:
        raise BackupDamaged("This backup was changed. Use another one. Nothing has been changed.") from error
    if not isinstance(found, dict):
        raise BackupDamaged("This backup was changed. Use another one. Nothing has been changed.")
    return found


def _prove(key: bytes, message: bytes, claimed: str, what: str) -> None:
    """Raise BackupDamaged when an HMAC is not the one that this house would have written."""
    if not same_mac(mac(key, message).hex().encode("ascii"), claimed.encode("utf-8")):
        raise BackupDamaged(
            f"This backup's {what} was not written by this house. Use another one. Nothing has been changed."
        )

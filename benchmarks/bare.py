"""The floor: the same work as plain functions over sqlite3, with no framework, no rule and no audit."""

import os
import sqlite3
from pathlib import Path
from uuid import uuid4

import orjson
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

BODY = {"tone": "hard", "words": "After school she went to her room and put the music on. " * 4, "intensity": 6}


class Bare:
    """One table, one key, one connection."""

    def __init__(self, path: Path, rows: int) -> None:
        """Make the table and `rows` sealed rows."""
        self.seal = AESGCM(AESGCM.generate_key(256))
        self.base = sqlite3.connect(path, isolation_level=None)
        self.base.execute("PRAGMA journal_mode=WAL")
        self.base.execute("PRAGMA synchronous=FULL")
        self.base.execute("CREATE TABLE entry (id TEXT PRIMARY KEY, day TEXT, seq INTEGER, sealed BLOB)")
        self.base.execute("CREATE INDEX diary ON entry (day DESC, seq DESC)")
        self.base.execute("BEGIN")
        for number in range(rows):
            self._insert(number)
        self.base.execute("COMMIT")
        self.number = rows

    def _insert(self, number: int) -> None:
        nonce = os.urandom(12)
        sealed = nonce + self.seal.encrypt(nonce, orjson.dumps(BODY), None)
        day = f"2026-{number % 12 + 1:02d}-01"
        self.base.execute("INSERT INTO entry VALUES (?, ?, ?, ?)", [uuid4().hex, day, number, sealed])

    def record(self) -> None:
        """Seal and insert one entry in its own transaction."""
        self.number += 1
        self.base.execute("BEGIN IMMEDIATE")
        self._insert(self.number)
        self.base.execute("COMMIT")

    def listing(self) -> bytes:
        """Open the newest 50 and return them as JSON."""
        rows = self.base.execute(
            "SELECT id, day, seq, sealed FROM entry ORDER BY day DESC, seq DESC LIMIT 50"
        ).fetchall()
        opened = [(row, orjson.loads(self.seal.decrypt(row[3][:12], row[3][12:], None))) for row in rows]
        return orjson.dumps([{"id": row[0], "day": row[1], "seq": row[2], "body": body} for row, body in opened])

"""Where data, key file and web secret live: two separate places, both the operator's to move."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from lamplit.config import env


@dataclass(frozen=True, slots=True)
class Places:
    """The data folder (database, attachments, tombstones) and the key file, which is never inside it."""

    data: Path
    key_file: Path

    @classmethod
    def from_environment(cls) -> "Places":
        """Read LAMPLIT_DATA and LAMPLIT_KEY_FILE, else the user's own data and config folders."""
        home = Path(env.text("HOME", "/"))
        data = Path(env.text("LAMPLIT_DATA") or Path(os.environ.get("XDG_DATA_HOME") or home / ".local/share") / "lamplit")
        key_file = Path(
            env.text("LAMPLIT_KEY_FILE") or Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "lamplit/keys.json"
        )
        return cls(data.expanduser().resolve(), key_file.expanduser().resolve())

    def web_secret(self) -> str:
        """Return the secret that signs cookies and links, made on first use; it opens no content."""
        path = self.key_file.with_name("web-secret")
        if path.exists():
            return path.read_text(encoding="utf-8").strip()
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        secret = secrets.token_urlsafe(48)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(secret)
        return secret

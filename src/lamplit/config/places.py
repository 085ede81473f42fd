"""Where data, key file and web secret live: two separate places, both the operator's to move."""

import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from lamplit.config.env import SettingError


@dataclass(frozen=True, slots=True)
class Places:
    """The data folder (database, attachments, tombstones) and the key file, which is never inside it."""

    data: Path
    key_file: Path

    @classmethod
    def from_environment(cls) -> "Places":
        """Read LAMPLIT_DATA and LAMPLIT_KEY_FILE, else the user's own data and config folders.

        A data folder that was chosen without a key file has a key file of its own, so that two houses never share one.
        """
        shared, config = (os.environ.get(name) for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"))
        usual = _settled(f"{shared or '~/.local/share'}/lamplit", "LAMPLIT_DATA")
        data = _settled(os.environ.get("LAMPLIT_DATA") or str(usual), "LAMPLIT_DATA")
        folder = f"{config or '~/.config'}/lamplit" + ("" if data == usual else f"/{_short_name(data)}")
        return cls(data, _settled(os.environ.get("LAMPLIT_KEY_FILE") or f"{folder}/keys.json", "LAMPLIT_KEY_FILE"))

    @property
    def web_secret_file(self) -> Path:
        """The secret that signs cookies and links lies beside the key file; it opens no content."""
        return self.key_file.with_name("web-secret")

    def web_secret(self) -> str:
        """Return the secret that `init` made; before that, one for this process alone: reading writes nothing."""
        try:
            return self.web_secret_file.read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return secrets.token_urlsafe(48)
        except OSError as error:
            reason = f"{self.web_secret_file} cannot be read ({error.strerror}). It must belong to you."
            raise SettingError(reason) from error


def _settled(path: str, name: str) -> Path:
    """Return `path` absolute; a home folder that nobody knows is the operator's to name."""
    if path.startswith("/"):
        return Path(path).resolve()
    try:
        return Path(path).expanduser().resolve()
    except RuntimeError as error:  # no HOME and no entry in the list of users
        raise SettingError(f"Your home folder is not known here. Set {name} to a full path.") from error


def _short_name(data: Path) -> str:
    """Return a name for a data folder that people recognise and no other folder has."""
    return f"{data.name}-{hashlib.sha256(str(data).encode()).hexdigest()[:8]}"

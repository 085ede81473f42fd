"""Where data, key file and web secret live: two separate places, both the operator's to move."""

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
        """Read LAMPLIT_DATA and LAMPLIT_KEY_FILE, else the user's own data and config folders."""
        home = os.environ.get
        data = home("LAMPLIT_DATA") or home("XDG_DATA_HOME", "~/.local/share") + "/lamplit"
        keys = home("LAMPLIT_KEY_FILE") or home("XDG_CONFIG_HOME", "~/.config") + "/lamplit/keys.json"
        return cls(_settled(data, "LAMPLIT_DATA"), _settled(keys, "LAMPLIT_KEY_FILE"))

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
    try:
        return Path(path).expanduser().resolve()
    except RuntimeError as error:  # no HOME and no entry in the list of users
        raise SettingError(f"Your home folder is not known here. Set {name} to a full path.") from error

"""Keys in memory: the key file's keys unwrap one key per circle and compartment; leaves sealing to `crypto`."""

from pathlib import Path

from lamplit.vault.failures import KeysExposed, KeysMissing, KeysPresent, KeysUnreadable, KeysWrong, VaultLocked

__all__ = ["KeysExposed", "KeysMissing", "KeysPresent", "KeysUnreadable", "KeysWrong", "VaultLocked", "unlock"]


def unlock(key_file: Path, data_dir: Path) -> None:
    """Load and check the keys for this process; raises VaultLocked with the words to show."""
    raise NotImplementedError

"""What can go wrong in the vault, in the words people read; leaves showing them to the faces."""

# ruff: noqa: N818 - these are what happened, in the words the brief and the faces use

from uuid import UUID

from lamplit.engines.kernel.saying import say


class VaultLocked(Exception):
    """The keys cannot be used as they are; nothing has been changed."""


class KeysMissing(VaultLocked):
    """There is no key file."""

    def __init__(self) -> None:
        """Say so in the words of security.md 3.9."""
        super().__init__(
            "Lamplit cannot find its key file. Your data is safe but locked. Put the file back, or use your recovery "
            "sheet: `lamplit keys restore`. Nothing has been changed."
        )


class KeysWrong(VaultLocked):
    """The key file does not hold the key this data was locked with; `missing_id` names it."""

    def __init__(self, missing_id: str) -> None:
        """Name the missing key."""
        self.missing_id = missing_id
        super().__init__(
            f"This key file does not open this data: the key {missing_id} is missing from it. Your data is safe but "
            "locked. Put the right file back, or use your recovery sheet: `lamplit keys restore`. "
            "Nothing has been changed."
        )


class KeysExposed(VaultLocked):
    """The key file can be read by others, belongs to someone else, or lies among the data."""


class KeysUnreadable(VaultLocked):
    """The key file is there but is not a Lamplit key file."""


class KeysPresent(VaultLocked):
    """A new key was asked for where keys or data already are."""


class SheetWrong(Exception):
    """The recovery sheet has a mistake; the text says in which line."""


class BackupRefused(VaultLocked):
    """A backup may not be written or put back here; the text says why and what to do instead."""


class BackupDamaged(Exception):
    """A backup is cut short, was changed, or is no backup of Lamplit at all; the text says which."""


class BackupNoRoom(Exception):
    """A backup could not be written where it should lie; the text says where, and nothing was left there."""


class NotSaved(Exception):
    """The database could not take a write; nothing was stored, and the text says what to do."""


class WriteRefused(Exception):
    """The rule does not let this viewer write; `reason` is the rule's code."""

    def __init__(self, reason: str) -> None:
        """Keep the rule's code."""
        self.reason = reason
        super().__init__(reason)


class RepliesClosed(Exception):
    """The entry is there for this viewer, but takes no reply: switched off by its author, or full."""


class NotShowable(Exception):
    """A membership was named to be shown an entry that it may not be shown."""

    def __init__(self, membership: UUID) -> None:
        """Keep which membership it was."""
        self.membership = membership
        super().__init__(str(membership))


class Damaged(Exception):
    """Sealed bytes did not open: changed, cut short, moved, or sealed under a key that is gone."""

    def __init__(self, why: str = say("This note cannot be opened (damaged).")) -> None:
        """Say what is wrong, never what was inside."""
        super().__init__(why)

"""The one door to what people wrote: every act takes a Viewer, and authorises and opens as one step."""

from lamplit.vault.entries_read import deleted_page, export, page, page_json, read, read_several, revisions, search
from lamplit.vault.entries_share import delete, restamp, restore, show, standing, stop_showing
from lamplit.vault.entries_write import record, revise
from lamplit.vault.failures import NotShowable, WriteRefused
from lamplit.vault.shapes import Conflict, NewEntry, Opened, Outcome, Page

__all__ = [
    "Conflict", "NewEntry", "NotShowable", "Opened", "Outcome", "Page", "WriteRefused",
    "delete", "deleted_page", "export", "page", "page_json", "read", "read_several", "record", "restamp", "restore",
    "revise", "revisions", "search", "show", "standing", "stop_showing",
]  # fmt: skip

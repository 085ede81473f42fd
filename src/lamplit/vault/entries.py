"""The one door to what people wrote: every act takes a Viewer, and authorises and opens as one step."""

from lamplit.vault.attachments import Form
from lamplit.vault.entries_export import LeftHere, Taken, earlier_words, export, export_one, take, take_several
from lamplit.vault.entries_pictures import attach, export_pictures, open_picture, open_sound
from lamplit.vault.entries_read import deleted_page, of_kinds, page, page_json, read, read_several, revisions, search
from lamplit.vault.entries_share import delete, restamp, restore, show, standing, stop_showing
from lamplit.vault.entries_sign import UNDO_FOR, add_to, sign_off, undo_sign_off
from lamplit.vault.entries_write import record, revise
from lamplit.vault.failures import NotShowable, WriteRefused
from lamplit.vault.scan import cursor_from, last_place
from lamplit.vault.shapes import Addendum, Conflict, NewEntry, Opened, Outcome, Page, Picture, Sound

__all__ = [
    "UNDO_FOR", "Addendum", "Conflict", "Form", "LeftHere", "NewEntry", "NotShowable", "Opened", "Outcome", "Page",
    "Picture", "Sound", "Taken", "WriteRefused", "add_to", "attach", "cursor_from", "delete", "deleted_page",
    "earlier_words", "export", "export_one", "export_pictures", "last_place", "of_kinds", "open_picture", "open_sound",
    "page", "page_json", "read", "read_several", "record", "restamp", "restore", "revise", "revisions", "search",
    "show", "sign_off", "standing", "stop_showing", "take", "take_several", "undo_sign_off",
]  # fmt: skip

"""Makes a worker ready before its first visitor: everything loaded, and nothing of that looked through again."""

import gc

from django.urls import get_resolver

from lamplit.actions.warming import read_packs
from lamplit.web.warming import load_templates

MADE_BY_A_PAGE = 10_000  # things at most; a page drops nearly all of them by itself


def settle() -> None:
    """Load every view, page and content pack, then keep what is loaded out of the collector's rounds.

    A worker lives for weeks and never unloads code; with Python's own thresholds one diary page sets off a dozen
    rounds. Without it the first tap after a start would wait a second and a half.
    """
    _ = get_resolver().url_patterns
    load_templates()
    read_packs()
    gc.collect()
    gc.freeze()
    gc.set_threshold(MADE_BY_A_PAGE, 10, 10)

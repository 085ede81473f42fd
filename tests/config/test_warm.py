"""A worker that has just started keeps nobody waiting for what it could have read before."""

from pathlib import Path

import lamplit
from lamplit.actions import warming as packs
from lamplit.actions.help import words
from lamplit.engines.records.policy import load_policy
from lamplit.web import warming as pages


def test_every_page_is_compiled_before_anybody_comes() -> None:
    folder = Path(lamplit.__file__).parent / "web" / "templates"
    assert pages.load_templates() == len([path for path in folder.rglob("*") if path.is_file()]) > 50


def test_every_pack_is_in_memory_before_anybody_comes() -> None:
    packs.read_packs()
    loaded = load_policy.cache_info().hits
    load_policy("GB")
    assert load_policy.cache_info().hits == loaded + 1
    assert words("now") is words("now")

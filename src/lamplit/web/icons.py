"""Pictures beside words: lucide icons and our own mark, hidden from screen readers; leaves words to templates."""

from functools import lru_cache

from lucide.jinja import lucide
from markupsafe import Markup

WEATHER = {
    "bright": "sun",
    "settled": "cloud-sun",
    "breezy": "wind",
    "stormy": "cloud-lightning",
    "foggy": "cloud-fog",
    "dont_know": "message-circle-question-mark",
}
# These point along the line of reading, so a page from right to left turns them round.
_ALONG = frozenset({"arrow-left", "arrow-right", "chevron-right", "log-in", "log-out", "send", "undo-2"})
_OTHER_NAMES = {**WEATHER, "waves": "waves-horizontal", "home": "house"}
_WITH_WORD = Markup('{picture}<span class="icon-word">{word}</span>')
_BUBBLE = Markup('<span class="bubble {name} {kind}">{picture}</span>')
_MARK = Markup(
    '<svg class="mark" viewBox="0 0 32 32" width="{size}" height="{size}" aria-hidden="true" focusable="false">'
    '<rect class="mark-frame" x="2" y="2" width="28" height="28" rx="7"/>'
    '<rect class="mark-pane" x="7" y="7" width="8" height="8" rx="2"/>'
    '<rect class="mark-lit" x="17" y="7" width="8" height="8" rx="2"/>'
    '<rect class="mark-pane" x="7" y="17" width="8" height="8" rx="2"/>'
    '<rect class="mark-pane" x="17" y="17" width="8" height="8" rx="2"/>'
    "</svg>"
)


@lru_cache(maxsize=1024)
def icon(name: str, label: str | None = None, size: int = 24) -> Markup:
    """Return icon `name` (a lucide name, or a weather word) at `size` px, with `label` as a visible word when given.

    Raises lucide.IconDoesNotExist for an unknown name.
    """
    picture = Markup("{}").format(
        lucide(
            _OTHER_NAMES.get(name, name),
            size=size,
            aria_hidden="true",
            focusable="false",
            stroke_width="1.75",
            **{"class": "icon along" if name in _ALONG else "icon"},
        )
    )
    return picture if label is None else _WITH_WORD.format(picture=picture, word=label)


@lru_cache(maxsize=256)
def bubble(name: str, kind: str) -> Markup:
    """Return icon `name` in the round bubble that stands before an entry of `kind`."""
    return _BUBBLE.format(name=name, kind=kind, picture=icon(name))


@lru_cache(maxsize=16)
def mark(size: int = 24) -> Markup:
    """Return our mark, a window with one lit pane, at `size` px."""
    return _MARK.format(size=size)

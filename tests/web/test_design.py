"""The look keeps its promises: readable colours, big targets, nothing inline, titles that say nothing."""

import re
from pathlib import Path

import pytest

import lamplit.web
from lamplit.web import icons
from lamplit.web.fonts import FontFinder

WEB = Path(lamplit.web.__file__).parent
STATIC = WEB / "static/lamplit"
TEMPLATES = sorted((WEB / "templates").rglob("*.html")) + sorted((WEB / "allauth").rglob("*.html"))
STYLES = sorted(STATIC.rglob("*.css"))
SCRIPTS = sorted(STATIC.rglob("*.js"))
TINTED = ("primary", "ember", "sage", "sky", "plum", "amber", "rose")
TITLES = {"Lamplit", "Lamplit: sign in", "Lamplit: settings", "Notes"}
LEFT_OR_RIGHT = re.compile(
    r"(?:margin|padding|border)-(?:left|right)\b|(?<![-\w])(?:left|right)\s*:|text-align:\s*(?:left|right)"
)


def named(path: Path) -> str:
    return str(path.relative_to(WEB))


def themes() -> dict[str, dict[str, str]]:
    """Light, dark and night, each with the colours it inherits."""
    text = (STATIC / "css/tokens.css").read_text(encoding="utf-8")
    blocks = re.findall(r"(:root[^{]*)\{([^}]*)\}", text)
    colours = [dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{3,6})\b", body)) for _, body in blocks]
    light, auto, chosen, night = colours[:4]
    return {"light": light, "auto": light | auto, "dark": light | chosen, "night": light | chosen | night}


def brightness(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(2 * digit for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((brightness(one), brightness(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", themes())
def test_words_can_be_read_on_every_ground_in_every_theme(theme: str) -> None:
    colour = themes()[theme]
    pairs = [(ink, ground) for ink in ("ink", "ink-2", *TINTED) for ground in ("bg", "surface")]
    pairs += [(tint, f"{tint}-tint") for tint in TINTED] + [("ink", f"{tint}-tint") for tint in TINTED]
    pairs += [("on-primary", "primary"), ("on-primary", "primary-hover"), ("ink", "sunk"), ("ink-2", "sunk")]
    weak = {pair: round(contrast(colour[pair[0]], colour[pair[1]]), 2) for pair in pairs}

    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", themes())
def test_the_edge_of_every_control_and_the_focus_ring_can_be_seen(theme: str) -> None:
    colour = themes()[theme]

    assert all(
        contrast(colour[edge], colour[ground]) >= 3 for edge in ("control", "focus") for ground in ("bg", "surface")
    )


def test_dark_is_the_same_whether_the_device_or_the_person_chose_it() -> None:
    assert themes()["auto"] == themes()["dark"]


def test_targets_are_48_px_and_64_in_a_crisis() -> None:
    text = (STATIC / "css/tokens.css").read_text(encoding="utf-8")

    assert "--tap: 48px" in text
    assert "--tap-crisis: 64px" in text


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_page_carries_no_script_or_style_of_its_own_and_never_trusts_words(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", text, re.IGNORECASE)
    assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    assert "|safe" not in text.replace(" ", "")
    assert "Markup(" not in text


@pytest.mark.parametrize("path", [*STYLES, *SCRIPTS], ids=named)
def test_a_style_or_script_stays_short(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= (250 if path.suffix == ".css" else 200)


@pytest.mark.parametrize("path", STYLES, ids=named)
def test_a_style_knows_no_left_or_right_so_pages_can_be_mirrored(path: Path) -> None:
    assert path.name == "away.css" or LEFT_OR_RIGHT.findall(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_a_title_comes_from_the_fixed_list(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = re.findall(r"block title[^%]*%\}(.*?)\{%", text, re.DOTALL) + re.findall(r"<title>([^{<]*)</title>", text)

    assert {title.strip() for title in found if title.strip()} <= TITLES


def test_no_picture_of_fire_or_anything_that_hurts_is_ever_used() -> None:
    banned = re.compile(
        r"icon\(\s*['\"][\w-]*(?:flame|fire|knife|blade|pill|syringe|skull|bomb|sword|bandage)", re.IGNORECASE
    )

    assert [named(path) for path in TEMPLATES if banned.search(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize("name", sorted(icons.WEATHER))
def test_every_weather_word_has_a_picture_that_screen_readers_skip(name: str) -> None:
    assert 'aria-hidden="true"' in icons.icon(name)


def test_a_picture_stands_beside_its_word_and_the_word_is_escaped() -> None:
    assert icons.icon("bright", "<b>Bright</b>").endswith('<span class="icon-word">&lt;b&gt;Bright&lt;/b&gt;</span>')


def test_the_letters_are_served_from_their_package() -> None:
    finder = FontFinder()

    assert Path(str(finder.find("lamplit/fonts/AtkinsonHyperlegible-Regular.ttf"))).is_file()
    assert finder.find("lamplit/fonts/../LICENSE") == []
    assert len(list(finder.list(None))) == 2

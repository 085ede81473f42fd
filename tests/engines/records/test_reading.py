"""Content files are read alike by the quick reader and by the one every PyYAML has, the broken ones too."""

import random
from importlib.resources import files

import pytest
import yaml

from lamplit.engines.records import reading
from lamplit.engines.records.reading import ContentError, Item, read_items

FILES = sorted(files("lamplit.content").joinpath("practices").rglob("*.yaml"))  # type: ignore[attr-defined]
CHANCE = random.Random(29)  # noqa: S311 - the same breaks each time


class Slower(yaml.BaseLoader):
    """What `reading` falls back on, with what it leaves out left out here as well."""

    resolve = descend_resolver = ascend_resolver = reading._Loader.resolve


def outcome(text: str) -> "Item | set[tuple[str, int]] | str":
    """Return what is read; of faults the code and line; of what is no YAML that it is none, as its line may differ."""
    try:
        return read_items(text, "file")
    except ContentError as error:
        faults = {(fault.code, fault.line) for fault in error.faults}
        return "not_yaml" if any(code == "not_yaml" for code, _ in faults) else faults


def broken(text: str) -> str:
    """Return the text with one line gone, said twice, moved to the right or without its colon."""
    lines = text.split("\n")
    at, ways = CHANCE.randrange(len(lines)), CHANCE.randrange(4)
    line = lines[at]
    lines[at : at + 1] = [[], [line, line], [f"  {line}"], [line.replace(":", "", 1)]][ways]
    return "\n".join(lines)


@pytest.mark.skipif(not yaml.__with_libyaml__, reason="this PyYAML has one reader only")
def test_both_readers_read_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some builds of PyYAML come without the quick one, and the other is stricter about signs between braces."""
    texts = [path.read_text(encoding="utf-8") for path in FILES]
    texts += [broken(text) for text in sorted(texts, key=len)[:15] for _ in range(3)]
    quick = [outcome(text) for text in texts]
    monkeypatch.setattr(reading, "_Loader", Slower)
    for text, read in zip(texts, quick, strict=True):
        assert outcome(text) == read
    assert sum(read == "not_yaml" for read in quick) > 5
    assert sum(isinstance(read, set) for read in quick) > 0


def test_what_is_said_is_the_text_under_a_key() -> None:
    root = read_items("one: 1\nmany: [1, 2]\n", "file")
    assert [root.said(key) for key in ("one", "many", "none")] == ["1", "", ""]
    assert [root.said(key) for key in ("one", "many", "none")] == [root.get(k).text() for k in ("one", "many", "none")]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[" * 100_000, "too deep"),
        ("{a: " * 50_000, "too deep"),
        ("- " * 100_000 + "a", "too deep"),
        ("? " * 100_000 + "a", "too deep"),
        ("a: &x [*x]", "named with"),
        ("a: &x [b]\nc: [*x, *x]", "named with"),
        ("\n".join(["l0: &l0 [a, a]", *(f"l{n}: &l{n} [*l{n - 1}, *l{n - 1}]" for n in range(1, 60))]), "named with"),
    ],
)
def test_a_file_that_would_end_the_program_is_refused_with_a_sentence(text: str, said: str) -> None:
    with pytest.raises(ContentError) as refused:
        read_items(text, "x.yaml")
    assert said in refused.value.faults[0].message
    assert refused.value.faults[0].code == "not_yaml"


def test_stars_and_ands_in_words_are_words() -> None:
    text = "a: rock & roll, R&B\nb: it is *so* good\nc: |\n  *not* named &x\nd: '&quoted *too'"
    assert read_items(text, "x.yaml").get("c").text().strip() == "*not* named &x"

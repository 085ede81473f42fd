"""What is written down about practices is so: the codes, the example, the types, and each requirement has its test."""

import re
from pathlib import Path

from lamplit.engines.practice import shapes
from lamplit.engines.practice.errors import CODES
from tests.docs.reading import ROOT, rows_of
from tests.engines.practice.making import read

FORMAT = "docs/reference/practice-format.md"


def test_every_code_stands_on_its_page_in_the_same_words() -> None:
    page = (ROOT / "docs/reference/content-codes.md").read_text(encoding="utf-8")
    told = re.findall(r"^\| `(\w+)` \| (.+?) \| (.+) \|$", page, re.MULTILINE)
    assert told == [(code, each.means, each.mend) for code, each in CODES.items()]


def test_the_whole_example_is_sound() -> None:
    page = (ROOT / FORMAT).read_text(encoding="utf-8")
    [example] = re.findall(r"```yaml\n(.+?)\n```", page, re.DOTALL)
    assert read(example, "feelings/name-it.yaml").faults == ()


def test_every_type_of_step_and_every_key_of_a_file_is_told() -> None:
    told = {name for row in rows_of(FORMAT, "Steps") for name in re.findall(r"`(\w+)`", row[0])}
    assert told == set(shapes.TYPES)
    page = (ROOT / FORMAT).read_text(encoding="utf-8")
    named = set(re.findall(r"\w+", " ".join(re.findall(r"`([^`\n]+)`", page))))
    keys = (
        shapes.TOP_KEYS
        | shapes.BAND_KEYS
        | shapes.EVIDENCE_KEYS
        | {key for keys in shapes.TYPES.values() for key in keys}
    )
    assert keys - named == set()


def test_every_requirement_is_traced_to_a_test_and_every_mark_to_a_requirement() -> None:
    wanted = {row[0] for row in rows_of(FORMAT, "What is true of every practice")}
    places = [*Path(__file__).parent.glob("test_*.py"), ROOT / "tests/content/test_practices.py"]
    marked = set(
        re.findall(r"requirement\(\"(PF\d\d)\"\)", "".join(each.read_text(encoding="utf-8") for each in places))
    )
    assert wanted == marked
    assert len(wanted) >= 20

"""The shipped text models: small, whole, with licence and review date, and never learnt from texts that forbid it."""

import json
from pathlib import Path

import pytest

from lamplit.engines.listening.linear import read_model

ROOT = Path(__file__).resolve().parents[2]
MODELS = sorted((ROOT / "src" / "lamplit" / "content" / "models").glob("*.json"))


def test_all_models_together_stay_small() -> None:
    assert {path.stem for path in MODELS} >= {"skills", "talk", "feelings"}
    assert sum(path.stat().st_size for path in MODELS) < 2_000_000


OURS = [path for path in MODELS if path.stem in {"skills", "talk", "feelings"}]


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
def test_a_model_is_whole_and_says_where_it_comes_from(path: Path) -> None:
    told = json.loads(path.read_text(encoding="utf-8"))
    assert read_model(path.read_text(encoding="utf-8"), path.name).rows
    assert told["licence"] == "CC BY 4.0"
    assert told["review_date"]
    assert "AnnoMI" not in str(told["trained_on"])
    assert "EPITOME" not in str(told["trained_on"])


def test_every_model_has_its_line_in_the_model_card() -> None:
    card = (ROOT / "docs" / "reference" / "models.md").read_text(encoding="utf-8")
    assert [name for name in ("skills.json", "talk.json", "feelings.json") if f"`{name}`" not in card] == []

"""Where no single word tells it, a report names the reviewed example a sentence resembles; the writer reads none."""

import pytest

from benchmarks.listening.probes import passes
from lamplit.engines.kernel import Finding, SignalLabel, WritingContext
from lamplit.engines.listening import examples
from lamplit.engines.listening.encoder import encoder
from lamplit.engines.listening.examples import ALIKE, nearest, read_examples, resembles
from lamplit.engines.listening.report import document
from lamplit.engines.listening.session import listen
from lamplit.engines.listening.signal_model import sentence_said
from lamplit.engines.listening.signals import SignalEngine
from lamplit.engines.listening.transcripts import read_transcript
from lamplit.engines.records.reading import ContentError
from tests.content.test_no_method import TAUGHT

SAID = "it's only the odd night I'd be lying there hoping the heart would stop on its own."
LIKE = 'It resembles one of our examples: "wish i could go to sleep and not wake up tbh"'
TOLD = "I feel like such a burden to everyone."
HEAD = "source: x\nlicence: CC BY 4.0\nreview_date: 2026-11-24\nresembles: {because: x}\nexamples:\n"


def found_in(text: str) -> tuple[Finding, ...]:
    return SignalEngine().read(text, WritingContext()).findings


def test_every_label_has_examples_of_ours_that_teach_no_method() -> None:
    ours = {(str(row["text"]), tuple(row["labels"])) for part in passes().values() for row in part}
    for label in SignalLabel:
        shown = examples.examples()[label]
        assert len(shown) >= 6
        assert [text for text in shown if (text, (label.value,)) not in ours] == []
        assert [text for text in shown if TAUGHT.search(text)] == []


def test_a_report_names_what_a_sentence_resembles_and_the_finding_itself_does_not() -> None:
    report = listen(read_transcript("s.txt", f"T: And there?\nC: {SAID}".encode()), reader=SignalEngine())
    (heard,) = report.signals
    assert heard.because == f"{sentence_said(SignalLabel.IDEATION_PASSIVE)} {LIKE}"
    assert document(report)["signals"][0]["because"] == heard.because
    assert [LIKE in each.because for each in found_in(SAID)] == [False]


def test_where_words_tell_it_they_stand_alone() -> None:
    (found,) = (each for each in found_in(TOLD) if each.label is SignalLabel.BURDEN)
    assert resembles(found) == ""


def test_each_example_is_nearest_to_itself_and_a_day_out_is_like_none() -> None:
    known = encoder()
    assert known
    for label in SignalLabel:
        assert [nearest(known, text, label) for text in examples.examples()[label]] == list(examples.examples()[label])
        assert nearest(known, "We had chips on the pier and the dog fell in.", label) == ""
    assert nearest(known, "…", SignalLabel.BURDEN) == ""
    assert 0.5 < ALIKE < 1


def test_without_an_encoder_nothing_is_said_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    (found,) = (each for each in found_in(SAID) if each.counts)
    assert resembles(found) == LIKE
    monkeypatch.setattr(examples, "encoder", lambda: None)
    assert resembles(found) == ""


def test_a_file_with_an_unknown_label_or_without_one_is_refused_with_every_fault() -> None:
    with pytest.raises(ContentError) as refused:
        read_examples(f"{HEAD}  burdens: [x]\n  burden: []\n", "examples.yaml")
    said = str(refused.value)
    assert "There is no label 'burdens'." in said
    assert "Add an example of 'burden'" in said
    assert "Add an example of 'goodbye'" in said

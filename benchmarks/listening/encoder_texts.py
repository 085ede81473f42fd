"""The texts the sentence encoder learns from, each with what is known of it; leaves learning to `encoder_fit`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

import numpy as np

from benchmarks.listening import signals_fit, skills_fit, talk_fit, texts
from benchmarks.listening.fit import SEED
from benchmarks.listening.marked import everything, turns
from benchmarks.listening.marked import own as of_session
from benchmarks.listening.probes import LEVELS, everyday, passes
from lamplit.engines.kernel import SignalLabel
from lamplit.engines.listening.encoder import BEFORE, pieces_read
from lamplit.engines.listening.feelings import feelings_model
from lamplit.engines.listening.skills import FLAGS, KINDS_OF_EMPATHY, REFLECTS
from lamplit.engines.listening.talk import SIGNS, STANDS_OUT, STRUGGLE, TURNING
from lamplit.engines.listening.wordpiece import END, START, pieces

# Written when an encoder had shipped already: it was taught on from there, and these are what it had never seen.
# The encoders of the folds saw none of `NEWEST` either.
NEWEST = (
    "replies/k1", "replies/k2", "replies/k3", "replies/v1", "replies/v2", "replies/h1", "replies/h2", "replies/f5",
    "replies/k4", "replies/k5", "replies/k6", "replies/k7", "replies/k8", "replies/k9", "replies/f6", "replies/f7",
    *(f"replies/k{at}" for at in range(10, 18)), *(f"probes/w{at}" for at in range(12, 20)),
    "probes/d1", "probes/d2", "probes/d3", "probes/o1", "probes/o2", *(f"moments/n{at}" for at in range(1, 7)),
)  # fmt: skip
LATER = (
    *NEWEST,
    "replies/r10", "replies/r11", "replies/r12", "replies/r13", "replies/r14", "replies/r15", "replies/r16",
    "replies/r17", "replies/r18", "replies/r19", "replies/r20", "replies/f3", "replies/f4", "replies/m3", "replies/m4",
    "turns/t4", "turns/t5", "probes/w7", "probes/w8", "probes/w9", "probes/w10", "probes/w11",
)  # fmt: skip
CALM = 2500  # everyday texts beside our own, others in every round
KEPT_BACK = 4000  # everyday texts by which is chosen how sure is sure enough


@dataclass(frozen=True)
class Head:
    """One question the encoder answers, for whom, and how much it counts while learning."""

    kind: str
    name: str
    classes: tuple[str, ...]
    one_of: bool = True
    counts: float = 1.0

    @property
    def key(self) -> str:
        """Return the name by which answers are kept."""
        return f"{self.kind} {self.name}"


HEADS = (
    Head("skills", "behaviour", skills_fit.BEHAVIOURS),
    Head("skills", "question", ("open", "closed", "none")),
    Head("skills", "reflection", ("simple", "complex")),
    Head("skills", "flags", FLAGS, one_of=False),
    *(Head("skills", kind, skills_fit.LEVELS) for kind in KINDS_OF_EMPATHY),
    Head("talk", "talk", talk_fit.TALK),
    Head("talk", "flags", STANDS_OUT, one_of=False),
    Head("signals", "level", LEVELS, counts=1.5),
    Head("signals", "label", tuple(each.value for each in SignalLabel), one_of=False, counts=0.5),
    Head("feelings", "feelings", feelings_model().heads[0].classes, one_of=False, counts=0.5),
    Head("talk", STRUGGLE, (STRUGGLE,), one_of=False),
    Head("talk", "turning", TURNING, one_of=False),
    Head("skills", REFLECTS, (REFLECTS,), one_of=False),
    Head("talk", SIGNS, (SIGNS,), one_of=False),
)
# Taught, or taught again, on the finished encoder; after them whether a turn of talk says something about harm.
AT_LAST = ("talk flags", f"talk {STRUGGLE}", "talk turning", f"skills {REFLECTS}")
Answers = Mapping[str, object]


@dataclass(frozen=True)
class Text:
    """One text as numbers of pieces, which of them are its own (not what was said before), and what is known of it."""

    pieces: tuple[int, ...]
    own: tuple[int, ...]
    answers: Answers


@cache
def vocabulary() -> dict[str, int]:
    """Return the number of every piece of the base model."""
    from benchmarks.listening.encoder_base import words  # noqa: PLC0415 - fetched only when training

    return {word: at for at, word in enumerate(words())}


def text_of(text: str, previous: str, answers: Answers, kind: str = "") -> Text:
    """Cut a text as the runtime cuts it for the heads of one kind."""
    known = vocabulary()
    before = [piece.number for piece in pieces(previous, known)[-BEFORE:]]
    own = [piece.number for piece in pieces_read(kind, text, known)]
    numbers = (known[START], *before, known[END], *own, known[END])
    return Text(numbers, (0,) * (len(before) + 2) + (1,) * (len(own) + 1), answers)


def _named(kind: str, answers: Mapping[str, object]) -> Answers:
    return {f"{kind} {name}": answer for name, answer in answers.items()}


def _texts(rows: Sequence[texts.Row], kind: str, answers: Sequence[Mapping[str, object]]) -> list[Text]:
    return [text_of(str(row["text"]), str(row.get("previous") or ""), _named(kind, each), kind)
            for row, each in zip(rows, answers, strict=True)]  # fmt: skip


def _probe(row: texts.Row) -> Mapping[str, object]:
    labels = row["labels"]
    return {"level": row["level"], "label": set(labels) if isinstance(labels, list) else set()}


def ours() -> dict[str, list[Text]]:
    """Return every writing pass of ours: replies, turns and probes, named `replies/r1` and so on."""
    found = {}
    for name, rows in texts.replies().items():
        found[f"replies/{name}"] = _texts(rows, "skills", [skills_fit.own(row) for row in rows])
    for name, rows in turns().items():
        found[f"turns/{name}"] = _texts(rows, "talk", [talk_fit.own(row) for row in rows])
    for name, rows in everything().items():
        found[name] = _texts(rows, "talk", [of_session(row) for row in rows])
    for name, rows in passes().items():
        said = _texts(rows, "signals", [_probe(row) for row in rows])
        signs = [{SIGNS} if row["level"] != "none" else set() for row in rows]
        found[f"probes/{name}"] = [
            replace(each, answers={**each.answers, f"talk {SIGNS}": answer})
            for each, answer in zip(said, signs, strict=True)
        ]
    return found


def of_others(part: str, wanted: Callable[[texts.Row], bool] = lambda _: True) -> list[Text]:
    """Return AnnoMI and EPITOME; only for research, never for shipped weights."""
    helpers, clients, pairs = texts.of_others(part, wanted)
    return [
        *_texts(helpers, "skills", [skills_fit.of_annomi(row) for row in helpers]),
        *_texts(clients, "talk", [{"talk": row["client_talk"]} for row in clients]),
        *_texts(pairs, "skills", [skills_fit.of_epitome(row) for row in pairs]),
    ]


@cache
def felt(part: str) -> list[Text]:
    """Return comments of GoEmotions with their feelings."""
    rows = texts.goemotions(part)
    return _texts(rows, "feelings", [_feelings(row) for row in rows])


def _feelings(row: texts.Row) -> Mapping[str, object]:
    labels = row["labels"]
    return {"feelings": set(labels) if isinstance(labels, list) else set()}


def calm(turn: int) -> list[Text]:
    """Return everyday texts, which say nothing about harm; others in every turn of learning."""
    known = {str(row["text"]): _feelings(row)["feelings"] for row in texts.goemotions("train")}
    among = everyday("train")[:-KEPT_BACK]
    drawn = np.random.default_rng(SEED + turn).permutation(len(among))[:CALM]
    return [text_of(among[at], "", {"signals level": "none", "feelings feelings": known[among[at]]}) for at in drawn]


def everyday_texts() -> list[Text]:
    """Return the everyday texts from which the linear model of signals learns too."""
    return [text_of(each, "", {}) for each in everyday("train", 0, signals_fit.EVERYDAY)]


def kept_back() -> list[Text]:
    """Return everyday texts of which the answers about harm never learnt."""
    return [text_of(each, "", {}) for each in everyday("train")[-KEPT_BACK:]]

"""Teaches the sentence encoder, on the CPU, from one seed; leaves texts and export to the files beside it."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn

from benchmarks.listening.encoder_net import LAYERS, Net
from benchmarks.listening.encoder_texts import HEADS, Head, Text
from benchmarks.listening.fit import SEED

BATCH, SORTED = 32, 20  # texts at once; batches are made of texts of like length out of so many batches
SMOOTH = 0.05
More = Callable[[int], list[Text]]


def columns(head: Head) -> slice:
    """Return where the answers of a head stand."""
    first = 0
    for each in HEADS:
        if each == head:
            return slice(first, first + len(each.classes))
        first += len(each.classes)
    raise KeyError(head.key)


def batch_of(some: Sequence[Text]) -> tuple[Tensor, Tensor, Tensor]:
    """Return pieces, which are the text's own, and which are there at all."""
    longest = max(len(each.pieces) for each in some)
    pieces = torch.zeros(len(some), longest, dtype=torch.long)
    own, seen = torch.zeros_like(pieces), torch.zeros(len(some), longest, dtype=torch.bool)
    for row, each in enumerate(some):
        size = len(each.pieces)
        pieces[row, :size], own[row, :size] = torch.tensor(each.pieces), torch.tensor(each.own)
        seen[row, :size] = True
    return pieces, own, seen


def balance(texts: Sequence[Text]) -> dict[str, Tensor]:
    """Return for each head how much more its rare answers count: the root of how rare they are, within bounds."""
    found = {}
    for head in HEADS:
        answers = [each.answers[head.key] for each in texts if each.answers.get(head.key) is not None]
        if not answers or head.kind == "feelings":
            continue
        if head.one_of:
            counts = np.array([sum(each == answer for answer in answers) for each in head.classes], dtype=float)
            more = np.sqrt(len(answers) / len(head.classes) / np.maximum(counts, 1)).clip(0.3, 4)
        else:
            counts = np.array([sum(each in answer for answer in answers) for each in head.classes], dtype=float)  # type: ignore[operator]
            more = np.sqrt((len(answers) - counts) / np.maximum(counts, 1)).clip(1, 5)
        found[head.key] = torch.tensor(more, dtype=torch.float)
    return found


def loss_of(scores: Tensor, some: Sequence[Text], more: dict[str, Tensor]) -> Tensor:
    """Return how far the scores are from what is known; what is not known does not count."""
    total = torch.zeros(())
    for head in HEADS:
        rows = [row for row, each in enumerate(some) if each.answers.get(head.key) is not None]
        if not rows:
            continue
        here, answers = scores[rows, columns(head)], [some[row].answers[head.key] for row in rows]
        if head.one_of:
            truth = torch.tensor([head.classes.index(str(answer)) for answer in answers])
            lost = nn.functional.cross_entropy(
                here, truth, weight=more.get(head.key), label_smoothing=SMOOTH, reduction="sum"
            )
        else:
            yes = torch.tensor([[float(each in answer) for each in head.classes] for answer in answers])  # type: ignore[operator]
            lost = 0.5 * nn.functional.binary_cross_entropy_with_logits(
                here, yes, pos_weight=more.get(head.key), reduction="sum"
            )
        total = total + lost * head.counts
    return total / len(some)


def batches(texts: list[Text], turn: int, size: int) -> list[list[Text]]:
    """Return the texts in mixed order, those of like length together."""
    dice = np.random.default_rng(SEED + turn)
    order = dice.permutation(len(texts)).tolist()
    step = size * SORTED
    parts = [
        sorted(order[at : at + step], key=lambda each: len(texts[each].pieces)) for at in range(0, len(order), step)
    ]
    mixed = [each for part in parts for each in part]
    found = [[texts[each] for each in mixed[at : at + size]] for at in range(0, len(mixed), size)]
    return [found[at] for at in dice.permutation(len(found))]


@dataclass(frozen=True)
class Course:
    """How to teach: turns, the pace (`heads`: of the answers), texts at once, when to stop (0: after all turns).

    With `words_stay` what each piece means by itself is not taught further. That half of the file then stays the same
    to the byte, and the next weights add half as much to a clone. With `layers` only so many of the last layers are
    taught beside the answers: all before them stays to the byte as well. With `heads_alone` nothing but the answers is.
    """

    turns: int
    rate: float
    size: int = BATCH
    stop: int = 0
    words_stay: bool = False
    heads: float = 1e-3
    heads_alone: bool = False
    layers: int = 0

    def stays(self, name: str) -> bool:
        """Say whether the weights of that name are not taught."""
        if name.startswith("heads"):
            return False
        last = tuple(f"layers.{at}." for at in range(LAYERS - self.layers, LAYERS))
        before = self.layers > 0 and not name.startswith(last)
        return self.heads_alone or before or (self.words_stay and name == "word.weight")


def teach(net: Net, texts: list[Text], course: Course, more: More = lambda turn: []) -> Net:
    """Teach an encoder; `more` gives texts for one turn beside those that stay."""
    size, turns = course.size, course.turns
    torch.manual_seed(SEED)
    weights = balance(texts + more(0))
    for name, each in net.named_parameters():
        each.requires_grad_(not course.stays(name))
    within = [p for name, p in net.named_parameters() if not name.startswith("heads") and p.requires_grad]
    groups = [
        {"params": within, "lr": course.rate},
        {"params": net.heads.parameters(), "lr": course.heads},
    ]
    tool = torch.optim.AdamW(groups, weight_decay=0.0 if course.heads_alone else 0.01)
    steps = turns * -(-len(texts + more(0)) // size)
    pace = torch.optim.lr_scheduler.LambdaLR(
        tool, lambda at: min(1.0, (at + 1) / (0.1 * steps)) * max(0.02, (steps - at) / steps)
    )
    net.train()
    began = time.monotonic()
    known = _pooled(net, texts) if course.heads_alone else {}
    for turn in range(course.stop or turns):
        lost = 0.0
        for some in (found := batches(texts + more(turn), turn, size)):
            if known:
                pooled = torch.stack([known[id(each)] for each in some])
            else:
                with torch.autocast("cpu", dtype=torch.bfloat16):
                    pooled = net.pooled(*batch_of(some))
            loss = loss_of(net.heads(net.drop(pooled)), some, weights)
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            tool.step()
            pace.step()
            tool.zero_grad()
            lost += float(loss.detach())
        print(f"  turn {turn + 1}: loss {lost / len(found):.3f}, {time.monotonic() - began:.0f} s", flush=True)
    return net


@torch.no_grad()
def _pooled(net: Net, texts: Sequence[Text], size: int = 64) -> dict[int, Tensor]:
    """Return what the encoder makes of each text before any answer, which stays while the answers alone are taught."""
    net.eval()
    order = sorted(texts, key=lambda each: len(each.pieces))
    found: dict[int, Tensor] = {}
    for some in (order[at : at + size] for at in range(0, len(order), size)):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            found |= zip(map(id, some), net.pooled(*batch_of(some)).float(), strict=True)
    net.train()
    return found


@torch.no_grad()
def read(net: Net, texts: Sequence[Text], size: int = 64) -> np.ndarray:
    """Return the scores of texts, one row each, in their order."""
    net.eval()
    order = sorted(range(len(texts)), key=lambda at: len(texts[at].pieces))
    found = np.zeros((len(texts), net.heads.out_features), dtype=np.float32)
    for at in range(0, len(order), size):
        rows = order[at : at + size]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            pooled = net.pooled(*batch_of([texts[row] for row in rows]))
        found[rows] = net.heads(pooled).float().numpy()
    net.train()
    return found


def shares(head: Head, scores: np.ndarray) -> np.ndarray:
    """Return the shares of one head from the scores of texts."""
    here = scores[:, columns(head)]
    if not head.one_of:
        return 1 / (1 + np.exp(-here))
    powers = np.exp(here - here.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)

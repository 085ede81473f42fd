"""F1 and its kin in plain Python, with bootstrap intervals; no numpy, so that `make bench` needs nothing more."""

from collections.abc import Callable, Hashable, Sequence
from random import Random  # noqa: TID251 - resampling with a fixed seed, nothing secret

SEED, ROUNDS = 20261122, 200
Pairs = Sequence[tuple[Hashable, Hashable]]


def f1(pairs: Pairs, wanted: Hashable) -> float:
    """Return F1 of one class over (truth, answer) pairs."""
    both = sum(truth == wanted and answer == wanted for truth, answer in pairs)
    either = sum(truth == wanted for truth, _ in pairs) + sum(answer == wanted for _, answer in pairs)
    return 2 * both / either if either else 0.0


def macro(pairs: Pairs) -> float:
    """Return the mean F1 over the classes that occur in the truth."""
    classes = {truth for truth, _ in pairs}
    return sum(f1(pairs, each) for each in classes) / len(classes) if classes else 0.0


def precision(pairs: Pairs) -> float:
    """Return the share of yes answers that are right."""
    said = [truth for truth, answer in pairs if answer]
    return sum(bool(truth) for truth in said) / len(said) if said else 0.0


def interval(pairs: Pairs, measure: Callable[[Pairs], float]) -> tuple[float, float]:
    """Return the middle 95 % of a measure over resampled pairs."""
    if not pairs:
        return 0.0, 0.0
    dice = Random(SEED)  # noqa: S311 - resampling, nothing secret
    found = sorted(measure(dice.choices(pairs, k=len(pairs))) for _ in range(ROUNDS))
    return found[int(ROUNDS * 0.025)], found[int(ROUNDS * 0.975) - 1]

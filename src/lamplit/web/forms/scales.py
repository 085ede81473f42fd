"""Numbers shown as a few pictures or words; leaves the range itself to the kinds."""

from dataclasses import dataclass

from lamplit.web.forms.typed import Typed


@dataclass(frozen=True, slots=True)
class Step:
    """One choice of a scale: what is sent, what is said, and the picture's name."""

    value: int
    label: str
    picture: str


ENERGY = (
    Step(0, "Empty", "energy-1"),
    Step(3, "Low", "energy-2"),
    Step(5, "Half full", "energy-3"),
    Step(8, "Good", "energy-4"),
    Step(10, "Full", "energy-5"),
)
PLEASANTNESS = (
    Step(0, "Awful", "feel-1"),
    Step(3, "Not nice", "feel-2"),
    Step(5, "In between", "feel-3"),
    Step(8, "Nice", "feel-4"),
    Step(10, "Lovely", "feel-5"),
)
INTENSITY = (Step(2, "Small", ""), Step(5, "Middling", ""), Step(8, "Big", ""), Step(10, "As big as it gets", ""))
DURATION = (
    Step(5, "A few minutes", ""),
    Step(15, "About 15 minutes", ""),
    Step(30, "Half an hour", ""),
    Step(60, "An hour", ""),
    Step(150, "Longer", ""),
)


def steps_for(steps: tuple[Step, ...], typed: Typed, name: str) -> tuple[Step, ...]:
    """Return the steps, the nearest standing for a number from elsewhere, so that saving never changes it."""
    try:
        given = int(typed.one(name))
    except ValueError:
        return steps
    nearest = min(steps, key=lambda step: abs(step.value - given))
    return tuple(Step(given, s.label, s.picture) if s is nearest else s for s in steps)


SCALES = {"energy": ENERGY, "pleasantness": PLEASANTNESS, "intensity": INTENSITY, "duration_minutes": DURATION}

"""Numbers shown as a few pictures or words; leaves the range itself to the kinds."""

from dataclasses import dataclass

from lamplit.engines.kernel.saying import say
from lamplit.web.forms.typed import Typed


@dataclass(frozen=True, slots=True)
class Step:
    """One choice of a scale: what is sent, what is said, and the picture's name."""

    value: int
    label: str
    picture: str


ENERGY = (
    Step(0, say("Empty"), "battery"),
    Step(3, say("Low"), "battery-low"),
    Step(5, say("Half full"), "battery-medium"),
    Step(8, say("Good"), "battery-full"),
    Step(10, say("Full"), "battery-charging"),
)
PLEASANTNESS = (
    Step(0, say("Awful"), "frown"),
    Step(3, say("Not nice"), "annoyed"),
    Step(5, say("Okay"), "meh"),
    Step(8, say("Nice"), "smile"),
    Step(10, say("Lovely"), "laugh"),
)
INTENSITY = (
    Step(2, say("Small"), ""),
    Step(5, say("Middling"), ""),
    Step(8, say("Big"), ""),
    Step(10, say("As big as it gets"), ""),
)
DURATION = (
    Step(5, say("A few minutes"), ""),
    Step(15, say("About 15 minutes"), ""),
    Step(30, say("Half an hour"), ""),
    Step(60, say("An hour"), ""),
    Step(150, say("Longer"), ""),
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

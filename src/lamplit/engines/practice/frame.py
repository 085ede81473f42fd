"""The frame around every practice: opening, gate, closing, and what is done when it is too much or somebody stops."""

from collections.abc import Mapping
from dataclasses import dataclass

from lamplit.engines.kernel import AgeBand
from lamplit.engines.practice.errors import note
from lamplit.engines.practice.model import Inward, Section, Step
from lamplit.engines.practice.steps import Desk, Words
from lamplit.engines.practice.unfolding import read_steps
from lamplit.engines.records.reading import ContentError, Faults, Item, check_header, read_items

FRAMED = (AgeBand.YOUNG, AgeBand.MIDDLE, AgeBand.TEEN, AgeBand.ADULT)
PARTS = {
    "opening": Section.OPENING,
    "gate": Section.GATE,
    "during": Section.BODY,
    "diverted": Section.DIVERTED,
    "closing_inward": Section.CLOSING,
    "closing": Section.CLOSING,
    "stopped": Section.STOPPED,
    "breath": Section.BODY,
}


@dataclass(frozen=True, slots=True)
class Setting:
    """What the frame needs to know of a practice; a `short` one has no first page and asks one thing at its end."""

    purpose: str
    minutes: int
    inward: Inward
    short: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame in the words of one age."""

    parts: Mapping[str, tuple[Step, ...]]
    words: Words

    def around(self, body: tuple[Step, ...], setting: Setting) -> tuple[Step, ...]:
        """Return a whole practice: its body with everything that stands around it."""
        gated = setting.inward is not Inward.NO
        return (
            *(() if setting.short else self._opening(setting)),
            *(self.parts["gate"] if gated else ()),
            *self._checked(body),
            *(self.parts["closing_inward"] if gated else ()),
            *(self.parts["closing"][:1] if setting.short else self.parts["closing"]),
            *(self.parts["diverted"] if gated else ()),
            *self.parts["stopped"],
        )

    def _opening(self, setting: Setting) -> tuple[Step, ...]:
        return tuple(
            step._replace(label=step.label.replace("{purpose}", setting.purpose),
                    lines=tuple(line.replace("{minutes}", str(setting.minutes)) for line in step.lines))
            for step in self.parts["opening"]
        )  # fmt: skip

    def _checked(self, body: tuple[Step, ...]) -> tuple[Step, ...]:
        """Return the body with the frame's own questions in place of each `check`."""
        if not any(step.type == "check" for step in body):
            return body
        found: list[Step] = []
        for number, step in enumerate(body):
            if step.type != "check":
                found.append(step)
                continue
            found += [
                each._replace(name=f"{each.name}{number}", relevant=step.relevant, line=step.line)
                for each in self.parts["during"]
            ]
        return tuple(found)


def _in(section: Section, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    return tuple(step._replace(section=section) for step in steps)


def read_frames(text: str, file: str) -> Mapping[AgeBand, Frame]:
    """Return the frame for each age that reads by itself; raises ContentError with every fault at once."""
    root = read_items(text, file)
    faults = Faults(file)
    check_header(root, faults)
    frames = {band: _frame(root.get("frames").get(band.value), faults) for band in FRAMED}
    faults.settle(ContentError)
    return frames


def _frame(item: Item, faults: Faults) -> Frame:
    desk = Desk(faults)
    for key, value in item.fields().items():
        if key not in (*PARTS, "own_words", "own_words_ask"):
            note(faults, value, "key_unknown", f"'{key}' is not a part of the frame.")
    for key in (*PARTS, "own_words", "own_words_ask"):
        if key not in item.fields():
            note(faults, item, "text_missing", f"The frame has no '{key}'.")
    parts = {name: _in(section, read_steps(item.get(name), desk)) for name, section in PARTS.items()}
    faults.settle(ContentError)
    felt, anchor, *anchors = parts["breath"]
    words = Words(felt, anchor, tuple(anchors), item.said("own_words"), item.said("own_words_ask"))
    return Frame(parts, words)

"""Skill cards: one skill by one name, worded for the child, the carer and the teacher; leaves counting to actions."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from lamplit.engines.kernel import AgeBand
from lamplit.engines.records.reading import ContentError, Fault, Faults, Item, check_header, read_items
from lamplit.engines.records.school_words import clinical_words

CARER, TEACHER = "carer", "teacher"
CHILD = (AgeBand.YOUNG.value, AgeBand.MIDDLE.value, AgeBand.TEEN.value)
VERSIONS = (*CHILD, CARER, TEACHER)
_KEYS = {"source", "licence", "review_date", "author", "clinician_reviewed", "title", "basis", "icon", "versions"}
_NEEDED = ("title", "basis", "icon", "author", "clinician_reviewed")


@dataclass(frozen=True, slots=True)
class Version:
    """One skill as one reader meets it: what to do, line by line, and `task`, the same as something to agree on."""

    lines: tuple[str, ...]
    task: str


@dataclass(frozen=True, slots=True)
class SkillCard:
    """One skill; its name is the same for everybody. `basis` is what it rests on, `reviewed`
    whether a clinician has looked at it."""

    code: str
    title: str
    icon: str
    basis: str
    author: str
    reviewed: str
    review_date: str
    versions: Mapping[str, Version]

    def for_child(self, band: AgeBand) -> Version:
        """Return the child's own wording; the youngest have that of 6 to 8, adults that of 13 to 17."""
        nearest = {AgeBand.EARLY: CHILD[0], AgeBand.ADULT: CHILD[-1]}
        return self.versions[nearest.get(band, band.value)]


@cache
def skill_cards() -> Mapping[str, SkillCard]:
    """Return every card by its short name, in the order of their names; raises ContentError with every fault."""
    place = files("lamplit.content").joinpath("skill_cards")
    found, faults = list[SkillCard](), list[Fault]()
    for each in sorted(place.iterdir(), key=lambda each: each.name):
        try:
            found.append(read_skill_card(each.read_text(encoding="utf-8"), f"content/skill_cards/{each.name}"))
        except ContentError as error:
            faults += error.faults
    if faults:
        raise ContentError(faults)
    return {card.code: card for card in sorted(found, key=lambda card: card.title)}


def read_skill_card(text: str, file: str) -> SkillCard:
    """Return the card written in `text`; its short name is that of its file. Raises ContentError with every fault."""
    root, faults = read_items(text, file), Faults(file)
    check_header(root, faults)
    for key, value in root.fields().items():
        if key not in _KEYS:
            faults.add(value, "key_unknown", f"'{key}' is not a key of a skill card. Take it out.")
    for key in _NEEDED:
        if not root.get(key).text().strip():
            faults.add(root.get(key), "text_missing", f"There is no '{key}'. Write one.")
    versions = {name: _version(name, root.get("versions").get(name), faults) for name in VERSIONS}
    faults.settle()
    return SkillCard(
        code=file.rsplit("/", 1)[-1].removesuffix(".yaml"),
        title=root.get("title").saying(),
        icon=root.get("icon").text(),
        basis=root.get("basis").saying(),
        author=root.get("author").saying(),
        reviewed=root.get("clinician_reviewed").saying(),
        review_date=root.get("review_date").text(),
        versions=versions,
    )


def _version(name: str, item: Item, faults: Faults) -> Version:
    lines, task = item.get("lines").items(), item.get("task")
    if not lines or not task.text().strip():
        faults.add(item, "version_missing", f"The wording '{name}' needs its lines and a task. Write them.")
    for each in (*lines, task) if name == TEACHER else ():
        for word in clinical_words(each.text()):
            faults.add(each, "not_for_school", f"'{word}' is not for school. Say it in another word.")
    return Version(tuple(each.saying() for each in lines), task.saying())

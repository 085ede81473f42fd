"""Reads a practice file into a practice and tells every fault with its line; leaves what the parts say to `checks`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from lamplit.engines.kernel import AgeBand, Role
from lamplit.engines.practice import checks, shapes
from lamplit.engines.practice.errors import note
from lamplit.engines.practice.frame import Frame, Setting
from lamplit.engines.practice.model import Evidence, Inward, Label, Practice, Reader, Review, Step, Variant
from lamplit.engines.practice.steps import Desk, lines, whole, yes
from lamplit.engines.practice.unfolding import read_steps
from lamplit.engines.practice.wording import Avoided
from lamplit.engines.records.reading import ContentError, Fault, Faults, Item, check_header, read_items

_SLUG = re.compile(r"[a-z][a-z0-9-]*")


@dataclass(frozen=True, slots=True)
class House:
    """What every practice file is read against: the frames by age, the tags there are, the words not used."""

    frames: Mapping[AgeBand, Frame]
    modalities: Mapping[str, str]
    needs: Mapping[str, str]
    avoided: tuple[Avoided, ...] = ()


@dataclass(frozen=True, slots=True)
class Read:
    """What came of one file: the practice when it is sound, and every fault in the order of lines."""

    file: str
    practice: Practice | None
    faults: tuple[Fault, ...]


def read_practice(text: str, file: str, house: House, *, theirs: bool = False) -> Read:
    """Read and check the practice written in `text`; `file` ends in `<area>/<slug>.yaml`. Never raises."""
    faults = Faults(file)
    try:
        root = read_items(text, file)
    except ContentError as error:
        return Read(file, None, tuple(error.faults))
    practice = _Reading(root, faults, house).practice(file, theirs=theirs)
    checks.check(practice, root, faults, house.avoided)
    found = tuple(sorted(dict.fromkeys(faults.found), key=lambda fault: (fault.line, fault.code)))
    return Read(file, None if found else practice, found)


class _Reading:
    """The reading of one file, from the top down."""

    def __init__(self, root: Item, faults: Faults, house: House) -> None:
        self.root, self.faults, self.house = root, faults, house
        self.inward, self.short, self.purpose = Inward.PAST, False, ""
        self.bodies: dict[tuple[int, int], tuple[Step, ...]] = {}
        self.desk = Desk(faults, None, root.get("parts").fields(), root.get("lists").fields())

    def note(self, where: Item, code: str, said: str) -> None:
        note(self.faults, where, code, said)

    def practice(self, file: str, *, theirs: bool) -> Practice:
        root = self.root
        check_header(root, self.faults)
        for key, value in root.fields().items():
            if key not in shapes.TOP_KEYS:
                self.note(value, "key_unknown", f"'{key}' is not a key of a practice.")
        self.inward, self.short = self.turns_inward(root), yes(root, "short", self.desk)
        self.purpose = self.words("purpose")
        return Practice(
            slug=self.slug(file),
            area=_area(file),
            title=self.words("title"),
            purpose=self.purpose,
            roles=self.roles(),
            modalities=self.tags("modality", self.house.modalities, needed=True),
            helps_with=self.tags("helps_with", self.house.needs, needed=True),
            evidence=self.evidence(),
            cautions=self.some_lines("cautions", needed=True),
            content_notes=self.some_lines("content_notes"),
            source=root.said("source"),
            licence=root.said("licence"),
            review=self.review(),
            bands=self.bands(),
            timed=yes(root, "timed", self.desk),
            short=self.short,
            together=yes(root, "together", self.desk),
            off_screen=yes(root, "off_screen", self.desk),
            skill=root.said("skill"),
            theirs=theirs,
        )

    def words(self, key: str) -> str:
        said = self.root.said(key).strip()
        if not said:
            self.note(self.root.get(key), "text_missing", f"There is no '{key}'.")
        return said

    def slug(self, file: str) -> str:
        slug = self.words("practice")
        if slug and not _SLUG.fullmatch(slug):
            self.note(self.root.get("practice"), "slug_bad", f"'{slug}' is not a short name.")
        elif slug and slug != file.rsplit("/", 1)[-1].removesuffix(".yaml"):
            self.note(self.root.get("practice"), "slug_differs", f"The file is not called '{slug}.yaml'.")
        return slug

    def roles(self) -> frozenset[Role]:
        found = set()
        for item in self.some("for"):
            try:
                found.add(Role(item.text()))
            except ValueError:
                self.note(item, "role_unknown", f"'{item.text()}' is not a role.")
        return frozenset(found)

    def some(self, key: str) -> list[Item]:
        found = self.root.get(key)
        if not found.items():
            self.note(found, "list_empty", f"'{key}' is a list.")
        return found.items()

    def tags(self, key: str, known: Mapping[str, str], *, needed: bool) -> tuple[str, ...]:
        found = self.some(key) if needed else self.root.get(key).items()
        for item in found:
            if item.text() not in known:
                self.note(item, "tag_unknown", f"'{item.text()}' is not a tag for '{key}'.")
        return tuple(item.text() for item in found)

    def some_lines(self, key: str, *, needed: bool = False) -> tuple[str, ...]:
        if needed and key not in self.root.fields():
            self.note(self.root, "list_empty", f"There is no '{key}'.")
        return lines(self.root, key, self.desk)

    def turns_inward(self, item: Item) -> Inward:
        said = item.get("inward")
        try:
            return Inward(said.text())
        except ValueError:
            self.note(said, "inward_unknown", f"'inward' says '{said.text()}'.")
            return Inward.PAST

    def evidence(self) -> Evidence:
        item = self.root.get("evidence")
        for key, value in item.fields().items():
            if key not in shapes.EVIDENCE_KEYS:
                self.note(value, "key_unknown", f"'{key}' is not a key of the evidence.")
        label, source, as_of = (item.said(key).strip() for key in ("label", "source", "as_of"))
        if label not in list(Label):
            self.note(item.get("label"), "evidence_unknown", f"The label says '{label}'.")
            label = Label.NONE.value
        if not source:
            self.note(item, "text_missing", "The evidence has no source.")
        self.day(item.get("as_of"), as_of)
        return Evidence(Label(label), source, as_of)

    def day(self, where: Item, said: str) -> None:
        try:
            date.fromisoformat(said)
        except ValueError:
            self.note(where, "bad_date", f"'{said}' is not a date.")

    def review(self) -> Review:
        author, clinician = self.words("author"), self.words("clinician_reviewed")
        return Review(author, self.root.said("review_date"), clinician, self.words("lived_experience_reviewed"))

    def bands(self) -> dict[AgeBand, Variant]:
        items = self.root.get("bands").fields()
        for key, value in items.items():
            if key not in list(AgeBand):
                self.note(value, "band_unknown", f"'{key}' is not an age band.")
        found = {band: self.variant(band) for band in AgeBand if band in items}
        for band in AgeBand:
            if band not in items:
                self.note(self.root.get("bands"), "band_missing", f"Nothing is said about {band.value}.")
        for name, part in {**self.desk.parts, **self.desk.lists}.items():
            if name not in self.desk.used:
                self.note(part, "part_unused", f"'{name}' is not used.")
        if found and not any(variant.offered for variant in found.values()):
            self.note(self.root.get("bands"), "nothing_offered", "Every band says that it is not for this age.")
        return found

    def variant(self, band: AgeBand) -> Variant:
        item = self.root.get("bands").get(band.value)
        for key, value in item.fields().items():
            if key not in shapes.BAND_KEYS:
                self.note(value, "key_unknown", f"'{key}' is not a key of a band.")
        not_for = item.said("not_for").strip()
        if not_for:
            if "steps" in item.fields() or "like" in item.fields():
                self.note(item, "band_both", "There are steps here too.")
            return Variant(band, item.line, not_for)
        reader = self.reader(item, band)
        inward = self.turns_inward(item) if "inward" in item.fields() else self.inward
        purpose = item.said("purpose").strip() or self.purpose
        minutes = whole(item, "minutes", (1, 60), 0, self.desk, needed=True)
        frame = self.house.frames[band if reader is Reader.CHILD and band is not AgeBand.EARLY else AgeBand.ADULT]
        self.desk.words = frame.words
        body = self.body(self.steps(item))
        return Variant(
            band=band,
            line=item.line,
            title=item.said("title"),
            purpose=purpose,
            minutes=minutes,
            inward=inward,
            reader=reader,
            therapist_enabled=yes(item, "therapist_enabled", self.desk),
            steps=frame.around(body, Setting(purpose, minutes, inward, self.short)),
        )

    def body(self, item: Item) -> tuple[Step, ...]:
        """Return the steps in `item`; those that two bands of one frame share are read once."""
        key = (id(item), id(self.desk.words))
        if key not in self.bodies:
            self.bodies[key] = read_steps(item, self.desk)
        return self.bodies[key]

    def reader(self, item: Item, band: AgeBand) -> Reader:
        said = item.said("read_by")
        if said not in ("", *Reader):
            self.note(item.get("read_by"), "reader_unknown", f"'read_by' says '{said}'.")
            return Reader.ADULT
        grown = band in (AgeBand.EARLY, AgeBand.ADULT) or Role.SUBJECT not in self.root_roles()
        return Reader(said) if said else Reader.ADULT if grown else Reader.CHILD

    def root_roles(self) -> set[str]:
        return {item.text() for item in self.root.get("for").items()}

    def steps(self, item: Item) -> Item:
        like = item.said("like")
        if not like:
            if not item.get("steps").items():
                self.note(item, "list_empty", "This band has no steps.")
            return item.get("steps")
        steps = self.root.get("bands").get(like).get("steps")
        if not steps.items():
            self.note(item.get("like"), "band_like", f"'{like}' has no steps.")
        return steps


def _area(file: str) -> str:
    parts = file.rsplit("/", 2)
    return parts[-2] if len(parts) > 1 else ""

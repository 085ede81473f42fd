"""Two circles full of marked words, and who may read which mark: a table of its own, written from the privacy rows."""

import re
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from lamplit.actions import drafts, replies, therapy_adding, therapy_cards
from lamplit.actions.therapy_sessions import session_page
from lamplit.engines.listening.deidentify import deidentify
from tests.cast import Cast, Part, a_check_in, a_moment, days_ago, make_cast, write

MARK = re.compile(r"mark[0-9a-f]{24}")


def mark() -> str:
    """Return a word that stands nowhere else."""
    return f"mark{uuid4().hex[:24]}"


def nobodys_name() -> str:
    """Return a mark that keeps its letters where names are hidden: by chance one can end in a name (...7abe)."""
    return next(word for word in iter(mark, "") if deidentify(word).text == word)


@dataclass
class Marked:
    """One entry: whose it is, the marks in its fields, and the names of the parts that may read it."""

    entry: UUID
    author: str
    circle: UUID
    marks: frozenset[str]
    readers: frozenset[str]


@dataclass
class Scene:
    """Both circles, everything written in them, and the marks of drafts by their writer."""

    cast: Cast
    entries: list[Marked] = field(default_factory=list)
    drafts: dict[str, tuple[UUID, str]] = field(default_factory=dict)
    sessions: list[UUID] = field(default_factory=list)
    cards: list[UUID] = field(default_factory=list)
    beside: dict[str, set[str]] = field(default_factory=dict)

    @property
    def people(self) -> dict[str, Part]:
        """Everybody by name."""
        names = [part.role.value for part in self.cast.everyone]
        inside = dict(zip(names, self.cast.everyone, strict=True))
        return inside | {f"stranger_{part.role.value}": part for part in self.cast.strangers}

    def expected(self, who: str) -> frozenset[str]:
        """Return every mark this person may read, their own drafts included."""
        own = {self.drafts[who][1]} if who in self.drafts else set()
        own |= self.beside.get(who, set())
        return frozenset(own).union(*(each.marks for each in self.entries if who in each.readers))

    def add(self, author: str, kind: str, fields: dict[str, object], readers: set[str], **more: object) -> Marked:
        """Write one entry as `author`, with a marked reply under it, and note who may read both."""
        part, said = self.people[author], mark()
        entry = write(part, kind, fields, **more)
        assert replies.write_reply(part.visit, entry, uuid4(), said)
        marks = frozenset([*MARK.findall(repr(fields)), said])
        self.entries.append(Marked(entry, author, part.circle, marks, frozenset(readers | {author})))
        return self.entries[-1]


def build_scene() -> Scene:
    """Write every kind as everyone who may, some of it shown, at 16: what a young person writes is theirs alone."""
    scene = Scene(make_cast(subject_age=16))
    _first_circle(scene)
    _second_circle(scene)
    _a_session(scene)
    for who in ("subject", "carer", "stranger_subject"):
        draft, word = uuid4(), mark()
        assert drafts.keep_draft(scene.people[who].visit, draft, "journal", {"text": word})
        scene.drafts[who] = (draft, word)
    return scene


def _first_circle(scene: Scene) -> None:
    shown_to = (scene.cast.therapist, scene.cast.carer, scene.cast.social_worker)
    sam, robin, jo = (f"member:{part.membership}" for part in shown_to)
    everyone_at_home = {"subject", "carer", "other_carer", "therapist"}
    scene.add("subject", "journal", {"title": mark(), "text": mark()}, set())
    scene.add("subject", "journal", {"text": mark()}, {"therapist"}, audience=[sam])
    scene.add("subject", "journal", {"text": mark()}, {"carer"}, audience=[robin], sensitive=True)
    scene.add("subject", "check_in", a_check_in(words=mark()), set(), happened_at=days_ago(2))
    scene.add("subject", "check_in", a_check_in(words=mark()), {"therapist"}, audience=[sam])
    scene.add("carer", "moment", full_moment(), everyone_at_home)
    scene.add("carer", "moment", a_moment(mark()), everyone_at_home - {"subject"}, talk_first=True)
    scene.add("carer", "moment", a_moment(mark()), {"therapist"}, audience=["role:therapist"])
    scene.add("carer", "moment", a_moment(mark()), set(), audience=["me"])
    scene.add("other_carer", "moment", a_moment(mark()), everyone_at_home)
    scene.add("carer", "good_moment", {"words": mark(), "said": mark()}, everyone_at_home)
    known = {"about": "before", "before": ["goodbyes"]}
    scene.add("subject", "need", known | {"text": mark()}, set())
    scene.add("subject", "need", known | {"text": mark()}, {"carer"}, audience=[robin])
    scene.add("carer", "need", known | {"text": mark()}, everyone_at_home)
    scene.add("therapist", "need", known | {"text": mark()}, set())
    five = {"old_enough": "yes", "face": "yes", "room": mark(), "can_act": mark(), "noticed": mark()}
    scene.add("therapist", "asq", five, set())
    scene.add("therapist", "asq", five | {"room": mark()}, {"social_worker"}, audience=[jo])
    scene.add("carer", "journal", {"text": mark()}, set())
    scene.add("carer", "journal", {"text": mark()}, {"therapist"}, audience=[sam])
    scene.add("other_carer", "journal", {"text": mark()}, set())
    scene.add("subject", "practice_run", {"practice": "breathe-your-way", "said": [mark()]}, set())
    scene.add("subject", "practice_run", {"practice": "a", "said": [mark()]}, {"therapist"}, audience=[sam])
    scene.add("carer", "practice_run", {"practice": "two-minute-pause", "said": [mark()]}, set())
    wren = f"member:{scene.cast.subject.membership}"
    given = {"practices": ["breathe-your-way"], "title": mark(), "why": mark(), "note": mark(), "task": mark()}
    scene.add("therapist", "assignment", given, {"subject"}, audience=[wren])
    scene.add("therapist", "assignment", {**given, "why": mark()}, {"carer"}, audience=[robin])
    scene.add(
        "carer",
        "practice_done",
        {"given": "a", "practice": "a", "title": mark(), "state": "done"},
        set(),
        audience=["me"],
    )
    lane = f"member:{scene.cast.teacher.membership}"
    scene.add("therapist", "assignment", {"task": mark()}, {"teacher"}, audience=[lane])
    shown = {"steps": [mark(), mark(), mark()], "help": mark(), "worry": mark()}
    scene.add("subject", "school_steps", shown, {"teacher"}, audience=[lane])
    scene.add("subject", "tried", {"how": "used", "card": "name-it", "words": mark()}, set(), audience=["me"])
    scene.add("carer", "tried", {"how": "in_the_way", "given": "a", "words": mark()}, {"therapist"}, audience=[sam])
    scene.add("subject", "photo", {"words": mark()}, set())
    scene.add("subject", "photo", {"words": mark()}, {"social_worker"}, audience=[jo])
    scene.add("subject", "drawing", {"marks": "sun 3 2 200,90", "words": mark()}, set())
    scene.add("subject", "drawing", {"words": mark()}, {"carer"}, audience=[robin])
    scene.add("subject", "recording", {"words": mark()}, {"therapist"}, audience=[sam])
    scene.add("carer", "photo", {"words": mark()}, {"subject"})
    scene.add("other_carer", "photo", {"words": mark()}, {"subject", "carer"}, audience=["role:subject", robin])


def _a_session(scene: Scene) -> None:
    """A therapist reads a session, which is theirs alone, and offers a statement of it to the young person."""
    therapist, said, card = scene.cast.therapist.visit, nobodys_name(), mark()
    today = therapy_adding.days()
    day, ends = today.today.isoformat(), today.ends_on.isoformat()
    words = (
        "Therapist: What was it like?\n"
        f"Client: I realised that I never ask for {said}, and that it is me who keeps quiet. I feel sad and alone."
    )
    asked = therapy_adding.Asked(words.encode(), day, "they", day, "learning", ends)
    session, _ = therapy_adding.add_session(therapist, asked)
    page = session_page(therapist, session)
    assert page
    offered = therapy_cards.offer_card(therapist, session, page.insights[0].key, card)
    assert offered
    scene.sessions, scene.cards = [session], [offered]
    scene.beside = {"therapist": {said}, "subject": {card}}


def _second_circle(scene: Scene) -> None:
    scene.add("stranger_subject", "journal", {"text": mark()}, set())
    scene.add("stranger_carer", "moment", a_moment(mark()), {"stranger_subject", "stranger_therapist"})
    scene.add("stranger_carer", "journal", {"text": mark()}, set())


def full_moment() -> dict[str, object]:
    """Return a moment with a mark in every field that takes words."""
    return a_moment(
        mark(),
        before_words=mark(),
        did_words=mark(),
        ended="other",
        ended_words=mark(),
        other_explanations=[mark(), mark()],
    )

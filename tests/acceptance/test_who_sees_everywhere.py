"""Every page of every role: who will see it stands beside each Save, and that nobody is watching beside each box."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from uuid import UUID, uuid4

import pytest

from lamplit.actions import drafts, invitations, sharing, signing
from lamplit.engines.kernel import Role
from tests.cast import Cast, Part, a_browser, a_check_in, a_journal, a_moment, make_cast, sign_in, write
from tests.exam.addresses import Address, every_address
from tests.pictures import a_photo
from tests.web.test_design import TITLES

pytestmark = pytest.mark.django_db
WATCHED = "Nobody is watching this page"
SAVES = re.compile(r"\b(save|try) (again|this|it)\b|^save\b|^keep\b|^send\b", re.IGNORECASE)
# A Save that keeps no entry says in its own words what becomes of what was typed.
OTHER_SAVES = {"/account/name": "People in your circle see the name", "/account/password": "15 characters"}
# These end the session, hand out a file or answer with one sentence of a page; `away` shows nothing of us on purpose.
NO_PAGES = {"hide", "sign_out", "account_logout", "service_worker", "manifest", "export_csv", "who_will_see", "away"}
NO_PAGES |= {"paper", "plan_paper"}


@dataclass
class Form:
    """One form as it stands on a page: where it goes, its boxes, the words on its buttons, all its text."""

    action: str
    boxes: int = 0
    weathers: int = 0
    says_who: bool = False
    buttons: list[str] = field(default_factory=list)
    text: str = ""

    @property
    def saves(self) -> bool:
        """Say whether this form keeps something: a Save, or a weather that one tap keeps."""
        return bool(self.weathers) or any(SAVES.search(each.strip()) for each in self.buttons)


class Reading(HTMLParser):
    """Reads a page as it is: its forms, its title, and the link to help at the top."""

    def __init__(self, page: str) -> None:
        """Read the whole page."""
        super().__init__()
        self.forms: list[Form] = []
        self.title = ""
        self.help_on_top = False
        self._inside: list[str] = []
        self._form: Form | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in {"meta", "link", "input", "img", "br"}:
            self._inside.append(tag)
        if tag == "form":
            self._form = Form(given.get("action") or "")
            self.forms.append(self._form)
        if self._form is not None:
            self._note(tag, given, self._form)
        self.help_on_top |= tag == "a" and given.get("href") == "/now" and "header" in self._inside

    def _note(self, tag: str, given: dict[str, str | None], form: Form) -> None:
        form.boxes += tag == "textarea"
        form.weathers += tag == "button" and given.get("name") == "weather"
        form.says_who |= "data-who-sees" in given
        if tag == "button" and "disabled" not in given:
            form.buttons.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._inside:
            while self._inside.pop() != tag:
                pass
        if tag == "form":
            self._form = None

    def handle_data(self, data: str) -> None:
        if "title" in self._inside and "svg" not in self._inside:
            self.title += data
        if self._form is not None:
            self._form.text += data
            if "button" in self._inside and self._form.buttons:
                self._form.buttons[-1] += data


@dataclass(frozen=True)
class Seen:
    """One page that was shown to somebody."""

    who: str
    path: str
    page: str

    @property
    def reading(self) -> Reading:
        """The page, read."""
        return Reading(self.page)


def look(part: Part, who: str, values: dict[str, list[object]]) -> Iterator[Seen]:
    """Yield every page one person can open."""
    for address in every_address():
        if address.name in NO_PAGES or address.pattern.startswith("api/"):
            continue
        for path in _paths(address, values):
            answer = part.client.get(path)
            if answer.status_code == 200 and "html" in answer.headers["Content-Type"]:
                yield Seen(who, path, answer.content.decode())


def _paths(address: Address, values: dict[str, list[object]]) -> Iterator[str]:
    for path in address.filled(values):
        yield path
        if address.name in {"new", "home", "kept"}:
            yield f"{path}?pictures=1"


def after_a_slip(part: Part, who: str, entries: list[UUID]) -> Iterator[Seen]:
    """Yield the pages that only come when something typed cannot be kept."""
    place = f"/c/{part.circle}"
    slips = [
        (f"{place}/new/journal", {"id": uuid4(), "text": "x" * 30_000}),
        (f"{place}/new/moment", {"id": uuid4(), "tone": "hard", "words": "x" * 30_000}),
        (f"{place}/new/check_in", {"id": uuid4(), "weather": "none"}),
        (f"{place}/new/photo", {"id": uuid4(), "words": "A line without its photo."}),
        (f"{place}/new/journal", {"id": [*entries, uuid4()][0], "text": "Other words than before."}),
        *((f"{place}/e/{entry}/edit", {"id": entry, "base": 7, "text": "", "words": "Late."}) for entry in entries),
    ]
    for path, fields in slips:
        answer = part.client.post(path, fields)
        if answer.status_code >= 400:
            yield Seen(who, f"POST {path}", answer.content.decode())


def refused(cast: Cast) -> Iterator[Seen]:
    """Yield the pages that give words back to people who cannot save them now."""
    words = {"id": uuid4(), "text": "Half a page of words."}
    answer = a_browser().post(f"/c/{cast.circle}/new/journal", words)
    yield Seen("signed out", "POST /new/journal", answer.content.decode())
    pause(cast.teacher)
    answer = cast.teacher.client.post(f"/c/{cast.circle}/new/journal", words)
    yield Seen("paused", "POST /new/journal", answer.content.decode())


def pause(part: Part) -> None:
    """Pause somebody as the circle's page does."""
    from lamplit.people.models import Membership

    Membership.objects.filter(pk=part.membership).update(state="paused")


def together(cast: Cast) -> Iterator[Seen]:
    """Yield the screen a young child shares with the grown-up whose phone it is."""
    carer = cast.carer
    client = a_browser()
    client.cookies["lamplit"] = sign_in(carer.person, together_in=cast.circle)
    place = f"/c/{cast.circle}/together"
    for path in (place, f"{place}?kept=foggy"):
        yield Seen("together", path, client.get(path).content.decode())
    slip = client.post(f"{place}/keep", {"id": "none", "weather": "none"}, follow=True)
    yield Seen("together", f"POST {place}/keep", slip.content.decode())


def moved_in(age: int) -> tuple[Cast, dict[str, list[UUID]], list[object]]:
    """Make a circle in which people have written, shown and begun something; returns their entries and drafts too."""
    cast = make_cast(age)
    mine = [write(cast.subject, kind, body) for kind, body in (("journal", a_journal()), ("check_in", a_check_in()))]
    theirs = [write(cast.carer, kind, body) for kind, body in (("moment", a_moment()), ("journal", a_journal()))]
    theirs += [write(cast.carer, "incident", {"safe": "yes"}) for _ in range(2)]
    assert signing.sign_off(cast.carer.visit, theirs[-1], 1)
    assert sharing.show_entry(cast.subject.visit, mine[0], cast.therapist.membership)
    mine.append(write(cast.subject, "photo", {"words": "A line."}, picture=a_photo()))
    theirs.append(write(cast.carer, "photo", {}, picture=a_photo()))
    for kind, body in (
        ("plan_part", {"part": "alone", "text": "A line."}),
        ("strength", {"sort": "skill", "text": "A line."}),
    ):
        write(cast.subject, kind, body)
    place = {"practice": "calm-place", "said": ["Pick one word that brings it back.\nHarbour"]}
    mine.append(write(cast.subject, "practice_run", place))
    begun: list[object] = []
    for part, kind in ((cast.subject, "journal"), (cast.carer, "moment"), (cast.carer, "journal")):
        begun.append(uuid4())
        assert drafts.keep_draft(
            part.visit, begun[-1], kind, {"id": str(begun[-1]), "words": "So far", "text": "So far"}
        )
    return cast, {"subject": mine, "carer": theirs}, begun


@cache
def every_page() -> tuple[Seen, ...]:
    """Return every page of every role, of a young person of 16 and a child of 9, with what comes after a slip."""
    seen: list[Seen] = []
    for age in (16, 9):
        cast, entries, begun = moved_in(age)
        seen += _pages_of(cast, entries, begun, age)
        seen += together(cast) if age == 9 else refused(cast)
    return tuple(seen)


def values_of(cast: Cast, entries: dict[str, list[UUID]], begun: list[object]) -> dict[str, list[object]]:
    """Return what the blanks of addresses are filled with."""
    return {
        "circle": [cast.circle],
        "entry": [*entries["subject"], *entries["carer"]],
        "draft": begun,
        "membership": [cast.carer.membership, cast.teacher.membership],
        "kind": ["journal", "check_in", "moment", "good_moment", "photo", "incident", "plan_part", "hope"],
        "slug": ["breathe-your-way", "younger-me"],
        "skill": ["name-it"],
        "behaviour": ["running-off"],
        "token": [invitations.invite(cast.carer.visit, Role.TEACHER).token],
    }


def _pages_of(cast: Cast, entries: dict[str, list[UUID]], begun: list[object], age: int) -> Iterator[Seen]:
    values = values_of(cast, entries, begun)
    for part in cast.everyone:
        who = f"{part.role.value} ({age})"
        yield from look(part, who, values)
        yield from after_a_slip(part, who, entries.get(part.role.value, []))


def forms(of: tuple[Seen, ...]) -> Iterator[tuple[Seen, Form]]:
    """Yield every form of every page."""
    for seen in of:
        for form in seen.reading.forms:
            yield seen, form


def test_the_crawl_saw_every_kind_of_page_and_form(vault: None) -> None:
    pages = every_page()
    assert len(pages) > 200
    assert {seen.who.split(" (")[0] for seen in pages} >= {role.value for role in Role} | {"signed out", "paused"}
    boxes = {re.sub(r"[0-9a-f-]{36}", "", form.action) for _, form in forms(pages) if form.boxes}
    assert boxes >= {"/c//new/journal", "/c//new/moment", "/c//e//edit"}
    assert {form.action.split("/")[-1] for _, form in forms(pages) if form.weathers} >= {"check_in", "keep"}


def test_who_will_see_it_stands_beside_every_save(vault: None) -> None:
    silent = {
        (seen.who, seen.path, form.action)
        for seen, form in forms(every_page())
        if form.saves and form.action not in OTHER_SAVES and not form.says_who
    }
    assert silent == set()


def test_a_save_that_keeps_no_entry_says_what_becomes_of_it(vault: None) -> None:
    found = [(seen, form) for seen, form in forms(every_page()) if form.saves and form.action in OTHER_SAVES]
    assert {form.action for _, form in found} == set(OTHER_SAVES)
    assert [seen.path for seen, form in found if OTHER_SAVES[form.action] not in seen.page] == []


def test_nobody_is_watching_stands_beside_every_box_for_words(vault: None) -> None:
    silent = {
        (seen.who, seen.path)
        for seen in every_page()
        if any(form.boxes for form in seen.reading.forms) and WATCHED not in seen.page
    }
    assert silent == set()


def test_help_stands_at_the_top_of_every_page_of_a_young_person(vault: None) -> None:
    young = [seen for seen in every_page() if seen.who.startswith(("subject", "together"))]
    assert len(young) > 40
    assert {seen.path for seen in young if not seen.reading.help_on_top and 'href="/now"' not in seen.page} == set()
    inside = [seen for seen in young if "/c/" in seen.path]
    assert {seen.path for seen in inside if not seen.reading.help_on_top} == set()


def test_every_title_comes_from_the_fixed_list(vault: None) -> None:
    assert {seen.reading.title.strip() for seen in every_page()} <= TITLES


def test_a_page_that_kept_silent_would_be_noticed() -> None:
    box = "<textarea name=text></textarea>"
    page = f"<form action=/x method=post>{box}<button>Save</button></form>"
    spoken = page.replace("<button", "<p data-who-sees>Only you.</p><button")
    assert [(form.saves, form.says_who) for form in Reading(page).forms] == [(True, False)]
    assert [(form.saves, form.says_who) for form in Reading(spoken).forms] == [(True, True)]
    assert Reading("<header><a href=/now>Help me now</a></header>").help_on_top
    assert not Reading("<main><a href=/now>Help me now</a></main>").help_on_top

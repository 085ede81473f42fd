"""P04: a new circle and a new child begin as private as they can; twenty settings, each held against the house."""

import re
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
from django.test import Client

from lamplit.actions import entries, sharing
from lamplit.engines.kernel import MemberState
from lamplit.engines.records.reading import content_text, read_items
from lamplit.people import memberships
from lamplit.people.models import Circle, Consent, DeviceSession, Invitation, Person
from tests.cast import Cast, a_check_in, a_journal, make_cast, write

pytestmark = [pytest.mark.exam("P04"), pytest.mark.django_db]

DEFAULTS = read_items(content_text("policy", "defaults.yaml"), "content/policy/defaults.yaml").get("defaults").fields()
WEB = Path(str(files("lamplit.web")))


def code_of_the_faces() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in WEB.rglob("*") if path.suffix in {".js", ".html"})


def seen_by_others(cast: Cast) -> set[str]:
    return {part.role.value for part in cast.everyone if part is not cast.subject and entries.diary(part.visit).items}


def own_entries(cast: Cast) -> str:
    for kind, fields in (("journal", a_journal()), ("check_in", a_check_in())):
        write(cast.subject, kind, fields)
    return "private" if not seen_by_others(cast) else "open"


def showing(cast: Cast) -> str:
    entry = write(cast.subject, "journal", a_journal())
    return "somebody" if any(each.shown for each in sharing.people_to_show(cast.subject.visit, entry)) else "nobody"


def together(cast: Cast) -> str:
    return "on" if any(part.visit.together for part in cast.everyone) else "off"


def plan_agreed(cast: Cast) -> str:
    return "yes" if Circle.objects.filter(plan_agreed=True).exists() or cast.subject.visit.plan_agreed else "no"


def watched(cast: Cast) -> str:
    page = cast.subject.client.get(f"/c/{cast.circle}/new/journal").content.decode()
    return "not_watched" if "Nobody is watching this page" in page else "unsaid"


def notices(cast: Cast) -> str:
    code = code_of_the_faces()
    return "some" if "PushManager" in code or "Notification(" in code or "showNotification" in code else "none"


def notice_words(cast: Cast) -> str:
    from lamplit.people.models import Notice

    columns = {field.name for field in Notice._meta.get_fields()}
    return "neutral" if columns == {"id", "circle", "code", "actor", "about", "role", "at"} else "words"


def faces_ask_for_patterns() -> bool:
    faces = (path for face in ("web", "api", "cli") for path in (WEB.parent / face).rglob("*.py"))
    asks = re.compile(r"from lamplit\.actions(\.patterns import|.* import .*\bpatterns\b)")
    return any(asks.search(path.read_text(encoding="utf-8")) for path in faces)


def engines_that_look(_: Cast) -> str:
    engines = {path.name for path in Path(str(files("lamplit.engines"))).iterdir() if path.is_dir()}
    looked_at = reads_what_is_kept() or ("patterns" in engines and faces_ask_for_patterns())
    return "on" if looked_at else "off"


def reads_what_is_kept() -> bool:
    """Tell whether the engine that listens reads anything that nobody gave it to read.

    Practising keeps nothing. A session is a transcript that its therapist adds, who agreed on record. A note without
    names is words that a carer sends, or a page of their own that they ask it for. Help beside words is found when a
    page is opened, for whoever may read that page and for nobody else; it is words, never a level.
    """
    root = Path(str(files("lamplit")))
    asking = {
        path.relative_to(root).as_posix()
        for layer in ("actions", "web", "api", "vault", "people", "config")
        for path in (root / layer).rglob("*.py")
        if "engines.listening" in path.read_text(encoding="utf-8")
    }
    assert "actions/coach.py" in asking, "the search finds nothing any more"
    kept = (root / "actions/coach.py").read_text(encoding="utf-8")
    beside = (root / "actions/findings.py").read_text(encoding="utf-8")
    rates = re.search(r"level|score|patterns|datetime\.now", beside) is not None
    on_asking = {"actions/coach.py", "actions/therapy_reading.py", "actions/snapshots.py", "actions/findings.py"}
    return asking != on_asking or "vault" in kept or rates


def location(_: Cast) -> str:
    code = code_of_the_faces()
    asks = "geolocation.get" in code or "getCurrentPosition" in code
    answer = Client().get("/now")
    return "off" if not asks and "geolocation=()" in answer["Permissions-Policy"] else "on"


def outgoing(_: Cast) -> str:
    root = Path(str(files("lamplit")))
    wanted = ("urllib.request", "http.client", "import requests", "import httpx", "smtplib", "aiohttp")
    calls = [path for path in root.rglob("*.py") if any(word in path.read_text(encoding="utf-8") for word in wanted)]
    names = {path.relative_to(root).as_posix() for path in calls}
    return "none" if names <= {"cli/doctor.py", "cli/listening.py", "cli/ground.py"} else f"some: {names}"


def sign_ups(_: Cast) -> str:
    people = Person.objects.count()
    typed = {"login": "newcomer", "username": "newcomer", "password": "a long enough pass phrase"}
    answers = {Client().post(path, typed).status_code for path in ("/sign-up", "/signup", "/accounts/signup/")}
    return "closed" if answers == {404} and Person.objects.count() == people else "open"


def consent(cast: Cast) -> str:
    Consent.objects.all().delete()
    return "none" if not any(part.visit.viewer.consented for part in cast.everyone) else "taken"


def membership(cast: Cast) -> str:
    row = memberships.enrol(cast.circle, cast.stranger_carer.person, cast.stranger_carer.role)
    visit = cast.stranger_carer.visit_to(cast.circle)
    inside = visit.viewer.state is MemberState.CONFIRMED or entries.diary(visit).items
    invited = Invitation._meta.get_field("ends_at") is not None and row.state != MemberState.CONFIRMED.value
    return "invited" if invited and not inside else "inside"


def operator(cast: Cast) -> str:
    entry = write(cast.subject, "journal", a_journal())
    for person in (cast.stranger_carer, cast.teacher):
        Person.objects.filter(id=person.person).update(is_operator=True)
        if entries.read_entry(person.visit_to(cast.circle), entry) or entries.diary(person.visit_to(cast.circle)).items:
            return "something"
    return "nothing"


def trusted_device(cast: Cast) -> str:
    assert cast.carer.session_key
    return "yes" if DeviceSession.objects.filter(trusted=True).exists() else "no"


def presence(cast: Cast) -> str:
    pages = [cast.carer.client.get(f"/c/{cast.circle}/{name}").content.decode().lower() for name in ("", "circle")]
    said = any(word in page for page in pages for word in ("last seen", "online now", "active now", "last here"))
    return "shown" if said or Person.last_login is not None else "hidden"


def readers_seen(cast: Cast) -> str:
    entry = write(cast.carer, "moment", {"tone": "ordinary"})
    for part in (cast.therapist, cast.subject):
        entries.read_entry(part.visit, entry)
    others = [part for part in cast.everyone if part is not cast.carer and sharing.who_saw(part.visit, entry)]
    return "author_only" if len(sharing.who_saw(cast.carer.visit, entry)) == 2 and not others else "open"


def titles(cast: Cast) -> str:
    write(cast.subject, "journal", a_journal("a title nobody should see"))
    pages = [cast.subject.client.get(f"/c/{cast.circle}/{name}").content.decode() for name in ("", "diary", "circle")]
    shown = [page.split("<title>")[1].split("</title>")[0] for page in pages]
    words = ("Wren", "Robin", "nobody should see", "The circle")
    return "neutral" if not any(word in title for title in shown for word in words) else "telling"


def sounds(_: Cast) -> str:
    code = code_of_the_faces()
    noisy = ("new Audio", "AudioContext", "autoplay", "vibrate(", ".play(", "<video")
    waits = '<audio class="player" controls'  # it sounds when somebody taps it, and not before
    return "on" if any(word in code for word in noisy) or code.count("<audio") != code.count(waits) else "off"


HELD: dict[str, Callable[[Cast], str]] = {
    "own_entries": own_entries,
    "showing": showing,
    "together": together,
    "plan_agreed": plan_agreed,
    "watched": watched,
    "notices": notices,
    "notice_words": notice_words,
    "patterns": engines_that_look,
    "profiling": engines_that_look,
    "location": location,
    "outgoing": outgoing,
    "sign_ups": sign_ups,
    "consent": consent,
    "membership": membership,
    "operator": operator,
    "trusted_device": trusted_device,
    "presence": presence,
    "readers_seen": readers_seen,
    "titles": titles,
    "sounds": sounds,
}


def test_there_are_twenty_settings_and_each_is_held_against_the_house():
    assert set(DEFAULTS) == set(HELD)
    assert len(DEFAULTS) == 20


@pytest.mark.parametrize("name", sorted(HELD))
def test_a_new_house_stands_as_its_table_says(cast: Cast, name: str):
    assert HELD[name](cast) == DEFAULTS[name].get("value").text()
    assert DEFAULTS[name].get("says").text().endswith(".")


@pytest.mark.parametrize("age", [6, 9, 11, 14])
def test_at_every_age_what_a_child_makes_alone_is_theirs_alone(db: None, age: int):
    assert own_entries(make_cast(subject_age=age)) == "private"

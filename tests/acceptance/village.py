"""A running house with everybody in it: seven roles in one circle, strangers in another, a child of nine in a third."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from tests.house import SRC, House

ROLES = ("subject", "carer", "other_carer", "therapist", "teacher", "school_lead", "social_worker")
STRANGERS = ("stranger_subject", "stranger_carer", "stranger_therapist")
ROOT = SRC.parent
# The settings are read before anything of `tests` is imported, because importing it points them at throw-away places.
MOVE_IN = "import django; django.setup(); from tests.acceptance.village import move_in; move_in()"
SEEN = "UPDATE people_session SET seen_at = ? WHERE seen_at < ?"
SIGN_IN = "import django; django.setup(); from tests.cast import sign_in; print(sign_in('{}'))"


@dataclass(frozen=True)
class Villager:
    """One member of one circle, with a browser session and an API token already open."""

    key: str
    name: str
    person: str
    membership: str
    circle: str
    session: str
    token: str

    @property
    def place(self) -> str:
        """The address of this person's circle, with a slash at the end."""
        return f"/c/{self.circle}/"


@dataclass
class Village:
    """The house and its people by key; `child` and `child_carer` are the circle of the nine-year-old.

    `lost_...` are a circle of all roles in which somebody loses every way in.
    `elder_carer` and `younger_carer` are one person, the carer of `elder_child` and of `younger_child`.
    """

    house: House
    people: dict[str, Villager]

    def __getitem__(self, key: str) -> Villager:
        """Return one person."""
        return self.people[key]

    def others(self, *but: str) -> list[Villager]:
        """Return everybody but these, the strangers too."""
        return [self.people[key] for key in (*ROLES, *STRANGERS) if key not in but]

    def just_signed_in(self, key: str) -> Villager:
        """Return one person with a session of this moment, for what is only given within five minutes of signing in."""
        villager = self.people[key]
        return replace(villager, session=run_in(self.house, SIGN_IN.format(villager.person)).strip())

    def still_here(self) -> None:
        """Let everybody have used the house just now: a whole run is longer than the half hour a session may idle."""
        now, lately = datetime.now(UTC), datetime.now(UTC) - timedelta(minutes=5)
        for database in self.house.data.glob("*.sqlite3"):
            with closing(sqlite3.connect(database, timeout=20)) as opened, opened:
                opened.execute(SEEN, [f"{now:%Y-%m-%d %H:%M:%S.%f}", f"{lately:%Y-%m-%d %H:%M:%S.%f}"])

    def acts_on(self, entry: str) -> list[str]:
        """Return every act on one entry, oldest first, as the audit in the database has them."""
        (database,) = self.house.data.glob("*.sqlite3")
        with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as opened:
            found = opened.execute(
                "SELECT action FROM vault_audit WHERE instr(objects_seen, ?) > 0 ORDER BY seq", [UUID(entry).bytes]
            ).fetchall()
        return [action for (action,) in found]


def settle(house: House) -> Village:
    """Let people move into a house that is running or about to."""
    found = json.loads(run_in(house, MOVE_IN))
    return Village(house, {key: Villager(key=key, **row) for key, row in found.items()})


def run_in(house: House, code: str) -> str:
    """Run code with the house's own settings; returns what it printed."""
    places = {"LAMPLIT_DATA": str(house.data), "LAMPLIT_KEY_FILE": str(house.key_file)}
    environment = house.environment() | places | {"DJANGO_SETTINGS_MODULE": "lamplit.config.settings"}
    environment["PYTHONPATH"] = os.pathsep.join([str(SRC), str(ROOT)])
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=120, cwd=ROOT
    )
    if done.returncode:
        raise AssertionError(f"That did not work in the house:\n{done.stderr}")
    return done.stdout


def move_in() -> None:
    """Make everybody in the house that the settings name, and print them as JSON."""
    from tests import cast as people

    everyone = people.make_cast(16)
    parts = {key: getattr(everyone, key) for key in (*ROLES, *STRANGERS)}
    young = people.make_circle(9, (people.Role.SUBJECT, people.Role.CARER, people.Role.THERAPIST))[1]
    parts |= {"child": young[people.Role.SUBJECT], "child_carer": young[people.Role.CARER]}
    parts |= {"child_therapist": young[people.Role.THERAPIST]}
    parts |= _two_children(people)
    lost = people.make_circle(15, tuple(people.Role))[1]
    parts |= {f"lost_{role.value}": part for role, part in lost.items()}
    people.long_here()
    json.dump({key: _row(part) for key, part in parts.items()}, sys.stdout)


def _two_children(people: Any) -> dict[str, Any]:
    """Make one carer with two circles: of a child of eight, and of a young person of fifteen."""
    pair = (people.Role.SUBJECT, people.Role.CARER)
    _, elder = people.make_circle(15, pair)
    _, younger = people.make_circle(8, pair, {people.Role.CARER: elder[people.Role.CARER].person})
    people.rename(elder[people.Role.SUBJECT].person, "Ivy")
    people.rename(younger[people.Role.SUBJECT].person, "Ash")
    found = {"elder": elder, "younger": younger}
    parts = {f"{key}_carer": each[people.Role.CARER] for key, each in found.items()}
    return parts | {f"{key}_child": each[people.Role.SUBJECT] for key, each in found.items()}


def _row(part: Any) -> dict[str, Any]:
    return {
        "name": part.name,
        "person": str(part.person),
        "membership": str(part.membership),
        "circle": str(part.circle),
        "session": part.session_key,
        "token": part.token,
    }

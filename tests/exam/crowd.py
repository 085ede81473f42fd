"""Two circles with every role in a house of their own, written into by everyone; run as a program inside that house."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

from tests.house import SRC, House

ROOT = SRC.parent


@dataclass(frozen=True)
class Crowd:
    """What a program outside may know: the circle, the token of each role, and ids of things in both circles."""

    circle: str
    tokens: dict[str, str]
    entries: list[str]
    members: list[str]


def move_in(house: House) -> Crowd:
    """Fill a house that was made and is not open."""
    places = [str(house.data), str(house.key_file)]
    env = house.environment() | {"PYTHONPATH": os.pathsep.join([str(SRC), str(ROOT)])}
    command = [sys.executable, "-m", "tests.exam.crowd", *places]
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    return Crowd(**json.loads(done.stdout.splitlines()[-1]))


def main() -> None:
    """Make the circles and print what a program may know."""
    os.environ["LAMPLIT_DATA"], os.environ["LAMPLIT_KEY_FILE"] = sys.argv[1:]  # `tests` has named places of its own
    os.environ["DJANGO_SETTINGS_MODULE"] = "lamplit.config.settings"
    import django

    django.setup()
    from tests.cast import make_cast, write

    cast = make_cast()
    told: dict[str, Any] = {"circle": str(cast.circle), "tokens": {}, "entries": [], "members": []}
    for part in (*cast.everyone, *cast.strangers):
        told["members"].append(str(part.membership))
    for part, kind, fields in (
        (cast.subject, "journal", {"text": "Mine."}),
        (cast.subject, "check_in", {"weather": "stormy"}),
        (cast.carer, "moment", {"tone": "good", "words": "We swam."}),
        (cast.other_carer, "journal", {"text": "Mine too."}),
        (cast.stranger_carer, "moment", {"tone": "hard", "words": "Elsewhere."}),
    ):
        told["entries"].append(str(write(part, kind, fields)))
    told["tokens"] = {part.role.value: part.token for part in cast.everyone}
    print(json.dumps(told))


if __name__ == "__main__":
    main()

"""The verbs about reviewed content, as they can be typed; they run without a database, keys or Django."""

import argparse
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    Verbs: TypeAlias = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001 - it has no other name

ENDINGS = "Ends with 0 when all is well, 2 for wrong usage, 1 otherwise. Needs no house: no database and no keys."
BANDS = ("3-5", "6-8", "9-12", "13-17", "adult")
ROLES = ("subject", "carer", "other_carer", "therapist", "teacher", "school_lead", "social_worker")


def _verb(verbs: "Verbs", name: str, text: str) -> argparse.ArgumentParser:
    """Add one verb that needs no house."""
    added = verbs.add_parser(name, help=text, description=text, epilog=ENDINGS)
    added.set_defaults(module=name.replace("-", "_"), json=False, anywhere=True)
    added.add_argument("--json", action="store_true", help="print one JSON document and nothing else")
    return added


def _practices(verbs: "Verbs") -> None:
    added = _verb(verbs, "practices", "List the practices that come with Lamplit.")
    added.add_argument("--age", choices=BANDS, help="only those for this age")
    added.add_argument("--for", dest="role", choices=ROLES, help="only those for this role")


def _practice(verbs: "Verbs") -> None:
    added = _verb(verbs, "practice", "Print one practice as it is played at one age, from the first page to the last.")
    added.add_argument("slug", metavar="SLUG", help="the short name, as `lamplit practices` lists it")
    added.add_argument("--age", choices=BANDS, required=True, help="the age band")


def _check_content(verbs: "Verbs") -> None:
    added = _verb(
        verbs,
        "check-content",
        "Tell every problem of what ships, or of a folder of your own practices.",
    )
    added.add_argument("folder", metavar="DIR", nargs="?", help="a folder of practices (default: those that ship)")


def _help_lines(verbs: "Verbs") -> None:
    added = _verb(verbs, "help-lines", "List the helplines of a country that ship, and when each was checked.")
    added.add_argument("country", metavar="COUNTRY", help="two letters, such as GB")


VERBS = (_practices, _practice, _check_content, _help_lines)

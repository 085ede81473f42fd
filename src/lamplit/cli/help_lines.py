"""`lamplit help-lines`: the emergency numbers and helplines of one country as they ship, and when each was checked."""

import argparse
import csv
from collections.abc import Iterator
from importlib.resources import files

from lamplit.cli.endings import Ending, TroubleError, put, put_json

ANYWHERE = "findahelpline.com"
NOT_CHECKED = "not checked by ringing it"


def run(options: argparse.Namespace) -> int:
    """Print what ships for a country; services that a house has put down for itself stand on its own pages."""
    code = options.country.strip().upper()
    countries = {row["country_code"]: row for row in _table("emergency_numbers.csv")}
    if code not in countries:
        known = ", ".join(sorted(countries))
        raise TroubleError(
            f"There is no country '{options.country}' here. In danger, call the emergency number where you are. "
            f"Elsewhere see {ANYWHERE}. Known: {known}."
        )
    lines = [facts(row) for row in _table("crisis_lines.csv") if row["country_code"] == code]
    numbers = countries[code]["emergency"].split("/")
    if options.json:
        name = countries[code]["country"]
        put_json({"code": code, "country": name, "emergency": numbers, "lines": lines, "elsewhere": ANYWHERE})
        return Ending.DONE
    put(f"{countries[code]['country']}  emergency: {' or '.join(numbers)}")
    for each in lines:
        put("  ".join(str(each[name]) for name in ("name", "phone", "text", "site", "hours", "audience") if each[name]))
        put(f"    source: {each['source']}; {_checked(each['checked_on'])}")
    if not lines:
        put(f"No helpline is listed here. See {ANYWHERE}.")
    return Ending.DONE


def facts(row: dict[str, str]) -> dict[str, object]:
    """Return one line as JSON takes it; `checked_on` is null for one that nobody has rung."""
    return {
        "name": row["name"],
        "phone": row["phone"],
        "text": row["sms"],
        "web": row["chat_or_web"],
        "hours": row["hours"],
        "audience": row["audience"],
        "site": row["operator_site"],
        "source": row["seen_in"],
        "checked_on": row["live_checked_on"] or None,
        "notes": row["notes"],
    }


def _checked(day: object) -> str:
    return f"checked on {day}" if day else NOT_CHECKED


def _table(name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(files("lamplit.content").joinpath(name).read_text(encoding="utf-8").splitlines())

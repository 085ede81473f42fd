"""The operator's verbs: what they print, how they end, and that a house is never harmed by them."""

import json
import os
import signal
import sqlite3
import subprocess
import time
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tests.exam.keeping import take_apart
from tests.house import House


def test_a_word_lamplit_does_not_know_is_wrong_usage(closed_house: House) -> None:
    assert closed_house.run("frobnicate", check=False).returncode == 2
    assert closed_house.run("serve", "--port", "99999", check=False).returncode == 2


@pytest.mark.parametrize(
    "verb",
    [
        "run",
        "init",
        "serve",
        "demo",
        "doctor",
        "backup",
        "restore",
        "export",
        "import",
        "erase",
        "token",
        "audit",
        "keys",
    ],
)
def test_every_verb_explains_itself_without_a_house(tmp_path: Path, verb: str) -> None:
    house = House(root=tmp_path, port=1)
    done = subprocess.run(
        [*house.command()[:3], verb, "--help"], env=house.environment(), capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0
    assert "--data" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_a_new_house_answers_in_one_json_document(tmp_path: Path) -> None:
    house = House(root=tmp_path, port=1)
    made = json.loads(house.run("init", "--json").stdout)
    assert made["made"] is True
    assert (made["data"], made["key_file"]) == (str(house.data), str(house.key_file))
    assert made["recovery_sheet"].startswith("Key k")
    again = json.loads(house.run("init", "--json").stdout)
    assert (again["made"], again["recovery_sheet"]) == (False, None)


def test_verbs_say_so_where_there_is_no_house_and_make_nothing(tmp_path: Path) -> None:
    house = House(root=tmp_path, port=1)
    for verb in (("serve",), ("audit", "verify"), ("doctor",)):
        done = house.run(*verb, check=False)
        assert done.returncode == 1
        assert "lamplit init" in done.stderr + done.stdout
    assert list(tmp_path.iterdir()) == []


def test_the_doctor_finds_a_new_house_well(closed_house: House) -> None:
    said = json.loads(closed_house.run("doctor", "--deep", "--json").stdout)
    assert said["ok"] is True
    names = {one["name"] for one in said["findings"]}
    assert names >= {"places", "keys", "database", "sign-in limits", "clock", "disk", "settings", "entries", "record"}


def test_the_doctor_notices_that_guesses_are_no_longer_counted(closed_house: House) -> None:
    with sqlite3.connect(closed_house.data / "lamplit.sqlite3") as database:
        database.execute("DROP TABLE web_cache")
    done = closed_house.run("doctor", "--json", check=False)
    told = {one["name"]: one["ok"] for one in json.loads(done.stdout)["findings"]}
    assert (done.returncode, told["sign-in limits"]) == (1, False)


def test_keys_are_listed_without_their_secrets(closed_house: House) -> None:
    held = json.loads(closed_house.key_file.read_text(encoding="utf-8"))["keys"]
    listed = json.loads(closed_house.run("keys", "list", "--json").stdout)
    assert [(one["id"], one["state"]) for one in listed] == [(one["id"], "active") for one in held]
    assert not any(one["key"] in str(listed) for one in held)


def test_a_sheet_with_a_slip_is_not_accepted(closed_house: House) -> None:
    sheet = closed_house.run("keys", "sheet").stdout
    lines = sheet.splitlines()
    lines[2] = ("Z" if lines[2][0] != "Z" else "Y") + lines[2][1:]
    done = closed_house.run("keys", "verify-sheet", stdin="\n".join(lines), check=False)
    assert done.returncode == 1
    assert "line 2" in done.stderr


def test_a_token_is_made_for_a_member_and_for_nobody_else(own_house: House) -> None:
    carer = own_house.who("carer")
    made = json.loads(
        own_house.run("token", "create", "--person", carer["person"], "--circle", carer["circle"], "--json").stdout
    )
    assert made["token"].startswith("lamplit_")
    stranger = own_house.run("token", "create", "--person", "nobody", "--circle", carer["circle"], check=False)
    assert (stranger.returncode, stranger.stdout) == (3, "")
    muddle = own_house.run("token", "create", "--person", carer["person"], "--circle", "wren", check=False)
    assert muddle.returncode == 1
    assert "is not a circle's id" in muddle.stderr


def test_tokens_are_listed_without_themselves_and_ended_one_by_one(own_house: House) -> None:
    carer = own_house.who("carer")
    who = ("--person", carer["person"], "--circle", carer["circle"])
    first, second = (own_house.run("token", "create", *who).stdout.strip() for _ in range(2))
    listed = own_house.run("token", "list", "--json").stdout
    told = json.loads(listed)
    assert [(each["person"], each["circle"], each["works"]) for each in told] == [
        (carer["person"], carer["circle"], True)
    ] * 2
    assert first not in listed and second not in listed
    assert opens(own_house, carer["circle"], first) == opens(own_house, carer["circle"], second) == 200
    own_house.run("token", "revoke", "--id", told[0]["id"])
    assert (opens(own_house, carer["circle"], first), opens(own_house, carer["circle"], second)) == (401, 200)
    assert own_house.run("token", "revoke", "--id", told[0]["id"], check=False).returncode == 1
    assert [line.split()[1] for line in own_house.run("token", "list").stdout.splitlines()] == ["closed", "works"]
    assert own_house.run("token", "list", "--circle", carer["person"]).stdout == ""


@pytest.mark.parametrize("typed", [["create"], ["create", "--circle", "wren"], ["revoke"]])
def test_a_token_verb_that_misses_something_says_what(closed_house: House, typed: list[str]) -> None:
    done = closed_house.run("token", *typed, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "lamplit token" in done.stderr


def opens(house: House, circle: str, token: str) -> int:
    asked = Request(f"{house.url}/api/v1/circles/{circle}/entries", headers={"Authorization": f"Bearer {token}"})
    try:
        with urlopen(asked, timeout=30) as answer:
            return int(answer.status)
    except HTTPError as refusal:
        return refusal.code


def test_data_of_a_newer_lamplit_is_refused_untouched(closed_house: House) -> None:
    with sqlite3.connect(closed_house.data / "lamplit.sqlite3") as database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('vault', '9999_later', '2030-01-01')"
        )
    done = closed_house.run("serve", "--port", str(closed_house.port), check=False)
    assert done.returncode == 3
    assert "made by a newer Lamplit" in done.stderr


def test_older_data_is_backed_up_before_its_tables_change(closed_house: House) -> None:
    with sqlite3.connect(closed_house.data / "lamplit.sqlite3") as database:
        database.execute("DROP TABLE account_emailconfirmation")
        database.execute("DELETE FROM django_migrations WHERE app = 'account'")
        database.execute("DROP TABLE account_emailaddress")
    closed_house.start()
    closed_house.stop()
    copies = list((closed_house.data / "backups").glob("before-*.lamplit"))
    assert len(copies) == 1
    assert str(copies[0]) in closed_house.log.read_text(encoding="utf-8")
    parts = take_apart(copies[0], closed_house.run("keys", "sheet").stdout).records
    named = {json.loads(line)["part"] for line in parts if line.startswith(b'{"part"')}
    assert "people_person" in named
    assert "account_emailaddress" not in named, "the copy is from before"


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGKILL])
def test_no_worker_outlives_its_server(closed_house: House, sent: signal.Signals) -> None:
    closed_house.start()
    server = closed_house.server
    assert server is not None
    os.kill(server.pid, sent)
    server.wait(15)
    end = time.monotonic() + 10
    while closed_house.answers() and time.monotonic() < end:
        time.sleep(0.1)
    assert not closed_house.answers()
    closed_house.server = None
    closed_house.start()  # neither the port nor the lock is held by anything left over
    assert closed_house.answers()

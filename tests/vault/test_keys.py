"""The key file, the recovery sheet, and every way in which keys are refused."""

import os
import shutil
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as checks
from hypothesis import strategies as st
from pytest_django import Settings

from lamplit.vault import entries, keys, store
from lamplit.vault.failures import SheetWrong
from lamplit.vault.keyfile import CREDENTIAL_NAME, KeyFile
from lamplit.vault.sheet import SYMBOLS, read_sheet, sheet_text
from tests.vault.circle import NOW, Circle, an_entry

TODAY = date(2026, 1, 1)
SECRET = bytes(range(7, 39))


def unlock(settings: Settings) -> keys.KeyRing:
    keys.forget_keys()
    return keys.unlock(settings.KEY_FILE, settings.DATA_DIR)


def data_hash(settings: Settings) -> str:
    tables = ("vault_dek", "vault_systemkey", "vault_entry")
    return sha256(repr([store.rows(f"SELECT * FROM {table}") for table in tables]).encode()).hexdigest()  # noqa: S608


@pytest.fixture
def lived_in(circle: Circle) -> Circle:
    entries.record(circle.carer, an_entry(circle.carer, "words"), NOW)
    return circle


def test_a_key_file_is_its_owners_alone(data: Path, settings: Settings) -> None:
    assert settings.KEY_FILE.stat().st_mode & 0o777 == 0o600
    assert len(KeyFile.load(settings.KEY_FILE, data).active.secret) == 32


def test_without_its_key_file_the_house_is_locked_and_unchanged(lived_in: Circle, settings: Settings) -> None:
    before = data_hash(settings)
    settings.KEY_FILE.unlink()
    with pytest.raises(keys.KeysMissing) as caught:
        unlock(settings)
    assert str(caught.value) == (
        "Lamplit cannot find its key file. Your data is safe but locked. Put the file back, or use your recovery "
        "sheet: `lamplit keys restore`. Nothing has been changed."
    )
    assert data_hash(settings) == before and not settings.KEY_FILE.exists()


def test_a_fresh_key_is_never_made_beside_old_data(lived_in: Circle, settings: Settings) -> None:
    settings.KEY_FILE.unlink()
    with pytest.raises(keys.KeysPresent):
        keys.create_keys(settings.KEY_FILE, settings.DATA_DIR, TODAY)
    assert not settings.KEY_FILE.exists()


def test_another_houses_key_file_is_refused_by_name(lived_in: Circle, settings: Settings, tmp_path: Path) -> None:
    missing = KeyFile.load(settings.KEY_FILE, settings.DATA_DIR).active.id
    before = data_hash(settings)
    settings.KEY_FILE.unlink()
    KeyFile.create(settings.KEY_FILE, settings.DATA_DIR, TODAY, data_exists=False)
    with pytest.raises(keys.KeysWrong) as caught:
        unlock(settings)
    assert caught.value.missing_id == missing and missing in str(caught.value)
    assert data_hash(settings) == before


def test_another_key_under_the_same_name_is_refused(lived_in: Circle, settings: Settings) -> None:
    held = settings.KEY_FILE.read_text()
    key_id = KeyFile.load(settings.KEY_FILE, settings.DATA_DIR).active.id
    settings.KEY_FILE.unlink()
    other = KeyFile.create(settings.KEY_FILE, settings.DATA_DIR, TODAY, data_exists=False)
    settings.KEY_FILE.write_text(settings.KEY_FILE.read_text().replace(other.active.id, key_id))
    with pytest.raises(keys.KeysWrong):
        unlock(settings)
    settings.KEY_FILE.write_text(held)
    unlock(settings)
    assert len(entries.page(lived_in.carer, None, 5, NOW).items) == 1


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o660])
def test_a_key_file_others_can_read_is_refused(data: Path, settings: Settings, mode: int) -> None:
    settings.KEY_FILE.chmod(mode)
    with pytest.raises(keys.KeysExposed, match="chmod 600"):
        KeyFile.load(settings.KEY_FILE, data)


def test_a_key_file_of_somebody_else_is_refused(
    data: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    if os.geteuid() == 0:
        os.chown(settings.KEY_FILE, 12345, -1)
    else:
        monkeypatch.setattr(os, "geteuid", lambda: 12345)
    with pytest.raises(keys.KeysExposed, match="another user"):
        KeyFile.load(settings.KEY_FILE, data)


@pytest.mark.parametrize("place", ["keys.json", "deep/keys.json", "../data/keys.json"])
def test_a_key_file_among_the_data_is_refused(data: Path, settings: Settings, place: str) -> None:
    wanted = data / place
    with pytest.raises(keys.KeysExposed, match="inside the data folder"):
        KeyFile.create(wanted, data, TODAY, data_exists=False)
    wanted.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(settings.KEY_FILE, wanted)
    with pytest.raises(keys.KeysExposed):
        KeyFile.load(wanted, data)


def test_a_link_into_the_data_is_refused_too(data: Path, settings: Settings, tmp_path: Path) -> None:
    shutil.copy(settings.KEY_FILE, data / "hidden")
    (tmp_path / "link.json").symlink_to(data / "hidden")
    with pytest.raises(keys.KeysExposed):
        KeyFile.load(tmp_path / "link.json", data)


@pytest.mark.parametrize(
    "junk",
    [
        "",
        "{}",
        "[]",
        '{"keys": []}',
        '{"keys": [{"id": 1}]}',
        "\x00",
        '{"keys": [{"id":"k1","created":"2026-01-01","state":"active","key":"AAAA"}]}',
    ],
)
def test_a_file_that_is_no_key_file_is_refused(data: Path, settings: Settings, junk: str) -> None:
    settings.KEY_FILE.write_text(junk)
    with pytest.raises(keys.KeysUnreadable, match="not a Lamplit key file"):
        KeyFile.load(settings.KEY_FILE, data)


def test_keys_may_come_from_systemd_but_only_from_one_place(data: Path, settings: Settings, tmp_path: Path) -> None:
    folder = tmp_path / "credentials"
    folder.mkdir()
    shutil.copy(settings.KEY_FILE, folder / CREDENTIAL_NAME)
    environment = {"CREDENTIALS_DIRECTORY": str(folder)}
    with pytest.raises(keys.KeysUnreadable, match="two sets of keys"):
        KeyFile.find(settings.KEY_FILE, data, environment)
    held = KeyFile.load(settings.KEY_FILE, data)
    settings.KEY_FILE.unlink()
    assert KeyFile.find(settings.KEY_FILE, data, environment).keys == held.keys


def test_the_sheet_restores_the_key_and_opens_the_data(lived_in: Circle, settings: Settings) -> None:
    file = KeyFile.load(settings.KEY_FILE, settings.DATA_DIR)
    sheet = keys.recovery_sheet(file)
    keys.verify_sheet(file, sheet.lower().replace("-", " "))
    settings.KEY_FILE.unlink()
    restored = keys.restore_from_sheet(sheet, settings.KEY_FILE, settings.DATA_DIR, TODAY)
    assert restored.active.secret == file.active.secret
    unlock(settings)
    assert [item.body for item in entries.page(lived_in.carer, None, 5, NOW).items] == [{"text": "words"}]


def test_the_sheet_of_another_house_restores_nothing(lived_in: Circle, settings: Settings) -> None:
    settings.KEY_FILE.unlink()
    with pytest.raises(keys.KeysWrong):
        keys.restore_from_sheet(sheet_text("k20260101abcd", SECRET), settings.KEY_FILE, settings.DATA_DIR, TODAY)
    assert not settings.KEY_FILE.exists()


def test_a_sheet_is_sixteen_groups_of_four() -> None:
    first, *lines = sheet_text("k20260101abcd", SECRET).splitlines()
    assert first == "Key k20260101abcd"
    assert [len(group) for line in lines for group in line.split("-")] == [4] * 16


@checks(deadline=None, max_examples=200, database=None)
@given(st.binary(min_size=32, max_size=32))
def test_every_key_comes_back_from_its_sheet(secret: bytes) -> None:
    assert read_sheet(sheet_text("k20260101abcd", secret)) == ("k20260101abcd", secret)


def test_every_single_wrong_letter_on_a_sheet_is_found_and_its_line_named() -> None:
    sheet = sheet_text("k20260101abcd", SECRET)
    start = sheet.index("\n") + 1
    for at in range(start, len(sheet)):
        if sheet[at] not in SYMBOLS:
            continue
        line = sheet[start:at].count("\n") + 1
        for wrong in SYMBOLS:
            if wrong != sheet[at]:
                with pytest.raises(SheetWrong, match=f"mistake in line {line}"):
                    read_sheet(sheet[:at] + wrong + sheet[at + 1 :])


def test_neighbours_or_lines_that_changed_places_are_found() -> None:
    first, *lines = sheet_text("k20260101abcd", SECRET).splitlines()
    for one in range(4):
        for two in range(one + 1, 4):
            mixed = list(lines)
            mixed[one], mixed[two] = mixed[two], mixed[one]
            with pytest.raises(SheetWrong, match="mistake in line"):
                read_sheet("\n".join([first, *mixed]))
    plain = lines[1].replace("-", "")
    for at in range(15):
        if plain[at] != plain[at + 1]:
            swapped = plain[:at] + plain[at + 1] + plain[at] + plain[at + 2 :]
            with pytest.raises(SheetWrong, match="mistake in line 2"):
                read_sheet("\n".join([first, lines[0], swapped, *lines[2:]]))


def test_letters_people_mix_up_are_read_as_meant() -> None:
    first, lines = sheet_text("k20260101abcd", SECRET).split("\n", 1)
    typed = lines.replace("0", "O").replace("1", "l").lower()
    assert "o" in typed
    assert read_sheet(f"{first}\n{typed}") == ("k20260101abcd", SECRET)


@pytest.mark.parametrize("typed", ["", "Key k1", "Key k20260101abcd\nABCD", "hello"])
def test_half_a_sheet_says_what_is_missing(typed: str) -> None:
    with pytest.raises(SheetWrong):
        read_sheet(typed)

"""R08: an empty machine, the backup and the printed sheet are enough, by doing what the printed page says."""

import re
import shutil
from pathlib import Path

import pytest

from tests.docs.reading import text_of
from tests.exam.canonical import dump, without_the_last_lines
from tests.exam.keeping import an_empty_machine, back_up
from tests.house import House

pytestmark = pytest.mark.exam("R08")
HEADING = "## Going back on an empty machine"


def printed_steps() -> list[list[str]]:
    """Return the commands of the page that is printed and kept with the sheet, word by word."""
    page = text_of("docs/host.md").split(HEADING, 1)[1].split("\n## ", 1)[0]
    lines = re.findall(r"^(?:\.venv/bin/)?lamplit (.+?)(?:\s+#.*)?$", page, re.MULTILINE)
    return [line.split() for line in lines]


def test_the_backup_and_the_sheet_bring_a_house_back_by_the_printed_page(own_house: House, tmp_path: Path) -> None:
    file = back_up(own_house)
    sheet = own_house.run("keys", "sheet").stdout
    own_house.stop()
    before = dump(own_house)
    machine = an_empty_machine(tmp_path / "new")
    carried = shutil.copy2(file, machine.root / "copy.lamplit")
    steps = printed_steps()
    assert [step[0] for step in steps] == ["restore", "doctor", "serve"]
    for verb, *words in steps[:-1]:
        machine.run(verb, *(str(carried) if word == "BACKUP" else word for word in words), stdin=sheet)
    assert without_the_last_lines(dump(machine), 1) == before
    machine.start()
    machine.people = own_house.people
    machine.refresh()
    assert machine.answers() and len(machine.people) == len(own_house.people)
    machine.stop()


def test_what_was_erased_after_a_backup_stays_erased_when_the_newer_list_is_at_hand(
    own_house: House, tmp_path: Path
) -> None:
    file = back_up(own_house)
    sheet = own_house.run("keys", "sheet").stdout
    own_house.run("demo", "--remove")
    own_house.stop()
    machine = an_empty_machine(tmp_path / "new")
    told = machine.run("restore", str(file), "--erasures", str(own_house.data / "erasures.log"), stdin=sheet)
    assert "Erased again" in told.stdout
    assert dump(machine)["vault_entry"] == dump(machine)["vault_dek"] == []


def test_the_key_file_of_the_same_machine_keeps_a_list_of_its_own(own_house: House) -> None:
    near = own_house.data / "local-help.json"
    near.write_text('{"services": [], "checks": {"GB/Childline": "2026-03-01"}}', encoding="utf-8")
    file = back_up(own_house)
    own_house.run("demo", "--remove")
    own_house.stop()
    shutil.rmtree(own_house.data)
    own_house.run("restore", str(file))
    assert dump(own_house)["vault_entry"] == []
    assert "2026-03-01" in near.read_text(encoding="utf-8"), "help near here goes along"

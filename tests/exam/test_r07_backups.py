"""R07: backups made while others write are whole, all of them, and each is one moment of the house."""

from pathlib import Path

import pytest

from tests.exam.canonical import Dump, dump, without_the_last_lines
from tests.exam.keeping import an_empty_machine, back_up, go_back
from tests.house import House
from tests.vault.house_of_two import Elsewhere

pytestmark = pytest.mark.exam("R07")


def until_line(live: Dump, lines: int) -> Dump:
    """Return a house as it was when its record had so many lines; its writers only ever added entries."""
    audit = live["vault_audit"][:lines]
    written = {row[6][:32] for row in audit if row[4] == "write"}
    entries = [row for row in live["vault_entry"] if row[0].replace("-", "") in written]
    return live | {"vault_audit": audit, "vault_entry": entries}


def backups_under_load(folder: Path, many: int, url: str = "", *, most_alike: bool = False) -> None:
    """Make backups while two programs write in four threads each; go back to every one and compare.

    With `most_alike` the two houses stand in different databases, which write some values in other ways.
    """
    place = Elsewhere(folder / "one", url)
    carer = place.make()
    place.run("write", "3", "1", carer=carer)
    house = House(root=folder / "one", port=1, database=url)
    sheet = house.run("keys", "sheet").stdout
    writers = [place.start("write", "40000", "4", carer=carer) for _ in range(2)]
    try:
        files = [back_up(house, f"{number}.lamplit") for number in range(many)]
        assert all(writer.poll() is None for writer in writers), "they write until they are stopped"
    finally:
        for writer in writers:
            writer.kill()
            writer.communicate()
    live = dump(house)
    sizes = set()
    for number, file in enumerate(files):
        other = an_empty_machine(folder / f"back{number}")
        told = go_back(other, file, sheet)
        assert (told["ok"], told["damaged"], told["record"]) == (True, [], [])
        found = without_the_last_lines(dump(other), 1)
        lines = [row for row in found["vault_audit"] if row[4] == "write"]
        assert len(lines) == len(found["vault_entry"]) == told["entries"]
        then = until_line(live, len(found["vault_audit"]))
        assert found["vault_entry"] == then["vault_entry"] and found["vault_audit"] == then["vault_audit"]
        assert most_alike or found == then
        sizes.add(told["entries"])
    assert many == 1 or len(sizes) > 1, "the house grew between the backups"


def test_a_backup_made_while_others_write_is_one_whole_moment(tmp_path: Path) -> None:
    backups_under_load(tmp_path, 2)


@pytest.mark.whole
def test_fifty_backups_under_load_are_all_whole(tmp_path: Path) -> None:
    backups_under_load(tmp_path, 50)

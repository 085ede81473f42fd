"""S44: the keys are in the key file and nowhere else: not in the data, the logs, the pages, the output or the code."""

import base64
import json
import re
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.house import House

ROOT = Path(__file__).resolve().parents[2]
OURS = ("src", "tests", "benchmarks", "exam", "docs", ".ci")
KEY_IN_CODE = re.compile(rb'"lamplit_keys"\s*:\s*1\s*,\s*"keys"\s*:\s*\[\s*\{[^}]*"key"\s*:\s*"[A-Za-z0-9+/]{43}=')


def forms_of(house: House) -> list[bytes]:
    """Return every way a key of this house could be written down."""
    held = json.loads(house.key_file.read_text(encoding="utf-8"))
    forms = []
    for one in held["keys"]:
        raw = base64.b64decode(one["key"])
        forms += [raw, raw.hex().encode(), raw.hex().upper().encode(), one["key"].encode(), base64.b32encode(raw)]
        forms += [base64.urlsafe_b64encode(raw)]
    sheet = house.run("keys", "sheet").stdout
    forms += [line.encode() for line in sheet.splitlines()[1:] if "-" in line]
    secret = (house.key_file.parent / "web-secret").read_bytes().strip()
    return [*forms, secret]


def files_with(forms: list[bytes], root: Path) -> list[str]:
    found = []
    for path in root.rglob("*"):
        held = path.read_bytes() if path.is_file() else b""
        found += [str(path)] if any(form in held for form in forms) else []
    return found


@pytest.mark.exam("S44")
def test_the_keys_are_nowhere_but_in_their_file(own_house: House) -> None:
    forms = forms_of(own_house)
    assert len(forms) >= 10
    said = [own_house.run(*verb, check=False) for verb in (("doctor", "--deep"), ("keys", "list"), ("demo", "--json"))]
    for path in ("/now", "/sign-in", "/healthz", "/readyz", "/no-such-page"):
        said += [_page(own_house, path)]
    own_house.stop()
    assert files_with(forms, own_house.data) == []
    assert files_with(forms, own_house.log.parent / "server.log") == []
    assert not any(form in own_house.log.read_bytes() for form in forms)
    told = "".join(f"{one.stdout}{one.stderr}" if not isinstance(one, str) else one for one in said).encode()
    assert not any(form in told for form in forms)


def _page(house: House, path: str) -> str:
    try:
        with urlopen(house.url + path, timeout=10) as answer:
            return answer.read().decode() + str(answer.headers)
    except OSError as error:
        return str(error)


@pytest.mark.exam("S44")
def test_a_running_server_keeps_the_keys_out_of_its_environment(own_house: House) -> None:
    assert own_house.server is not None
    environ = Path(f"/proc/{own_house.server.pid}/environ")
    if not environ.exists():
        pytest.skip("this system does not show the environment of a process")
    forms = forms_of(own_house)
    assert not any(form in environ.read_bytes() for form in forms)


@pytest.mark.exam("S44")
def test_no_key_file_is_part_of_the_code() -> None:
    files = [path for folder in OURS for path in (ROOT / folder).rglob("*") if path.is_file() and path.suffix != ".pyc"]
    assert len(files) > 100
    assert [str(path) for path in files if KEY_IN_CODE.search(path.read_bytes())] == []
    assert [str(path) for path in files if path.name in {"keys.json", "web-secret"}] == []


@pytest.mark.exam("S44")
def test_the_key_file_and_its_folder_are_for_their_owner_alone(closed_house: House) -> None:
    assert closed_house.key_file.stat().st_mode & 0o077 == 0
    assert (closed_house.key_file.parent / "web-secret").stat().st_mode & 0o077 == 0
    assert closed_house.data.stat().st_mode & 0o077 == 0
    assert not closed_house.key_file.is_relative_to(closed_house.data)

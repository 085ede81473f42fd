"""S31: every operation of the JSON face, asked at random as every role: no breakdown, nothing that is not promised."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from lamplit.engines.kernel import Role
from tests.exam.crowd import ROOT, Crowd, move_in
from tests.house import House

pytestmark = pytest.mark.exam("S31")
CHECKS = (
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
    "response_schema_conformance", "unsupported_method", "allow_header_conformance", "use_after_free",
    "ensure_resource_availability", "ignored_auth",
)  # fmt: skip
# Left out, because the schema of a body is that of what is kept: positive_data_acceptance (what fits it is refused when
# its time has not come, or its writer's role may not) and negative_data_rejection (an empty text counts as left out,
# and digits as their number). That no field beside those named is taken is S09's.


def ask_at_random(house: House, crowd: Crowd, role: str, place: Path, *options: str) -> dict[str, Any]:
    """Let schemathesis ask as one role; returns its report."""
    place.mkdir()
    settings, report = place / "schemathesis.toml", place / "report.json"
    settings.write_text(f'[parameters]\n"path.circle" = "{crowd.circle}"\n', encoding="utf-8")
    command = [sys.executable, "-m", "schemathesis.cli", "--config-file", str(settings), "run",
               f"{house.url}/api/v1/openapi.json", "-H", f"Authorization: Bearer {crowd.tokens[role]}",
               "--checks", ",".join(CHECKS), "--seed", "1", "--warnings", "off", "--suppress-health-check", "all",
               "--report-json-path", str(report), *options]  # fmt: skip
    known = json.dumps({"entries": crowd.entries, "members": crowd.members})
    env = os.environ | {"SCHEMATHESIS_HOOKS": "tests.exam.real_ids", "CROWD": known, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, cwd=place, env=env, capture_output=True, text=True, timeout=3600)
    assert done.returncode == 0, f"as {role}:\n{done.stdout[-6000:]}{done.stderr[-2000:]}"
    return dict(json.loads(report.read_text(encoding="utf-8")))


def hold(report: dict[str, Any], least: int) -> None:
    """Say that really everything was asked, and often."""
    assert report["complete"] and report["failures"] == [] and report["errors"] == []
    assert report["operations"]["tested"] == report["operations"]["total"] > 8
    assert report["test_cases"]["generated"] >= least


@pytest.fixture
def crowded(closed_house: House) -> tuple[House, Crowd]:
    crowd = move_in(closed_house)
    closed_house.start()
    return closed_house, crowd


def test_programs_asking_at_random_find_only_what_is_promised(crowded: tuple[House, Crowd], tmp_path: Path) -> None:
    house, crowd = crowded
    for role in ("carer", "teacher"):
        report = ask_at_random(house, crowd, role, tmp_path / role, "-n", "8", "--phases", "fuzzing,stateful")
        hold(report, 9 * 8)
    assert "Traceback" not in house.log.read_text(encoding="utf-8")


@pytest.mark.whole
@pytest.mark.parametrize("role", [role.value for role in Role])
def test_every_role_asking_two_hundred_times_finds_only_what_is_promised(
    crowded: tuple[House, Crowd], tmp_path: Path, role: str
) -> None:
    house, crowd = crowded
    hold(ask_at_random(house, crowd, role, tmp_path / role, "-n", "200"), 9 * 200)
    assert "Traceback" not in house.log.read_text(encoding="utf-8")

"""The one script behind `make run` and `make test`: it starts on any Python, refuses kindly, never half-installs."""

import ast
import os
import runpy
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.house import House

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "lamplit"
NEEDED = ("lamplit", "pyproject.toml", "requirements.lock", "requirements-test.lock")
PRETEND = "import sys, runpy; {before}; sys.argv = ['lamplit', 'run']; runpy.run_path({script!r}, run_name='__main__')"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A fresh copy with a space in its path, as people's folders have."""
    folder = tmp_path / "my copy"
    folder.mkdir()
    for name in NEEDED:
        shutil.copy2(ROOT / name, folder / name)
    return folder


def pretend(folder: Path, before: str) -> "subprocess.CompletedProcess[str]":
    """Run `lamplit run` from `folder` on a machine changed by `before`, with nothing else on its path."""
    code = PRETEND.format(before=before, script=str(folder / "lamplit"))
    environment = {"PATH": "/nowhere", "HOME": str(folder)}
    return subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=60)


def script(folder: Path) -> dict[str, Any]:
    return runpy.run_path(str(folder / "lamplit"), run_name="read")


def test_the_script_can_be_read_by_pythons_far_too_old_to_run_lamplit() -> None:
    tree = ast.parse(SCRIPT.read_text(encoding="utf-8"), feature_version=(3, 4))
    newer = (ast.JoinedStr, ast.NamedExpr, ast.AnnAssign, ast.Match)
    assert [node for node in ast.walk(tree) if isinstance(node, newer)] == []
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    assert not any(one.returns or any(argument.annotation for argument in one.args.args) for one in functions)


def test_the_script_needs_nothing_but_the_standard_library() -> None:
    tree = ast.parse(SCRIPT.read_text(encoding="utf-8"))
    names = {
        alias.name.split(".")[0] for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
    }
    assert names <= sys.stdlib_module_names
    assert not any(isinstance(node, ast.ImportFrom) for node in ast.walk(tree))


def test_an_old_python_is_refused_in_one_sentence(copy: Path) -> None:
    done = pretend(copy, "sys.version_info = (3, 10, 4)")
    assert done.returncode == 1
    assert "this is Python 3.10.4; Lamplit needs Python 3.11 or newer." in done.stderr
    assert "Traceback" not in done.stderr
    assert not (copy / ".venv").exists()


def test_a_debian_without_its_venv_package_is_told_what_to_install(copy: Path) -> None:
    done = pretend(copy, "sys.modules['ensurepip'] = None")
    assert done.returncode == 1
    assert "sudo apt install python3-venv" in done.stderr
    assert "Traceback" not in done.stderr


def test_windows_is_shown_the_way(copy: Path) -> None:
    done = pretend(copy, "import os; os.name = 'nt'")
    assert (done.returncode, "WSL" in done.stderr) == (1, True)


def test_a_half_made_environment_is_made_again(copy: Path) -> None:
    read = script(copy)
    stamp = Path(read["STAMP"])
    assert not read["ready"]("run")
    stamp.parent.mkdir()
    assert not read["ready"]("run"), "an environment without its stamp was never finished"
    stamp.write_text('{"run": "', encoding="utf-8")
    assert not read["ready"]("run"), "a torn stamp counts as none"
    stamp.write_text(f'{{"run": "{read["wanted_stamp"]("run")}"}}', encoding="utf-8")
    assert read["ready"]("run")
    assert not read["ready"]("test"), "the test set holds more than the running set"


def test_the_test_set_is_enough_to_run(copy: Path) -> None:
    read = script(copy)
    Path(read["STAMP"]).parent.mkdir()
    Path(read["STAMP"]).write_text(f'{{"test": "{read["wanted_stamp"]("test")}"}}', encoding="utf-8")
    assert read["ready"]("run")


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml"])
def test_a_changed_lock_or_project_makes_the_environment_anew(copy: Path, name: str) -> None:
    read = script(copy)
    before = read["wanted_stamp"]("run")
    text = (copy / name).read_text(encoding="utf-8")
    (copy / name).write_text(f"# changed\n{text}", encoding="utf-8")
    assert read["wanted_stamp"]("run") != before


def test_a_linters_setting_does_not(copy: Path) -> None:
    read = script(copy)
    before = read["wanted_stamp"]("run")
    with (copy / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write('\n[tool.something]\nline = "1"\n')
    assert read["wanted_stamp"]("run") == before


def test_the_door_works_from_a_folder_with_a_space_in_its_name(copy: Path) -> None:
    read = script(copy)
    python = Path(read["PYTHON"])
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    (copy / ".venv" / "lib" / version / "site-packages").mkdir(parents=True)
    python.parent.mkdir()
    python.write_text('#!/bin/sh\necho "asked: $*"\n', encoding="utf-8")
    python.chmod(0o755)
    read["write_doors"]()
    done = subprocess.run([copy / ".venv" / "bin" / "lamplit", "doctor"], capture_output=True, text=True, timeout=10)
    assert done.stdout == "asked: -m lamplit.cli doctor\n"


def test_make_only_passes_the_word_on() -> None:
    for verb in ("run", "test", "bench", "exam", "install", "demo", "models"):
        command = ["make", "-n", "--no-print-directory", verb]  # the gate itself runs under make
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=10)
        assert done.stdout.split("\n")[0] == f"python3 lamplit {verb}"


def test_ci_runs_exactly_what_a_developer_runs() -> None:
    run = ROOT / ".ci" / "run"
    assert os.access(run, os.X_OK)
    assert run.read_text(encoding="utf-8").splitlines()[-1] == "exec make test"


def test_a_used_port_is_named_before_anything_is_made(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        house = House(root=tmp_path, port=busy.getsockname()[1])
        done = house.run("run", "--port", str(house.port), check=False)
    assert done.returncode == 1
    assert f"Port {house.port} is in use by another program." in done.stderr
    assert f"PORT={house.port + 1} make run" in done.stderr
    assert not house.data.exists()


def test_a_data_folder_one_may_not_write_is_named(tmp_path: Path) -> None:
    house = House(root=Path("/proc/lamplit"), port=1, keys_at=tmp_path / "keys.json")
    done = house.run("init", check=False)
    assert done.returncode in {1, 3}
    assert "/proc/lamplit" in done.stderr
    assert "DATA=" in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "keys.json").exists(), "no key without a place for its data"


@pytest.fixture
def semantic(copy: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The script in a copy that has the encoder's lock, with nothing really installed."""
    shutil.copy2(ROOT / "requirements-semantic.lock", copy)
    read = script(copy)
    Path(read["STAMP"]).parent.mkdir()
    monkeypatch.delenv("SEMANTIC", raising=False)
    return read


def added(read: dict[str, Any], works: bool) -> list[str]:
    asked: list[str] = []
    read["add_semantic"].__globals__["add"] = lambda kind: asked.append(kind) or works
    read["add_semantic"]()
    return asked


def test_the_encoders_runtime_is_added_once(semantic: dict[str, Any]) -> None:
    assert added(semantic, works=True) == ["semantic"]
    assert added(semantic, works=True) == []


def test_where_it_cannot_be_had_that_is_said_once_and_lamplit_goes_on(
    semantic: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    assert added(semantic, works=False) == ["semantic"]
    assert "reads with its plain models instead" in capsys.readouterr().err
    assert added(semantic, works=False) == []


def test_whoever_wants_none_of_it_gets_none(semantic: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEMANTIC", "no")
    assert added(semantic, works=True) == []

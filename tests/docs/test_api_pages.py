"""What the pages say to people who write programs is so: the reference is the document's, the examples run."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from tests.api.promised import document
from tests.docs.api_page import PAGE, page
from tests.docs.reading import text_of
from tests.house import House

SHELL = re.compile(r"^```sh\n(.*?)^```", re.DOTALL | re.MULTILINE)


def test_the_reference_is_what_the_document_says() -> None:
    written = page(document())
    assert PAGE.read_text(encoding="utf-8") == written, "run: python -m tests.docs.api_page"
    for path, methods in document()["paths"].items():
        assert all(f"\n## {method.upper()} {path}\n" in written for method in methods)


def test_the_examples_for_programs_run_and_answer_as_told(house: House, tmp_path: Path) -> None:
    examples = SHELL.findall(text_of("docs/developer.md").split("## The JSON face", 1)[1])
    curl = tmp_path / "curl"
    curl.write_text(f'#!/bin/sh\nexec {sys.executable} {Path(__file__).with_name("curl.py")} "$@"\n', encoding="utf-8")
    curl.chmod(0o755)
    places = f"--data {house.data} --key-file {house.key_file}"
    lamplit = tmp_path / "lamplit"
    lamplit.write_text(f'#!/bin/sh\nexec {sys.executable} -m lamplit.cli "$@" {places}\n', encoding="utf-8")
    lamplit.chmod(0o755)
    typed = (
        "".join(["set -e\n", *examples])
        .replace(".venv/bin/lamplit", "lamplit")
        .replace("http://localhost:8000", house.url)
    )
    env = house.environment() | {"PATH": f"{tmp_path}:{Path(sys.executable).parent}:{os.environ['PATH']}"}

    done = subprocess.run(["sh", "-c", typed], env=env, capture_output=True, text=True, timeout=120)

    assert done.returncode == 0, done.stderr
    page_of_two, kept, changed = (json.loads(line) for line in done.stdout.strip().splitlines())
    assert (len(page_of_two["items"]), bool(page_of_two["next"])) == (2, True)
    assert (kept["revision"], changed["revision"], kept["who_sees"]) == (1, 2, "Only you.")
    assert kept["id"] == changed["id"]

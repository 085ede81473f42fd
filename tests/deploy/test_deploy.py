"""What runs Lamplit for good: an ordinary user, little that can be written, two separate volumes, pinned, no secret."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from lamplit.cli.grammar import parser
from tests.docs.reading import ROOT

DEPLOY = ROOT / "deploy"
PINNED = re.compile(r"^docker\.io/library/[a-z]+:\d+\.\d+\.\d+-[a-z-]+(@sha256:[0-9a-f]{64})?$")
SECRET = re.compile(r"(?i)(password|secret|token|api_?key|BEGIN [A-Z ]*PRIVATE)\s*[=:]\s*\S")
MUST = {
    "NoNewPrivileges": "yes", "ProtectSystem": "strict", "ProtectHome": "yes", "PrivateTmp": "yes", "LimitCORE": "0",
    "CapabilityBoundingSet": "", "MemoryDenyWriteExecute": "yes", "RestrictNamespaces": "yes", "UMask": "0077",
    "StateDirectoryMode": "0700", "PrivateDevices": "yes", "SystemCallArchitectures": "native", "IPAddressDeny": "any",
}  # fmt: skip
MOST_EXPOSED = 15  # tenths, as systemd counts; 100 is a service with no guard at all


def steps() -> list[tuple[str, str]]:
    """Return the instructions of the container file, its continued lines joined."""
    text = (DEPLOY / "Containerfile").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(word, rest.strip()) for word, _, rest in (line.partition(" ") for line in lines)]


def all_of(word: str) -> list[str]:
    return [rest for each, rest in steps() if each == word]


def composed() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    return found


def unit() -> dict[str, list[str]]:
    """Return every setting of the service, with each of its values."""
    found: dict[str, list[str]] = {}
    for line in (DEPLOY / "lamplit.service").read_text(encoding="utf-8").splitlines():
        if "=" in line and not line.startswith("#"):
            name, _, value = line.partition("=")
            found.setdefault(name, []).append(value)
    return found


def test_the_container_runs_as_an_ordinary_user_from_a_pinned_base() -> None:
    assert len(all_of("FROM")) == 2
    assert all(PINNED.fullmatch(base.split(" AS ")[0]) for base in all_of("FROM"))
    (user,) = all_of("USER")
    assert int(user.partition(":")[0]) > 1000
    order = [word for word, _ in steps()]
    assert order.index("USER") > max(place for place, word in enumerate(order) if word in {"COPY", "RUN"})


def test_the_container_installs_only_what_the_lock_names_and_fetches_nothing_else() -> None:
    runs = all_of("RUN")
    assert all(isinstance(json.loads(run), list) for run in runs), "no shell: what stands there is what runs"
    (installs,) = (json.loads(run) for run in runs if "install" in json.loads(run) and "pip" in json.loads(run))
    assert {"--require-hashes", "--no-deps", "--only-binary"} <= set(installs)
    said = " ".join(f"{word} {rest}" for word, rest in steps())
    assert not re.search(r"\b(curl|wget|apt|apk|sudo|ADD|git clone|chmod 777)\b", said)
    assert not SECRET.search(said)


def test_data_and_keys_are_two_volumes_and_nothing_else_is_written() -> None:
    assert json.loads(all_of("VOLUME")[0]) == ["/data", "/keys"]
    told = dict(word.split("=", 1) for line in all_of("ENV") for word in line.split())
    places = {name: Path(told[name]) for name in ("LAMPLIT_DATA", "LAMPLIT_KEY_FILE", "LAMPLIT_STATIC")}
    assert (places["LAMPLIT_DATA"], places["LAMPLIT_KEY_FILE"].parent) == (Path("/data"), Path("/keys"))
    away = all_of("WORKDIR")[-1]
    assert places["LAMPLIT_STATIC"].is_relative_to(away)
    assert composed()["services"]["lamplit"]["tmpfs"][0].startswith(f"{away}:")


def test_what_the_container_starts_is_a_verb_with_its_options_and_its_health_is_asked_within() -> None:
    entry, typed = json.loads(all_of("ENTRYPOINT")[0]), json.loads(all_of("CMD")[0])
    assert entry[-2:] == ["-m", "lamplit.cli"]
    options = parser().parse_args(typed)
    assert (options.verb, options.host) == ("serve", "0.0.0.0")  # noqa: S104 - inside a network of its own
    (health,) = all_of("HEALTHCHECK")
    assert f"http://127.0.0.1:{options.port}/healthz" in health


def test_only_what_the_container_needs_is_sent_to_be_built() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    assert lines[0] == "*"
    let_in = {line[1:] for line in lines if line.startswith("!")}
    copies = [copy.split()[:-1] for copy in all_of("COPY") if "--from" not in copy]
    taken = {word for words in copies for word in words}
    assert taken == let_in
    assert all((ROOT / name).exists() for name in taken)


def test_the_composed_services_can_become_nothing_and_lamplit_has_no_way_out() -> None:
    services = composed()["services"]
    for service in services.values():
        assert service["read_only"] is True and service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert not service.get("privileged") and service.get("network_mode") is None
    assert PINNED.fullmatch(services["proxy"]["image"])
    lamplit = services["lamplit"]
    assert "ports" not in lamplit and "cap_add" not in lamplit
    assert int(lamplit["user"].partition(":")[0]) > 1000
    networks = composed()["networks"]
    assert [networks[name]["internal"] for name in lamplit["networks"]] == [True]
    mounts = dict(reversed(volume.rsplit(":", 1)) for volume in lamplit["volumes"])
    assert mounts["/data"] != mounts["/keys"]
    assert lamplit["environment"]["LAMPLIT_PROXIES"] == services["proxy"]["networks"]["inside"]["ipv4_address"]
    assert not SECRET.search((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))


def test_the_service_is_hardened_and_its_keys_lie_apart_from_its_data() -> None:
    found = unit()
    assert {name: found.get(name, ["missing"])[-1] for name in MUST} == MUST
    assert found["User"] == ["lamplit"]
    told = dict(word.split("=", 1) for line in found["Environment"] for word in line.split())
    assert not Path(told["LAMPLIT_KEY_FILE"]).is_relative_to(told["LAMPLIT_DATA"])
    written = {f"/var/lib/{name}" for name in found["StateDirectory"][0].split()}
    assert {told["LAMPLIT_DATA"], str(Path(told["LAMPLIT_KEY_FILE"]).parent)} == written
    typed = found["ExecStart"][0].split(" -m lamplit.cli ")[1].split()
    assert parser().parse_args(typed).host == "127.0.0.1"


@pytest.mark.skipif(sys.platform != "linux", reason="systemd is Linux's")
def test_systemd_itself_finds_nothing_wrong_with_the_service(tmp_path: Path) -> None:
    judge = shutil.which("systemd-analyze")
    if judge is None:
        return  # the words above are checked everywhere; systemd's own opinion is asked where it is
    text = (DEPLOY / "lamplit.service").read_text(encoding="utf-8")
    copy = tmp_path / "lamplit.service"
    copy.write_text(text.replace("/srv/lamplit/.venv/bin/python", sys.executable), encoding="utf-8")
    verified = subprocess.run([judge, "verify", str(copy)], capture_output=True, text=True, timeout=60)
    assert (verified.returncode, "lamplit.service" in verified.stderr) == (0, False), verified.stderr
    rated = [judge, "security", "--offline=true", f"--threshold={MOST_EXPOSED}", str(copy)]
    assert subprocess.run(rated, capture_output=True, text=True, timeout=60).returncode == 0

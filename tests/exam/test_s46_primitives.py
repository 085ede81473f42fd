"""S46: only the vault touches cryptography, and what is never safe is nowhere."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import lamplit

ROOT = Path(lamplit.__file__).parent
PRIMITIVES = {"cryptography", "hmac", "nacl", "Crypto", "jwt", "ssl"}
BANNED_MODULES = {"random", "pickle", "marshal", "shelve", "md5", "sha1"}
BANNED_CALLS = {"eval", "exec", "compile", "md5", "sha1"}
SECRET_WORDS = ("mac", "digest", "signature", "token_hash", "code_hash", "tag")
AN_ADDRESS = {"cli/serve.py": {"ssl"}, "cli/trust.py": {"ssl"}}  # its certificate is loaded, or looked at by `doctor`
ONE_COMPARISON = {"people/invitations.py"}  # compares a spoken code in constant time; seals nothing


def modules() -> Iterator[tuple[str, ast.AST]]:
    for path in sorted(ROOT.rglob("*.py")):
        yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.AST) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add((node.module or "").split(".")[0])
    return found


def called(tree: ast.AST) -> set[str]:
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            found.add(
                node.func.attr if isinstance(node.func, ast.Attribute) and _is_hashlib(node.func) else _name(node.func)
            )
    return found


def _is_hashlib(node: ast.Attribute) -> bool:
    return isinstance(node.value, ast.Name) and node.value.id == "hashlib"


def _name(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def compared_secrets(tree: ast.AST) -> list[str]:
    """Return `==` and `!=` on anything whose name says it is a MAC, digest or hash."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and any(isinstance(op, ast.Eq | ast.NotEq) for op in node.ops):
            found += [name for side in (node.left, *node.comparators) for name in _secret_names(side)]
    return found


def _secret_names(node: ast.AST) -> list[str]:
    names = [n.id if isinstance(n, ast.Name) else n.attr for n in [node] if isinstance(n, ast.Name | ast.Attribute)]
    return [name for name in names if name.lower().split("_")[-1] in SECRET_WORDS or name.lower() in SECRET_WORDS]


pytestmark = pytest.mark.exam("S46")


def test_only_the_vault_imports_cryptography() -> None:
    outside = {
        name: sorted((imported(tree) & PRIMITIVES) - AN_ADDRESS.get(name, set()))
        for name, tree in modules()
        if not name.startswith("vault/") and name not in ONE_COMPARISON
    }
    assert {name: found for name, found in outside.items() if found} == {}


def test_nothing_unsafe_is_imported_or_called() -> None:
    found = {name: sorted(imported(tree) & BANNED_MODULES | called(tree) & BANNED_CALLS) for name, tree in modules()}
    assert {name: each for name, each in found.items() if each} == {}


def test_no_mac_is_compared_with_equals() -> None:
    found = {name: compared_secrets(tree) for name, tree in modules()}
    assert {name: each for name, each in found.items() if each} == {}


def test_no_certificate_check_is_switched_off() -> None:
    found = [
        name
        for name, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.keyword)
        and node.arg == "verify"
        and isinstance(node.value, ast.Constant)
        and not node.value.value
    ]
    assert found == []


@pytest.mark.parametrize(
    ("source", "check"),
    [
        ("import random", lambda tree: imported(tree) & BANNED_MODULES),
        ("from cryptography.hazmat import x", lambda tree: imported(tree) & PRIMITIVES),
        ("eval('1')", lambda tree: called(tree) & BANNED_CALLS),
        ("hashlib.md5(b'')", lambda tree: called(tree) & BANNED_CALLS),
        ("ok = stored_mac == given", compared_secrets),
        ("ok = row.digest != given", compared_secrets),
    ],
)
def test_each_of_these_checks_can_bite(source: str, check: object) -> None:
    assert callable(check) and check(ast.parse(source))

"""What can be typed after `lamplit`: every verb and option, readable without a database, keys or Django."""

import argparse
import os

from lamplit.cli import grammar_content, grammar_listening

CIRCLES = ("wren", "otter", "kestrel")  # the fictional circles
LOOPBACK = ("127.0.0.1", "localhost", "::1")
ENDINGS = "Ends with 0 when all is well, 2 for wrong usage, 3 when refused (keys, permissions), 1 otherwise."


def parser() -> argparse.ArgumentParser:
    """Return the whole grammar; `options.module` names the module of `lamplit.cli` that does the verb."""
    whole = argparse.ArgumentParser(prog="lamplit", description="Look after a house of Lamplit.", epilog=ENDINGS)
    verbs = whole.add_subparsers(dest="verb", metavar="VERB", required=True)
    for add in (
        _run,
        _init,
        _serve,
        _demo,
        _doctor,
        _backup,
        _restore,
        _export,
        _import,
        _erase,
        _token,
        _help_back,
        _audit,
        _keys,
        *grammar_listening.VERBS,
        *grammar_content.VERBS,
    ):
        add(verbs)
    return whole


def port(text: str) -> int:
    """Read a port number from 1 to 65535."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port; write a number from 1 to 65535")
    return int(text)


def _verb(
    verbs: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, text: str
) -> argparse.ArgumentParser:
    """Add one verb with the places that every verb takes."""
    added = verbs.add_parser(name, help=text, description=text, epilog=ENDINGS)
    added.add_argument("--data", metavar="DIR", help="the data folder")
    added.add_argument("--key-file", metavar="FILE", help="the key file, never inside the data folder")
    added.set_defaults(module=name, json=False)
    return added


def _json(added: argparse.ArgumentParser) -> None:
    added.add_argument("--json", action="store_true", help="print one JSON document and nothing else")


def _where(added: argparse.ArgumentParser) -> None:
    added.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    added.add_argument("--port", type=port, default=8000, help="port to listen on (default: 8000)")


def _run(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    added = _verb(
        verbs, "run", "Make everything ready, load the fictional circles the first time, and open Lamplit here."
    )
    added.add_argument("--port", type=port, default=8000, help="port to listen on (default: 8000)")
    added.set_defaults(host="127.0.0.1")


def _init(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    _json(_verb(verbs, "init", "Make a new house: data folder, keys and database; print the recovery sheet."))


def _serve(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    added = _verb(verbs, "serve", "Open the house at an address.")
    _where(added)
    added.add_argument("--workers", type=int, choices=range(1, 9), default=1, help="1 for a family, 2 for a clinic")
    added.add_argument("--certificate", metavar="FILE", help="speak HTTPS with this certificate (PEM)")
    added.add_argument("--certificate-key", metavar="FILE", help="its key, without a password (PEM, PKCS#8)")


def _demo(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    text = "Load the fictional circles and print a one-time sign-in link for each person in them."
    added = _verb(verbs, "demo", text)
    _json(added)
    added.add_argument("--circle", choices=CIRCLES, help="load and print this one only (default: all of them)")
    added.add_argument("--remove", action="store_true", help="take the fictional circles away again, all of them")
    added.add_argument("--port", type=port, default=int(os.environ.get("PORT", "8000")), help="port the links point to")


def _doctor(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    added = _verb(verbs, "doctor", "Look the house over; ends with 1 when anything needs a person.")
    _json(added)
    added.add_argument("--deep", action="store_true", help="also open every entry and walk the whole audit chain")


def _backup(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    added = _verb(verbs, "backup", "Write everything to one locked file, while people go on writing.")
    added.add_argument("file", metavar="FILE", help="the file to make, or a folder to make a dated one in")
    _json(added)


def _restore(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    text = "Go back to a backup in an empty data folder; without a key file, type the recovery sheet."
    added = _verb(verbs, "restore", text)
    added.add_argument("file", metavar="FILE", help="a backup made by `lamplit backup`")
    added.add_argument("--check", action="store_true", help="only try it, in a place that is thrown away")
    added.add_argument("--erasures", metavar="LIST", help="a newer erasures.log, where you have one")
    _json(added)


def _export(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    added = _verb(verbs, "export", "Write down what one person may take out of one circle, by the rule of the pages.")
    added.add_argument("--circle", required=True, metavar="ID", help="the circle's id")
    added.add_argument("--person", required=True, metavar="ID", help="id or sign-in name")
    added.add_argument("--format", required=True, choices=["json", "csv", "html"], help="html is a page to read")
    added.add_argument("out", metavar="OUT", help="the file to make")
    _json(added)


def _import(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    added = _verb(verbs, "import", "Take entries from a file into one person's part of one circle, each once.")
    added.add_argument("--circle", required=True, metavar="ID", help="the circle's id")
    added.add_argument("--person", required=True, metavar="ID", help="id or sign-in name")
    forms = "daylio or diary is a table (CSV) kept elsewhere, lamplit a record made by `export`"
    added.add_argument("--format", required=True, choices=["daylio", "diary", "lamplit"], help=forms)
    added.add_argument("--moods", metavar="LIST", help="a file that says what mood words mean here, like: meh: foggy")
    added.add_argument("file", metavar="FILE", help="the file to read")
    added.set_defaults(module="import_")  # `import` is a word of Python's own
    _json(added)


def _erase(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    added = _verb(verbs, "erase", "Erase something for good and print a receipt for it.")
    what = added.add_mutually_exclusive_group(required=True)
    what.add_argument("--entry", metavar="ID", help="one entry, whoever wrote it")
    what.add_argument("--person", metavar="ID", help="id or sign-in name: one person with everything they wrote")
    what.add_argument("--circle", metavar="ID", help="one circle with everything in it")
    what.add_argument("--verify", metavar="FILE", help="say whether a receipt was written by this house")
    _json(added)


def _token(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    text = "Make a key for another program, bound to one person in one circle; list such keys, and end one."
    added = _verb(verbs, "token", text)
    added.add_argument("act", choices=["create", "list", "revoke"])
    added.add_argument("--person", help="create: id, sign-in name or e-mail address")
    added.add_argument(
        "--circle",
        metavar="ID",
        help="create: the circle, for somebody in more than one; list: only its keys",
    )
    added.add_argument("--id", metavar="ID", help="revoke: the key's id, as list shows it")
    _json(added)


def _help_back(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    added = _verb(
        verbs,
        "help-back",
        "Say the second yes to a way back in for a child up to 12 with one grown-up in the circle.",
    )
    added.add_argument("--circle", required=True, metavar="ID", help="the circle's id")
    _json(added)
    added.set_defaults(module="help_back")


def _audit(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    added = _verb(verbs, "audit", "Walk the chain of who did what and say whether anything was changed or cut.")
    added.add_argument("act", choices=["verify"])
    _json(added)


def _keys(verbs: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    text = "List the keys, print or check the recovery sheet, restore the key file from it, turn keys, let old ones go."
    added = _verb(verbs, "keys", text)
    added.add_argument("act", choices=["list", "sheet", "verify-sheet", "restore", "rotate", "retire"])
    added.add_argument("key", nargs="?", metavar="KEY", help="with retire: the name of the old key to take out")
    added.add_argument("--circle", metavar="ID", help="with rotate: new keys for one circle, all of it sealed anew")
    _json(added)

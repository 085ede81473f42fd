"""Small wrong turns planted in the rule's own text, each run as a module of its own; the matrix must see every one."""

import ast
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from lamplit.engines.records import visibility

SOURCE = Path(str(visibility.__file__)).read_text(encoding="utf-8")


@dataclass(frozen=True)
class Mutant:
    """One change: the text taken out (it must stand there once) and what stands there instead."""

    name: str
    out: str
    instead: str


MUTANTS = (
    Mutant("any state of a membership counts", "viewer.state is not MemberState.CONFIRMED", "viewer.state is None"),
    Mutant("a state that only looks confirmed counts", "viewer.state is not Mem", "viewer.state != Mem"),
    Mutant("a paused member still reads", "is not MemberState.CONFIRMED", "not in ('confirmed', 'paused')"),
    Mutant("another circle counts", "viewer.circle != facts.circle", "viewer.circle is False"),
    Mutant("a role that only looks like one counts", "not isinstance(viewer.role, Role)", "viewer.role is None"),
    Mutant("an act that only looks like one counts", "not isinstance(action, Action)", "action not in list(Action)"),
    Mutant("an erased entry answers like a deleted one", "is not EntryState.DELETED:", "is EntryState.LIVE:"),
    Mutant(
        "a state that only looks live counts",
        "if facts.state is not EntryState.LIVE and",
        "if facts.state != 'live' and",
    ),
    Mutant("a therapist needs no second step", "viewer.role is Role.THERAPIST and", "viewer.role is None and"),
    Mutant("everyone is the author", "viewer.person == facts.author", "viewer.person is not None"),
    Mutant("nobody is the author", "viewer.person == facts.author", "viewer.person is None"),
    Mutant("an author exports without a second step", "if action is Action.EXPORT and", "if action is None and"),
    Mutant(
        "an author restores what is not deleted",
        "_OWN_LIVE = frozenset(Action) - {Action.RESTORE}",
        "_OWN_LIVE = frozenset(Action)",
    ),
    Mutant(
        "an author changes what is deleted",
        "frozenset({Action.READ, Action.RESTORE, Action.SEE_READERS})",
        "frozenset(Action)",
    ),
    Mutant("consent is not asked for", "if viewer.consented is not True:", "if viewer.consented is None:"),
    Mutant(
        "consent bites the author too",
        "    if viewer.person == facts.author:",
        "    if viewer.consented is not True:\n        return _NO_CONSENT\n    if viewer.person == facts.author:",
    ),
    Mutant("others read what is deleted", "    if facts.state is not EntryState.LIVE:\n        return _NOT_LIVE\n", ""),
    Mutant("a hold holds nobody", "if facts.held is not False:", "if facts.held is None:"),
    Mutant("a hold is turned round", "if facts.held is not False:", "if facts.held is False:"),
    Mutant("a pause of sharing closes nothing", "if facts.silent is not False:", "if facts.silent is None:"),
    Mutant("a pause of sharing is turned round", "if facts.silent is not False:", "if facts.silent is False:"),
    Mutant("what is shut opens to its author", "if facts.shut is False else _SHUT", "if facts.shut is not None else 0"),
    Mutant("what is not shut is shut", "if facts.shut is False else _SHUT", "if facts.shut is True else _SHUT"),
    Mutant("others may delete", "_OTHERS = frozenset({", "_OTHERS = frozenset({Action.DELETE, "),
    Mutant("others may change the words", "_OTHERS = frozenset({", "_OTHERS = frozenset({Action.REVISE, "),
    Mutant("an act only authors may do goes on", "return None if action in _OTHERS else _NOT_THEIRS", "return None"),
    Mutant("others see who read it", "None if action in _OTHERS", "None if action in _OTHERS | {Action.SEE_READERS}"),
    Mutant("a summary may be commented on", "opened.level is not Level.FULL", "opened.level is Level.NONE"),
    Mutant("everyone exports", "if viewer.role is not Role.THERAPIST:", "if viewer.role is None:"),
    Mutant("nobody who was shown it sees it", "viewer.membership in facts.shown_to", "viewer.membership is None"),
    Mutant("shown to one is shown to all", "viewer.membership in facts.shown_to and ", ""),
    Mutant("shown counts for any role", " and viewer.role in stamp.showable", ""),
    Mutant(
        "what could be shown is shown",
        "if viewer.role in stamp.readers:",
        "if viewer.role in stamp.readers | stamp.showable:",
    ),
    Mutant("who waits for a day waits for ever", "if stamp.opens_to(viewer.role, viewer.today):", "if False:"),
    Mutant(
        "who waits for a day need not wait", "stamp.opens_to(viewer.role, viewer.today)", "viewer.role in stamp.later"
    ),
    Mutant("a day opens to all", "stamp.opens_to(viewer.role, viewer.today)", "viewer.today == stamp.opens_on"),
    Mutant("what is signed is changed", "if action in _UNSIGNED_ONLY and", "if action is None and"),
    Mutant("what is signed is deleted", "frozenset({Action.REVISE, Action.DELETE, ", "frozenset({Action.REVISE, "),
    Mutant("what is signed is signed again", "Action.DELETE, Action.SIGN_OFF})", "Action.DELETE})"),
    Mutant("signing is turned round", "facts.signed is not False", "facts.signed is False"),
    Mutant("what is not signed is added to", "if action in _SIGNED_ONLY and", "if action is None and"),
    Mutant("others add to it", "_OTHERS = frozenset({", "_OTHERS = frozenset({Action.ADD_TO, "),
    Mutant("others sign it off", "_OTHERS = frozenset({", "_OTHERS = frozenset({Action.SIGN_OFF, "),
    Mutant(
        "a summary opens the words",
        "if viewer.role in stamp.readers:",
        "if viewer.role in stamp.readers | stamp.hints:",
    ),
    Mutant("duty is not asked for", "viewer.on_duty is True and ", ""),
    Mutant("duty is turned round", "viewer.on_duty is True", "viewer.on_duty is not True"),
    Mutant("a summary is told to all", "_SUMMARY if viewer.role in stamp.hints else _NOT_SHOWN", "_SUMMARY"),
    Mutant("a summary is told to nobody", "_SUMMARY if viewer.role in stamp.hints else _NOT_SHOWN", "_NOT_SHOWN"),
    Mutant(
        "sitting together counts for nothing",
        "    if viewer.person == facts.together_with:\n        return _TOGETHER\n",
        "",
    ),
    Mutant("somebody sat with everyone", "viewer.person == facts.together_with", "facts.together_with is not None"),
    Mutant(
        "a refusal says allowed",
        'allowed=False, level=Level.NONE, reason="held"',
        'allowed=True, level=Level.NONE, reason="held"',
    ),
)

# Changes that nobody can tell from the rule, each with its reason.
EQUIVALENT = (
    (
        Mutant("no circle is not refused by itself", "        viewer.circle is None\n        or ", "        "),
        "An entry always has a circle, so a viewer without one already differs from it on the next line.",
    ),
    (
        Mutant("a person need not be a number", "        or not isinstance(viewer.person, UUID)\n", ""),
        "A signed-in person always has one; the line is there for values of the wrong kind.",
    ),
    (
        Mutant("duty may be anything that counts as true", "viewer.on_duty is True", "viewer.on_duty"),
        "The same for True and False; the line is there for values of the wrong kind.",
    ),
)
TYPES = ("Action", "EntryState", "Level", "Facts", "Decision")


def mutated(mutant: Mutant) -> ModuleType:
    """The rule with one wrong turn in it, in a module nobody else sees; it speaks the real rule's own types."""
    assert SOURCE.count(mutant.out) == 1, f"{mutant.name}: the text stands there {SOURCE.count(mutant.out)} times"
    tree = ast.parse(SOURCE.replace(mutant.out, mutant.instead))
    tree.body = [node for node in tree.body if not (isinstance(node, ast.ClassDef) and node.name in TYPES)]
    module = ModuleType(f"mutant of the rule: {mutant.name}")
    module.__dict__.update({name: getattr(visibility, name) for name in TYPES})
    exec(compile(tree, mutant.name, "exec"), module.__dict__)  # noqa: S102
    return module

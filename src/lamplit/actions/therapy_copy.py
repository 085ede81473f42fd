"""The copy of a session for supervision: what was found and what was said, without who; the only copy there is."""

from collections.abc import Iterator
from uuid import UUID

from lamplit.actions.therapy_sessions import PART_WORDS, Claim, SessionPage, session_page
from lamplit.actions.tongue import aloud
from lamplit.engines.kernel.saying import say, with_commas
from lamplit.engines.records.visibility import Action
from lamplit.vault.doorway import Visit

ABOUT = (
    say("A session, without names. Names, places, dates and ages were taken out by a program, which misses some."),
    say("The numbers in brackets are lines of what was said, which stands below."),
    say("Read it through before you give it on. What was found is for thinking about; it is no opinion of anybody."),
)


def copy_of(visit: Visit, session_id: UUID) -> str | None:
    """Return the copy as plain text; None when there is none of this visitor's, or its words have gone.

    No day, no label of a file and no claim that was called wrong stands in it.
    """
    session = session_page(visit, session_id, action=Action.EXPORT)
    if session is None or not session.lines:
        return None
    return "\n".join(aloud(line) for line in _lines(session)) + "\n"


def _lines(session: SessionPage) -> Iterator[str]:
    yield from ABOUT
    for _, heading, claims in session.parts:
        yield ""
        yield heading
        yield from (_claim(each) for each in claims if not each.wrong)
    yield ""
    yield say("Moments to read again")
    yield from (_claim(each) for each in session.moments if not each.wrong)
    yield ""
    yield say("What was said")
    for line in session.lines:
        yield say("{number} {part}: {text}", number=line.number, part=PART_WORDS[line.part], text=line.text)


def _claim(claim: Claim) -> str:
    lines = with_commas([str(each.number) for each in claim.lines])
    if claim.kind:
        return say("- {kind}: {text} ({lines})", kind=claim.kind, text=claim.text, lines=lines)
    return say("- {text} ({lines})", text=claim.text, lines=lines)

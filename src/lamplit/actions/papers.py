"""One entry as a PDF to hand over: author, times, versions and additions, made from what this visitor may take away."""

from uuid import UUID

from lamplit.actions import concerns
from lamplit.actions.cards import EntryCard
from lamplit.actions.looks import Look, card
from lamplit.actions.tongue import aloud, tongue
from lamplit.actions.wording import day_and_time, role_label
from lamplit.engines.interop.pdf import Paper, Paragraph, Section, Voice, pdf_of
from lamplit.engines.kernel.saying import one_after_another, say
from lamplit.engines.records.kinds import KINDS
from lamplit.vault import entries
from lamplit.vault.doorway import Visit


def paper_of(visit: Visit, entry_id: UUID) -> bytes | None:
    """Return an entry as the bytes of a PDF; None when there is none, its kind is not made for it, or it may not go."""
    look = Look.of(visit)
    taken = entries.export_one(visit.viewer, entry_id, look.now)
    if taken is None or taken[0].body is None or not KINDS[taken[0].kind].signable:
        return None
    current, earlier = card(taken[0], look), [card(each, look) for each in taken[1]]
    sections = (
        Section(say("What was written"), _words(current)),
        *(Section(say("Added {when}", when=each.at_text), (Paragraph("", each.text),)) for each in current.added),
        *(Section(_version(each), _words(each)) for each in earlier),
    )
    paper = Paper(current.kind_title, _about(visit, current, look), sections, _made(visit, look))
    return pdf_of(paper, look.now, Voice(tongue().code, aloud))


def _made(visit: Visit, look: Look) -> str:
    return say(
        "Made {when} by {name}, {role}.",
        when=day_and_time(look.now, look.zone),
        name=visit.person_name,
        role=role_label(visit.viewer.role).lower(),
    )


def _about(visit: Visit, current: EntryCard, look: Look) -> tuple[str, ...]:
    happened = day_and_time(current.happened_at, look.zone) if current.happened_at else current.day.isoformat()
    return (
        say("About {name}", name=visit.subject_name or visit.circle_name),
        say("Written by {name}, {role}", name=current.author_name, role=current.author_label.lower()),
        say("When it was: {when}", when=happened),
        one_after_another(_which(current), _signed(current)),
    )


def _which(current: EntryCard) -> str:
    if current.written_text:
        return say("This is version {number}, written {when}.", number=current.revision, when=current.written_text)
    return say("This is version {number}.", number=current.revision)


def _signed(current: EntryCard) -> str:
    if current.signed_text:
        return say("Signed off {when} by {name}.", when=current.signed_text, name=current.author_name)
    return say("Not signed off.")


def _version(earlier: EntryCard) -> str:
    return say("Version {number}, written {when}", number=earlier.revision, when=earlier.written_text)


def _words(shown: EntryCard) -> tuple[Paragraph, ...]:
    if shown.damaged:
        return (Paragraph("", shown.summary),)
    return tuple(Paragraph(part.label, part.text) for part in shown.parts)


def chronology(visit: Visit) -> bytes | None:
    """Return this visitor's own concerns, the oldest first, as the bytes of a PDF; None when they wrote none."""
    look = Look.of(visit)
    own = [each.id for each in concerns.concerns(visit) if each.own]
    taken = [found for each in own if (found := entries.export_one(visit.viewer, each, look.now)) is not None]
    if not taken:
        return None
    sections = tuple(_concern(card(each[0], look), look) for each in taken)
    about = (say("About {name}", name=visit.subject_name or visit.circle_name), say("The oldest comes first."))
    paper = Paper(say("Concerns, in order"), about, sections, _made(visit, look))
    return pdf_of(paper, look.now, Voice(tongue().code, aloud))


def _concern(shown: EntryCard, look: Look) -> Section:
    """Return one concern with what was added to it."""
    when = day_and_time(shown.happened_at, look.zone) if shown.happened_at else shown.day.isoformat()
    added = (Paragraph(say("Added {when}", when=each.at_text), each.text) for each in shown.added)
    return Section(when, (*_words(shown), Paragraph("", _signed(shown)), *added))

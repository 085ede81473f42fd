"""One entry as a PDF to hand over: author, times, versions and additions, made from what this visitor may take away."""

from uuid import UUID

from lamplit.actions.cards import EntryCard
from lamplit.actions.looks import Look, card
from lamplit.actions.wording import day_and_time, role_label
from lamplit.engines.interop.pdf import Paper, Paragraph, Section, pdf_of
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
        Section("What was written", _words(current)),
        *(Section(f"Added {each.at_text}", (Paragraph("", each.text),)) for each in current.added),
        *(Section(_version(each), _words(each)) for each in earlier),
    )
    made = f"Made {day_and_time(look.now, look.zone)} by {visit.person_name}, {role_label(visit.viewer.role).lower()}."
    return pdf_of(Paper(current.kind_title, _about(visit, current, look), sections, made), look.now)


def _about(visit: Visit, current: EntryCard, look: Look) -> tuple[str, ...]:
    happened = day_and_time(current.happened_at, look.zone) if current.happened_at else current.day.isoformat()
    written = f", written {current.written_text}" if current.written_text else ""
    signed = f"Signed off {current.signed_text} by {current.author_name}." if current.signed_text else "Not signed off."
    return (
        f"About {visit.subject_name or visit.circle_name}",
        f"Written by {current.author_name}, {current.author_label.lower()}",
        f"When it was: {happened}",
        f"This is version {current.revision}{written}. {signed}",
    )


def _version(earlier: EntryCard) -> str:
    return f"Version {earlier.revision}, written {earlier.written_text}"


def _words(shown: EntryCard) -> tuple[Paragraph, ...]:
    if shown.damaged:
        return (Paragraph("", shown.summary),)
    return tuple(Paragraph(part.label, part.text) for part in shown.parts)

"""`lamplit practices`: the practices that come with Lamplit, by age and role."""

import argparse

from lamplit.cli.endings import Ending, put, put_json
from lamplit.engines.kernel import AgeBand, Role
from lamplit.engines.practice.library import shipped
from lamplit.engines.practice.model import Practice


def run(options: argparse.Namespace) -> int:
    """Print the list, by title."""
    band = AgeBand(options.age) if options.age else None
    found = shipped().offered(band, Role(options.role) if options.role else None)
    if options.json:
        put_json([facts(practice) for practice in found])
        return Ending.DONE
    for practice in found:
        ages = " ".join(variant.band.value for variant in practice.bands.values() if variant.offered)
        put(f"{practice.slug:32} {practice.title}  [{ages}]  evidence: {practice.evidence.label}")
    return Ending.DONE


def facts(practice: Practice) -> dict[str, object]:
    """Return what is known of a practice, as JSON takes it."""
    evidence, review = practice.evidence, practice.review
    return {
        "slug": practice.slug,
        "area": practice.area,
        "title": practice.title,
        "purpose": practice.purpose,
        "for": sorted(practice.roles),
        "modality": list(practice.modalities),
        "helps_with": list(practice.helps_with),
        "ages": {band.value: _age(practice, band) for band in practice.bands},
        "evidence": {"label": evidence.label, "source": evidence.source, "as_of": evidence.as_of},
        "cautions": list(practice.cautions),
        "content_notes": list(practice.content_notes),
        "source": practice.source,
        "licence": practice.licence,
        "author": review.author,
        "review_date": review.reviewed_on,
        "clinician_reviewed": review.clinician,
        "lived_experience_reviewed": review.lived_experience,
        "together": practice.together,
        "off_screen": practice.off_screen,
    }


def _age(practice: Practice, band: AgeBand) -> dict[str, object]:
    variant = practice.bands[band]
    if not variant.offered:
        return {"offered": False, "why": variant.not_for}
    return {
        "offered": True,
        "title": variant.title or practice.title,
        "minutes": variant.minutes,
        "read_by": variant.reader,
        "inward": variant.inward,
    }

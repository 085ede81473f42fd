"""`lamplit practice`: one practice as it is played at one age, step by step."""

import argparse
from collections.abc import Iterator

from lamplit.cli.endings import Ending, TroubleError, put, put_json
from lamplit.cli.practices import facts
from lamplit.engines.kernel import AgeBand
from lamplit.engines.practice.library import shipped
from lamplit.engines.practice.model import Practice, Step, Variant


def run(options: argparse.Namespace) -> int:
    """Print the practice; raises TroubleError when there is none of that name, or not for that age."""
    practice = shipped().practices.get(options.slug)
    if practice is None:
        raise TroubleError(f"There is no practice called {options.slug!r}. `lamplit practices` lists them.")
    variant = practice.bands[AgeBand(options.age)]
    if not variant.offered:
        raise TroubleError(f"{practice.title} is not for {options.age}. {variant.not_for}")
    if options.json:
        put_json(
            facts(practice)
            | {"age": options.age, "minutes": variant.minutes, "steps": [_facts(step) for step in variant.steps]}
        )
    else:
        put("\n".join(_lines(practice, variant)))
    return Ending.DONE


def _facts(step: Step) -> dict[str, object]:
    """Return what is to be shown of a step, leaving out what it does not have."""
    found: dict[str, object] = {"name": step.name, "type": step.type, "section": step.section, "label": step.label}
    found |= {key: getattr(step, key) for key in ("hint", "voice", "who", "low", "high") if getattr(step, key)}
    found |= {key: list(getattr(step, key)) for key in ("lines",) if getattr(step, key)}
    found |= {
        key: {one.value: one.label for one in getattr(step, key)} for key in ("choices", "bins") if getattr(step, key)
    }
    if step.seconds or step.pattern:
        found["seconds"] = step.seconds or (step.pattern.seconds if step.pattern else 0)
    return found | {"required": step.required, "conditional": step.relevant is not None}


def _lines(practice: Practice, variant: Variant) -> Iterator[str]:
    yield f"{variant.title or practice.title} ({variant.band.value}, about {variant.minutes} min)"
    yield f"Evidence: {practice.evidence.label}. {practice.evidence.source} ({practice.evidence.as_of})"
    yield f"Looked at by a clinician: {practice.review.clinician}"
    yield from (f"Take care: {caution}" for caution in practice.cautions)
    section = ""
    for step in variant.steps:
        if step.section != section:
            section = step.section
            yield f"\n-- {section}"
        yield from _step(step)


def _step(step: Step) -> Iterator[str]:
    when = "  (only sometimes)" if step.relevant else ""
    yield f"{step.type:12} {step.who + ': ' if step.who else ''}{step.label}{when}"
    yield from (f"{'':12}   {line}" for line in step.lines)
    yield from (f"{'':12} - {choice.label}" for choice in (*step.choices, *step.bins))

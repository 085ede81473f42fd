"""Small steps with a school worry, which a young person shows at school; leaves making them to the practice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from lamplit.engines.kernel.saying import say
from lamplit.engines.records.kinds.fields import Field, Problem, SomeWords, Words
from lamplit.engines.records.kinds.kind import Checked, Kind, one_line, text_of, texts_of
from lamplit.engines.records.kinds.vocabulary import Vocabulary

LEAST_STEPS, MOST_STEPS, STEP_LIMIT = 3, 8, 160
HELP_LIMIT, WORRY_LIMIT = 200, 300
TOO_FEW = say("Three steps at least. Make one of them smaller, and you have two.")


@dataclass(frozen=True, slots=True)
class SchoolSteps:
    """The steps in their order; `help` is what would help, `worry` is there only when its writer chose so."""

    steps: tuple[str, ...]
    help: str = ""
    worry: str = ""

    @classmethod
    def of(cls, body: Mapping[str, object]) -> "SchoolSteps":
        """Return what a body holds."""
        return cls(texts_of(body, "steps"), text_of(body, "help"), text_of(body, "worry"))


class SchoolStepsKind(Kind):
    """What it asks and says."""

    code = "school_steps"

    def ask(self, words: Vocabulary) -> Sequence[Field]:
        """Ask for the steps; what would help and the worry can be left out."""
        return (
            SomeWords("steps", MOST_STEPS, STEP_LIMIT),
            Words("help", HELP_LIMIT),
            Words("worry", WORRY_LIMIT),
        )

    def validate(self, fields: Mapping[str, object], today: date) -> Checked:
        """Check what was sent; fewer than three steps are no ladder."""
        checked = super().validate(fields, today)
        if checked.problems or len(texts_of(checked.body, "steps")) >= LEAST_STEPS:
            return checked
        return replace(checked, body={}, problems=[Problem("steps", "too_few", TOO_FEW)])

    def summary(self, body: Mapping[str, object]) -> str:
        """Return the first step."""
        steps = SchoolSteps.of(body).steps
        return one_line(say("Small steps at school: {first}", first=steps[0] if steps else ""))


SCHOOL_STEPS = SchoolStepsKind()

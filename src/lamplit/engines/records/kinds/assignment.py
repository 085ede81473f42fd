"""Something a therapist gives somebody to try, and why; leaves what is opened and done to `practice_done`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from lamplit.engines.kernel.saying import say
from lamplit.engines.records.kinds.fields import Field, OneOf, Problem, SomeOf, SomeWords, Words
from lamplit.engines.records.kinds.kind import Checked, Kind, one_line, text_of, texts_of
from lamplit.engines.records.kinds.practice_run import SLUG_LIMIT, TITLE_LIMIT
from lamplit.engines.records.kinds.vocabulary import Vocabulary

MOST_STEPS = 8
TASK_LIMIT, WHY_LIMIT, NOTE_LIMIT, SCHOOL_LIMIT = 500, 500, 1_000, 200
NOTHING = say("Choose a practice to give, or write what you agreed.")


@dataclass(frozen=True, slots=True)
class Assignment:
    """What was given: short names of `practices` in their order (one, or a path), or a `task` in plain words.

    `opens` says that a therapist opened it for somebody under 18. `agreed` is the same for every wording of one task.
    `school` is what school reads of that task, word for word, and `said_yes` are those who said yes to that.
    """

    practices: tuple[str, ...] = ()
    title: str = ""
    task: str = ""
    agreed: str = ""
    when: str = ""
    why: str = ""
    note: str = ""
    opens: bool = False
    school: str = ""
    said_yes: tuple[str, ...] = ()

    @classmethod
    def of(cls, body: Mapping[str, object]) -> "Assignment":
        """Return the assignment a body holds."""
        words = {name: text_of(body, name) for name in ("title", "task", "agreed", "when", "why", "note", "school")}
        opens, said_yes = text_of(body, "opens") == "yes", texts_of(body, "said_yes")
        return cls(texts_of(body, "practices"), **words, opens=opens, said_yes=said_yes)

    @property
    def path(self) -> bool:
        """Say whether there is an order to keep."""
        return len(self.practices) > 1


class AssignmentKind(Kind):
    """What an assignment holds and says."""

    code = "assignment"

    def ask(self, words: Vocabulary) -> Sequence[Field]:
        """Ask for practices or a task; the rest can be left out."""
        return (
            SomeWords("practices", MOST_STEPS, SLUG_LIMIT),
            Words("title", TITLE_LIMIT),
            Words("task", TASK_LIMIT),
            Words("agreed", 36),
            OneOf("when", words.fields["when"].choices),
            Words("why", WHY_LIMIT),
            Words("note", NOTE_LIMIT),
            OneOf("opens", words.fields["opens"].choices),
            Words("school", SCHOOL_LIMIT),
            SomeOf("said_yes", words.fields["said_yes"].choices),
        )

    def validate(self, fields: Mapping[str, object], today: date) -> Checked:
        """Check what was sent; one with neither a practice nor a task is asked for either."""
        checked = super().validate(fields, today)
        if checked.problems or checked.body.keys() & {"practices", "task"}:
            return checked
        return replace(checked, body={}, problems=[Problem("practices", "missing", NOTHING)])

    def summary(self, body: Mapping[str, object]) -> str:
        """Return what is to be tried."""
        found = Assignment.of(body)
        named = found.title or found.task or (found.practices[0].replace("-", " ") if found.practices else "")
        return one_line(say("To try: {what}", what=named))


ASSIGNMENT = AssignmentKind()

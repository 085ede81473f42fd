"""The five questions of the ASQ as they were asked and answered, and the steps that go with them; decides nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from lamplit.engines.kernel import say
from lamplit.engines.records.kinds.fields import Field, OneOf, Problem, Words
from lamplit.engines.records.kinds.kind import Checked, Kind, text_of
from lamplit.engines.records.kinds.vocabulary import Vocabulary

SHORT_LIMIT = 300
WORDS_LIMIT = 4000
YOUNGEST = 8  # whole years; clinical.md 2.3: under 8 there is no valid short form
FOUR = ("wished", "better_off", "thinking", "tried")
FIVE = (*FOUR, "right_now")
NOW = ("stay", "safer", "acting", "clinician", "family")
TALK = ("talk", "at_home", "plan")
ALWAYS = ("lines",)
YES, NO, NO_ANSWER = "yes", "no", "no_answer"
TOO_YOUNG = say("These questions are not for a child under 8. Ask for a full assessment by a clinician instead.")
NOT_SENT = say("Ask these face to face. Keep this page once you sit with them: your words are still here.")
SAY_EIGHT = say("Say first if the child is 8 or older.")
SAY_FACE = say("Say first if you ask face to face.")
SAY_ROOM = say("Write who is in the room. \u201cThe two of us\u201d is fine.")
SAY_WHO = say("Write the name of somebody who can act now. That can be you.")
SAY_NAME = say("Write who decided this, or take the choice out.")


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The steps that go with the answers, in order; `last` is "ask" or "again" while question 5 waits for an answer.

    It is worked out when a page is shown and never kept.
    """

    last: str
    steps: tuple[str, ...]


def follow_up(body: Mapping[str, object]) -> FollowUp:
    """Return the steps that go with the answers; one that is missing or was not given never counts as a no."""
    last = text_of(body, "right_now")
    open_or_yes = any(text_of(body, name) != NO for name in FOUR) or last in (YES, NO_ANSWER)
    if not open_or_yes:
        return FollowUp("", ALWAYS)
    if last == NO:
        return FollowUp("", (*TALK, *ALWAYS))
    waits = {"": "ask", NO_ANSWER: "again"}.get(last, "")
    return FollowUp(waits, (*NOW, *TALK, *ALWAYS))


class AsqKind(Kind):
    """What is kept of the five questions: what stood first, each answer, who does which step, a pick of one's own."""

    code = "asq"
    signable = True
    youngest = YOUNGEST

    def ask(self, words: Vocabulary) -> Sequence[Field]:
        """Ask for what has to stand first, and for the rest as far as it goes."""
        picks = {name: field.choices for name, field in words.fields.items()}
        return (
            OneOf("old_enough", picks["old_enough"], required=True, missing=SAY_EIGHT),
            OneOf("face", picks["face"], required=True, missing=SAY_FACE),
            Words("room", SHORT_LIMIT, required=True, missing=SAY_ROOM),
            Words("can_act", SHORT_LIMIT, required=True, missing=SAY_WHO),
            *(OneOf(name, picks[name]) for name in FOUR),
            Words("tried_how", WORDS_LIMIT),
            Words("tried_when", SHORT_LIMIT),
            OneOf("right_now", picks["right_now"]),
            Words("now_words", WORDS_LIMIT),
            *(Words(name, SHORT_LIMIT) for name in (*NOW, *TALK, *ALWAYS)),
            Words("noticed", WORDS_LIMIT),
            Words("elsewhere", WORDS_LIMIT),
            OneOf("decided", picks["decided"]),
            Words("decided_by", SHORT_LIMIT),
        )

    def validate(self, fields: Mapping[str, object], today: date) -> Checked:
        """Check what was sent; what stands first has to be so, and a pick has a name beside it."""
        checked = super().validate(fields, today)
        found = [] if checked.problems else _not_so(checked.body)
        return replace(checked, body={}, problems=found) if found else checked

    def summary(self, body: Mapping[str, object]) -> str:
        """Return the title alone: no list shows an answer."""
        return self.title

    def sensitive_default(self, body: Mapping[str, object]) -> bool:
        """Fold every one."""
        return True


def _not_so(body: Mapping[str, object]) -> list[Problem]:
    """Return what speaks against asking here and now, and a pick that nobody put a name to."""
    problems = []
    if text_of(body, "old_enough") == NO:
        problems.append(Problem("old_enough", "too_young", TOO_YOUNG))
    if text_of(body, "face") == NO:
        problems.append(Problem("face", "not_face_to_face", NOT_SENT))
    if text_of(body, "decided") and not text_of(body, "decided_by"):
        problems.append(Problem("decided_by", "missing", SAY_NAME))
    return problems


ASQ = AsqKind()

"""A practice somebody did: which, how it ended, and what they said in it; leaves playing it to `engines/practice`."""

from collections.abc import Mapping, Sequence

from lamplit.engines.kernel.saying import say
from lamplit.engines.records.kinds.fields import Field, OneOf, SomeWords, Whole, Words
from lamplit.engines.records.kinds.kind import Kind, number_of, one_line, text_of
from lamplit.engines.records.kinds.vocabulary import Vocabulary

SLUG_LIMIT = 80
TITLE_LIMIT = 120
MOST_SAID, SAID_LIMIT = 60, 5_400  # a question with the longest answer
MOST_CODED, CODED_LIMIT = 120, 200


class PracticeRunKind(Kind):
    """What a run of a practice holds and says."""

    code = "practice_run"

    def ask(self, words: Vocabulary) -> Sequence[Field]:
        """Ask for the practice; all that was said in it can be left out."""
        return (
            Words("practice", SLUG_LIMIT, required=True, missing=say("Say which practice this was.")),
            Words("title", TITLE_LIMIT),
            OneOf("ending", words.fields["ending"].choices),
            Whole("before", 0, 10),
            Whole("after", 0, 10),
            Whole("helped", 0, 10),
            SomeWords("said", MOST_SAID, SAID_LIMIT),
            SomeWords("coded", MOST_CODED, CODED_LIMIT),
        )

    def summary(self, body: Mapping[str, object]) -> str:
        """Return the title, and how much it helped where that was said."""
        title = text_of(body, "title") or text_of(body, "practice").replace("-", " ")
        helped = number_of(body, "helped")
        return one_line(title if helped is None else f"{title}. Helped: {helped} out of 10")


PRACTICE_RUN = PracticeRunKind()

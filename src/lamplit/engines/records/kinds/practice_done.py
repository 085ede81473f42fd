"""That somebody opened or did what they were given to try, without a word of it; leaves the words to `practice_run`."""

from collections.abc import Mapping, Sequence

from lamplit.engines.kernel.saying import say
from lamplit.engines.records.kinds.fields import Body, Field, OneOf, Words
from lamplit.engines.records.kinds.kind import Kind, one_line, text_of
from lamplit.engines.records.kinds.practice_run import SLUG_LIMIT, TITLE_LIMIT
from lamplit.engines.records.kinds.vocabulary import Vocabulary

TOLD = ("given", "practice", "title", "state")


class PracticeDoneKind(Kind):
    """How far somebody came with what they were given."""

    code = "practice_done"

    def ask(self, words: Vocabulary) -> Sequence[Field]:
        """Ask which assignment, which practice and how far; `steadied` is for the order of a path."""
        return (
            Words("given", 36, required=True, missing=say("Say what this belongs to.")),
            Words("practice", SLUG_LIMIT, required=True, missing=say("Say which practice this was.")),
            Words("title", TITLE_LIMIT),
            OneOf("state", words.fields["state"].choices, required=True),
            OneOf("steadied", words.fields["steadied"].choices),
        )

    def summary(self, body: Mapping[str, object]) -> str:
        """Return which one, and how far."""
        title = text_of(body, "title") or text_of(body, "practice").replace("-", " ")
        state = self.label_for("state", text_of(body, "state"))
        return one_line(say("{what}: {state}", what=title, state=state))

    def hint(self, body: Mapping[str, object]) -> Body:
        """Return which one and how far, which is all there is to tell."""
        return {name: text for name in TOLD if (text := text_of(body, name))}


PRACTICE_DONE = PracticeDoneKind()

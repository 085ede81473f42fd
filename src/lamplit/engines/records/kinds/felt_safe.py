"""How safe a place feels, as a face; the place is picked and words can be added; leaves who sees it to the policy."""

from collections.abc import Mapping, Sequence

from lamplit.engines.kernel import say
from lamplit.engines.records.kinds.fields import Field, OneOf, Words
from lamplit.engines.records.kinds.kind import Kind, one_line, text_of
from lamplit.engines.records.kinds.vocabulary import Vocabulary

WORDS_LIMIT = 600


class FeltSafeKind(Kind):
    """What it asks and says."""

    code = "felt_safe"
    coarse = "plan"

    def ask(self, words: Vocabulary) -> Sequence[Field]:
        """Ask for the place and the face; words can be left out."""
        picks = {name: field.choices for name, field in words.fields.items()}
        return (
            OneOf("place", picks["place"], required=True, missing=say("Pick a place first.")),
            OneOf("face", picks["face"], required=True, missing=say("Tap the face that fits.")),
            Words("words", WORDS_LIMIT),
        )

    def summary(self, body: Mapping[str, object]) -> str:
        """Return the place and the face in words."""
        place = self.label_for("place", text_of(body, "place"))
        return one_line(say("{place}: {face}", place=place, face=self.label_for("face", text_of(body, "face"))))


FELT_SAFE = FeltSafeKind()

"""What was agreed about who is told when, in words; it tells nobody anything: people do that themselves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lamplit.engines.kernel import one_after_another, say
from lamplit.engines.records.kinds.fields import Field, OneOf, Words
from lamplit.engines.records.kinds.kind import Kind, one_line, text_of
from lamplit.engines.records.kinds.vocabulary import Vocabulary

TEXT_LIMIT = 1000


@dataclass(frozen=True, slots=True)
class PlanRule:
    """A rule as kept; one that `stands` no longer stays readable for those who agreed to it."""

    case: str
    how: str
    text: str = ""
    stands: bool = True

    @classmethod
    def of(cls, body: Mapping[str, object]) -> "PlanRule":
        """Return the rule a body holds."""
        stands = text_of(body, "stands") != "no"
        return cls(text_of(body, "case"), text_of(body, "how"), text_of(body, "text"), stands)


class PlanRuleKind(Kind):
    """What a rule asks and says."""

    code = "plan_rule"
    coarse = "plan"

    def ask(self, words: Vocabulary) -> Sequence[Field]:
        """Ask when and how; own words can be added."""
        picks = {name: field.choices for name, field in words.fields.items()}
        return (
            OneOf("case", picks["case"], required=True, missing=say("Pick when this is for.")),
            OneOf("how", picks["how"], required=True, missing=say("Pick how they will know.")),
            Words("text", TEXT_LIMIT),
            OneOf("stands", picks["stands"]),
        )

    def sentence(self, body: Mapping[str, object]) -> str:
        """Return the rule in whole sentences."""
        found = PlanRule.of(body)
        when, how = self.label_for("case", found.case), self.label_for("how", found.how)
        if not found.stands:
            return say("This does not count any more: {when}. {how}.", when=when, how=how)
        return say("{when}. {how}.", when=when, how=how)

    def summary(self, body: Mapping[str, object]) -> str:
        """Return when and how, and the first of the words."""
        return one_line(one_after_another(self.sentence(body), PlanRule.of(body).text))


PLAN_RULE = PlanRuleKind()

"""Each reviewed phrase of the session report holds where it should, and not where it should not."""

import pytest

from lamplit.engines.listening.phrases import Rule, phrases
from lamplit.engines.listening.tokens import read_tokens

KNOWN = phrases("session")


def met(rule: Rule, text: str) -> bool:
    return any(found.rule.name == rule.name for found in KNOWN.find(KNOWN.line(read_tokens(text))))


@pytest.mark.parametrize("rule", KNOWN.rules, ids=lambda rule: rule.name)
def test_each_rule_is_met_where_it_says_and_not_elsewhere(rule: Rule) -> None:
    assert [text for text in rule.hits if not met(rule, text)] == []
    assert [text for text in rule.misses if met(rule, text)] == []
    assert rule.because.endswith(".")

"""Which class of content a label belongs to, by whose it is and when (contract.md, "Findings")."""

from lamplit.engines.kernel import ContentClass, Experiencer, SignalLabel, When

_SELF_HARM = frozenset(
    {
        SignalLabel.IDEATION_PASSIVE,
        SignalLabel.IDEATION_ACTIVE,
        SignalLabel.SELF_HARM,
        SignalLabel.ATTEMPT_PAST,
        SignalLabel.BURDEN,
        SignalLabel.NOT_BELONGING,
    }
)
_INTENT = frozenset([SignalLabel.PLAN, SignalLabel.ACTING_NOW, SignalLabel.GOODBYE])
_ADULT = frozenset([SignalLabel.WORRIED_ABOUT_OTHER, SignalLabel.CARER_BURNOUT, SignalLabel.FEAR_OF_HARMING])
_OTHERS = frozenset([Experiencer.CHILD, Experiencer.OTHER_CHILD, Experiencer.OTHER_ADULT])
_WHEN_PAST = {
    SignalLabel.PLAN: SignalLabel.IDEATION_ACTIVE,
    SignalLabel.ACTING_NOW: SignalLabel.ATTEMPT_PAST,
    SignalLabel.GOODBYE: SignalLabel.IDEATION_ACTIVE,
}
Said = tuple[SignalLabel, ContentClass, When]


def class_of(label: SignalLabel, whose: Experiencer, time: When, *, ended: bool = False) -> Said:
    """Return label, class and time of something said; what is over is past, and another's intent is a worry."""
    if ended and time is not When.PAST and label not in _INTENT and label not in _ADULT:
        time = When.PAST
    if whose in _OTHERS and (label in _SELF_HARM or label in _INTENT):
        urgent = label in _INTENT and time is not When.PAST
        return SignalLabel.WORRIED_ABOUT_OTHER, ContentClass.ABOUT_ANOTHER, When.NOW if urgent else time
    if time is When.PAST:
        label = _WHEN_PAST.get(label, label)
    return label, plain_class(label), time


def plain_class(label: SignalLabel) -> ContentClass:
    """Return the class of a label said by the one it is about."""
    if label in _SELF_HARM:
        return ContentClass.SELF_HARM
    if label in _INTENT:
        return ContentClass.INTENT
    return ContentClass.ABOUT_ANOTHER if label in _ADULT else ContentClass.HURT_BY_OTHERS

"""A rule of the plan somebody said yes to and is not shown any more: they read that it is gone, and nothing else."""

from uuid import uuid4

import pytest

from lamplit.actions import pausing
from tests.cast import Cast
from tests.web.test_plan_pages import rule, shown

pytestmark = pytest.mark.django_db


def test_whoever_said_yes_to_a_rule_reads_that_it_is_not_shown_any_more_and_no_word_of_it(cast: Cast) -> None:
    made = rule(cast, cast.carer, text="Tea, no questions.")
    gone, here = "It is not shown to you now.", f"/c/{cast.circle}/plan"
    assert gone not in shown(cast.carer)
    cast.carer.client.post(f"{here}/agree", {"entry": made.card.id, "version": "1", "id": uuid4()})
    cast.carer.client.post(f"/c/{cast.circle}/offers/forget")
    assert gone not in shown(cast.carer)
    pausing.pause_sharing(cast.subject.visit)
    assert gone not in shown(cast.carer), "nobody is told of a pause"
    pausing.share_again(cast.subject.visit)
    stop = f"/c/{cast.circle}/e/{made.card.id}/stop"
    assert cast.subject.client.post(stop, {"to": cast.carer.membership}).status_code == 302
    told = shown(cast.carer)
    assert gone in told
    assert "stormy" not in told
    assert "Tea, no questions." not in told
    for part in (cast.therapist, cast.social_worker, cast.subject):
        assert gone not in shown(part)
    assert (
        cast.subject.client.post(f"/c/{cast.circle}/e/{made.card.id}/show/{cast.carer.membership}").status_code == 302
    )
    assert gone not in shown(cast.carer), "shown again, there is nothing to say"
    assert cast.subject.client.post(stop, {"to": cast.carer.membership}).status_code == 302
    assert cast.carer.client.post(f"{here}/gone").status_code == 302
    assert gone not in shown(cast.carer)

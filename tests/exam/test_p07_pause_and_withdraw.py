"""P07: pausing what one shares, and taking consent back, bite within one request; the owner sees it, others do not."""

from uuid import UUID, uuid4

import pytest

from lamplit.actions import consents, pausing, sharing
from lamplit.actions.circle_words import CircleError
from lamplit.people.models import Notice
from tests.cast import Cast, Part, a_moment, make_cast, write
from tests.exam.test_s13_way_back import everything

pytestmark = [pytest.mark.exam("P07"), pytest.mark.django_db]
WORD = "lanternmoth"


@pytest.fixture
def shared(db: None) -> tuple[Cast, UUID, UUID]:
    """A young person who shows a page to the therapist, and a carer with a moment for everybody."""
    cast = make_cast(16)
    page = write(cast.subject, "journal", {"text": f"{WORD} of mine"})
    assert sharing.show_entry(cast.subject.visit, page, cast.therapist.membership)
    return cast, page, write(cast.carer, "moment", a_moment(f"{WORD} of the house"))


def seen(part: Part, *written: UUID) -> str:
    return everything(part.client, f"/c/{part.circle}", written, uuid4())


def test_a_pause_closes_everything_of_mine_at_the_next_request_and_only_that(shared: tuple[Cast, UUID, UUID]) -> None:
    cast, page, moment = shared
    readers = [part for part in cast.everyone if part is not cast.subject]
    assert f"{WORD} of mine" in seen(cast.therapist, page)
    answer = cast.subject.client.post(f"/c/{cast.circle}/who-sees/pause")
    assert answer.status_code == 302
    for part in readers:
        assert f"{WORD} of mine" not in seen(part, page), part.role
        assert part.api("GET", f"/entries/{page}").status_code == 404
    assert f"{WORD} of the house" in seen(cast.therapist, moment)
    assert f"{WORD} of mine" in seen(cast.subject, page)
    cast.subject.client.post(f"/c/{cast.circle}/who-sees/again")
    assert f"{WORD} of mine" in seen(cast.therapist, page)


def test_a_paused_entry_answers_exactly_like_one_that_never_was(shared: tuple[Cast, UUID, UUID]) -> None:
    cast, page, _ = shared
    pausing.pause_sharing(cast.subject.visit)
    for path in (f"/e/{page}", "/diary"):
        gone = cast.therapist.client.get(f"/c/{cast.circle}{path}")
        never = cast.therapist.client.get(f"/c/{cast.circle}{path.replace(str(page), str(uuid4()))}")
        assert gone.status_code == never.status_code
    listed = cast.therapist.api("GET", "/entries").json()
    assert str(page) not in str(listed)
    assert len(listed["items"]) == 1


def test_the_owner_sees_the_pause_wherever_it_matters(shared: tuple[Cast, UUID, UUID]) -> None:
    cast, page, _ = shared
    pausing.pause_sharing(cast.subject.visit)
    place, client = f"/c/{cast.circle}", cast.subject.client
    for path in ("/", "/who-sees"):
        assert "Your sharing is paused." in client.get(place + path).content.decode(), path
    for path in (f"/e/{page}", f"/e/{page}/edit", "/new/journal"):
        assert "because your sharing is paused" in client.get(place + path).content.decode(), path


def test_a_pause_is_silent_to_everybody_else(shared: tuple[Cast, UUID, UUID]) -> None:
    cast, page, _ = shared
    before = Notice.objects.count()
    pausing.pause_sharing(cast.subject.visit)
    assert Notice.objects.count() == before
    for part in (*cast.everyone[1:], *cast.strangers):
        said = seen(part, page).casefold()
        assert "paused" not in said.replace("paused: sees nothing", ""), part.role


def test_what_is_written_during_a_pause_waits_for_its_end(shared: tuple[Cast, UUID, UUID]) -> None:
    cast, _, _ = shared
    pausing.pause_sharing(cast.carer.visit)
    late = write(cast.carer, "moment", a_moment(f"{WORD} later"))
    assert f"{WORD} later" not in seen(cast.subject, late)
    assert "because your sharing is paused" in cast.carer.client.get(f"/c/{cast.circle}/new/moment").content.decode()
    pausing.share_again(cast.carer.visit)
    assert f"{WORD} later" in seen(cast.subject, late)


def test_a_pause_in_one_circle_touches_no_other_and_nobody_pauses_for_another(
    shared: tuple[Cast, UUID, UUID],
) -> None:
    cast, page, _ = shared
    for part in cast.strangers:
        assert part.client.post(f"/c/{cast.circle}/who-sees/pause").status_code == 404
        part.client.post(f"/c/{cast.other_circle}/who-sees/pause")
    cast.carer.client.post(f"/c/{cast.circle}/who-sees/pause")
    assert f"{WORD} of mine" in seen(cast.therapist, page)


def test_a_pause_outlives_leaving_and_coming_back(shared: tuple[Cast, UUID, UUID]) -> None:
    from lamplit.actions import circles

    cast, _, moment = shared
    pausing.pause_sharing(cast.carer.visit)
    circles.leave(cast.carer.visit, knowing=True)
    assert f"{WORD} of the house" not in seen(cast.therapist, moment)


def test_a_young_child_has_no_such_button(db: None) -> None:
    cast = make_cast(9)
    assert "Pause my sharing" not in cast.subject.client.get(f"/c/{cast.circle}/who-sees").content.decode()
    assert cast.subject.client.post(f"/c/{cast.circle}/who-sees/pause").status_code == 404
    with pytest.raises(CircleError):
        pausing.pause_sharing(cast.subject.visit)


def test_consent_taken_back_bites_at_the_next_request_and_concerns_those_it_concerns(
    shared: tuple[Cast, UUID, UUID],
) -> None:
    cast, page, moment = shared
    assert WORD in seen(cast.therapist, page, moment)
    consents.withdraw_consent(cast.social_worker.visit, cast.therapist.membership)
    assert f"{WORD} of" not in seen(cast.therapist, page, moment)
    told = "took back the consent for Sam"
    circle = f"/c/{cast.circle}/circle"
    knowing = (cast.carer, cast.social_worker, cast.therapist)
    for part in cast.everyone:
        text = part.client.get(circle).content.decode()
        assert (told in text) is (part in knowing), part.role
    for part in (cast.teacher, cast.school_lead, cast.other_carer):
        text = part.client.get(f"{circle}/{cast.therapist.membership}").content.decode()
        assert "Who agreed" not in text
        assert "agreed to this part" not in text

"""Signs, one's own people, the fuel gauge, places that feel safe, worries behind a lock: each one's own until shown."""

import re
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
import time_machine

from lamplit.actions import circles, fuel, pausing, sharing, signals
from lamplit.actions.entries import diary, read_entry
from lamplit.engines.kernel import Role
from tests.cast import Cast, Part


def shown(part: Part, path: str) -> str:
    answer = part.client.get(f"/c/{part.circle}{path}")
    assert answer.status_code == 200
    return answer.content.decode()


def send(cast: Cast, sign: str, to: Part, entry: UUID | None = None) -> int:
    sent = {"id": entry or uuid4(), "sign": sign, "to": to.membership}
    return cast.subject.client.post(f"/c/{cast.circle}/signs", sent).status_code


@pytest.mark.row("TP40")
def test_a_sign_goes_to_one_grown_up_stands_in_ones_own_record_first_and_says_when_it_was_seen(cast: Cast) -> None:
    page = shown(cast.subject, "/signs")
    assert len(re.findall(r'name="sign" value=', page)) == 6
    assert "<textarea" not in page
    entry = uuid4()
    for _ in range(2):  # a double tap is one sign
        assert send(cast, "company", cast.carer, entry) == 302
    assert len(signals.sent(cast.subject.visit)) == 1
    assert acts_on(cast, entry)[:2] == ["write", "show"], "kept for its sender before anybody can see it"
    assert "Not seen yet." in shown(cast.subject, "/signs")

    home = shown(cast.carer, "/")
    assert "I need company, no talking" in home
    assert "can see that you have seen it" in home
    assert "I need company" not in shown(cast.therapist, "/")
    assert cast.therapist.client.get(f"/c/{cast.circle}/e/{entry}").status_code == 404
    assert re.search(r"Seen [^<]*by Robin\.", shown(cast.subject, "/signs"))


def acts_on(cast: Cast, entry: UUID) -> list[str]:
    from lamplit.vault import store

    found = store.rows("SELECT action, objects_seen FROM vault_audit ORDER BY seq", [])
    return [str(action) for action, objects in found if entry.bytes in bytes(objects)]


def test_a_sign_to_somebody_who_is_out_by_now_is_not_sent_and_nothing_is_kept(cast: Cast) -> None:
    circles.pause(cast.carer.visit, cast.therapist.membership)
    answer = cast.subject.client.post(
        f"/c/{cast.circle}/signs", {"id": uuid4(), "sign": "talk", "to": cast.therapist.membership}
    )
    assert answer.status_code == 422
    assert "Nothing was sent." in answer.content.decode()
    for to, sign in ((cast.teacher, "talk"), (cast.social_worker, "talk"), (cast.carer, "anything")):
        assert send(cast, sign, to) == 422
    assert signals.sent(cast.subject.visit) == ()


def test_nobody_is_offered_while_sharing_is_paused_and_no_grown_up_sends_signs(cast: Cast) -> None:
    pausing.pause_sharing(cast.subject.visit)
    assert "Nobody to send it to now" in shown(cast.subject, "/signs")
    assert cast.carer.client.get(f"/c/{cast.circle}/signs").status_code in (302, 403, 404)


@pytest.mark.row("TP53")
def test_each_of_ones_own_people_has_a_type_when_to_call_and_addresses_a_phone_opens(cast: Cast) -> None:
    for part, name in ((cast.carer, "Pat"), (cast.subject, "Mo")):
        sent = {"id": uuid4(), "name": name, "sort": "friend", "call_when": "Evenings", "phone": "+44 (0)7700 900123"}
        assert part.client.post(f"/c/{cast.circle}/new/support", sent).status_code == 302
        page = shown(part, "/supports")
        for words in (name, "A friend I trust", "Evenings", 'href="tel:+447700900123"', 'href="sms:+447700900123"'):
            assert words in page
    assert "Mo" not in re.findall(r"data-contact=\"(\w+)\"", shown(cast.carer, "/supports"))
    odd = {"id": uuid4(), "name": "Jo", "sort": "friend", "phone": "ask mum"}
    refused = cast.carer.client.post(f"/c/{cast.circle}/new/support", odd)
    assert refused.status_code == 422
    assert "That does not look like a phone number." in refused.content.decode()
    assert 'value="ask mum"' in refused.content.decode()


@pytest.mark.row("TP68")
def test_the_fuel_gauge_is_one_tap_private_over_time_and_offers_one_of_ones_own_people_when_low(cast: Cast) -> None:
    place = f"/c/{cast.circle}"
    support = {"id": uuid4(), "name": "Pat", "sort": "friend", "phone": "07700 900123"}
    cast.carer.client.post(f"{place}/new/support", support)
    for left in ("good", "low"):
        assert cast.carer.client.post(f"{place}/fuel", {"id": uuid4(), "left": left}).status_code == 302
    page = shown(cast.carer, "/fuel")
    assert "It is not a tested measure" in page
    assert page.count("<rect") >= 2
    assert [each.word for each in fuel.gauge(cast.carer.visit).points] == ["Good", "Low"]
    assert re.findall(r"<li>Today: (\w+)</li>", page) == ["Low", "Good"]
    assert "Call Pat" in page
    cast.carer.client.post(f"{place}/fuel", {"id": uuid4(), "left": "full"})
    assert "Call Pat" not in shown(cast.carer, "/fuel")
    for part in cast.everyone:
        if part.role is not Role.CARER:
            assert not [each for each in diary(part.visit).items if each.kind in ("fuel", "support")]
    assert cast.subject.client.get(f"{place}/fuel").status_code in (302, 403, 404)
    assert cast.carer.client.post(f"{place}/fuel", {"id": uuid4(), "left": "99"}).status_code == 422


@pytest.mark.row("TP19")
def test_a_child_says_with_a_face_how_safe_a_place_feels_and_a_carer_sees_only_what_is_shown(cast: Cast) -> None:
    page = shown(cast.subject, "/felt-safe")
    assert page.count("place-felt") == 4
    entry = uuid4()
    for each, place, face in ((entry, "school", "little"), (uuid4(), "home", "very")):
        sent = {"id": each, "place": place, "face": face}
        assert cast.subject.client.post(f"/c/{cast.circle}/new/felt_safe", sent).status_code == 302
    assert "Not so safe" in shown(cast.subject, "/felt-safe")
    assert not [each for each in diary(cast.carer.visit).items if each.kind == "felt_safe"]
    assert sharing.show_entry(cast.subject.visit, entry, cast.carer.membership)
    assert [each.summary for each in diary(cast.carer.visit).items if each.kind == "felt_safe"] == [
        "At school: Not so safe"
    ]


@pytest.mark.row("SH08")
def test_worries_are_behind_a_lock_folded_elsewhere_and_marked_for_the_session(cast: Cast) -> None:
    place, entry = f"/c/{cast.circle}", uuid4()
    sent = {"id": entry, "text": "That it comes back at night."}
    assert cast.subject.client.post(f"{place}/new/fear", sent).status_code == 302
    assert "comes back at night" in shown(cast.subject, "/worries")
    cast.subject.client.post(f"{place}/worries/bring", {"entry": entry, "bring": "yes"})
    assert "For the next session" in shown(cast.subject, "/worries")
    card = read_entry(cast.subject.visit, entry)
    assert card is not None
    assert (card.body or {})["bring"] == "yes"
    assert card.content_note, "folded for its writer too"
    assert "comes back at night" not in shown(cast.subject, "/diary")
    assert "comes back at night" not in shown(cast.subject, "/")
    assert cast.therapist.client.get(f"{place}/e/{entry}").status_code == 404, "a mark shows it to nobody"

    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=6)):
        locked = cast.subject.client.get(f"{place}/worries")
    assert locked.status_code == 302
    assert "comes back at night" not in locked.content.decode()

"""A respite carer on some days only: set on the circle page, undone, and nothing seeps out before or after."""

from datetime import date, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from playwright.sync_api import Page, expect

from lamplit.actions import circles, clock, drafts
from lamplit.actions.entries import Refused
from tests.acceptance.conftest import Phone
from tests.acceptance.village import Village
from tests.acceptance.walk import everything, listing
from tests.cast import Cast, Part, a_browser, a_moment, make_cast, sign_in, write

LONDON = ZoneInfo("Europe/London")
MAY = date(2027, 5, 3)  # British Summer Time: the house's midnight is 23:00 in UTC
WORD = "thistlegate"
ADD = "Something hard"  # on the home of whoever may add something today


@pytest.fixture
def young(db: None) -> Cast:
    return make_cast(10)


def at_home(day: date, hour: int, minute: int = 0) -> datetime:
    return datetime.combine(day, datetime.min.time(), LONDON).replace(hour=hour, minute=minute)


def pages_of(part: Part) -> str:
    """Return all that the pages and the JSON face give this person at this moment, with a fresh sign-in."""
    client = a_browser()
    client.cookies["lamplit"] = sign_in(part.person)
    place = f"/c/{part.circle}"
    texts = [client.get(f"{place}/{name}").content for name in ("", "diary", "export/record", "circle")]
    record = client.get(f"{place}/export/record.csv")
    texts += [b"".join(record.streaming_content) if record.streaming else record.content]  # type: ignore[attr-defined]
    texts += [client.post(f"{place}/search", {"words": WORD}).content.replace(f'value="{WORD}"'.encode(), b"")]
    texts += [part.api("GET", "/entries").content]
    return b"\n".join(texts).decode()


def set_days(cast: Cast, first: date | None, last: date | None) -> None:
    carer = a_browser()
    carer.cookies["lamplit"] = sign_in(cast.carer.person)
    days = {"first": first.isoformat() if first else "", "last": last.isoformat() if last else ""}
    answer = carer.post(f"/c/{cast.circle}/circle/{cast.other_carer.membership}/set_duty", days)
    assert answer.status_code == 302, answer.content


def test_duty_begins_and_ends_by_the_date_of_the_house(young: Cast) -> None:
    pat, last = young.other_carer, MAY + timedelta(days=4)
    entry = write(young.carer, "moment", a_moment(f"We saw the {WORD}."))
    seen = []
    for moment in (at_home(MAY, 0) - timedelta(minutes=1), at_home(MAY, 0), at_home(last, 23, 59)):
        with time_machine.travel(moment, tick=False):
            set_days(young, MAY, last)
            seen.append(WORD in pages_of(pat))
    with time_machine.travel(at_home(last, 0) + timedelta(days=1), tick=False):
        seen.append(WORD in pages_of(pat))
        assert pat.api("GET", f"/entries/{entry}").status_code == 404
        assert pat.api("GET", "/entries").json() == {"items": [], "next": None}
    assert seen == [False, True, True, False]


def test_the_pages_say_kindly_when_duty_begins_and_when_it_ended(young: Cast) -> None:
    last = MAY + timedelta(days=4)
    with time_machine.travel(at_home(MAY, 12) - timedelta(days=3), tick=False):
        set_days(young, MAY, last)
        before = pages_of(young.other_carer)
        assert "Your days here begin on 3 May." in before
        assert ADD not in before
        assert "Reads and writes while on duty: 3 May to 7 May" in before
    with time_machine.travel(at_home(MAY, 12), tick=False):
        during = pages_of(young.other_carer)
        assert "You are on duty until the end of 7 May." in during
        assert ADD in during
    with time_machine.travel(at_home(last, 12) + timedelta(days=1), tick=False):
        after = pages_of(young.other_carer)
        assert "Your days here ended on 7 May. Thank you for being there." in after
        assert ADD not in after


def test_off_duty_they_write_only_about_their_days_and_on_their_own_page(young: Cast) -> None:
    pat, today = young.other_carer, clock.today()
    circles.set_duty(young.carer.visit, pat.membership, today - timedelta(days=4), today - timedelta(days=2))
    with pytest.raises(Refused) as refused:
        write(pat, "moment", a_moment())
    assert "You can write about those days" in str(refused.value.problems)
    write(pat, "moment", a_moment(), happened_at=clock.now() - timedelta(days=3))
    write(pat, "journal", {"text": "For me alone."})
    circles.set_duty(young.carer.visit, pat.membership, today + timedelta(days=2), None)
    with pytest.raises(Refused):
        write(pat, "moment", a_moment(), happened_at=clock.now() - timedelta(days=3))
    body = {"id": str(uuid4()), "kind": "moment", "body": a_moment(), "audience": ["me"]}
    assert pat.api("POST", "/entries", body).status_code == 422


def test_words_refused_off_duty_stay_on_the_page_and_in_the_drafts(young: Cast) -> None:
    pat = young.other_carer
    circles.set_duty(young.carer.visit, pat.membership, clock.today() + timedelta(days=2), None)
    entry = uuid4()
    typed = {"id": str(entry), "tone": "ordinary", "words": "Half a page of mine."}
    answer = pat.client.post(f"/c/{pat.circle}/new/moment", typed)
    assert answer.status_code == 422
    assert "Half a page of mine." in answer.content.decode()
    assert "Your days here begin on" in answer.content.decode()
    assert drafts.keep_draft(pat.visit, entry, "moment", {"words": "Half a page of mine."})


def test_off_duty_nobody_sits_down_with_the_child(young: Cast) -> None:
    pat = young.other_carer
    assert pat.client.get(f"/c/{pat.circle}/together").content.decode().count("the two of you") == 1
    circles.set_duty(young.carer.visit, pat.membership, clock.today() + timedelta(days=2), None)
    assert "for your days on duty" in pat.client.get(f"/c/{pat.circle}/together").content.decode()
    assert pat.client.post(f"/c/{pat.circle}/together/begin").status_code == 404


def test_only_those_who_look_after_the_circle_set_days_and_only_for_other_carers(young: Cast) -> None:
    day = {"first": MAY.isoformat(), "last": ""}
    for part in (young.other_carer, young.teacher, young.subject, young.school_lead):
        answer = part.client.post(f"/c/{part.circle}/circle/{young.other_carer.membership}/set_duty", day)
        assert "Only the people who look after this circle" in answer.content.decode() or "not_yours" not in day
        assert young.other_carer.visit.duty == (None, None)
    answer = young.carer.client.post(f"/c/{young.circle}/circle/{young.therapist.membership}/set_duty", day)
    assert "Days on duty are for other carers" in answer.content.decode()
    answer = young.stranger_carer.client.post(
        f"/c/{young.other_circle}/circle/{young.other_carer.membership}/set_duty", day
    )
    assert young.other_carer.visit.duty == (None, None)


def test_an_undo_that_was_made_up_changes_nothing(young: Cast) -> None:
    pat = young.other_carer
    address = f"/c/{pat.circle}/circle/{pat.membership}/undo_duty"
    answer = young.carer.client.post(address, {"before": '["x","2020-01-01","2020-01-02"]:forged'})
    assert "Something changed in the meantime" in answer.content.decode()
    assert pat.visit.duty == (None, None)


def test_an_invitation_of_another_carer_can_name_the_days(young: Cast) -> None:
    from lamplit.people.models import Invitation

    days = {"role": "other_carer", "first": MAY.isoformat(), "last": (MAY + timedelta(days=4)).isoformat()}
    assert young.carer.client.post(f"/c/{young.circle}/circle/invite", days).status_code == 200
    made = Invitation.objects.get(role="other_carer")
    assert (made.on_duty_from, made.on_duty_until) == (MAY, MAY + timedelta(days=4))
    young.carer.client.post(f"/c/{young.circle}/circle/invite", days | {"role": "teacher"})
    assert Invitation.objects.get(role="teacher").on_duty_from is None


def days_form(page: Page, village: Village, first: date, last: date) -> None:
    """Fill in the days of the other carer, as the main carer."""
    page.goto(f"{village['carer'].place}circle/{village['other_carer'].membership}")
    page.get_by_text("Days on duty", exact=True).click()
    page.get_by_label("First day").fill(first.isoformat())
    page.get_by_label("Last day").fill(last.isoformat())
    page.get_by_role("button", name="Change the days").click()


def test_days_set_by_a_tap_bite_at_the_next_request_and_undo_brings_them_back(village: Village, phone: Phone) -> None:
    carer, pat = village["carer"], village["other_carer"]
    page = phone(carer)
    page.goto(f"{carer.place}new/moment?tone=good")
    page.locator("textarea[name=words]").evaluate("(box, words) => { box.value = words; }", f"At the {WORD}.")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/e/**")
    theirs = phone(pat)
    assert any(WORD in text for text in everything(theirs, pat, WORD).values())
    before = listing(village.house.url, pat)
    days_form(page, village, date.today() + timedelta(days=1), date.today() + timedelta(days=5))
    expect(page.get_by_text("Reads and writes while on duty")).to_be_visible()
    assert not any(WORD in text for text in everything(theirs, pat, WORD).values())
    assert WORD not in listing(village.house.url, pat).raw
    theirs.goto(pat.place)
    expect(theirs.get_by_text("Your days here begin on")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("The days are as they were.")).to_be_visible()
    assert listing(village.house.url, pat) == before

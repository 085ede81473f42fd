"""Somebody lost every way in: two people and six numbers let them back, in real browsers; nobody else gets anywhere."""

from playwright.sync_api import Page, expect

from tests.acceptance.conftest import Phone
from tests.acceptance.village import Village, Villager
from tests.acceptance.walk import Walk, everything

SECRET = "quarrybell"
NEW = "nine green kettles under ice"


def write_a_page(page: Page, villager: Villager) -> None:
    page.goto(f"{villager.place}new/journal")
    page.locator("textarea[name=text]").fill(f"A {SECRET} of my own.")
    page.get_by_role("button", name="Save").click()
    page.wait_for_url("**/e/**")


def test_two_people_let_a_young_person_back_in(village: Village, phone: Phone) -> None:
    young, carer = village["lost_subject"], village.just_signed_in("lost_carer")
    therapist = village.just_signed_in("lost_therapist")
    old = phone(young)
    write_a_page(old, young)

    first = Walk.of(phone(carer))
    first.open(f"{carer.place}circle/{young.membership}")
    first.tap(first.page.get_by_text("They lost every way in"))
    first.tap(first.page.get_by_role("button", name="Ask to let Wren back in"), leads_to="**/back/ask")
    numbers = first.page.locator(".spoken").inner_text()
    assert first.taps == 2

    old.goto(young.place)
    expect(old.get_by_text("asks to let a new device in as you")).to_be_visible()

    lead = village["lost_school_lead"]
    page = phone(lead)
    page.goto(f"{lead.place}circle")
    expect(page.get_by_text("let Wren back in?")).to_be_visible()
    expect(page.get_by_role("button", name="Yes, make the link")).to_have_count(0)

    second = Walk.of(phone(therapist))
    second.open(f"{therapist.place}circle")
    second.tap(second.page.get_by_role("button", name="Yes, make the link"), leads_to="**/agree")
    link = second.page.locator(".code-box").inner_text().strip()

    new = phone(young)
    new.context.clear_cookies()
    walk = Walk.of(new)
    walk.open(link)
    assert "Wren" not in new.content()
    new.get_by_label("The six numbers").fill("000000")
    walk.tap(new.get_by_role("button", name="Go on"))
    expect(new.get_by_text("did not match")).to_be_visible()
    new.get_by_label("The six numbers").fill(numbers)
    walk.tap(new.get_by_role("button", name="Go on"), leads_to="**/back")
    new.get_by_label("A new password").fill(NEW)
    walk.tap(new.get_by_role("button", name="Set this password"), leads_to="**/account/news**")
    expect(new.get_by_text("Robin and Sam let you back in")).to_be_visible()
    walk.tap(new.get_by_role("button", name="That was me"), leads_to=f"**{young.place}")
    expect(new.get_by_text("What you wrote before opens again")).to_be_visible()
    assert not any(SECRET in text for text in everything(new, young, SECRET).values())

    old.goto(f"{young.place}diary")
    assert "/sign-in" in old.url
    for helper in (first.page, second.page):
        villager = carer if helper is first.page else therapist
        assert not any(SECRET in text for text in everything(helper, villager, SECRET).values())
        helper.goto(f"{villager.place}circle")
        expect(helper.get_by_text("Wren is back in on a new device.")).to_be_visible()
        assert helper.request.get(link).status == 404
    new.goto(link)
    expect(new.get_by_text("This link does not work any more.")).to_be_visible()
    assert first.complaints == second.complaints == walk.complaints == []

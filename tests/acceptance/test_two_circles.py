"""One carer, two children: the page always says which child, two taps change it, and nothing mixes."""

import re

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from lamplit.actions import drafts, entries
from lamplit.engines.kernel import Role
from lamplit.people.models import Membership
from tests.acceptance.conftest import Phone
from tests.acceptance.village import Village, Villager
from tests.acceptance.walk import Walk, everything, listing
from tests.cast import Part, a_moment, make_circle, open_vault, rename, write

ELDER, YOUNGER = "kelpwindow", "mossladder"


@pytest.fixture
def two(db: None) -> tuple[Part, Part]:
    """One carer's part beside Ivy, who is fifteen, and beside Ash, who is eight."""
    open_vault()
    _, elder = make_circle(15, (Role.SUBJECT, Role.CARER, Role.THERAPIST))
    _, younger = make_circle(8, (Role.SUBJECT, Role.CARER), {Role.CARER: elder[Role.CARER].person})
    rename(elder[Role.SUBJECT].person, "Ivy")
    rename(younger[Role.SUBJECT].person, "Ash")
    return elder[Role.CARER], younger[Role.CARER]


def place_of(page: str) -> str:
    """Return what the top of a page says about whose it is."""
    found = re.search(r'<header.*?class="place[^"]*"[^>]*>(.*?)</(?:a|span)>\s*(?:<|$)', page, re.DOTALL)
    assert found is not None
    return re.sub(r"<[^>]+>|\s+", " ", found[1]).strip()


def test_every_page_of_each_circle_says_which_child_it_is_about(two: tuple[Part, Part]) -> None:
    for part, name in zip(two, ("Ivy", "Ash"), strict=True):
        for where in ("", "diary", "new/moment", "circle", "settings", "search", "who-sees", "drafts", "export"):
            page = part.client.get(f"/c/{part.circle}/{where}").content.decode()
            assert place_of(page).startswith(name), where


def test_the_last_child_is_remembered_by_the_device_alone(two: tuple[Part, Part]) -> None:
    elder, younger = two
    client = elder.client
    assert "Whose page?" in client.get("/").content.decode()
    for part in (younger, elder, younger):
        client.get(f"/c/{part.circle}/diary")
        assert client.get("/").headers["Location"] == f"/c/{part.circle}/"
    assert "Whose page?" in elder.client.get("/").content.decode()  # another device of theirs knows nothing of it
    Membership.objects.filter(pk=younger.membership).update(state="paused")
    assert "Whose page?" in client.get("/").content.decode()


def test_a_remembered_child_opens_nothing_for_anybody_else(two: tuple[Part, Part]) -> None:
    _, younger = two
    _, others = make_circle(12, (Role.SUBJECT, Role.CARER))
    stranger = others[Role.CARER]
    client = stranger.client
    client.cookies["lamplit-place"] = younger.circle.hex
    assert client.get("/").headers["Location"] == f"/c/{stranger.circle}/"
    for rubbish in ("", "x" * 3000, "../../etc", "0" * 32):
        client.cookies["lamplit-place"] = rubbish
        assert client.get("/").headers["Location"] == f"/c/{stranger.circle}/"


def test_ages_and_rules_are_those_of_each_circle(two: tuple[Part, Part]) -> None:
    elder, younger = two
    assert elder.visit.subject_age == 15
    assert younger.visit.subject_age == 8
    homes = [part.client.get(f"/c/{part.circle}/").content.decode() for part in two]
    assert ["A screen for the two of you" in page for page in homes] == [False, True]


def test_drafts_and_entries_of_one_circle_are_not_in_the_other(two: tuple[Part, Part]) -> None:
    from uuid import uuid4

    elder, younger = two
    draft = uuid4()
    assert drafts.keep_draft(elder.visit, draft, "moment", {"words": ELDER})
    assert drafts.my_drafts(younger.visit) == ()
    assert drafts.open_draft(younger.visit, draft) is None
    assert not drafts.keep_draft(younger.visit, draft, "moment", {"words": YOUNGER})
    assert "words waiting" not in younger.client.get(f"/c/{younger.circle}/").content.decode()
    entry = write(elder, "moment", a_moment(ELDER))
    assert entries.read_entry(younger.visit, entry) is None
    with pytest.raises(entries.Clash) as clash:
        write(younger, "moment", a_moment(YOUNGER), id=entry)
    assert clash.value.current is None
    assert elder.api("GET", f"/entries/{entry}", circle=younger.circle).status_code == 404


def test_somebody_invited_to_a_second_circle_comes_in_with_the_account_they_have(two: tuple[Part, Part]) -> None:
    from lamplit.actions import circles, invitations
    from lamplit.actions.circles import Agreed

    elder, _ = two
    _, others = make_circle(10, (Role.SUBJECT, Role.CARER))
    host = others[Role.CARER]
    made = invitations.invite(host.visit, Role.OTHER_CARER)
    from lamplit.people.models import Person

    person = Person.objects.get(pk=elder.person)
    person.set_password("otter kettle harbour lamp nine")
    person.save()
    joined = invitations.join_here(made.token, made.code, elder.person)
    page = elder.client.get("/circles").content.decode()
    assert "Waiting to be let in" in page
    membership = Membership.objects.get(circle=joined.circle, person=elder.person)
    circles.confirm(host.visit, membership.pk, Agreed("local_authority", "no", "outside"))
    assert "Other carer" in elder.client.get("/circles").content.decode()


def test_a_part_without_the_care_of_a_circle_starts_none(db: None) -> None:
    open_vault()
    _, parts = make_circle(10, (Role.SUBJECT, Role.CARER, Role.TEACHER, Role.OTHER_CARER))
    for role, may in ((Role.CARER, True), (Role.TEACHER, False), (Role.OTHER_CARER, False), (Role.SUBJECT, False)):
        client: Client = parts[role].client
        assert ("Start another circle" in client.get("/circles").content.decode()) is may
        form = {"role": "carer", "about": "Kit", "born_on": "2020-01-01", "ground": "court", "given_by": "me"}
        before = Membership.objects.count()
        client.post("/circles/new", form | {"responsibility": "no"})
        assert (Membership.objects.count() > before) is may


def write_moment(page: Page, words: str) -> None:
    """Type words on an open page of a moment and save it."""
    page.locator("textarea[name=words]").evaluate(
        "(box, words) => { box.value = words; box.dispatchEvent(new Event('input', {bubbles: true})); }", words
    )


def test_two_tabs_with_two_children_never_mix(village: Village, phone: Phone) -> None:
    elder, younger = village["elder_carer"], village["younger_carer"]
    one = phone(elder)
    one.goto(f"{elder.place}new/moment?tone=good")
    write_moment(one, ELDER)
    other = one.context.new_page()
    other.goto(f"{younger.place}new/moment?tone=hard")
    write_moment(other, YOUNGER)
    expect(one.locator(".place")).to_contain_text("Ivy")
    expect(other.locator(".place")).to_contain_text("Ash")
    for page in (one, other):
        expect(page.locator("[data-kept]")).to_contain_text("Kept", timeout=10_000)
    other.goto(f"{younger.place}drafts")
    assert YOUNGER in other.content() and ELDER not in other.content()
    one.get_by_role("button", name="Save").click()
    one.wait_for_url(f"**{elder.place}e/**")
    assert ELDER in listing(village.house.url, elder).raw
    for villager in (younger, village["younger_child"]):
        assert ELDER not in listing(village.house.url, villager).raw
    found = everything(one, younger, ELDER)
    assert not any(ELDER in text for text in found.values())


def test_two_taps_lead_from_one_child_to_the_other(village: Village, phone: Phone) -> None:
    elder, younger = village["elder_carer"], village["younger_carer"]
    walk = Walk.of(phone(elder))
    walk.open(elder.place)
    walk.tap(walk.page.locator(".place"), leads_to="**/circles")
    walk.tap(walk.page.get_by_role("link", name="Ash"), leads_to=f"**{younger.place}")
    expect(walk.page.locator(".place")).to_contain_text("Ash")
    assert walk.taps == 2
    walk.page.goto("/")
    assert walk.page.url.endswith(younger.place)
    assert walk.complaints == []


def test_a_carer_starts_a_circle_for_another_child(village: Village, phone: Phone) -> None:
    carer: Villager = village.just_signed_in("younger_carer")
    page = phone(carer)
    page.goto(f"{carer.place}settings")
    page.get_by_role("link", name="Your circles").click()
    page.get_by_role("link", name="Start another circle").click()
    page.get_by_label("Carer or parent").check()
    page.get_by_label("Their first name").fill("Bryn")
    page.get_by_label("Their birth date").fill("2019-02-03")
    page.get_by_label("Somebody with parental responsibility agreed").check()
    page.get_by_label("Me", exact=True).check()
    page.get_by_label("Yes", exact=True).check()
    page.get_by_role("button", name="Make the circle").click()
    page.wait_for_url("**/circle")
    expect(page.locator(".place")).to_contain_text("Bryn")
    page.locator(".place").click()
    expect(page.get_by_role("link", name="Bryn")).to_be_visible()
    expect(page.get_by_role("link", name="Ash")).to_be_visible()

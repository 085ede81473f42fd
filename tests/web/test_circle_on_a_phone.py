"""Inviting, coming in and letting in on real phones: no sideways scrolling, nothing for axe to complain about."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.screens import is_too_wide, serious_problems
from tests.house import House

PASSWORD = "four quiet otter boats"


def is_well_made(page: Page) -> None:
    """Nothing wider than the phone, nothing serious for a screen reader, nothing too small to tap."""
    assert not is_too_wide(page)
    assert serious_problems(page) == []
    small = page.evaluate(
        """[...document.querySelectorAll("main button, main a.btn, main summary, main .chip, main .choice")]
           .filter((one) => one.checkVisibility() && one.getBoundingClientRect().height < 47)
           .map((one) => one.outerHTML.slice(0, 100))"""
    )
    assert small == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_somebody_is_invited_comes_in_and_is_let_in(
    house: House, person: Callable[..., Page], open_page: Callable[..., Page], scheme: str
) -> None:
    robin = person("carer", color_scheme=scheme)
    robin.goto(f"{house.url}/c/{house.who('carer')['circle']}/circle")
    is_well_made(robin)
    robin.get_by_role("link", name="Invite somebody").click()
    robin.get_by_role("button", name="Make the link").wait_for()
    is_well_made(robin)
    robin.get_by_label("School safeguarding lead", exact=True).check()
    robin.get_by_role("button", name="Make the link").click()
    robin.get_by_label("The link").wait_for()
    is_well_made(robin)
    assert robin.locator("img.qr").evaluate("(picture) => picture.naturalWidth") > 0
    link, code = robin.get_by_label("The link").input_value(), robin.locator(".spoken").inner_text()

    kit = open_page(color_scheme=scheme, java_script_enabled=False)
    kit.goto(link)
    kit.get_by_label("The six numbers you were told").fill(code)
    kit.get_by_label("Your name, as others will see it").fill(f"Kit {scheme}")
    kit.get_by_label("Choose a sign-in name").fill(f"kit.{scheme}")
    kit.get_by_label("A password").check()
    kit.get_by_label("Password", exact=True).fill(PASSWORD)
    kit.get_by_role("button", name="Come in").click()
    kit.get_by_text("Nearly there").first.wait_for()

    robin.goto(f"{house.url}/c/{house.who('carer')['circle']}/circle")
    robin.locator("li", has_text=f"Kit {scheme}").get_by_role("link", name=re.compile("Let them in")).click()
    robin.get_by_label("The local authority agreed").wait_for()
    is_well_made(robin)
    robin.get_by_label("The local authority agreed").check()
    robin.get_by_label("Somebody outside this circle").check()
    robin.get_by_label("Not known").check()
    robin.get_by_role("button", name=f"Let Kit {scheme} in").click()
    robin.get_by_text(f"let Kit {scheme} in as").first.wait_for()

    kit.goto(f"{house.url}/c/{house.who('carer')['circle']}/diary")
    assert "Nearly there" not in kit.content()


def test_the_page_of_a_link_is_well_made_on_a_phone(
    house: House, person: Callable[..., Page], open_page: Callable[..., Page]
) -> None:
    robin = person("carer")
    robin.goto(f"{house.url}/c/{house.who('carer')['circle']}/circle/invite")
    robin.get_by_label("Social worker", exact=True).check()
    robin.get_by_role("button", name="Make the link").click()
    link = robin.get_by_label("The link").input_value()
    for address in (link, f"{house.url}/join/{'x' * 43}", f"{house.url}/setup/{'x' * 43}"):
        page = open_page()
        page.goto(address)
        is_well_made(page)
        assert page.title() == "Lamplit"


def test_the_young_persons_view_of_their_circle_is_well_made(house: House, person: Callable[..., Page]) -> None:
    wren = person("subject")
    wren.goto(f"{house.url}/c/{house.who('subject')['circle']}/circle")
    is_well_made(wren)
    assert wren.get_by_role("heading", level=1).inner_text() == "Who is in my circle"
    wren.get_by_role("link", name="Help me now").first.wait_for()

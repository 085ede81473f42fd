"""The first page of a new house, filled in as a person does it in a real browser."""

import re

from playwright.sync_api import Page

from tests.house import House

PASSWORD = "otter kettle harbour lamp nine"
CHOSEN = {"role": "carer", "ground": "local_authority", "given_by": "outside", "responsibility": "no"}


def printed_link(house: House) -> str:
    """Return the link to the first page as `serve` printed it last."""
    return str(re.findall(r"https?://\S+/setup/\S+", house.log.read_text(encoding="utf-8"))[-1])


def fill_in(page: Page, way: str) -> None:
    """Fill in the first page: Robin, carer of Wren; `way` is "password" or "passkey"."""
    page.locator("input[name=name]").fill("Robin")
    page.locator("input[name=username]").fill("robin.vale")
    page.locator(f"input[name=way][value={way}]").check()
    if way == "password":
        page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=about]").fill("Wren")
    page.locator("input[name=born_on]").fill("2011-04-02")
    for name, value in CHOSEN.items():
        page.locator(f"input[name={name}][value={value}]").check()
    page.get_by_role("button", name="Open the house").click()

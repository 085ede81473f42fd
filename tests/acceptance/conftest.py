"""What acceptance tests ask for: a village that is up and running, and anybody's phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.acceptance.village import Village, Villager, settle
from tests.acceptance.walk import Walk
from tests.house import House

Phone = Callable[..., Page]


@pytest.fixture(scope="session")
def village(house: House) -> Village:
    """Everybody, moved into the shared house."""
    return settle(house)


@pytest.fixture
def phone(open_page: Callable[..., Page], village: Village) -> Phone:
    """`phone(villager)` is that person's phone, signed in, with nothing open yet; takes new_context's options."""

    village.still_here()

    def signed_in(villager: Villager, **options: object) -> Page:
        page = open_page(base_url=village.house.url, **options)
        cookie = {"name": "lamplit", "value": villager.session, "url": village.house.url}
        page.context.add_cookies([cookie])
        return page

    return signed_in


@pytest.fixture
def walk(phone: Phone) -> Callable[..., Walk]:
    """`walk(villager)` is the same, measured."""

    def measured(villager: Villager, **options: object) -> Walk:
        return Walk.of(phone(villager, **options))

    return measured

"""R14: two hundred entries from a phone, answers lost at random, everything sent twice: each is kept exactly once."""

import json
import random
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route

from tests.acceptance.offline import been_here, waiting
from tests.acceptance.village import Village, settle
from tests.acceptance.walk import ask, listing
from tests.house import House

pytestmark = pytest.mark.exam("R14")
MANY, FEW = 200, 30
GENEROUS_SECONDS = 60  # the ceiling of 10 s is measured in benchmarks/offline.py; a busy machine gets more here
FILL = """async (many) => {
  const files = performance.getEntriesByType("resource").map((each) => each.name);
  const { keep, newId } = await import(files.find((name) => name.includes("/queue.")));
  const [ticket] = await lamplitOutbox.tickets();
  const { sees, to } = ticket.kinds.journal;
  for (let n = 0; n < many; n += 1) {
    await keep(ticket, newId(), { kind: "journal", sees, to, answers: { text: [`Page number ${n}.`] } });
  }
}"""
SEND_ALL = """async () => {
  for (let tries = 0; tries < 200 && (await lamplitOutbox.items()).length; tries += 1) {
    await Promise.all([lamplitOutbox.send(), lamplitOutbox.send()].map((each) => each.catch(() => undefined)));
  }
}"""


@pytest.fixture
def village(house: House) -> Village:
    return settle(house)


def phone_of(open_page: Callable[..., Page], village: Village) -> Page:
    page = open_page(base_url=village.house.url)
    cookie = {"name": "lamplit", "value": village["carer"].session, "url": village.house.url}
    page.context.add_cookies([cookie])
    been_here(page, village["carer"].place)
    page.goto("/add")
    return page


def texts(village: Village) -> list[str]:
    carer = village["carer"]
    ids = listing(village.house.url, carer).ids
    return [json.loads(ask(village.house.url, carer, f"/entries/{each}")[1])["body"]["text"] for each in ids]


@pytest.mark.parametrize("many", [FEW, pytest.param(MANY, marks=pytest.mark.whole)])
def test_with_answers_lost_at_random_and_everything_sent_twice_each_page_is_kept_once(
    open_page: Callable[..., Page], village: Village, many: int
) -> None:
    page = phone_of(open_page, village)
    chance = random.Random(14)  # noqa: S311 - the same losses each time
    lost: list[str] = []

    def sometimes(route: Route) -> None:
        if chance.random() < 0.4:
            route.fetch()  # it arrives, and the answer is lost on the way back
            lost.append(route.request.url)
            route.abort()
        elif chance.random() < 0.2:
            route.abort()  # it never arrives
        else:
            route.continue_()

    page.context.set_offline(True)
    page.evaluate(FILL, many)
    assert len(waiting(page)) == many
    page.context.route("**/outbox", sometimes)
    page.context.set_offline(False)
    page.evaluate(SEND_ALL)
    page.context.unroute("**/outbox")

    assert lost, "no answer was lost, so this proves nothing"
    assert waiting(page) == []
    assert sorted(texts(village)) == sorted(f"Page number {n}." for n in range(many))


def test_two_hundred_that_waited_are_sent_before_anybody_tires_of_it(
    open_page: Callable[..., Page], village: Village
) -> None:
    page = phone_of(open_page, village)
    page.context.set_offline(True)
    page.evaluate(FILL, MANY)
    page.context.set_offline(False)

    began = time.monotonic()
    page.evaluate(SEND_ALL)

    assert time.monotonic() - began < GENEROUS_SECONDS
    assert len(listing(village.house.url, village["carer"]).ids) == MANY

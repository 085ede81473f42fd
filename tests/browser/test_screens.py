"""What is asked of every screen can fail: a page that is wrong is found, every time, and a slow phone stays slow."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.browser.screens import serious_problems, slow_phone

GOOD = "<html lang=en><title>One</title><main><h1>One</h1><button id=b>{}</button></main>"
BUSY = "() => { const from = performance.now(); for (let n = 0; n < 3e7; n++); return performance.now() - from; }"


def test_a_nameless_button_is_found_each_time_however_often_its_page_was_looked_at(
    open_page: Callable[..., Page],
) -> None:
    page = open_page()
    page.set_content(GOOD.format("Send"))
    assert serious_problems(page) == []
    page.set_content(GOOD.format("Go 2"))
    assert serious_problems(page) == []
    for _ in range(2):
        page.set_content(GOOD.format(""))
        assert [each.split(":")[0] for each in serious_problems(page)] == ["button-name"]
    page.set_content(GOOD.format("Send").replace("lang=en", "lang=en style='color:#999;background:#aaa'"))
    assert [each.split(":")[0] for each in serious_problems(page)] == ["color-contrast"]


def test_a_slow_phone_is_slow_again_after_it_was_looked_at(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.set_content(GOOD.format("Send"))
    fast = min(page.evaluate(BUSY) for _ in range(3))
    with slow_phone(page, 8):
        before = min(page.evaluate(BUSY) for _ in range(2))
        serious_problems(page)
        after = min(page.evaluate(BUSY) for _ in range(2))
    assert min(before, after) > 2 * fast

"""What every test may ask for: a running house, a browser, a signed-in person; and the long forms only when asked."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import pytest_django
from playwright.sync_api import Browser, BrowserType, Page, sync_playwright

from tests.cast import cast as cast
from tests.cast import vault as vault
from tests.chromium import ARGS, find_chromium
from tests.house import House, free_port

PHONE = {"viewport": {"width": 360, "height": 740}, "locale": "en-GB", "timezone_id": "Europe/London"}
NO_BROWSER = "No Chromium here. Install it (Debian: apt-get install chromium) or set LAMPLIT_CHROMIUM to its path."


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--whole", action="store_true", help="also run the long forms of the exam")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if {"browser", "page", "person", "open_page"} & set(getattr(item, "fixturenames", ())):
            item.add_marker("browser")
            item.add_marker(pytest.mark.flaky(reruns=1))  # a busy machine may keep a browser waiting once, not twice
        item.user_properties += [("exam", mark.args[0]) for mark in item.iter_markers("exam")]
    if config.getoption("--whole"):
        return
    long = [item for item in items if item.get_closest_marker("whole")]
    config.hook.pytest_deselected(items=long)
    items[:] = [item for item in items if item not in long]


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    skipped = _skipped(session.config)
    if skipped and session.exitstatus == 0 and _in_ci():
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    again = terminalreporter.stats.get("rerun", [])
    if again:
        terminalreporter.section(f"{len(again)} BROWSER TESTS RAN TWICE", sep="!", yellow=True, bold=True)
        for report in again:
            terminalreporter.write_line(f"  {report.nodeid}: {str(report.longrepr).splitlines()[-1]}")
    skipped = _skipped(config)
    if skipped:
        verdict = "This is CI: they count as failures." if _in_ci() else "In CI they count as failures."
        terminalreporter.section(f"{skipped} TESTS DID NOT RUN", sep="!", red=True, bold=True)
        for report in terminalreporter.stats["skipped"]:
            terminalreporter.write_line(f"  {report.nodeid}: {_reason(report)}")
        terminalreporter.write_line(f"{skipped} skipped. {verdict}", red=True)


def _in_ci() -> bool:
    return os.environ.get("CI") == "true"


def _skipped(config: pytest.Config) -> int:
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return len(reporter.stats.get("skipped", ())) if reporter and not hasattr(config, "workerinput") else 0


def _reason(report: pytest.TestReport) -> str:
    return report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: "pytest_django.DjangoDbBlocker") -> None:
    """The test database without the triggers that guard the audit: tests in real transactions empty every table."""
    from django.db import connection

    from lamplit.vault import triggers

    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        triggers.remove(editor)  # audit_may_be_emptied: tests/vault/test_audit.py puts them back to try them


@pytest.fixture(scope="session")
def _lived_in() -> Iterator[House]:
    """A house with its demo circle that was never opened; tests get copies of it."""
    with _folder() as root:
        house = House(root=root, port=free_port())
        house.refresh()
        yield house


@contextmanager
def _opened_copy(model: House) -> Iterator[House]:
    with _folder() as root:
        shutil.copytree(model.root, root, dirs_exist_ok=True)
        house = House(root=root, port=free_port(), people=model.people)
        house.start()
        yield house
        house.stop()


@pytest.fixture(scope="session")
def house(_lived_in: House) -> Iterator[House]:
    """A running house with its demo circle, shared by the tests of one process; leave its people as they were."""
    with _opened_copy(_lived_in) as house:
        yield house


@pytest.fixture
def own_house(_lived_in: House) -> Iterator[House]:
    """A running house of this test's own, to pause, remove and break things in."""
    with _opened_copy(_lived_in) as house:
        yield house


@pytest.fixture(scope="session")
def _model_house() -> Iterator[House]:
    """A house that was made and never opened; tests get copies of it."""
    with _folder() as root:
        house = House(root=root, port=free_port())
        house.run("init")
        yield house


@pytest.fixture
def closed_house(_model_house: House) -> Iterator[House]:
    """A house of this test's own, made but not open, with nobody in it."""
    with _folder() as root:
        shutil.copytree(_model_house.root, root, dirs_exist_ok=True)
        house = House(root=root, port=free_port())
        yield house
        house.stop()


@contextmanager
def _folder() -> Iterator[Path]:
    """A short-named folder that others may enter (a parent of mode 0700 would shut PostgreSQL's user out)."""
    path = Path(tempfile.mkdtemp(prefix="lt-"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture(scope="session")
def chromium() -> Iterator[tuple[BrowserType, Path]]:
    """What starts a Chromium, and where one lies; once per process, without one the test is skipped, loudly."""
    path = find_chromium()
    if path is None:
        pytest.skip(NO_BROWSER)
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps an event loop in this thread
    with sync_playwright() as playwright:
        yield playwright.chromium, Path(path)


@pytest.fixture(scope="session")
def browser(chromium: tuple[BrowserType, Path]) -> Iterator[Browser]:
    """A real Chromium, started once per process."""
    start, path = chromium
    running = start.launch(executable_path=path, args=ARGS)
    yield running
    running.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens fresh pages at a phone's size, each with cookies of its own; takes new_context's options."""
    contexts = []

    def opened(**options: object) -> Page:
        context = browser.new_context(**(PHONE | options))
        context.set_default_timeout(30_000)  # a busy machine is slow; a broken page fails all the same
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page: Callable[..., Page], house: House) -> Page:
    """A fresh page at a phone's size with nobody signed in; addresses are relative to the house."""
    return open_page(base_url=house.url)


@pytest.fixture
def person(open_page: Callable[..., Page], house: House) -> Callable[..., Page]:
    """`person("carer")` or `person("Robin")` is that person's phone, signed in and at home."""

    def signed_in(name_or_role: str, at: House | None = None, **options: object) -> Page:
        place = at or house
        page = open_page(base_url=place.url, **options)
        page.goto(place.sign_in_link(name_or_role))
        return page

    return signed_in

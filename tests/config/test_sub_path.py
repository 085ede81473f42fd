"""A house below a path: templates, scripts and settings agree where it lies."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment
from pytest_django import Settings

import lamplit
from lamplit.config import checks
from lamplit.web.sub_path import SubPath, whole

SCRIPTS = sorted(Path(lamplit.__file__).parent.glob("web/static/lamplit/js/*.js"))
WRITTEN_OUT = re.compile(r"""["'`]/(?:[a-z][\w/-]*)["'`?#]""")


def made(template: str) -> str:
    return Environment(extensions=[SubPath], autoescape=True).from_string(template).render(words='href="/now" said she')


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ('<a class="x" href="/now#breathe">', '<a class="x" href="/family/now#breathe">'),
        ('<form action="/hide">', '<form action="/family/hide">'),
        ('<a href="/">', '<a href="/family/">'),
        ("{{ '/add?kind=moment' }}", "/family/add?kind=moment"),
        ("{{ '/' }}", "/family/"),
        ('<a href="https://elsewhere.example/">', '<a href="https://elsewhere.example/">'),
        ('<a href="//elsewhere.example/">', '<a href="//elsewhere.example/">'),
        ("and/or {{ 'a/b' }}", "and/or a/b"),
        ("{{ words }}", "href=&#34;/now&#34; said she"),
    ],
)
def test_an_address_in_a_template_begins_below_the_path(settings: Settings, written: str, shown: str) -> None:
    settings.SUB_PATH = "/family"
    assert made(written) == shown


def test_a_message_is_looked_up_as_its_translators_know_it_and_whole_on_the_page(settings: Settings) -> None:
    asked: list[str] = []

    def translated(message: str) -> str:
        asked.append(message)
        return whole('Ruf <a href="/now">hier</a> an')

    settings.SUB_PATH = "/family"
    env = Environment(extensions=["jinja2.ext.i18n", SubPath], autoescape=True)
    env.install_gettext_callables(translated, lambda one, _many, _count: one)  # type: ignore[attr-defined]
    page = env.from_string('{% trans %}Ring <a href="/now">here</a>{% endtrans %} <a href="/worried">')

    assert page.render().endswith('<a href="/family/worried">')
    assert asked == ['Ring <a href="/now">here</a>'] and "/family/now" in whole('<a href="/now">')


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_no_script_writes_out_an_address_from_the_top(script: Path) -> None:
    assert WRITTEN_OUT.findall(script.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("taken", ["/c", "/now/here", "/api", "/static", "/sign-in"])
def test_a_path_called_like_a_page_is_refused(settings: Settings, taken: str) -> None:
    settings.SUB_PATH = taken
    assert [found.id for found in checks.sub_path_is_no_page_of_ours(None)] == ["lamplit.E005"]
    settings.SUB_PATH = "/family"
    assert checks.sub_path_is_no_page_of_ours(None) == []

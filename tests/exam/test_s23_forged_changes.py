"""S23: a change needs our own page and its token; looking changes nothing."""

from hashlib import sha256

import pytest
from django.db import connection
from django.test import Client

from tests.cast import Cast, a_journal, write
from tests.exam.crawl import addresses, ask, crawl, fill

pytestmark = [pytest.mark.exam("S23"), pytest.mark.django_db]
# A look is written to the audit chain, and a session remembers when it was last used; nothing else may change.
LOOKING_WRITES = {"vault_audit", "people_session", "web_cache", "vault_auditevent", "vault_auditrow"}


def strict(cast: Cast) -> Client:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.cookies = cast.carer.client.cookies
    return client


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_no_page_takes_a_change_without_the_token(cast: Cast, method: str) -> None:
    client = strict(cast)
    pages = [fill(each, cast.circle) for each in addresses() if not each.path.startswith("/api/")]
    let_in = [path for path in pages if _passes(client, method, path)]

    assert let_in == []


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_no_page_takes_a_change_that_another_site_started(cast: Cast, site: str) -> None:
    client = cast.carer.client
    for address in addresses():
        answer = client.post(fill(address, cast.circle), {}, headers={"Sec-Fetch-Site": site})
        assert answer.status_code == 403, address.path


def test_a_token_of_somebody_else_is_refused(cast: Cast) -> None:
    client = strict(cast)

    answer = client.post(f"/c/{cast.circle}/new/journal", {"text": "x", "csrfmiddlewaretoken": "a" * 64})

    assert answer.status_code == 403


def test_looking_at_every_page_changes_nothing(cast: Cast) -> None:
    entry = write(cast.carer, "journal", a_journal())
    before = everything_kept()

    for _ in crawl(cast, ("GET", "HEAD"), entry):
        pass

    assert everything_kept() == before


def everything_kept() -> dict[str, str]:
    """A digest of every table that a look may not change."""
    with connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names(cursor) if name not in LOOKING_WRITES]
        return {name: _digest(cursor, name) for name in tables}


def _digest(cursor: object, table: str) -> str:
    cursor.execute(f'SELECT * FROM "{table}"')  # type: ignore[attr-defined]  # noqa: S608 - a name from the schema
    rows = sorted(repr(row) for row in cursor.fetchall())  # type: ignore[attr-defined]
    return sha256("\n".join(rows).encode()).hexdigest()


def _passes(client: Client, method: str, path: str) -> bool:
    return ask(client, method, path).status_code not in {403, 405}

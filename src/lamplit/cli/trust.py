"""Whether the address people open is trusted: asked of this machine and our own proxies, never of a name server."""

import socket
import ssl
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from lamplit.actions.keeping_checks import Check
from lamplit.cli.listening import is_loopback

SOON = timedelta(days=14)
SECONDS = 3
NO_PHONES = "Phones keep nothing for use without a connection, and passkeys do not work there"


def address(now: datetime) -> Check:
    """Say whether browsers trust the address people open; `LAMPLIT_ADDRESS` says which that is."""
    parts = urlsplit(settings.ADDRESS.origin)
    host = parts.hostname or ""
    if not host:
        return _nowhere_said()
    if parts.scheme != "https":
        if is_loopback(host):
            return Check("address", f"{settings.ADDRESS.origin} works on this machine alone.")
        text = f"{settings.ADDRESS.origin} has no encryption. {NO_PHONES}. Give it HTTPS: docs/host.md."
        return Check("address", text, needs_a_person=True)
    if host.replace(".", "").isdigit() or ":" in host:
        text = f"{settings.ADDRESS.origin} is a bare number: passkeys need a name, such as lamplit.home."
        return Check("address", text, needs_a_person=True)
    return _certificate(host, parts.port or 443, now)


def _nowhere_said() -> Check:
    if settings.INSECURE_HTTP:
        return Check(
            "address", f"http://localhost, for this machine alone. {NO_PHONES}, or elsewhere: see docs/host.md."
        )
    text = "Nobody said which address people open. Set LAMPLIT_ADDRESS, such as https://lamplit.home"
    return Check("address", text, needs_a_person=True)


def _certificate(host: str, port: int, now: datetime) -> Check:
    """Ask whatever serves `host` on this machine, or our proxy, for its certificate."""
    for near in _near():
        try:
            return _good(host, _shown(near, host, port), now)
        except ssl.SSLCertVerificationError as error:
            why = error.verify_message or "it does not verify"
            text = f"The certificate of {host} is not trusted here ({why}). {NO_PHONES}. See docs/host.md."
            return Check("address", text, needs_a_person=True)
        except OSError:
            continue
    text = f"Nothing on this machine answers for {host} at port {port}, so its certificate was not looked at."
    return Check("address", f"{text} Open /now there on a phone: it says whether it works offline.")


def _near() -> list[str]:
    """Return where the address may be served: this machine, then each proxy that is one machine."""
    single = [str(each.network_address) for each in settings.PROXIES if each.num_addresses == 1]
    return list(dict.fromkeys(["127.0.0.1", "::1", *single]))


def _shown(near: str, host: str, port: int) -> dict[str, Any]:
    """Return the certificate that is shown for `host`, once it was verified as a browser here would."""
    trusting = ssl.create_default_context()
    with (
        socket.create_connection((near, port), timeout=SECONDS) as line,
        trusting.wrap_socket(line, server_hostname=host) as secured,
    ):
        return dict(secured.getpeercert() or {})


def _good(host: str, shown: dict[str, Any], now: datetime) -> Check:
    ends = datetime.fromtimestamp(ssl.cert_time_to_seconds(str(shown.get("notAfter"))), UTC)
    issuer = {name: value for part in shown.get("issuer", ()) for name, value in part}
    by = issuer.get("organizationName") or issuer.get("commonName") or "somebody unnamed"
    text = f"https://{host} is trusted on this machine, by {by}, until {ends:%d %B %Y}."
    if ends - now < SOON:
        return Check("address", f"{text} Renew it, or phones stop trusting it that day.", needs_a_person=True)
    return Check("address", f"{text} If that is an authority of your own, each phone must have been told of it.")

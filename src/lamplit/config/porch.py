"""What stands before the door: believes what our own proxies say about a visitor, and takes the sub-path off."""

from collections.abc import Callable, Iterable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import Any

from lamplit.config.address import Network

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


class Porch:
    """Puts the visitor's own address, scheme and host where the application looks for them.

    They are taken from `X-Forwarded-For`, `-Proto` and `-Host` of a proxy in `proxies`; from anybody else those
    headers change nothing. A proxy may pass the sub-path on or take it off: both arrive at the same page.
    """

    def __init__(self, application: Application, proxies: Sequence[Network], sub_path: str) -> None:
        """Stand in front of `application`."""
        self._application = application
        self._proxies = proxies
        self._sub_path = sub_path

    def __call__(self, environ: Environ, start: Callable[..., Any]) -> Iterable[bytes]:
        """Answer one request."""
        if self._is_ours(environ.get("REMOTE_ADDR", "")):
            self._believe(environ)
        path = environ.get("PATH_INFO", "")
        if self._sub_path and path == self._sub_path:  # what is kept on a phone lies below the slash
            start("308 Permanent Redirect", [("Location", f"{self._sub_path}/"), ("Content-Length", "0")])
            return []
        if self._sub_path and path.startswith(f"{self._sub_path}/"):
            environ["PATH_INFO"] = path[len(self._sub_path) :]
        return self._application(environ, start)

    def _believe(self, environ: Environ) -> None:
        """Take over what our own proxy says."""
        environ["REMOTE_ADDR"] = self._visitor(environ)
        scheme = _last(environ, "HTTP_X_FORWARDED_PROTO").lower()
        if scheme in {"http", "https"}:
            environ["wsgi.url_scheme"] = scheme
        if host := _last(environ, "HTTP_X_FORWARDED_HOST"):
            environ["HTTP_HOST"] = host

    def _visitor(self, environ: Environ) -> str:
        """Return who stands behind our proxies: the last address in the row that is not one of them."""
        row = [each.strip() for each in str(environ.get("HTTP_X_FORWARDED_FOR", "")).split(",")]
        found = str(environ["REMOTE_ADDR"])
        for each in reversed(row):
            if _address(each) is None:
                return found
            found = each
            if not self._is_ours(each):
                return found
        return found

    def _is_ours(self, said: str) -> bool:
        address = _address(said)
        return address is not None and any(address in network for network in self._proxies)


def _address(said: str) -> IPv4Address | IPv6Address | None:
    """Return an address, an IPv4 one written as IPv6 as what it is; None for anything else."""
    try:
        address = ip_address(said)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _last(environ: Environ, name: str) -> str:
    """Return what the nearest proxy said: each adds its own word at the end."""
    return str(environ.get(name, "")).rpartition(",")[2].strip()

"""The address people use: read and checked; leaves what a proxy says about a visitor to `porch`."""

import re
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_network
from urllib.parse import urlsplit

from lamplit.config.env import SettingError

Network = IPv4Network | IPv6Network
_SUB_PATH = re.compile(r"(/[A-Za-z0-9][A-Za-z0-9_-]*)+")


@dataclass(frozen=True, slots=True)
class Address:
    """Where people find this house; every part is empty when nobody said."""

    origin: str = ""
    name: str = ""
    sub_path: str = ""

    @classmethod
    def read(cls, said: str) -> "Address":
        """Read an address such as `https://lamplit.home/family`; raises SettingError."""
        if not said:
            return cls()
        try:
            parts = urlsplit(said)
            name = parts.hostname or ""
            _ = parts.port
        except ValueError:
            parts, name = urlsplit(""), ""
        if parts.scheme not in {"http", "https"} or not name or parts.username or parts.query or parts.fragment:
            raise SettingError(f"LAMPLIT_ADDRESS is {said!r}. Write it as people open it, such as https://lamplit.home")
        shown = f"[{name}]" if ":" in name else name
        return cls(f"{parts.scheme}://{parts.netloc.lower()}", shown, sub_path(parts.path, "LAMPLIT_ADDRESS"))


def sub_path(said: str, name: str = "LAMPLIT_SUB_PATH") -> str:
    """Return a path such as `/family`, without a slash at its end; empty when the house lies at the top."""
    path = said.rstrip("/")
    if not path or _SUB_PATH.fullmatch(path):
        return path
    raise SettingError(f"{name} has the path {said!r}. Write one such as /family: letters, numbers, - and _ only.")


def networks(said: list[str]) -> tuple[Network, ...]:
    """Return the addresses of proxies; each is one address or a range such as 172.16.0.0/12."""
    try:
        return tuple(ip_network(each) for each in said)
    except ValueError as error:
        raise SettingError(f"LAMPLIT_PROXIES: {error}. Write addresses, split by commas.") from error

"""What a browser says it is: a plain label for the list of devices, and whether it is a phone; guesses, never proof."""

from django.http import HttpRequest

_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("CrOS", "Chromebook"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
_POCKET = ("Mobi", "iPhone", "iPad", "Android")


def is_phone(request: HttpRequest) -> bool:
    """Return True when any sign says phone or tablet, because those lie about and are picked up: they lock sooner."""
    if request.headers.get("Sec-CH-UA-Mobile") == "?1":
        return True
    agent = request.headers.get("User-Agent", "")
    return any(sign in agent for sign in _POCKET)


def label(request: HttpRequest) -> str:
    """Return a device in a few words, such as "Firefox on Windows"; version and maker stay out of it."""
    agent = request.headers.get("User-Agent", "")
    system = next((name for sign, name in _SYSTEMS if sign in agent), "")
    browser = next((name for sign, name in _BROWSERS if sign in agent), "")
    if browser and system:
        return f"{browser} on {system}"
    return browser or system or "A device"

"""Reads the forms of a page as a browser would, and fills every field that takes words with one text."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

WORDS = {"text", "search", "url", "email", "tel", "password", "textarea", ""}
NOT_SENT = {"submit", "button", "reset", "file", "image"}


@dataclass
class Form:
    """One form: where it goes, and its fields by name, each with its sort and the value it holds."""

    action: str
    method: str
    fields: dict[str, tuple[str, str]] = field(default_factory=dict)

    def filled(self, words: str) -> dict[str, str]:
        """Return what is sent when `words` are typed into every field that takes them."""
        return {name: words if sort in WORDS else value for name, (sort, value) in self.fields.items()}


class Forms(HTMLParser):
    """Collects the forms and the links of a page."""

    def __init__(self, page: str) -> None:
        """Read a whole page."""
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[str] = []
        self._select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a form, a field or a link."""
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(Form(given.get("action", ""), given.get("method", "get").lower()))
        elif tag == "a":
            self.links.append(given.get("href", ""))
        elif self.forms and tag in {"input", "textarea", "button"}:
            self._note(given.get("name", ""), "textarea" if tag == "textarea" else given.get("type", ""), given)
        elif self.forms and tag in {"select", "option"}:
            self._select = given.get("name", "") if tag == "select" else self._select
            self._note(self._select, "select", given)

    def _note(self, name: str, sort: str, given: dict[str, str]) -> None:
        if name and sort not in NOT_SENT:
            kept = self.forms[-1].fields
            if name not in kept or not kept[name][1]:
                kept[name] = (sort, given.get("value", ""))

"""How a log line reads: what failed and where in the code, never what a person wrote or typed."""

import logging
import traceback
from datetime import UTC, datetime

SPEAKS_OF_ITSELF = ("lamplit", "granian", "_granian")  # loggers whose own words hold no content


class NotAboutThreads(logging.Filter):
    """Leaves out the server's advice to have fewer threads: most of ours only wait for a slow line (`patience`)."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let everything else through."""
        return not record.getMessage().startswith("Configuration allows spawning up to")


class ContentFreeFormatter(logging.Formatter):
    """Writes one line a record: time, level, logger, our own words; of an error its class and places."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; control characters are escaped, so nothing typed can forge a second one."""
        when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="seconds")
        parts = [when, record.levelname, record.name, *_words(record), *_places(record)]
        return " ".join(_one_line(part) for part in parts)


def _words(record: logging.LogRecord) -> list[str]:
    if record.name.split(".")[0] in SPEAKS_OF_ITSELF:
        return [record.getMessage()]
    status = getattr(record, "status_code", None)
    return [f"status={status}"] if status else []


def _places(record: logging.LogRecord) -> list[str]:
    if not record.exc_info or record.exc_info[0] is None:
        return []
    frames = traceback.extract_tb(record.exc_info[2])[-6:]
    return [record.exc_info[0].__name__, *(f"{frame.filename}:{frame.lineno}:{frame.name}" for frame in frames)]


def _one_line(text: str) -> str:
    return "".join(character if character.isprintable() else repr(character)[1:-1] for character in text)

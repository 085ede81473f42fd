"""Serves Atkinson Hyperlegible from its installed package as static files, so no font is copied into the project."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import fontpkg_atkinson_hyperlegible
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

FACES = ("AtkinsonHyperlegible-Regular.ttf", "AtkinsonHyperlegible-Bold.ttf")
PREFIX = "lamplit/fonts/"


class FontFinder(BaseFinder):
    """Finds the two faces we use under `lamplit/fonts/`; everything else is left to the other finders."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Open the package's own folder; nothing is copied."""
        super().__init__(*args, **kwargs)
        folder = Path(fontpkg_atkinson_hyperlegible.ROOT) / "files"
        self.storage = FileSystemStorage(location=str(folder))
        self.storage.prefix = PREFIX.rstrip("/")  # type: ignore[attr-defined]  # collectstatic reads it

    def check(self, **_kwargs: Any) -> list[Any]:
        """Return no findings: the package is locked with the others."""
        return []

    def find(self, path: str, find_all: bool = False, **_kwargs: Any) -> Any:  # noqa: FBT001, FBT002 - Django's signature
        """Return the full path of one of our faces, or an empty list."""
        name = path.removeprefix(PREFIX)
        if not path.startswith(PREFIX) or name not in FACES:
            return []
        full = self.storage.path(name)
        return [full] if find_all else full

    def list(self, _ignore_patterns: Iterable[str] | None) -> Iterable[tuple[str, FileSystemStorage]]:
        """Yield each face with the storage that holds it."""
        return ((name, self.storage) for name in FACES)

"""Cache of parsed values by content, because most of a load is parsing files that did not change.

It is one file, `.cache/values.json`. Files with problems are not in it, since problems need positions. The
cache is used only if its checksum fits its values and this version of the parser.
"""

from __future__ import annotations

import json
import unicodedata
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from catalog.documents import characters, document, parser, readers
from catalog.documents.document import Document, parse_document
from catalog.utils import text
from catalog.utils.files import CacheFile

MIN_NEW_FILES = 100
"""New files for which writing the cache pays off; fewer are parsed again faster."""


class ParseCache:
    """Parser of documents that remembers values between runs."""

    def __init__(self, folder: Path) -> None:
        self._file = CacheFile(folder / "values.json", parser_versions())
        self.cached = self._load()
        """Values of earlier runs, by hash of the content."""
        self.used: dict[str, dict[str, Any]] = {}
        """Values of this run."""

    def read(self, file: str, content: bytes) -> Document:
        """Parse the content of a file, or take its values from the cache; see `parse_document`."""
        key = sha256(content).hexdigest()
        if key in self.cached:
            self.used[key] = self.cached[key]
            return Document(file, content.decode().replace("\r\n", "\n"), self.cached[key], ())
        parsed = parse_document(file, content)
        if not parsed.problems:
            self.used[key] = parsed.data
        return parsed

    def save(self) -> None:
        """Write the values of this run, if enough of them are new and the folder is writable."""
        if len(self.used.keys() - self.cached.keys()) < MIN_NEW_FILES:
            return
        with suppress(ValueError):
            self._file.write(json.dumps(self.used, ensure_ascii=False, separators=(",", ":")).encode())

    def _load(self) -> dict[str, dict[str, Any]]:
        with suppress(ValueError, RecursionError):
            return dict(json.loads(self._file.read()))
        return {}


def parser_versions() -> list[str]:
    """Return everything that decides how files are parsed."""
    modules = (characters, parser, document, readers, text)
    sources = [Path(str(module.__file__)).read_text("utf-8") for module in modules]
    return [yaml.__version__, unicodedata.unidata_version, *sources]

"""What the parser made of each file, kept by its content: most of a load is parsing what did not change.

The cache is one file, .cache/values.json, and holds values only, as JSON. Files with the slightest problem
are not in it, since problems need their places. It is believed only if it is whole and made by this parser.
"""

from __future__ import annotations

import json
import unicodedata
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from catalog.documents import document as source
from catalog.documents import parser
from catalog.documents.document import Document, parse_document
from catalog.utils import text

MIN_NEW_FILES = 100
"""New files below which parsing them again takes less time than writing the cache."""


class ParseCache:
    """Reads documents, those that it knows without parsing."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "values.json"
        self.cached = self._load()
        self.used: dict[str, dict[str, Any]] = {}
        """What this run has read."""

    def read(self, file: str, content: bytes) -> Document:
        """The document in the bytes of a file; see `source.read`."""
        key = sha256(content).hexdigest()
        if key in self.cached:
            self.used[key] = self.cached[key]
            return Document(file, content.decode().replace("\r\n", "\n"), self.cached[key], ())
        document = parse_document(file, content)
        if not document.problems:
            self.used[key] = document.data
        return document

    def save(self) -> None:
        """Keep what this run has read, if enough of it is new; what cannot be kept is not."""
        if len(self.used.keys() - self.cached.keys()) < MIN_NEW_FILES:
            return
        values = json.dumps(self.used, ensure_ascii=False, separators=(",", ":"))
        with suppress(OSError, ValueError):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            part = self.path.with_suffix(".part")
            part.write_text(f"{_checksum(values)}\n{values}", "utf-8")
            part.replace(self.path)

    def _load(self) -> dict[str, dict[str, Any]]:
        with suppress(OSError, ValueError, RecursionError):
            seal, _, values = self.path.read_text("utf-8").partition("\n")
            if seal == _checksum(values):
                return dict(json.loads(values))
        return {}


def _checksum(values: str) -> str:
    """A checksum of the values and of everything that decides how files are parsed."""
    modules = [Path(str(module.__file__)).read_text("utf-8") for module in (parser, source, text)]
    made_by = (yaml.__version__, unicodedata.unidata_version, *modules)
    return sha256("\n".join((*made_by, values)).encode("utf-8", "surrogatepass")).hexdigest()

"""Texts on disk by their URL, so that nobody is asked twice a day for the same one."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path


@dataclass(frozen=True)
class TextCache:
    """Texts in a folder, one file per URL.

    A file that cannot be read or written is a miss, never an error.
    """

    folder: Path
    max_age_seconds: float
    now: Callable[[], float]
    """Seconds since 1970."""

    def read(self, url: str) -> str | None:
        """Return the cached text of a URL, if it is fresh."""
        try:
            entry = json.loads(self._path(url).read_text(encoding="utf-8"))
            is_fresh = 0 <= self.now() - float(entry["at"]) <= self.max_age_seconds
            return str(entry["text"]) if entry["url"] == url and is_fresh else None
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None

    def write(self, url: str, text: str) -> None:
        """Store a text atomically."""
        with suppress(OSError, ValueError):
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=self.folder, suffix=".part")
            try:
                with os.fdopen(handle, "w", encoding="utf-8") as file:
                    json.dump({"url": url, "at": self.now(), "text": text}, file)
                Path(name).replace(self._path(url))
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise

    def _path(self, url: str) -> Path:
        return self.folder / f"{sha256(url.encode()).hexdigest()}.json"

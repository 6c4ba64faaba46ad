"""Replies on disk, so that nobody is asked twice a day for the same paper."""

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
class Cache:
    """One file for each address. What cannot be read or written is a miss, never an error."""

    folder: Path
    max_age_seconds: float
    """Seconds for which a reply is used."""
    now: Callable[[], float]

    def read(self, url: str) -> str | None:
        """The text that was kept for an address, if it is fresh."""
        try:
            kept = json.loads(self._path(url).read_text(encoding="utf-8"))
            fresh = kept["url"] == url and 0 <= self.now() - float(kept["at"]) <= self.max_age_seconds
            return str(kept["text"]) if fresh else None
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None

    def write(self, url: str, text: str) -> None:
        """Keep a text; a reader sees all of it or nothing."""
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

"""The command `catalog refresh audit`, run on a checkout with stand-ins for the services."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from click.testing import CliRunner, Result

from catalog.cli.main import main
from catalog.refresh.audit import CACHE_FILE
from tests.lookup.services import Services


@dataclass
class Audit:
    """Runs the command, and shows what it asked and kept."""

    root: Path
    services: Services
    client_options: dict[str, Any] = field(default_factory=dict)

    def __call__(self, *arguments: str) -> Result:
        self.services.requests.clear()
        result = CliRunner().invoke(main, ["--root", str(self.root), "refresh", "audit", *arguments])
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    @property
    def cache(self) -> Path:
        return self.root / CACHE_FILE

    @property
    def registrations(self) -> dict[str, Any]:
        """What the cache holds; empty without a cache."""
        if not self.cache.exists():
            return {}
        values: dict[str, Any] = json.loads(self.cache.read_text("utf-8"))["registrations"]
        return values

    @property
    def asked(self) -> list[str]:
        """The IDs that the last run asked for, in order."""
        ids: list[str] = []
        for path in self.services.requests:
            query = parse_qs(urlsplit(path).query)
            if "id_list" in query:
                ids += query["id_list"][0].split(",")
            elif match := re.search(r"/works/([^/?]+)", path):
                ids.append(unquote(match[1]))
        return ids

    def edit(self, file: str, old: str, new: str) -> None:
        """Replace a passage of a record, which has it once."""
        path = self.root / "data/papers" / file
        text = path.read_text("utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), "utf-8")

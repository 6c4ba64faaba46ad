"""The command `catalog refresh abstracts`, and the IDs that it asked for."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

from catalog import Catalog
from catalog.history.abstracts import ABSTRACTS_FILE, read_abstracts
from tests.refresh.command import Refresh


class RefreshAbstracts(Refresh):
    """Runs the command, and shows what it asked, and what a build would show."""

    name: ClassVar[str] = "abstracts"

    @property
    def cache(self) -> Path:
        return self.root / ABSTRACTS_FILE

    @property
    def asked(self) -> list[str]:
        """The IDs that the last run asked for, in order."""
        queries = (parse_qs(urlsplit(path).query) for path in self.services.requests)
        return [id for query in queries for id in query["id_list"][0].split(",")]

    @property
    def shown(self) -> dict[str, str]:
        """Abstracts that a build shows, by the ID of the paper."""
        abstracts = read_abstracts(self.root, Catalog.load(self.root).papers)
        assert abstracts.problems == []
        return abstracts.texts

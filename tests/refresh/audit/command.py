"""The command `catalog refresh audit`, and the IDs that it asked for."""

from __future__ import annotations

import re
from typing import ClassVar
from urllib.parse import parse_qs, unquote, urlsplit

from tests.refresh.command import Refresh


class Audit(Refresh):
    """Runs the command, and shows what it asked."""

    name: ClassVar[str] = "audit"

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

"""The command `catalog refresh radar`, and the days that it asked for."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, ClassVar
from urllib.parse import unquote_plus

from tests.refresh.command import Refresh


class Radar(Refresh):
    """Runs the command, and shows what it asked."""

    name: ClassVar[str] = "radar"

    @property
    def asked(self) -> list[date]:
        """The days that the last run asked for, in order; several pages or attempts count once."""
        days = (re.search(r"submittedDate:\[(\d{8})", unquote_plus(path)) for path in self.services.requests)
        return list(dict.fromkeys(date.fromisoformat(day[1]) for day in days if day))

    @property
    def issue(self) -> dict[str, Any]:
        """The issue that the last run keeps."""
        issue: dict[str, Any] = self.outcome["issue"]
        return issue

    @property
    def hits(self) -> list[str]:
        """IDs of the papers that the issue proposes, in order."""
        return re.findall(r"\*\*Add\*\* \[[^\]]*\]\(<https://arxiv\.org/abs/([^>]*)>", self.issue["body"])

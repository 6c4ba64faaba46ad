"""The command `catalog refresh links`, on days that a test chooses."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from os import environ
from typing import Any, ClassVar

from click.testing import Result

from tests.helpers import load_yaml
from tests.refresh.command import Refresh
from tests.refresh.links.web import Web

FIRST_DAY = date(2026, 11, 22)
SECONDS_A_DAY = 86400


@dataclass
class Links(Refresh):
    """Runs the command, and shows what it kept and proposed."""

    web: Web = field(kw_only=True)
    name: ClassVar[str] = "links"

    def __call__(self, *arguments: str) -> Result:
        self.web.clear()
        return super().__call__(*arguments)

    def on_day(self, day: int, *arguments: str) -> Result:
        """Run the command some days after the first; a negative number is a day before it."""
        environ["SOURCE_DATE_EPOCH"] = str(1795305600 + day * SECONDS_A_DAY)
        return self(*arguments)

    @property
    def states(self) -> dict[str, Any]:
        """The states in data/links.yml, as texts."""
        path = self.root / "data/links.yml"
        if not path.exists():
            return {}
        content = load_yaml(path.read_text("utf-8"))
        return {url: {key: str(value) for key, value in entry.items()} for url, entry in content.items()}

    @property
    def proposed(self) -> str | None:
        """The text of data/links.yml in the pull request of the last run; None without one."""
        (pull_request,) = self.outcome["pull_requests"]
        commits = pull_request["commits"]
        return commits[0]["files"]["data/links.yml"] if commits else None

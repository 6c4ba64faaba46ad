"""The command `catalog refresh ROUND`, run on a checkout with stand-ins for the services."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from click.testing import CliRunner, Result

from catalog.cli.main import main
from catalog.refresh.answers import FOLDER
from tests.lookup.services import Services


@dataclass
class Refresh:
    """Runs the command of a round, and shows what it kept and proposed."""

    root: Path
    services: Services
    client_options: dict[str, Any] = field(default_factory=dict)
    name: ClassVar[str] = ""
    """Name of the round."""

    def __call__(self, *arguments: str) -> Result:
        self.services.requests.clear()
        out = ["--out", str(self.root / "out")]
        command = ["--root", str(self.root), "refresh", self.name, *out, *arguments]
        result = CliRunner().invoke(main, command)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    @property
    def cache(self) -> Path:
        return self.root / FOLDER / f"{self.name}.json"

    @property
    def answers(self) -> dict[str, Any]:
        """What the cache holds; empty without a cache."""
        if not self.cache.exists():
            return {}
        values: dict[str, Any] = json.loads(self.cache.read_text("utf-8"))["answers"]
        return values

    @property
    def outcome(self) -> dict[str, Any]:
        """What the last run wrote for the job that sends it."""
        values: dict[str, Any] = json.loads((self.root / "out/outcome.json").read_text("utf-8"))
        return values

    def edit(self, file: str, old: str, new: str) -> None:
        """Replace a passage of a record, which has it once."""
        path = self.root / "data/papers" / file
        text = path.read_text("utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), "utf-8")

"""The command `catalog refresh ROUND`, run on a checkout with stand-ins for the services."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

import pytest
from click.testing import CliRunner, Result

from catalog.cli.main import main
from catalog.refresh.answers import FOLDER
from tests.helpers import ROOT
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

    def use_stand_ins(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Have the command ask the stand-ins for the services."""
        monkeypatch.setattr(
            "catalog.cli.refresh.Client", lambda *_, **__: self.services.client(**self.client_options)
        )

    def run_until_killed(self, requests: int, **env: str) -> None:
        """Run the command in a process of its own, and kill -9 it when a further request is on its way.

        Args:
            requests: Number of requests that were answered before; the next one has to wait.
            env: Variables of the process.
        """
        self.services.ca.cert_pem.write_to_path(str(self.root / "ca.pem"))
        self.services.requests.clear()
        command = [sys.executable, str(ROOT / "tests/refresh/run_round.py"), self.name]
        command += [self.services.base, str(self.root)]
        with subprocess.Popen(command, cwd=ROOT, env={**os.environ, **env}) as process:
            until = time.monotonic() + 60
            while (
                len(self.services.requests) <= requests
                and process.poll() is None
                and time.monotonic() < until
            ):
                time.sleep(0.02)
            process.send_signal(signal.SIGKILL)
        assert len(self.services.requests) == requests + 1

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

"""The command `catalog refresh repositories`, and what it asked."""

from __future__ import annotations

import json
import re
from typing import Any, ClassVar

from click.testing import Result

from tests.refresh.command import Refresh


class Repositories(Refresh):
    """Runs the command, and shows what it asked and proposed."""

    name: ClassVar[str] = "repositories"

    def __call__(self, *arguments: str) -> Result:
        self.services.request_bodies.clear()
        return super().__call__(*arguments)

    @property
    def queries(self) -> list[list[str]]:
        """Repositories in each query of the last run, without the control at the end."""
        bodies = [json.loads(body)["query"] for body in self.services.request_bodies if body]
        pairs = [re.findall(r'owner: "(.+?)", name: "(.+?)"', body) for body in bodies]
        return [["/".join(pair) for pair in found[:-1]] for found in pairs]

    @property
    def paths(self) -> list[str]:
        """Paths of the other requests of the last run, without hashes."""
        paths = (path.removeprefix("/github/repos/") for path in self.services.requests)
        return [re.sub(r"/[0-9a-f]{40}.*|\?.*", "", path) for path in paths if "graphql" not in path]

    @property
    def files(self) -> dict[str, str]:
        """Texts of the files that the last run proposed."""
        pull_requests: list[dict[str, Any]] = self.outcome["pull_requests"]
        return {
            path: text
            for pull_request in pull_requests
            for commit in pull_request["commits"]
            for path, text in commit["files"].items()
        }

    def changed_lines(self, id: str) -> tuple[list[str], list[str]]:
        """Return the lines of a record that the last run removed and added."""
        file = f"data/repositories/{id}.yml"
        old, new = (self.root / file).read_text("utf-8").splitlines(), self.files[file].splitlines()
        return [line for line in old if line not in new], [line for line in new if line not in old]

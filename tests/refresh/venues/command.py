"""The command `catalog refresh venues`, and what it proposed."""

from __future__ import annotations

from typing import Any, ClassVar

from tests.refresh.command import Refresh


class Venues(Refresh):
    """Runs the command, and shows what it asked and proposed."""

    name: ClassVar[str] = "venues"

    @property
    def asked(self) -> set[str]:
        """The services that the last run asked."""
        return {path.split("/")[1] for path in self.services.requests}

    @property
    def pull_request(self) -> dict[str, Any]:
        values: dict[str, Any] = self.outcome["pull_requests"][0]
        return values

    @property
    def messages(self) -> list[str]:
        """Messages of the proposed commits."""
        return [commit["message"] for commit in self.pull_request["commits"]]

    @property
    def body(self) -> str:
        """Text of the pull request."""
        return str(self.pull_request["body"])

    def read_file(self, path: str) -> str:
        """Return the proposed text of a file."""
        texts = [commit["files"][path] for commit in self.pull_request["commits"] if path in commit["files"]]
        assert len(texts) == 1
        return str(texts[0])

"""Outcome of a round: what it proposes and reports, for people to read and for a job with a token to send.

Needs only the standard library, as that job does.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import IntEnum

OUTCOME_FILE = "outcome.json"
"""Name of the file that `catalog refresh --out` writes, which `contributing.outcome` reads."""


class Status(IntEnum):
    """Exit status of a round."""

    DONE = 0
    """Everything was asked, and nothing is open."""
    OPEN = 1
    """There are findings or proposals."""
    NOT_ASKED = 2
    """There are none, but something could not be asked."""


@dataclass(frozen=True)
class Issue:
    """Issue that the round keeps: opened or updated if it has findings, and closed when it has none."""

    title: str
    """Title, by which the next run finds it again; never changes."""
    body: str
    """Markdown."""
    open: int
    """Findings in it."""


@dataclass(frozen=True)
class Commit:
    """Files to commit together."""

    message: str
    files: Mapping[str, str]
    """Texts by path in the checkout."""


@dataclass(frozen=True)
class PullRequest:
    """Pull request, one on each branch; a later run updates it."""

    branch: str
    """Branch that only the robot writes to, such as `upkeep/venues`."""
    title: str
    body: str
    """Markdown."""
    commits: tuple[Commit, ...]
    """Commits in order; without any, nothing is proposed any more, and an open pull request is closed."""


@dataclass(frozen=True)
class Outcome:
    """Result of a run."""

    round: str
    """Name of the round, such as `audit`."""
    open: int
    """Findings and proposals for people."""
    summary: str
    """The work of the run in one line without a stop."""
    asked: int = 0
    """Questions that were answered in this run."""
    due: int = 0
    """Questions still to ask, because of a limit or a failure."""
    failures: tuple[str, ...] = ()
    """Sentences on what could not be asked. They may quote strangers."""
    issue: Issue | None = None
    """Issue of the round; None if it has none."""
    pull_requests: tuple[PullRequest, ...] = ()
    is_remembered: bool = False
    """True if what is open follows from what the catalog remembers, so that a failure hides nothing."""

    @property
    def is_complete(self) -> bool:
        """True if what is not open now is settled: pull request and issue of an earlier run are closed."""
        return self.is_remembered or not self.failures

    @property
    def status(self) -> Status:
        """Exit status of the command."""
        if self.open:
            return Status.OPEN
        return Status.NOT_ASKED if self.failures else Status.DONE

    @property
    def files(self) -> dict[str, str]:
        """Texts of all proposed files by path."""
        return {
            path: text
            for pull_request in self.pull_requests
            for commit in pull_request.commits
            for path, text in commit.files.items()
        }

    def to_json(self) -> str:
        """Return everything that is sent, as JSON."""
        values = {
            "round": self.round,
            "is_complete": self.is_complete,
            "issue": asdict(self.issue) if self.issue else None,
            "pull_requests": [asdict(pull_request) for pull_request in self.pull_requests],
        }
        return json.dumps(values, ensure_ascii=False, indent=1) + "\n"

    def to_markdown(self) -> str:
        """Return all texts for people: the pull requests and the issue."""
        texts = [pull_request.body for pull_request in self.pull_requests if pull_request.commits]
        if self.issue:
            texts.append(self.issue.body)
        return "\n".join(texts)

"""Messages between two jobs: what a job without a token has prepared for one that may send it.

The first job runs packages, so nothing that it writes is trusted: values are checked here, and files may lie
only where that kind of message has them. Needs only the standard library.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from catalog.contributing.github import RefusedMessageError
from catalog.refresh.outcome import OUTCOME_FILE, Commit, PullRequest

REPLY_FILE = "reply.json"
RECORD_PATH = re.compile(r"data/papers/(\d{4})/([a-z0-9]+(-[a-z0-9]+)*-(19|20)[0-9]{2})\.yml", re.ASCII)
"""Path of the record of a paper."""
LIST_PATH = re.compile(r"LIST\.md|docs/lists/[a-z0-9][a-z0-9-]*\.md", re.ASCII)
"""Path of a generated list."""
ROUND_PATHS: Mapping[str, re.Pattern[str]] = {
    "venues": RECORD_PATH,
    "repositories": re.compile(r"data/repositories/[a-z0-9][a-z0-9._-]*\.yml", re.ASCII),
    "links": re.compile(r"data/links\.yml"),
    "radar": re.compile(rf"data/refused\.yml|{RECORD_PATH.pattern}", re.ASCII),
}
"""Paths of the files that each round may propose; other rounds propose none."""
ROUND = re.compile(r"[a-z]{3,20}", re.ASCII)
ADDITION_BRANCH = re.compile(r"add/arxiv-[0-9]{4}\.[0-9]{4,5}", re.ASCII)
"""Branch of a paper that the radar adds."""


@dataclass(frozen=True)
class IssueReply:
    """Everything to send for one issue. `catalog issue` stores it as JSON under these names."""

    issue: int
    """Number of the issue."""
    comment: str
    """Markdown for the issue."""
    file: str = ""
    """Path of the record to commit; blank if there is nothing to propose."""
    text: str = ""
    """Content of that file."""
    message: str = ""
    """Commit message."""
    title: str = ""
    """Title of the pull request."""
    body: str = ""
    """Markdown for the pull request."""

    @property
    def branch(self) -> str:
        """Branch of the pull request: one per issue, so that an edited issue updates its own."""
        return f"add/issue-{self.issue}"

    @property
    def pull_request(self) -> PullRequest:
        """Pull request with the record."""
        commit = Commit(self.message, {self.file: self.text})
        return PullRequest(self.branch, self.title, self.body, (commit,))


@dataclass(frozen=True)
class RoundOutcome:
    """Outcome of a round of upkeep. `catalog refresh` stores it as JSON; see `refresh.outcome`."""

    round: str
    is_complete: bool
    """True if everything could be asked, so that what is not found any more is no longer open."""
    issue_title: str
    """Title of the issue that the round keeps; blank if it keeps none."""
    issue_body: str
    has_findings: bool
    """True if the issue has findings."""
    pull_requests: tuple[PullRequest, ...]


def read_reply(folder: Path, issue: int) -> IssueReply:
    """Read the reply to an issue that `catalog issue answer` wrote to a folder.

    Raises:
        RefusedMessageError: It is not a reply to this issue.
    """
    values = _read_json(folder / REPLY_FILE)
    try:
        texts = {field.name: values[field.name] for field in fields(IssueReply) if field.name != "issue"}
        is_ours = values["issue"] == issue and all(isinstance(text, str) for text in texts.values())
    except (KeyError, TypeError):
        raise RefusedMessageError(f"{REPLY_FILE} cannot be read") from None
    if not is_ours:
        raise RefusedMessageError(f"{REPLY_FILE} is not a reply to issue {issue}")
    return IssueReply(issue, **texts)


def read_outcome(folder: Path) -> RoundOutcome:
    """Read the outcome of a round.

    Raises:
        RefusedMessageError: It is not one, or proposes what the round may not.
    """
    values = _read_json(folder / OUTCOME_FILE)
    try:
        round, is_complete, issue = values["round"], values["is_complete"], values["issue"] or {}
        pull_requests = tuple(map(_parse_pull_request, values["pull_requests"]))
        title, body, findings = issue.get("title", ""), issue.get("body", ""), issue.get("open", 0)
        texts = [round, title, body]
        for pull_request in pull_requests:
            texts += [pull_request.branch, pull_request.title, pull_request.body]
            for commit in pull_request.commits:
                texts += [commit.message, *commit.files, *commit.files.values()]
        is_valid = type(is_complete) is bool and type(findings) is int
        is_valid = is_valid and all(isinstance(text, str) for text in texts)
    except (KeyError, TypeError, AttributeError):
        raise RefusedMessageError(f"{OUTCOME_FILE} cannot be read") from None
    if not is_valid or not ROUND.fullmatch(round):
        raise RefusedMessageError(f"{OUTCOME_FILE} is not the outcome of a round")
    for pull_request in pull_requests:
        _check_pull_request(round, pull_request)
    return RoundOutcome(round, is_complete, title, body, findings > 0, pull_requests)


def _parse_pull_request(values: Mapping[str, Any]) -> PullRequest:
    commits = tuple(Commit(commit["message"], {**commit["files"]}) for commit in values["commits"])
    return PullRequest(values["branch"], values["title"], values["body"], commits)


def _check_pull_request(round: str, pull_request: PullRequest) -> None:
    is_addition = round == "radar" and ADDITION_BRANCH.fullmatch(pull_request.branch)
    if pull_request.branch != f"upkeep/{round}" and not is_addition:
        raise RefusedMessageError(f"{pull_request.branch!r} is not a branch of the round {round}")
    for commit in pull_request.commits:
        for path in commit.files:
            if round not in ROUND_PATHS or not ROUND_PATHS[round].fullmatch(path):
                raise RefusedMessageError(f"{path!r} is not a file of the round {round}")


def _read_json(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        raise RefusedMessageError(f"{path.name} cannot be read") from None

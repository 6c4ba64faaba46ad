"""Pull requests and issues, with git and GitHub's CLI, `gh`.

Both programs get lists of arguments, never a shell command, and texts in files. Needs only the standard
library.
"""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from catalog.refresh.outcome import PullRequest

MAX_TEXT_LENGTH = 65_536
"""Characters of a comment, a body or a commit message; GitHub accepts no more."""
CHECK_WORKFLOW = "check.yml"
BOT_NAME = "github-actions[bot]"
BOT_EMAIL = "41898282+github-actions[bot]@users.noreply.github.com"
"""Author of the commits.
Source: https://github.com/actions/checkout#push-a-commit-using-the-built-in-token"""
IDENTITY = ("-c", f"user.name={BOT_NAME}", "-c", f"user.email={BOT_EMAIL}", "-c", "commit.gpgSign=false")
TIMEOUT_SECONDS = 120
MAX_PULL_REQUESTS = 1000
"""Open pull requests of branches with one name, among which ours is found; forks have such branches, too."""
MAX_ISSUES = 1000
"""Open issues by robots, among which that of a round is found."""


class RefusedMessageError(Exception):
    """Nothing was sent, and the message says why."""


@dataclass(frozen=True)
class Repository:
    """A checkout, and the repository on GitHub that it is proposed to."""

    root: Path
    remote: str
    """URL or name of the repository to push to."""
    base: str
    """Branch that pull requests are for."""

    @cached_property
    def start(self) -> str:
        """Commit that all branches start from: the one that was checked out."""
        return self._git("rev-parse", "HEAD").strip()

    def propose(self, pull_request: PullRequest) -> str:
        """Push the commits, open or update the pull request, start its check, and return its URL.

        Returns blank, and changes nothing, if the branch has commits by others, or the files are in place.
        """
        for text in (
            pull_request.title,
            pull_request.body,
            *(commit.message for commit in pull_request.commits),
        ):
            require_length(text)
        if not self._commit(pull_request) or not self._push(pull_request.branch):
            return ""
        url = self._open(pull_request)
        # GitHub starts no checks for what a workflow pushes, unless a workflow asks for them.
        self._gh(["workflow", "run", CHECK_WORKFLOW, "--ref", pull_request.branch])
        return url

    def withdraw(self, branch: str, comment: str) -> str:
        """Close our open pull request of a branch, and return its URL; blank if there is none."""
        if url := self._find_pull_request(branch):
            self._gh(["pr", "close", url, "--comment", comment])
        return url

    def comment(self, issue: int, text: str) -> None:
        """Comment on an issue; the answer to an edited issue replaces the earlier one."""
        require_length(text)
        self._gh(["issue", "comment", str(issue), "--edit-last", "--create-if-none"], text)

    def keep_issue(self, title: str, body: str) -> str:
        """Open the issue with a title, or update it, and return its number or URL."""
        require_length(body)
        if number := self._find_issue(title):
            self._gh(["issue", "edit", number], body)
            return number
        return self._gh(["issue", "create", "--title", title], body).strip()

    def close_issue(self, title: str, comment: str) -> str:
        """Close the issue with a title, and return its number; blank if there is none."""
        if number := self._find_issue(title):
            self._gh(["issue", "close", number, "--comment", comment])
        return number

    def _commit(self, pull_request: PullRequest) -> bool:
        """Commit the files on their own branch; return False if they are in place already."""
        self._git("switch", "--quiet", "--force-create", pull_request.branch, self.start)
        for commit in pull_request.commits:
            for name, text in commit.files.items():
                (self.root / name).parent.mkdir(parents=True, exist_ok=True)
                (self.root / name).write_bytes(text.encode())
                self._git("add", "--", name)
            if self._git("diff", "--cached", "--name-only"):
                self._git(*IDENTITY, "commit", "--quiet", "--file", "-", stdin=commit.message)
        return self._git("rev-parse", "HEAD").strip() != self.start

    def _push(self, branch: str) -> bool:
        """Push a branch and return True, unless it has commits by others: they must not be lost."""
        ref = f"refs/heads/{branch}"
        remote_ref = self._git("ls-remote", self.remote, ref)
        remote_commit = remote_ref.split()[0] if remote_ref else ""
        if remote_commit:
            base_ref = "refs/proposing/base"
            fetched_base = f"+refs/heads/{self.base}:{base_ref}"
            self._git("fetch", "--quiet", self.remote, remote_commit, fetched_base)
            committers = self._git("log", "--format=%ce", remote_commit, "--not", base_ref).split()
            if set(committers) - {BOT_EMAIL}:
                return False
        # The lease makes the push fail if somebody else pushes in this moment.
        lease = f"--force-with-lease={ref}:{remote_commit}"
        self._git("push", "--quiet", lease, self.remote, f"{ref}:{ref}")
        return True

    def _open(self, pull_request: PullRequest) -> str:
        """Open or update the pull request of a branch, and return its URL."""
        if url := self._find_pull_request(pull_request.branch):
            self._gh(["pr", "edit", url, "--title", pull_request.title], pull_request.body)
            return url
        head = ["--base", self.base, "--head", pull_request.branch]
        return self._gh(["pr", "create", *head, "--title", pull_request.title], pull_request.body).strip()

    def _find_pull_request(self, branch: str) -> str:
        """Return the URL of our open pull request of a branch; blank if there is none."""
        search = ["pr", "list", "--head", branch, "--base", self.base, "--state", "open"]
        options = ["--json", "url,isCrossRepository", "--limit", str(MAX_PULL_REQUESTS)]
        # `--head` finds branches of that name in every fork.
        # Source: https://github.com/cli/cli/issues/10945
        candidates = json.loads(self._gh([*search, *options]) or "[]")
        return next((str(hit["url"]) for hit in candidates if hit["isCrossRepository"] is False), "")

    def _find_issue(self, title: str) -> str:
        """Return the number of the open issue with a title that a workflow opened; blank if there is none."""
        search = ["issue", "list", "--state", "open", "--app", "github-actions", "--limit", str(MAX_ISSUES)]
        issues = json.loads(self._gh([*search, "--json", "number,title"]) or "[]")
        return next((str(int(issue["number"])) for issue in issues if issue["title"] == title), "")

    def _git(self, *arguments: str, stdin: str = "") -> str:
        return self._run(["git", "-C", str(self.root), *arguments], stdin)

    def _gh(self, arguments: Sequence[str], body: str = "") -> str:
        """Run gh, with a text to post in a file."""
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "body.md"
            file.write_text(body, "utf-8")
            return self._run(["gh", *arguments, *(["--body-file", str(file)] if body else [])])

    def _run(self, command: Sequence[str], stdin: str = "") -> str:
        options: dict[str, Any] = {"capture_output": True, "encoding": "utf-8", "timeout": TIMEOUT_SECONDS}
        return str(subprocess.run(command, cwd=self.root, input=stdin, check=True, **options).stdout)


def require_length(text: str) -> None:
    """Check that GitHub accepts a text.

    Raises:
        RefusedMessageError: It is too long.
    """
    if len(text) > MAX_TEXT_LENGTH:
        raise RefusedMessageError("A text is longer than GitHub accepts")

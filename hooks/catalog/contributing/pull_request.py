"""Send a reply: push a branch with git, then open a pull request and comment with GitHub's CLI, `gh`.

Both programs get lists of arguments, never a shell command, and texts in files. The token in the environment
(`GH_TOKEN`), which `gh` lends to git, decides who may push.
"""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from catalog.checks import check_catalog
from catalog.checks.change import problems_of_change
from catalog.contributing.reply import IssueReply
from catalog.documents.problems import has_errors
from catalog.records.ids import PAPER_ID

RECORD_PATH = re.compile(rf"data/papers/(\d{{4}})/{PAPER_ID.pattern}\.yml")
BOT_NAME = "github-actions[bot]"
BOT_EMAIL = "41898282+github-actions[bot]@users.noreply.github.com"
"""Author of the commits.
Source: https://github.com/actions/checkout#push-a-commit-using-the-built-in-token"""
TIMEOUT_SECONDS = 120
EDITED_BRANCH_NOTE = (
    "Someone has since edited the pull request for this issue, so I left it unchanged."
    " Please make further changes there."
)


class RefusedReplyError(Exception):
    """The reply must not be sent; the message says why."""


def send_reply(root: Path, reply: IssueReply, remote: str, base: str) -> None:
    """Push the record of a reply, if it has one, open a pull request, and comment on the issue.

    Args:
        root: Checkout of the repository.
        reply: Reply to send.
        remote: URL or name of the repository to push to.
        base: Branch that the pull request is for.

    Raises:
        RefusedReplyError: The record is invalid; nothing was sent.
        subprocess.CalledProcessError: git or gh failed.
    """
    comment = reply.comment
    if reply.file:
        _commit(root, reply)
        is_pushed = _push(root, reply, remote, base)
        outcome = _open_pull_request(root, reply, base) if is_pushed else EDITED_BRANCH_NOTE
        comment = f"{comment}\n\n{outcome}"
    # One comment per issue: the answer to an edited issue replaces the earlier one.
    _run_gh(root, ["issue", "comment", str(reply.issue), "--edit-last", "--create-if-none"], comment)


def _commit(root: Path, reply: IssueReply) -> None:
    """Commit the record on its own branch, after a second check of the very bytes."""
    content = reply.text.encode()
    path = root / reply.file
    if not RECORD_PATH.fullmatch(reply.file) or path.exists():
        raise RefusedReplyError(f"{reply.file!r} is not the path of a new record")
    catalog, _ = check_catalog(root)
    problems = problems_of_change(catalog, reply.file, content)
    if has_errors(problems):
        raise RefusedReplyError("; ".join(map(str, problems)))
    _run_git(root, "switch", "--quiet", "--force-create", reply.branch)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    _run_git(root, "add", "--", reply.file)
    settings = ("-c", f"user.name={BOT_NAME}", "-c", f"user.email={BOT_EMAIL}", "-c", "commit.gpgSign=false")
    _run_git(root, *settings, "commit", "--quiet", "--file", "-", stdin=reply.message)


def _push(root: Path, reply: IssueReply, remote: str, base: str) -> bool:
    """Push the branch and return True, unless it has commits by others: they must not be lost."""
    ref = f"refs/heads/{reply.branch}"
    remote_ref = _run_git(root, "ls-remote", remote, ref)
    remote_commit = remote_ref.split()[0] if remote_ref else ""
    if remote_commit:
        base_ref = "refs/proposing/base"
        _run_git(root, "fetch", "--quiet", remote, remote_commit, f"refs/heads/{base}:{base_ref}")
        committers = _run_git(root, "log", "--format=%ce", remote_commit, "--not", base_ref).split()
        if set(committers) - {BOT_EMAIL}:
            return False
    # The lease makes the push fail if somebody else pushes in this moment.
    lease = f"--force-with-lease={ref}:{remote_commit}"
    _run_git(root, "push", "--quiet", lease, remote, f"{ref}:{ref}")
    return True


def _open_pull_request(root: Path, reply: IssueReply, base: str) -> str:
    """Open or update the pull request of the branch, and return its URL."""
    arguments = ["pr", "list", "--head", reply.branch, "--state", "open", "--json", "url"]
    pull_requests = json.loads(_run_gh(root, arguments) or "[]")
    if pull_requests:
        url = str(pull_requests[0]["url"])
        _run_gh(root, ["pr", "edit", url, "--title", reply.title], reply.body)
        return url
    arguments = ["pr", "create", "--base", base, "--head", reply.branch, "--title", reply.title]
    return _run_gh(root, arguments, reply.body).strip()


def _run_git(root: Path, *arguments: str, stdin: str = "") -> str:
    return _run(["git", "-C", str(root), *arguments], root, stdin)


def _run_gh(root: Path, arguments: Sequence[str], body: str = "") -> str:
    """Run gh, with a text to post in a file."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "body.md"
        file.write_text(body, "utf-8")
        return _run(["gh", *arguments, *(["--body-file", str(file)] if body else [])], root)


def _run(command: Sequence[str], root: Path, stdin: str = "") -> str:
    return subprocess.run(
        command,
        cwd=root,
        input=stdin,
        capture_output=True,
        encoding="utf-8",
        timeout=TIMEOUT_SECONDS,
        check=True,
    ).stdout

"""Sends a reply: the branch with its commit by git, pull request and comment by GitHub's own program `gh`.

Both are called with lists of arguments, never through a shell; texts go in files. Who may push is decided by
the token in the environment (`GH_TOKEN`), which `gh` lends to git.
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
from catalog.documents.problems import Problem, has_errors
from catalog.records.ids import PAPER_ID

RECORD_PATH = re.compile(rf"data/papers/(\d{{4}})/{PAPER_ID.pattern}\.yml")
BOT = ("github-actions[bot]", "41898282+github-actions[bot]@users.noreply.github.com")
"""Who commits. Source: https://github.com/actions/checkout#push-a-commit-using-the-built-in-token"""
TIMEOUT_SECONDS = 120
EDITED_BRANCH_NOTE = (
    "Somebody has worked on the pull request of this issue since, so I left it as it is: change it there."
)


class RefusedReplyError(Exception):
    """A reply that must not be sent; the text says why."""


def send_reply(root: Path, reply: IssueReply, remote: str, base: str) -> None:
    """Push the record of a reply, if it has one, propose it, and comment on the issue.

    Args:
        root: The checkout.
        reply: What to send.
        remote: The address or name of the repository to push to.
        base: The branch to propose it for.

    Raises:
        Refused: if the record is not what the rules allow; nothing was sent then.
        subprocess.CalledProcessError: if git or gh fail.
    """
    comment = reply.comment
    if reply.file:
        _commit(root, reply)
        pushed = _push(root, reply, remote, base)
        comment = f"{comment}\n\n{_open_pull_request(root, reply, base) if pushed else EDITED_BRANCH_NOTE}"
    # One comment an issue: an edited issue changes it.
    _run_gh(root, ["issue", "comment", str(reply.issue), "--edit-last", "--create-if-none"], comment)


def _commit(root: Path, reply: IssueReply) -> None:
    """The record on a branch of its own, checked once more as the bytes that are committed."""
    content = reply.text.encode()
    found = RECORD_PATH.fullmatch(reply.file)
    if not found or (root / reply.file).exists():
        raise RefusedReplyError(f"{reply.file!r} is no path of a new record")
    catalog, _ = check_catalog(root)
    problems: list[Problem] = problems_of_change(catalog, reply.file, content)
    if has_errors(problems):
        raise RefusedReplyError("; ".join(map(str, problems)))
    _run_git(root, "switch", "--quiet", "--force-create", reply.branch)
    path = root / reply.file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    _run_git(root, "add", "--", reply.file)
    name, address = BOT
    who = ("-c", f"user.name={name}", "-c", f"user.email={address}", "-c", "commit.gpgSign=false")
    _run_git(root, *who, "commit", "--quiet", "--file", "-", text=reply.message)


def _push(root: Path, reply: IssueReply, remote: str, base: str) -> bool:
    """Push the branch, unless somebody else has worked on it: nobody's commits are ever lost."""
    listed = _run_git(root, "ls-remote", remote, f"refs/heads/{reply.branch}")
    there = listed.split()[0] if listed else ""
    if there:
        _run_git(root, "fetch", "--quiet", remote, there, f"refs/heads/{base}:refs/proposing/base")
        authors = _run_git(root, "log", "--format=%ce", there, "--not", "refs/proposing/base").split()
        if set(authors) - {BOT[1]}:
            return False
    # The lease: what was seen is what is replaced, though somebody pushes in this moment.
    lease = f"--force-with-lease=refs/heads/{reply.branch}:{there}"
    _run_git(root, "push", "--quiet", lease, remote, f"refs/heads/{reply.branch}:refs/heads/{reply.branch}")
    return True


def _open_pull_request(root: Path, reply: IssueReply, base: str) -> str:
    """The address of the pull request of the branch, made or brought up to date."""
    listed = _run_gh(root, ["pr", "list", "--head", reply.branch, "--state", "open", "--json", "url"])
    found = json.loads(listed or "[]")
    if found:
        url = str(found[0]["url"])
        _run_gh(root, ["pr", "edit", url, "--title", reply.title], reply.body)
        return url
    made = ["pr", "create", "--base", base, "--head", reply.branch, "--title", reply.title]
    return _run_gh(root, made, reply.body).strip()


def _run_git(root: Path, *arguments: str, text: str = "") -> str:
    return _run(["git", "-C", str(root), *arguments], root, text)


def _run_gh(root: Path, arguments: Sequence[str], body: str = "") -> str:
    """Call gh; a text to post goes in a file."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "body.md"
        file.write_text(body, "utf-8")
        return _run(["gh", *arguments, *(["--body-file", str(file)] if body else [])], root)


def _run(command: Sequence[str], root: Path, text: str = "") -> str:
    done = subprocess.run(
        command,
        cwd=root,
        input=text,
        capture_output=True,
        encoding="utf-8",
        timeout=TIMEOUT_SECONDS,
        check=True,
    )
    return done.stdout

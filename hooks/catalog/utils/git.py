"""Run git: commands, objects and the current commit of a checkout."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

TIMEOUT_SECONDS = 60
CHECKOUT_VARIABLES = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE")
"""Environment variables that git sets for its hooks; they would redirect commands to another checkout."""


def head_commit(root: Path) -> str:
    """Return the hash of HEAD; blank without git or a repository, and in a shallow clone."""
    try:
        output = run_git(root, "rev-parse", "--is-shallow-repository", "--verify", "HEAD")
    except (OSError, subprocess.SubprocessError):
        return ""
    is_shallow, commit = output.decode().split()[:2]
    return commit if is_shallow == "false" else ""


def read_blobs(root: Path, blobs: Iterable[str]) -> dict[str, bytes]:
    """Return the contents of blobs by hash, without hashes that the repository does not have."""
    requests = "".join(f"{blob}\n" for blob in sorted(set(blobs)))
    output = run_git(root, "cat-file", "--batch", stdin=requests.encode()) if requests else b""
    contents: dict[str, bytes] = {}
    at = 0
    while at < len(output):
        end = output.index(b"\n", at)
        blob, kind, *size = output[at:end].decode().split()
        at = end + 1
        if size:
            length = int(size[0])
            if kind == "blob":
                contents[blob] = output[at : at + length]
            at += length + 1
    return contents


def run_git(root: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    """Run a git command in a checkout and return its output.

    Raises:
        OSError: git is not installed.
        subprocess.SubprocessError: git failed or did not finish in time.
    """
    environment = {name: value for name, value in os.environ.items() if name not in CHECKOUT_VARIABLES}
    return subprocess.run(
        ["git", "-C", str(root), *arguments],
        input=stdin,
        env=environment,
        capture_output=True,
        timeout=TIMEOUT_SECONDS,
        check=True,
    ).stdout

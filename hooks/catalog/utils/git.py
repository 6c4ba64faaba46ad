"""Git as a program: its output, its objects, its current commit."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path

TIMEOUT_SECONDS = 60


def head_commit(root: Path) -> str:
    """The last commit of a checkout; blank without git, or where its history is cut off (a shallow clone)."""
    try:
        said = run_git(root, "rev-parse", "--is-shallow-repository", "--verify", "HEAD").decode().split()
    except (OSError, subprocess.SubprocessError):
        return ""
    return said[1] if said[0] == "false" else ""


def read_blobs(root: Path, blobs: Iterable[str]) -> dict[str, bytes]:
    """The bytes of objects; those that git lacks are left out."""
    wanted = "".join(f"{blob}\n" for blob in sorted(set(blobs)))
    said = run_git(root, "cat-file", "--batch", stdin=wanted.encode()) if wanted else b""
    found: dict[str, bytes] = {}
    at = 0
    while at < len(said):
        end = said.index(b"\n", at)
        blob, kind, *size = said[at:end].decode().split()
        at = end + 1
        if size:
            length = int(size[0])
            if kind == "blob":
                found[blob] = said[at : at + length]
            at += length + 1
    return found


def run_git(root: Path, *arguments: str, stdin: bytes = b"") -> bytes:
    """What git prints in a checkout."""
    # Git sets these for its hooks; they would lead from this checkout to another one.
    outer = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE")
    return subprocess.run(
        ["git", "-C", str(root), *arguments],
        input=stdin,
        env={name: value for name, value in os.environ.items() if name not in outer},
        capture_output=True,
        timeout=TIMEOUT_SECONDS,
        check=True,
    ).stdout

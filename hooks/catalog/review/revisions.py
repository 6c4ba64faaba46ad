"""Earlier versions of the checkout in git: which files differ, and what they contained.

A ref is written by strangers. Only commit names are passed to git, and after that only the hashes it returns.
Nothing in the other version is run: its files are written as data, its symbolic links without their targets.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Collection
from pathlib import Path

from catalog.documents.problems import quote
from catalog.utils.git import read_blobs, run_git

REF_PATTERN = re.compile(r"[^\W_][\w./@^~{}-]*")
"""Commit, branch or tag, and paths from it such as `HEAD^1`; never an option."""
SYMLINK_MODE = "120000"
FILE_MODE_PREFIX = "100"


class ComparisonError(Exception):
    """There is no version to compare with; the message gives the reason as sentences."""


def find_merge_base(root: Path, ref: str) -> str:
    """Return the commit at which a ref and the checkout diverged.

    Raises:
        ComparisonError: There is none.
    """
    if not REF_PATTERN.fullmatch(ref):
        raise ComparisonError(f"{quote(ref)} is not a valid commit name.")
    commit = _query_git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    merge_base = _query_git(root, "merge-base", commit, "HEAD") if commit else ""
    if merge_base:
        return merge_base.split()[0]
    if not _query_git(root, "rev-parse", "--git-dir"):
        raise ComparisonError("This is not a git repository.")
    if _query_git(root, "rev-parse", "--is-shallow-repository") == "true":
        raise ComparisonError(
            f"{quote(ref)} is not in this shallow clone. Fetch the full history: git fetch --unshallow"
        )
    raise ComparisonError(
        f"{quote(ref)} and this checkout have no commit in common."
        if commit
        else f"Unknown commit {quote(ref)}."
    )


def list_changed_files(root: Path, commit: str) -> frozenset[str]:
    """Return the files that differ from a commit: modified, added or removed, committed or not."""
    tracked = run_git(root, "diff", "--name-only", "-z", "--no-renames", "--relative", commit, "--")
    untracked = run_git(root, "ls-files", "--others", "--exclude-standard", "-z")
    return frozenset(os.fsdecode(name) for name in (tracked + untracked).split(b"\0") if name)


def list_messages(root: Path, commit: str) -> list[str]:
    """Return the messages of the commits since a commit."""
    messages = run_git(root, "log", "--format=%B", "-z", f"{commit}..HEAD", "--")
    return messages.decode("utf-8", "replace").split("\0")


def export_data(root: Path, commit: str, folder: Path, only: Collection[str]) -> None:
    """Write files in data/ of a commit into an empty folder.

    Args:
        root: Checkout of the repository.
        commit: Hash of the commit.
        folder: Empty folder.
        only: Paths of the files to write.
    """
    (folder / "data").mkdir()
    entries: dict[str, tuple[str, str]] = {}
    for line in run_git(root, "ls-tree", "-r", "-z", commit, "--", "data").split(b"\0")[:-1]:
        info, _, name = os.fsdecode(line).partition("\t")
        mode, _, blob = info.split()
        if name in only and ".." not in Path(name).parts:
            entries[name] = mode, blob
    contents = read_blobs(
        root, (blob for mode, blob in entries.values() if mode.startswith(FILE_MODE_PREFIX))
    )
    for name, (mode, blob) in entries.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if mode == SYMLINK_MODE:
            path.symlink_to("nowhere")
        elif blob in contents:
            path.write_bytes(contents[blob])


def _query_git(root: Path, *arguments: str) -> str:
    """Return git's output; blank if it fails.

    Raises:
        ComparisonError: git cannot be run.
    """
    try:
        return run_git(root, *arguments).decode("utf-8", "replace").strip()
    except subprocess.CalledProcessError:
        return ""
    except (OSError, subprocess.SubprocessError):
        raise ComparisonError("git is not installed or does not respond.") from None

"""Another version of the checkout, as git knows it: which files differ, and what stood in them.

A ref is a stranger's text. Only names of commits are asked for, and only the ids that git answers are
used after that. Nothing of the other version is run: its files are written as data, and links as links
to nowhere.
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
"""Names of commits, branches and tags, and ways from them such as `HEAD^1`; never an option."""
SYMLINK_MODE, FILE_MODE_PREFIX = "120000", "100"
"""Modes of git: a symbolic link, and how those of plain files begin."""


class ComparisonError(Exception):
    """There is no other version to compare with; the text says why, as sentences."""


def find_merge_base(root: Path, ref: str) -> str:
    """The commit from which a ref and the checkout grew apart.

    Raises:
        CannotCompare: if there is none.
    """
    if not REF_PATTERN.fullmatch(ref):
        raise ComparisonError(f"{quote(ref)} is no name of a commit.")
    commit = _query_git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    common = _query_git(root, "merge-base", commit, "HEAD") if commit else ""
    if common:
        return common.split()[0]
    if not _query_git(root, "rev-parse", "--git-dir"):
        raise ComparisonError("Here is no git repository to compare with.")
    if _query_git(root, "rev-parse", "--is-shallow-repository") == "true":
        raise ComparisonError(
            f"The history here is cut off before {quote(ref)}. Get all of it: git fetch --unshallow"
        )
    raise ComparisonError(
        f"{quote(ref)} and this checkout have no commit in common."
        if commit
        else f"There is no {quote(ref)}."
    )


def list_changed_files(root: Path, commit: str) -> frozenset[str]:
    """The files that are not as they were in a commit: other, new or gone, whether committed or not."""
    tracked = run_git(root, "diff", "--name-only", "-z", "--no-renames", "--relative", commit, "--")
    untracked = run_git(root, "ls-files", "--others", "--exclude-standard", "-z")
    return frozenset(os.fsdecode(name) for name in (tracked + untracked).split(b"\0") if name)


def export_data(root: Path, commit: str, folder: Path, only: Collection[str] | None = None) -> None:
    """Write data/ as it was in a commit into an empty folder; of it all, or only some files."""
    (folder / "data").mkdir()
    found: dict[str, tuple[str, str]] = {}
    for entry in run_git(root, "ls-tree", "-r", "-z", commit, "--", "data").split(b"\0")[:-1]:
        about, _, name = os.fsdecode(entry).partition("\t")
        mode, _, blob = about.split()
        if (only is None or name in only) and ".." not in Path(name).parts:
            found[name] = mode, blob
    files = read_blobs(root, (blob for mode, blob in found.values() if mode.startswith(FILE_MODE_PREFIX)))
    for name, (mode, blob) in found.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if mode == SYMLINK_MODE:
            path.symlink_to("nowhere")
        elif blob in files:
            path.write_bytes(files[blob])


def _query_git(root: Path, *arguments: str) -> str:
    """What git answers; blank, if it refuses."""
    try:
        return run_git(root, *arguments).decode("utf-8", "replace").strip()
    except subprocess.CalledProcessError:
        return ""
    except (OSError, subprocess.SubprocessError):
        raise ComparisonError("Git is not there, or does not answer.") from None

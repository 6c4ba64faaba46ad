"""The people who made the catalog: commit authors and co-authors, in order of their first commit.

Only names are shown; email addresses serve to recognize robots. Git's output is written by strangers, so
names are cleaned like any text, and templates escape them.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from catalog.utils.git import head_commit, run_git
from catalog.utils.text import HIDDEN_CHARACTER, fold

ROBOT = re.compile(r"\[bot\]|<no-?reply@", re.IGNORECASE)
"""Matches accounts of robots, but not the `@users.noreply` addresses of people who hide theirs."""
MAX_NAME_LENGTH = 60
"""Characters of a name that are shown."""
LOG_COMMAND = (
    *("log", "--reverse", "--use-mailmap", "--no-show-signature", "--no-color", "-z"),
    "--format=%aN <%aE>%n%(trailers:key=Co-authored-by,valueonly,unfold)",
)
"""Lists the commits, oldest first, with author and co-authors."""


def contributors(root: Path) -> tuple[str, ...]:
    """Return the names of the people who contributed to a checkout; none without its full history."""
    commit = head_commit(root)
    try:
        log = run_git(root, *LOG_COMMAND, commit).decode("utf-8", "replace") if commit else ""
    except (OSError, subprocess.SubprocessError):
        return ()
    names: dict[str, str] = {}
    for name in _parse_names(log):
        names.setdefault(fold(name) or name, name)
    return tuple(names.values())


def _parse_names(log: str) -> Iterator[str]:
    """Yield the names of people in lines of the form `Name <email>`."""
    for line in re.split(r"[\0\n]", log):
        name = " ".join(HIDDEN_CHARACTER.sub("", line.partition("<")[0]).split())
        if name and "@" not in name and not ROBOT.search(line):
            yield name if len(name) <= MAX_NAME_LENGTH else f"{name[: MAX_NAME_LENGTH - 1]}…"

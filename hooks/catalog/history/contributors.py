"""Who made it: the people who committed, and those they name beside them, in the order in which they came.

Names only: a mail address is used to tell robots from people, and is never shown. What git says was
written by strangers, so a name is cleaned like any text; templates escape it.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from catalog.utils.git import head_commit, run_git
from catalog.utils.text import HIDDEN, fold

ROBOT = re.compile(r"\[bot\]|<no-?reply@", re.IGNORECASE)
"""Accounts that no person stands behind; people who hide their address have `@users.noreply` in it."""
LONG = 60
"""Characters of a name that are shown."""
LOG = (
    *("log", "--reverse", "--use-mailmap", "--no-show-signature", "--no-color", "-z"),
    "--format=%aN <%aE>%n%(trailers:key=Co-authored-by,valueonly,unfold)",
)
"""Each commit, oldest first, with its author and the trailers that name others."""


def people(root: Path) -> tuple[str, ...]:
    """The people behind the history of a checkout; nobody, where that is absent or cut off."""
    commit = head_commit(root)
    try:
        log = run_git(root, *LOG, commit).decode("utf-8", "replace") if commit else ""
    except (OSError, subprocess.SubprocessError):
        return ()
    found: dict[str, str] = {}
    for name in _names(log):
        found.setdefault(fold(name) or name, name)
    return tuple(found.values())


def _names(log: str) -> Iterator[str]:
    """The names of people in `Name <address>` lines."""
    for line in re.split(r"[\0\n]", log):
        name = " ".join(HIDDEN.sub("", line.partition("<")[0]).split())
        if name and "@" not in name and not ROBOT.search(line):
            yield name if len(name) <= LONG else f"{name[: LONG - 1]}…"

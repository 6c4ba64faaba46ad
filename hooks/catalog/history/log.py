"""What git knows of the papers: which version of each file was there before and after each day.

Days, not commits, because that is how news is read: what was put right on the day it came was never news.
Nothing of what git says is run or used as a path: only ids of objects, checked, go back to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path

from catalog.records.ids import PAPER_ID
from catalog.utils.git import run_git

ENTRY = re.compile(r":\d{6} (\d{6}) ([0-9a-f]{40,64}) ([0-9a-f]{40,64}) [A-Z]")
"""Of one file in one commit: its new mode, the old object and the new one."""
FILE = re.compile(rf"data/papers/\d{{4}}/(?P<id>{PAPER_ID.pattern})\.yml")
REGULAR = ("100644", "100755")
"""The modes of plain files; a link or a submodule is no record."""
LOG = (
    *("-c", "log.showRoot=true", "log", "--first-parent", "--diff-merges=first-parent", "--reverse"),
    *("--raw", "-z", "--no-abbrev", "--no-renames", "--no-follow", "--no-show-signature", "--relative"),
    "--format=%ct",
)
"""Each commit on the main line, oldest first, with its files; said in full, since people configure `log`."""


@dataclass
class Day:
    """The records that commits of one day touched, by id: their objects before and after it."""

    date: date
    before: dict[str, str] = field(default_factory=dict)
    """Blank, if the record was not there."""
    after: dict[str, str] = field(default_factory=dict)


def days(root: Path, commit: str) -> Iterator[Day]:
    """The days up to a commit on which records were touched, oldest first."""
    found: dict[date, Day] = {}
    for when, files in _commits(run_git(root, *LOG, commit, "--", "data/papers").decode("utf-8", "replace")):
        day = found.setdefault(when, Day(when))
        old = {id: blob for id, blob, _ in files if blob}
        new = {id: blob for id, _, blob in files if blob}  # a file that moves is in both
        for id in dict.fromkeys(id for id, _, _ in files):
            day.before.setdefault(id, old.get(id, ""))
            day.after[id] = new.get(id, "")
    return iter(sorted(found.values(), key=lambda day: day.date))


def _commits(log: str) -> list[tuple[date, list[tuple[str, str, str]]]]:
    """The day of each commit with its records: id, old and new object."""
    found: list[tuple[date, list[tuple[str, str, str]]]] = []
    parts = iter(log.split("\0"))
    for part in map(str.strip, parts):
        if part.isdecimal():
            found.append((datetime.fromtimestamp(int(part), UTC).date(), []))
        elif entry := ENTRY.match(part):
            mode, *blobs = entry.groups()
            old, new = ("" if set(blob) == {"0"} else blob for blob in blobs)
            if file := FILE.fullmatch(next(parts)):
                found[-1][1].append((file["id"], old, new if mode in REGULAR else ""))
    return found

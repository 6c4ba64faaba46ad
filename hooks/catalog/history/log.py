"""The git log of the papers: which version of each file existed before and after each day.

News is reported by day, not by commit: what is corrected on the day it is added was never news. Git's output
is not executed or used as a path; only validated object ids are passed back to git.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from catalog.records.ids import PAPER_ID
from catalog.utils.git import run_git

RAW_ENTRY = re.compile(r":\d{6} (\d{6}) ([0-9a-f]{40,64}) ([0-9a-f]{40,64}) [A-Z]")
"""Matches one file of one commit: its new mode, its old and its new object."""
PAPER_FILE = re.compile(rf"data/papers/\d{{4}}/(?P<id>{PAPER_ID.pattern})\.yml")
REGULAR_FILE_MODES = ("100644", "100755")
"""Symbolic links and submodules are no records."""
LOG_COMMAND = (
    *("-c", "log.showRoot=true", "log", "--first-parent", "--diff-merges=first-parent", "--reverse"),
    *("--raw", "-z", "--no-abbrev", "--no-renames", "--no-follow", "--no-show-signature", "--relative"),
    "--format=%ct",
)
"""Lists commits of the main line with their files, oldest first. Explicit, because users configure `log`."""
DIFF_COMMAND = ("diff-tree", "-r", "--raw", "-z", "--no-abbrev", "--no-renames", "--relative")
"""Lists the files that differ between two commits, as `LOG_COMMAND` does."""


@dataclass
class DayChanges:
    """The papers that commits of one day, or of a longer time until that day, touched.

    Given are their objects before and after that time, by paper id.
    """

    date: date
    before: dict[str, str] = field(default_factory=dict)
    """Blank if the paper did not exist."""
    after: dict[str, str] = field(default_factory=dict)
    """Blank if the paper was removed."""


class FileChange(NamedTuple):
    """A paper that one commit touched."""

    id: str
    old_blob: str
    """Blank if the file is new."""
    new_blob: str
    """Blank if the file was removed."""


def changes_by_day(root: Path, commit: str) -> Iterator[DayChanges]:
    """Yield the days up to a commit on which papers were touched, oldest first."""
    days: dict[date, DayChanges] = {}
    log = run_git(root, *LOG_COMMAND, commit, "--", "data/papers").decode("utf-8", "replace")
    for commit_date, files in _parse_log(log):
        _add_files(days.setdefault(commit_date, DayChanges(commit_date)), files)
    return iter(sorted(days.values(), key=lambda day: day.date))


def changes_between(root: Path, old: str, new: str) -> DayChanges:
    """Return the papers that differ between two commits, with the day of the second one."""
    time = run_git(root, "log", "-1", "--no-show-signature", "--format=%ct", new).decode()
    files = run_git(root, *DIFF_COMMAND, old, new, "--", "data/papers").decode("utf-8", "replace")
    ((day, changed),) = _parse_log(f"{time}\0{files}")
    changes = DayChanges(day)
    _add_files(changes, changed)
    return changes


def _add_files(day: DayChanges, files: Sequence[FileChange]) -> None:
    """Add the files of one commit to those of its day."""
    old_blobs = {file.id: file.old_blob for file in files if file.old_blob}
    new_blobs = {file.id: file.new_blob for file in files if file.new_blob}  # a moved file is in both
    for id in dict.fromkeys(file.id for file in files):
        day.before.setdefault(id, old_blobs.get(id, ""))
        day.after[id] = new_blobs.get(id, "")


def _parse_log(log: str) -> list[tuple[date, list[FileChange]]]:
    """Return each commit's date and papers."""
    commits: list[tuple[date, list[FileChange]]] = []
    parts = iter(log.split("\0"))
    for part in map(str.strip, parts):
        if part.isdecimal():
            commits.append((datetime.fromtimestamp(int(part), UTC).date(), []))
        elif entry := RAW_ENTRY.match(part):
            mode, *blobs = entry.groups()
            old_blob, new_blob = ("" if set(blob) == {"0"} else blob for blob in blobs)
            if file := PAPER_FILE.fullmatch(next(parts)):
                is_regular = mode in REGULAR_FILE_MODES
                commits[-1][1].append(FileChange(file["id"], old_blob, new_blob if is_regular else ""))
    return commits

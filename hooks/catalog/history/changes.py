"""Changes of papers from day to day, as far as readers care about them.

A file that was rewritten with the same values has not changed.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

from catalog.history.log import DayChanges, changes_between, changes_by_day
from catalog.history.snapshots import PaperSnapshot, read_snapshots
from catalog.utils.git import head_commit

ChangeKind = Literal["published", "venue", "code", "title", "status", "removed"]


@dataclass(frozen=True)
class Change:
    """A change of one paper between two days."""

    date: date
    kind: ChangeKind
    id: str
    """The paper's id on that day."""
    before: PaperSnapshot
    after: PaperSnapshot


@dataclass
class History:
    """The history of all papers."""

    changes: list[Change] = field(default_factory=list)
    """Oldest first."""
    added_dates: dict[str, date] = field(default_factory=dict)
    """Date on which each paper was added, by its last id."""
    first_ids: dict[str, str] = field(default_factory=dict)
    """First id of each paper that was renamed, by its last id."""


def load_history(root: Path) -> History | None:
    """Return the history of a checkout; None without git, without the full history, or without papers."""
    try:
        commit = head_commit(root)
        return _load_history_until(root, commit) if commit else None
    except (OSError, subprocess.SubprocessError):
        return None


def load_changes(root: Path, old: str, new: str) -> History:
    """Return what changed between two commits, as if in one step; of papers that were renamed, no date.

    Raises:
        OSError: git is not installed.
        subprocess.SubprocessError: git does not have the commits.
    """
    changes = changes_between(root, old, new)
    history = _build_history(root, [changes])
    for id in history.first_ids:
        del history.added_dates[id]
    return history


def last_change_dates(history: History | None) -> dict[str, date]:
    """Return the date of each paper's last change, by its id on that day."""
    return {change.id: change.date for change in history.changes} if history else {}


@lru_cache(maxsize=1)  # a build asks twice, and `mkdocs serve` after each save
def _load_history_until(root: Path, commit: str) -> History | None:
    days = list(changes_by_day(root, commit))
    return _build_history(root, days) if days else None


def _build_history(root: Path, days: Sequence[DayChanges]) -> History:
    """Return the history of days, oldest first."""
    snapshots = read_snapshots(root, {blob for day in days for blob in _blobs_to_compare(day)})
    history = History()
    for day in days:
        _add_day(history, day, snapshots)
    return history


def _blobs_to_compare(day: DayChanges) -> Iterator[str]:
    """Yield the versions that must be read. New papers need not be, unless one may be a renamed one."""
    has_removals = not all(day.after.values())
    for id, old in day.before.items():
        new = day.after[id]
        if old != new and (old or has_removals):
            yield from filter(None, (old, new))


def _add_day(history: History, day: DayChanges, snapshots: Mapping[str, PaperSnapshot | None]) -> None:
    """Add the changes of one day."""
    before = {id: snapshots.get(blob) for id, blob in day.before.items() if blob}
    after = {id: snapshots.get(blob) for id, blob in day.after.items() if blob}
    for id, new in after.items():
        if id in before:
            history.changes += _changes_between(day.date, id, before[id], new)
        else:
            history.added_dates[id] = day.date
    successors = {old_id: id for id, new in after.items() if new for old_id in new.replaces}
    for id, last in before.items():
        if id in after:
            continue
        added_date, first_id = history.added_dates.pop(id, day.date), history.first_ids.pop(id, id)
        successor = successors.get(id)
        if successor is None:
            change = Change(day.date, "removed", id, last or PaperSnapshot(), PaperSnapshot())
            history.changes.append(change)
        elif successor not in before:  # else two records of one paper were merged
            history.added_dates[successor], history.first_ids[successor] = added_date, first_id
            history.changes += _changes_between(day.date, successor, last, after[successor])


def _changes_between(
    date: date, id: str, old: PaperSnapshot | None, new: PaperSnapshot | None
) -> Iterator[Change]:
    """Yield the changes between two versions of a paper; none if one of them cannot be read."""
    if old and new:
        changed: dict[ChangeKind, object] = {
            "published": not old.venue and new.venue,
            "venue": old.venue and (old.venue, old.year) != (new.venue, new.year),
            "code": new.has_code and not old.has_code,
            "title": old.title and new.title and old.title != new.title,
            "status": old.status != new.status,
        }
        yield from (Change(date, kind, id, old, new) for kind, is_changed in changed.items() if is_changed)

"""Facts that differ from day to day: what readers want to hear of, whatever happened to the files.

A file that was written anew with the same facts has not changed. Old versions are read as plain values,
not by today's schema, so that a stricter schema makes no news of them.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from catalog.documents.document import DocumentError, parse_document
from catalog.history.log import DayChanges, changes_by_day
from catalog.utils.git import head_commit, read_blobs
from catalog.utils.text import HIDDEN_CHARACTER


class PaperSnapshot(NamedTuple):
    """What of a record is compared."""

    title: str = ""
    venue: str = ""
    """Blank for a preprint."""
    year: str = ""
    """Of the venue."""
    code: bool = False
    """Whether there is a link to code."""
    status: str = ""
    replaces: tuple[str, ...] = ()


@dataclass(frozen=True)
class Change:
    """One fact of one paper that another day's version states otherwise."""

    date: date
    kind: str
    """What changed: published, venue, code, title, status or removed."""
    id: str
    """The paper's id on that day."""
    before: PaperSnapshot
    after: PaperSnapshot


@dataclass
class History:
    """What the commits tell of the papers."""

    changes: list[Change] = field(default_factory=list)
    """Oldest first."""
    added_dates: dict[str, date] = field(default_factory=dict)
    """The day on which each paper came, by its last id."""
    first_ids: dict[str, str] = field(default_factory=dict)
    """The first id of each paper that was renamed, by its last one."""


def load_history(root: Path) -> History | None:
    """What the commits of a checkout tell; None without git, without its whole history, or without papers."""
    try:
        commit = head_commit(root)
        return _history_until(root, commit) if commit else None
    except (OSError, subprocess.SubprocessError):
        return None


def last_change_dates(found: History | None) -> dict[str, date]:
    """The last day on which each paper changed, by its id on that day."""
    return {change.id: change.date for change in found.changes} if found else {}


@lru_cache(maxsize=1)  # a build asks twice, and `mkdocs serve` after each save
def _history_until(root: Path, commit: str) -> History | None:
    all_days = list(changes_by_day(root, commit))
    files = read_blobs(root, (blob for day in all_days for blob in _compared_blobs(day)))
    facts = {blob: _parse_snapshot(content) for blob, content in files.items()}
    found = History()
    for day in all_days:
        _add_day(found, day, facts)
    return found if all_days else None


def _compared_blobs(day: DayChanges) -> Iterator[str]:
    """The versions that have to be read: not those of papers that came, unless one may be a new name."""
    some_went = not all(day.after.values())
    for id, old in day.before.items():
        new = day.after[id]
        if old != new and (old or some_went):
            yield from filter(None, (old, new))


def _add_day(found: History, day: DayChanges, facts: Mapping[str, PaperSnapshot | None]) -> None:
    """Add what one day has brought."""
    before = {id: facts.get(blob) for id, blob in day.before.items() if blob}
    after = {id: facts.get(blob) for id, blob in day.after.items() if blob}
    for id, new in after.items():
        if id in before:
            found.changes += _changes_between(day.date, id, before[id], new)
        else:
            found.added_dates[id] = day.date
    heirs = {old: id for id, new in after.items() if new for old in new.replaces}
    for id, last in before.items():
        if id not in after:
            came, first = found.added_dates.pop(id, day.date), found.first_ids.pop(id, id)
            heir = heirs.get(id)
            if heir is None:
                found.changes.append(Change(day.date, "removed", id, last or PaperSnapshot(), PaperSnapshot()))
            elif heir not in before:  # else two records of one paper became one
                found.added_dates[heir], found.first_ids[heir] = came, first
                found.changes += _changes_between(day.date, heir, last, after[heir])


def _changes_between(day: date, id: str, old: PaperSnapshot | None, new: PaperSnapshot | None) -> Iterator[Change]:
    """What readers hear of: the news of one paper. A version that cannot be read says nothing."""
    if old and new:
        changed: dict[str, object] = {
            "published": not old.venue and new.venue,
            "venue": old.venue and (old.venue, old.year) != (new.venue, new.year),
            "code": new.code and not old.code,
            "title": old.title and new.title and old.title != new.title,
            "status": old.status != new.status,
        }
        yield from (Change(day, kind, id, old, new) for kind, is_so in changed.items() if is_so)


def _parse_snapshot(content: bytes) -> PaperSnapshot | None:
    """What a version of a record states; None, if it cannot be read."""
    try:
        data: dict[str, Any] = parse_document("", content).data
    except DocumentError:
        return None
    venue, links, replaces = _text_field(data, "venue"), data.get("links"), data.get("replaces")
    published = venue not in ("", "arxiv")
    return PaperSnapshot(
        title=_text_field(data, "title"),
        venue=venue if published else "",
        year=_text_field(data, "year") if published else "",
        code=isinstance(links, dict) and bool(links.get("code")),
        status=_text_field(data, "status"),
        replaces=tuple(map(str, replaces)) if isinstance(replaces, list) else (),
    )


def _text_field(data: Mapping[str, Any], key: str) -> str:
    """A text of an old version, which today's checks have not seen."""
    value = data.get(key)
    return HIDDEN_CHARACTER.sub("", value) if isinstance(value, str) else ""

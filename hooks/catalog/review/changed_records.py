"""Records that a change adds, changes or removes, and the fields that differ."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from catalog.records.as_json import record_as_json
from catalog.records.dataset import Dataset
from catalog.records.schema import Paper, Record
from catalog.records.vocabularies import VOCABULARIES
from catalog.review.review import Review


class FieldChange(NamedTuple):
    """Values of one field before and after the change; blank if it has none."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class ChangedRecord:
    """A record that is new, or has other values than before."""

    kind: str
    """`papers`, `datasets`, or the name of a vocabulary."""
    record: Record
    before: Record | None
    """The earlier version, under an earlier ID if the record was renamed; None for a new record."""

    @property
    def display_name(self) -> str:
        """Title or name; else the ID."""
        for field in ("title", "name"):
            if text := getattr(self.record, field, ""):
                return str(text)
        return self.record.id

    @property
    def preview_path(self) -> str:
        """Path in preview URLs: `wav2lip-2020` for a paper, `datasets/lrs2` for other kinds."""
        return self.record.id if self.kind == "papers" else f"{self.kind}/{self.record.id}"

    @property
    def field_changes(self) -> tuple[FieldChange, ...]:
        """Fields with other values than before, in the order of the file."""
        old, new = (record_as_json(record) if record else {} for record in (self.before, self.record))
        names = dict.fromkeys([*type(self.record).model_fields, *old, *new])
        changes = (
            FieldChange(name, format_value(old.get(name, "")), format_value(new.get(name, "")))
            for name in names
        )
        return tuple(change for change in changes if change.before != change.after)


def find_changed_records(review: Review) -> tuple[ChangedRecord, ...]:
    """Return new and changed records: papers, then datasets, then entries of vocabularies."""
    return tuple(pair for pair in _pair_records(review) if pair.before is None or pair.field_changes)


def find_removed_ids(review: Review) -> tuple[str, ...]:
    """Return the IDs of papers and datasets that are gone and were not renamed."""
    renamed_ids = {id for paper in review.new.papers for id in paper.replaces}
    return tuple(record.id for record in review.removed_records if record.id not in renamed_ids)


def _pair_records(review: Review) -> Iterator[ChangedRecord]:
    """Yield every record in a changed file, with its earlier version."""
    for paper in review.new.papers:
        if paper.file in review.changed_files:
            old_ids = [id for id in (paper.id, *paper.replaces) if _is_id_of(id, paper, review)]
            old_papers = map(review.old.paper.get, old_ids)
            yield ChangedRecord("papers", paper, next(filter(None, old_papers), None))
    for id, dataset in review.new.datasets.items():
        if dataset.file in review.changed_files:
            yield ChangedRecord("datasets", dataset, review.old.datasets.get(id))
    for kind in (name for name in VOCABULARIES if name != "gone"):  # removed records have their own list
        if f"data/{kind}.yml" in review.changed_files:
            old_entries = getattr(review.old, kind)
            for id, entry in getattr(review.new, kind).items():
                yield ChangedRecord(kind, entry, old_entries.get(id))


def _is_id_of(id: str, paper: Paper, review: Review) -> bool:
    """Return whether an ID is the paper's own, or an earlier one that no other paper has."""
    return id == paper.id or id not in review.new.paper


def format_value(value: Any) -> str:
    """Return a field's value as text, with lists and mappings on one line."""
    match value:
        case dict():
            return ", ".join(f"{key} {format_value(inner)}" for key, inner in value.items())
        case list() | tuple():
            return "; ".join(format_value(inner) for inner in value)
        case _:
            return str(value)


def has_page(record: Record) -> bool:
    """Return whether a record has a page on the site, and a card in lists."""
    return isinstance(record, Paper | Dataset)

"""Which records a change brings, changes or takes away, and what of them differs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from catalog.records.as_json import record_as_json
from catalog.records.schema import Dataset, Paper, Record
from catalog.records.vocabularies import VOCABULARIES
from catalog.review.review import Review


class FieldChange(NamedTuple):
    """One field that says something else than before; a side is blank where it said nothing."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class ChangedRecord:
    """A record that is new or says something else."""

    kind: str
    """What it is: papers, datasets, or the vocabulary it stands in."""
    record: Record
    before: Record | None
    """None, if it is new; under an earlier id, if it was renamed."""

    @property
    def display_name(self) -> str:
        """What people call it."""
        for field in ("title", "name"):
            if found := getattr(self.record, field, ""):
                return str(found)
        return self.record.id

    @property
    def preview_path(self) -> str:
        """How previews name it: papers by their ids alone."""
        return self.record.id if self.kind == "papers" else f"{self.kind}/{self.record.id}"

    @property
    def field_changes(self) -> tuple[FieldChange, ...]:
        """What it says now and did not before, in the order of its file."""
        old, new = (record_as_json(record) if record else {} for record in (self.before, self.record))
        names = dict.fromkeys([*type(self.record).model_fields, *old, *new])
        pairs = ((name, format_value(old.get(name, "")), format_value(new.get(name, ""))) for name in names)
        return tuple(FieldChange(*pair) for pair in pairs if pair[1] != pair[2])


def find_changed_records(review: Review) -> tuple[ChangedRecord, ...]:
    """The records that are new, and those that say something else: papers and datasets first."""
    return tuple(one for one in _pair_records(review) if one.before is None or one.field_changes)


def find_removed_ids(review: Review) -> tuple[str, ...]:
    """The ids of papers and datasets that are gone, and not under a new id."""
    renamed = {id for paper in review.new.papers for id in paper.replaces}
    return tuple(record.id for record in review.removed_records if record.id not in renamed)


def _pair_records(review: Review) -> Iterator[ChangedRecord]:
    """Every record in a file that changed, beside what it was."""
    for paper in review.new.papers:
        earlier = (
            review.old.paper.get(id) for id in (paper.id, *paper.replaces) if _belongs_to(review, id, paper)
        )
        if paper.file in review.changed_files:
            yield ChangedRecord("papers", paper, next(filter(None, earlier), None))
    for id, dataset in review.new.datasets.items():
        if dataset.file in review.changed_files:
            yield ChangedRecord("datasets", dataset, review.old.datasets.get(id))
    for kind in VOCABULARIES:
        if f"data/{kind}.yml" in review.changed_files and kind != "gone":  # which tells of what was removed
            old = getattr(review.old, kind)
            for id, entry in getattr(review.new, kind).items():
                yield ChangedRecord(kind, entry, old.get(id))


def _belongs_to(review: Review, id: str, paper: Paper) -> bool:
    """Whether an id was this paper's: its own, or one that no other paper has kept."""
    return id == paper.id or id not in review.new.paper


def format_value(value: Any) -> str:
    """A value of a record as a reader sees it."""
    match value:
        case dict():
            return ", ".join(f"{key} {format_value(inner)}" for key, inner in value.items())
        case list() | tuple():
            return "; ".join(format_value(inner) for inner in value)
        case _:
            return str(value)


def has_page(record: Record) -> bool:
    """Whether a record has a page, and a card in lists."""
    return isinstance(record, Paper | Dataset)

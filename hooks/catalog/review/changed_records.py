"""Which records a change brings, changes or takes away, and what of them differs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from catalog.records.as_json import record_as_json
from catalog.records.schema import Dataset, Paper, Record
from catalog.records.vocabularies import VOCABULARIES
from catalog.review.review import Review


class Difference(NamedTuple):
    """One field that says something else than before; a side is blank where it said nothing."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Touched:
    """A record that is new or says something else."""

    kind: str
    """What it is: papers, datasets, or the vocabulary it stands in."""
    record: Record
    before: Record | None
    """None, if it is new; under an earlier id, if it was renamed."""

    @property
    def name(self) -> str:
        """What people call it."""
        for field in ("title", "name"):
            if found := getattr(self.record, field, ""):
                return str(found)
        return self.record.id

    @property
    def path(self) -> str:
        """How previews name it: papers by their ids alone."""
        return self.record.id if self.kind == "papers" else f"{self.kind}/{self.record.id}"

    @property
    def differences(self) -> tuple[Difference, ...]:
        """What it says now and did not before, in the order of its file."""
        old, new = (record_as_json(record) if record else {} for record in (self.before, self.record))
        names = dict.fromkeys([*type(self.record).model_fields, *old, *new])
        pairs = ((name, shown(old.get(name, "")), shown(new.get(name, ""))) for name in names)
        return tuple(Difference(*pair) for pair in pairs if pair[1] != pair[2])


def touched(review: Review) -> tuple[Touched, ...]:
    """The records that are new, and those that say something else: papers and datasets first."""
    return tuple(one for one in _read_anew(review) if one.before is None or one.differences)


def removed(review: Review) -> tuple[str, ...]:
    """The ids of papers and datasets that are gone, and not under a new id."""
    renamed = {id for paper in review.new.papers for id in paper.replaces}
    return tuple(record.id for record in review.removed if record.id not in renamed)


def _read_anew(review: Review) -> Iterator[Touched]:
    """Every record in a file that changed, beside what it was."""
    for paper in review.new.papers:
        earlier = (review.old.paper.get(id) for id in (paper.id, *paper.replaces) if _was(review, id, paper))
        if paper.file in review.files:
            yield Touched("papers", paper, next(filter(None, earlier), None))
    for id, dataset in review.new.datasets.items():
        if dataset.file in review.files:
            yield Touched("datasets", dataset, review.old.datasets.get(id))
    for kind in VOCABULARIES:
        if f"data/{kind}.yml" in review.files and kind != "gone":  # which tells of what was removed
            old = getattr(review.old, kind)
            for id, entry in getattr(review.new, kind).items():
                yield Touched(kind, entry, old.get(id))


def _was(review: Review, id: str, paper: Paper) -> bool:
    """Whether an id was this paper's: its own, or one that no other paper has kept."""
    return id == paper.id or id not in review.new.paper


def shown(value: Any) -> str:
    """A value of a record as a reader sees it."""
    match value:
        case dict():
            return ", ".join(f"{key} {shown(inner)}" for key, inner in value.items())
        case list() | tuple():
            return "; ".join(shown(inner) for inner in value)
        case _:
            return str(value)


def is_page(record: Record) -> bool:
    """Whether a record has a page, and a card in lists."""
    return isinstance(record, Paper | Dataset)

"""Datasets, field by field; see `catalog.records.schema`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from catalog.records.schema import Claim, Links, Record, StrictModel
from catalog.records.types import Count, DatasetKind, Date, Decimal, Hours, Id, Ids, Sentence, Text, Url, Year

SPLITS = (("train", "val", "dev", "test"), ("trainval", "dev", "test"))
"""Names of parts that have no item in common."""


class Fact(StrictModel):
    """Statement of a source, in our own words."""

    states: Sentence
    """The statement, in one sentence."""
    source: Url
    """URL of the page that states it."""


class Dataset(Record):
    """A dataset: `data/datasets/<id>.yml`."""

    name: Text
    """Name as its authors write it."""
    aliases: tuple[Text, ...] = ()
    """Other names of the dataset."""
    year: Year | None = None
    """Year of publication."""
    paper: Id | None = None
    """ID of the paper in this catalog that introduces it."""
    kind: tuple[DatasetKind, ...] = ()
    """Type of content and recording conditions."""
    subjects: Count | None = None
    """Number of people, or one number for each part."""
    hours: Hours | None = None
    """Length in hours, or one number for each part."""
    size: Count | None = None
    """Number of items of each kind, such as `{clips: 7442, sentences: 12}`."""
    fps: Decimal | None = None
    """Frames per second of the video."""
    resolution: Text | None = None
    """Resolution of frames or images."""
    emotions: tuple[Text, ...] = ()
    """Emotions that its labels distinguish."""
    language: Text | None = None
    """Languages spoken."""
    license: Text | None = None
    """License or terms of use, as stated on its own page."""
    access: Literal["open", "form", "request", "gone", "unknown"] | None = None
    """Way to the data: open download, form to sign, request to the authors, gone, or unknown."""
    checked: Date | None = None
    """Date on which access was checked."""
    availability: Text | None = None
    """How to get access."""
    instead: tuple[Id, ...] = ()
    """IDs of datasets to use instead, such as the successor of one that is gone."""
    links: Links = Links()
    """Where to download it and read about it."""
    note: Sentence | None = None
    """Note for readers, in one sentence."""
    facts: tuple[Fact, ...] = ()
    """Statements about the dataset, each with its source."""
    added: Date | None = None
    """Date when the record was added."""
    sources: Ids
    """Source IDs from sources.yml, where the metadata comes from."""
    claims: tuple[Claim, ...] = ()
    """Metadata as individual sources state it, where they conflict."""


class Amount(NamedTuple):
    """A number that stands for one or several parts."""

    number: float
    is_minimum: bool = False
    """True if it is that of the largest part, because parts may overlap."""


def total_amount(parts: Mapping[str, float] | None) -> Amount | None:
    """Return the total of parts that have nothing in common, or the largest part as a minimum.

    >>> total_amount({"trainval": 165, "test": 8.0})
    Amount(number=173.0, is_minimum=False)
    >>> total_amount({"pretrain": 195, "trainval": 29})
    Amount(number=195, is_minimum=True)
    """
    if not parts:
        return None
    if len(parts) == 1 or any(parts.keys() <= set(split) for split in SPLITS):
        return Amount(round(sum(parts.values()), 4))
    return largest_part(parts)


def largest_part(parts: Mapping[str, float] | None) -> Amount | None:
    """Return the number of the largest part: people, for example, may be in several."""
    return Amount(max(parts.values()), is_minimum=len(parts) > 1) if parts else None

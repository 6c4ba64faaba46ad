"""Rows of tables that readers sort and filter: what cells show and sort by, and the words of filters."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import inf
from typing import ClassVar, get_args

from catalog.facets.code import Code, allows_any_use, code_of
from catalog.facets.facet import FacetValue
from catalog.facets.features import MEMORY_SIZES
from catalog.records.catalog import Catalog
from catalog.records.dataset import Amount, Dataset, largest_part, total_amount
from catalog.records.repository import REPOSITORY_URL, Memory, Repository, Speed
from catalog.records.schema import Paper
from catalog.records.types import DatasetKind
from catalog.records.vocabularies import License
from catalog.utils.text import fold, slugify
from catalog.views.cards import Link, dataset_href, paper_href
from catalog.views.views import Views

Words = Mapping[str, Sequence[str]]
"""The words of a row that a filter looks for, by the name of the filter."""

HOUR_STEPS = (10, 100, 1000)
"""Hours that a filter of datasets asks for at least."""
FPS_STEPS = (25,)
"""Frames per second that a filter of code asks for at least."""
EMOTIONAL = "emotional"
"""The kind of a dataset that is shown by its emotions instead."""
REMARK = re.compile(r"\s*\([^)]*\)")


@dataclass(frozen=True)
class DatasetRow:
    """A dataset in the table of datasets."""

    catalog: Catalog
    dataset: Dataset
    users: FacetValue | None
    """The papers that use it."""

    @property
    def year(self) -> int | None:
        """Its year."""
        return self.dataset.year

    @property
    def kinds(self) -> Sequence[str]:
        """Its kinds, without the one that has a column of its own."""
        return [kind for kind in self.dataset.kind if kind != EMOTIONAL]

    @property
    def has_emotions(self) -> bool:
        """True if it has emotions, whether or not they are listed."""
        return bool(self.dataset.emotions) or EMOTIONAL in self.dataset.kind

    @cached_property
    def hours(self) -> Amount | None:
        """Its length in hours."""
        return total_amount(self.dataset.hours)

    @property
    def subjects(self) -> Amount | None:
        """The number of people."""
        return largest_part(self.dataset.subjects)

    @cached_property
    def languages(self) -> Sequence[str]:
        """Its languages, without remarks: `English (British)` is English."""
        return _names(self.dataset.language)

    @property
    def words(self) -> Words:
        """The words for filters."""
        hours = self.hours.number if self.hours else 0
        return {
            "access": [self.dataset.access] if self.dataset.access else [],
            "license": list(self._license_words()),
            "type": self.kinds,
            "language": [slugify(language) for language in self.languages],
            "hours": ["stated", *(str(step) for step in HOUR_STEPS if hours >= step)] if hours else [],
            "emotions": ["yes"] if self.has_emotions else [],
        }

    def _license_words(self) -> Iterator[str]:
        if self.dataset.license:
            yield "stated"
            if all(allows_any_use(self.catalog, name) for name in _names(self.dataset.license)):
                yield "open"


@dataclass(frozen=True)
class DatasetTable:
    """The table of datasets."""

    rows: tuple[DatasetRow, ...]
    """Sorted by name."""
    hour_steps: ClassVar = HOUR_STEPS

    @property
    def kinds(self) -> Sequence[str]:
        """The kinds to choose from, in the order of the schema."""
        present = {kind for row in self.rows for kind in row.kinds}
        return [kind for kind in get_args(DatasetKind) if kind in present]

    @property
    def languages(self) -> Sequence[tuple[str, str]]:
        """The words and names of the languages to choose from."""
        names = {slugify(name): name for row in self.rows for name in row.languages}
        return sorted(names.items())


def dataset_table(views: Views) -> DatasetTable:
    """Return the table of datasets."""
    datasets = views.datasets_by_name()
    return DatasetTable(
        tuple(DatasetRow(views.catalog, one, views.dataset_lists.get(one.id)) for one in datasets)
    )


@dataclass(frozen=True)
class RepositoryRow:
    """A repository in the table of code."""

    catalog: Catalog
    code: Code
    records: tuple[Paper | Dataset, ...]
    """The papers and datasets that link to it, newest papers first."""

    @property
    def repository(self) -> Repository:
        """The record of the repository."""
        return self.code.repository

    @property
    def owner_and_name(self) -> tuple[str, str]:
        """Its owner and its name, as the host spells them; a blank owner and the URL for another URL."""
        match = REPOSITORY_URL.fullmatch(self.repository.url)
        return (match[1], match[2]) if match else ("", self.repository.url)

    @property
    def links(self) -> Sequence[Link]:
        """Links to the pages of its papers and datasets, with years if two have one name."""
        links = [_record_link(record) for record in self.records]
        if len({link.name for link in links}) == len(links):
            return links
        return [
            link._replace(name=f"{link.name} ({year})") for link, year in zip(links, self._years, strict=True)
        ]

    @property
    def _years(self) -> Sequence[int | None]:
        return [one.display_year if isinstance(one, Paper) else one.year for one in self.records]

    @property
    def year(self) -> int | None:
        """The year of its oldest paper or dataset."""
        return min(filter(None, self._years), default=None)

    @cached_property
    def speed(self) -> Speed | None:
        """The highest speed that it states."""
        return max(self.repository.speed, key=lambda speed: speed.fps, default=None)

    @cached_property
    def memory(self) -> Memory | None:
        """The smallest amount of memory that it states, to run it or else to train it."""
        stated = sorted(self.repository.memory, key=lambda memory: (memory.task != "inference", memory.gb))
        return stated[0] if stated else None

    @property
    def words(self) -> Words:
        """The words for filters."""
        commercial_use, speed, memory = self.code.commercial_use, self.speed, self.memory
        gigabytes = memory.gb if memory and memory.task == "inference" else inf
        sizes = [size for size in MEMORY_SIZES if gigabytes <= int(size)]
        return {
            "holds": self.repository.holds or (),
            "commercial": [commercial_use] if commercial_use else [],
            "fps": ["stated", *(str(step) for step in FPS_STEPS if speed.fps >= step)] if speed else [],
            "memory": ["stated", *sizes] if memory else [],
            "input": self.tags("driver"),
            "technique": self.tags("technique"),
        }

    def tags(self, group: str) -> list[str]:
        """Return the tags of its papers that belong to a group."""
        tags = {id for record in self.records if isinstance(record, Paper) for id in record.tags}
        return [id for id, tag in self.catalog.tags.items() if id in tags and tag.group == group]


@dataclass(frozen=True)
class CodeTable:
    """The table of code."""

    catalog: Catalog
    rows: tuple[RepositoryRow, ...]
    """Sorted by name."""
    fps_steps: ClassVar = FPS_STEPS
    memory_sizes: ClassVar = MEMORY_SIZES

    @property
    def read_dates(self) -> Sequence[date]:
        """The first and the last day on which repositories were read; one if they are the same."""
        dates = sorted(row.repository.read.checked for row in self.rows)
        return list(dict.fromkeys([*dates[:1], *dates[-1:]]))

    @property
    def licenses(self) -> Sequence[License]:
        """The licenses that the rows name, in the order of their file."""
        names = {terms.license.id for row in self.rows for terms in row.code.terms}
        return [license for id, license in self.catalog.licenses.items() if id in names]

    def tags(self, group: str) -> Sequence[tuple[str, str]]:
        """Return the IDs and names of the tags of a group to choose from."""
        present = {id for row in self.rows for id in row.tags(group)}
        return [(id, tag.name) for id, tag in self.catalog.tags.items() if id in present]


def code_table(views: Views) -> CodeTable:
    """Return the table of code."""
    catalog = views.catalog
    codes: dict[str, Code] = {}
    records: dict[str, list[Paper | Dataset]] = defaultdict(list)
    for record in catalog.records:
        for code in code_of(catalog, record):
            codes[code.repository.id] = code
            records[code.repository.id].append(record)
    rows = (RepositoryRow(catalog, code, tuple(records[id])) for id, code in codes.items())
    return CodeTable(catalog, tuple(sorted(rows, key=lambda row: [*map(fold, row.owner_and_name[::-1])])))


def _record_link(record: Paper | Dataset) -> Link:
    """Return a link to the page of a record, in few words."""
    if isinstance(record, Paper):
        return Link(record.short or record.title, paper_href(record))
    return Link(f"{record.name} (dataset)", dataset_href(record))


def _names(text: str | None) -> list[str]:
    """Return the names in a list, without remarks in parentheses: `MIT (code), CC BY 4.0 (data)`."""
    return list(dict.fromkeys(REMARK.sub("", text or "").split(", "))) if text else []

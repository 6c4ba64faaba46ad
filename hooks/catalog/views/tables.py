"""Rows of tables that readers sort and filter: what cells show and sort by, and the words of filters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar, NamedTuple, get_args

from catalog.facets.facet import FacetValue
from catalog.records.catalog import Catalog
from catalog.records.dataset import Dataset
from catalog.records.types import DatasetKind
from catalog.utils.text import fold, slugify
from catalog.views.views import Views

Words = Mapping[str, Sequence[str]]
"""The words of a row that a filter looks for, by the name of the filter."""

SPLITS = (("train", "val", "dev", "test"), ("trainval", "dev", "test"))
"""Names of parts that have no item in common."""
HOUR_STEPS = (10, 100, 1000)
"""Hours that a filter of datasets asks for at least."""
EMOTIONAL = "emotional"
"""The kind of a dataset that is shown by its emotions instead."""
REMARK = re.compile(r"\s*\([^)]*\)")


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


@dataclass(frozen=True)
class DatasetRow:
    """A dataset in the table of datasets."""

    catalog: Catalog
    dataset: Dataset
    users: FacetValue | None
    """The papers that use it."""

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
            if all(_is_open(self.catalog, name) for name in _names(self.dataset.license)):
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


def _names(text: str | None) -> list[str]:
    """Return the names in a list, without remarks in parentheses: `MIT (code), CC BY 4.0 (data)`."""
    return list(dict.fromkeys(REMARK.sub("", text or "").split(", "))) if text else []


def _is_open(catalog: Catalog, text: str) -> bool:
    """Return whether a text is the name of a license, or of all its versions, that allow any use."""
    id, name = text.lower().replace(" ", "-"), fold(text)
    licenses = [
        license
        for license in catalog.licenses.values()
        if id in (license.id, license.id.rpartition("-")[0]) or name == fold(license.name)
    ]
    return bool(licenses) and all(license.commercial == "yes" for license in licenses)

"""The papers of the catalog that a paper is nearest to, and why: words of the title, authors, tags.

What few papers share counts for more, by the logarithm of how few; so an author outweighs a word, and a
rare word a common one, without a number that somebody chose.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import log

from rapidfuzz import fuzz

from catalog.checks.names import NEAR
from catalog.records.catalog import Catalog, given_first
from catalog.records.ids import significant_words
from catalog.records.schema import Paper
from catalog.utils.text import fold

MOST = 3
Feature = tuple[str, str]
"""A kind (author, word or tag) and a value."""


@dataclass(frozen=True)
class Near:
    """A paper, and what it shares."""

    paper: Paper
    shared: Mapping[str, tuple[str, ...]]
    """Authors, title words and tags, those that tell most first."""
    same_title: bool
    """Whether the titles are so alike that it may be the same paper."""


class Nearness:
    """Finds near papers in one catalog."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog

    @cached_property
    def holders(self) -> Mapping[Feature, list[Paper]]:
        """The papers that have a feature."""
        found: dict[Feature, list[Paper]] = defaultdict(list)
        for paper in self.catalog.papers:
            for feature in self._features(paper):
                found[feature].append(paper)
        return found

    def to(self, paper: Paper) -> tuple[Near, ...]:
        """The nearest papers, nearest first; those that may be the same paper before all others."""
        shared: dict[str, list[Feature]] = defaultdict(list)
        features = self._features(paper)
        for feature in sorted(features, key=self._weight, reverse=True):
            for other in self.holders.get(feature, ()):
                if other.id != paper.id:
                    shared[other.id].append(feature)
        rated = sorted(shared, key=lambda id: (-sum(map(self._weight, shared[id])), id))
        near = [self._near(paper, self.catalog.paper[id], features, shared[id]) for id in rated[: MOST * 10]]
        return tuple(sorted(near, key=lambda one: not one.same_title)[:MOST])

    def _near(self, paper: Paper, other: Paper, names: Mapping[Feature, str], shared: list[Feature]) -> Near:
        kinds = {
            kind: tuple(names[feature] for feature in shared if feature[0] == kind)
            for kind in ("author", "word", "tag")
        }
        alike = fuzz.ratio(fold(paper.title), fold(other.title)) >= NEAR
        return Near(other, kinds, alike)

    def _weight(self, feature: Feature) -> float:
        return log((len(self.catalog.papers) + 1) / max(1, len(self.holders.get(feature, ()))))

    def _features(self, paper: Paper) -> Mapping[Feature, str]:
        """What a paper has, and how it is written."""
        return dict(self._listed(paper))

    def _listed(self, paper: Paper) -> Iterator[tuple[Feature, str]]:
        for name in paper.authors:
            if id := self.catalog.author_id(name, paper.id):
                yield ("author", id), given_first(name)
        for word in significant_words(paper.title):
            yield ("word", word), word
        for tag in paper.tags:
            yield ("tag", tag), tag

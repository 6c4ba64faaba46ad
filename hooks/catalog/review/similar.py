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

from catalog.checks.names import MIN_DUPLICATE_SIMILARITY_PERCENT
from catalog.records.catalog import Catalog, given_first
from catalog.records.ids import significant_words
from catalog.records.schema import Paper
from catalog.utils.text import fold

MAX_SIMILAR_PAPERS = 3
Feature = tuple[str, str]
"""A kind (author, word or tag) and a value."""


@dataclass(frozen=True)
class SimilarPaper:
    """A paper, and what it shares."""

    paper: Paper
    common_features: Mapping[str, tuple[str, ...]]
    """Authors, title words and tags, those that tell most first."""
    may_be_same: bool
    """Whether the titles are so alike that it may be the same paper."""


class SimilarPapers:
    """Finds near papers in one catalog."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog

    @cached_property
    def papers_by_feature(self) -> Mapping[Feature, list[Paper]]:
        """The papers that have a feature."""
        found: dict[Feature, list[Paper]] = defaultdict(list)
        for paper in self.catalog.papers:
            for feature in self._features_of(paper):
                found[feature].append(paper)
        return found

    def find(self, paper: Paper) -> tuple[SimilarPaper, ...]:
        """The nearest papers, nearest first; those that may be the same paper before all others."""
        shared: dict[str, list[Feature]] = defaultdict(list)
        features = self._features_of(paper)
        for feature in sorted(features, key=self._weight, reverse=True):
            for other in self.papers_by_feature.get(feature, ()):
                if other.id != paper.id:
                    shared[other.id].append(feature)
        rated = sorted(shared, key=lambda id: (-sum(map(self._weight, shared[id])), id))
        near = [
            self._compare(paper, self.catalog.paper[id], features, shared[id])
            for id in rated[: MAX_SIMILAR_PAPERS * 10]
        ]
        return tuple(sorted(near, key=lambda one: not one.may_be_same)[:MAX_SIMILAR_PAPERS])

    def _compare(
        self, paper: Paper, other: Paper, names: Mapping[Feature, str], shared: list[Feature]
    ) -> SimilarPaper:
        kinds = {
            kind: tuple(names[feature] for feature in shared if feature[0] == kind)
            for kind in ("author", "word", "tag")
        }
        alike = fuzz.ratio(fold(paper.title), fold(other.title)) >= MIN_DUPLICATE_SIMILARITY_PERCENT
        return SimilarPaper(other, kinds, alike)

    def _weight(self, feature: Feature) -> float:
        return log((len(self.catalog.papers) + 1) / max(1, len(self.papers_by_feature.get(feature, ()))))

    def _features_of(self, paper: Paper) -> Mapping[Feature, str]:
        """What a paper has, and how it is written."""
        return dict(self._iter_features(paper))

    def _iter_features(self, paper: Paper) -> Iterator[tuple[Feature, str]]:
        for name in paper.authors:
            if id := self.catalog.author_id(name, paper.id):
                yield ("author", id), given_first(name)
        for word in significant_words(paper.title):
            yield ("word", word), word
        for tag in paper.tags:
            yield ("tag", tag), tag

"""Similar papers, with the reason: common authors, title words and tags.

A feature is weighted by the logarithm of its rarity, so an author usually outweighs a word, and a rare word a
frequent one, without hand-picked weights.
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
MAX_CANDIDATES = 30
"""Papers with the highest weight, among which possible duplicates are moved to the front."""
Feature = tuple[str, str]
"""Kind (`author`, `word` or `tag`) and value."""


@dataclass(frozen=True)
class SimilarPaper:
    """A paper, and what it has in common with another one."""

    paper: Paper
    common_features: Mapping[str, tuple[str, ...]]
    """Names by kind (`author`, `word` and `tag`), the rarest first."""
    may_be_same: bool
    """True if the titles are so similar that it may be the same paper."""


class SimilarPapers:
    """Finds similar papers in one catalog."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog

    @cached_property
    def papers_by_feature(self) -> Mapping[Feature, list[Paper]]:
        """Papers that have a feature."""
        papers: dict[Feature, list[Paper]] = defaultdict(list)
        for paper in self.catalog.papers:
            for feature in self._features_of(paper):
                papers[feature].append(paper)
        return papers

    def find(self, paper: Paper) -> tuple[SimilarPaper, ...]:
        """Return the most similar papers: possible duplicates first, then by weight."""
        name_by_feature = self._features_of(paper)
        common: dict[str, list[Feature]] = defaultdict(list)
        for feature in sorted(name_by_feature, key=self._weight, reverse=True):
            for candidate in self.papers_by_feature.get(feature, ()):
                if candidate.id != paper.id:
                    common[candidate.id].append(feature)
        ids = sorted(common, key=lambda id: (-sum(map(self._weight, common[id])), id))[:MAX_CANDIDATES]
        candidates = [self._compare(paper, self.catalog.paper[id], name_by_feature, common[id]) for id in ids]
        candidates.sort(key=lambda candidate: not candidate.may_be_same)
        return tuple(candidates[:MAX_SIMILAR_PAPERS])

    def _compare(
        self, paper: Paper, candidate: Paper, name_by_feature: Mapping[Feature, str], common: list[Feature]
    ) -> SimilarPaper:
        names_by_kind = {
            kind: tuple(name_by_feature[feature] for feature in common if feature[0] == kind)
            for kind in ("author", "word", "tag")
        }
        similarity = fuzz.ratio(fold(paper.title), fold(candidate.title))
        return SimilarPaper(candidate, names_by_kind, similarity >= MIN_DUPLICATE_SIMILARITY_PERCENT)

    def _weight(self, feature: Feature) -> float:
        return log((len(self.catalog.papers) + 1) / max(1, len(self.papers_by_feature.get(feature, ()))))

    def _features_of(self, paper: Paper) -> Mapping[Feature, str]:
        """Return a paper's features, with their display names."""
        return dict(self._iter_features(paper))

    def _iter_features(self, paper: Paper) -> Iterator[tuple[Feature, str]]:
        for name in paper.authors:
            if id := self.catalog.author_id(name, paper.id):
                yield ("author", id), given_first(name)
        for word in significant_words(paper.title):
            yield ("word", word), word
        for tag in paper.tags:
            yield ("tag", tag), tag

"""Similarity of papers by words of titles and summaries, tags, datasets, authors, and reported comparisons.

A score is a weighted sum of cosines, one for each kind of feature, so that long texts count no more than
short ones. Papers that share the rarest features, whose lists are short, are scored with all features: the
time for one paper is bounded, however many papers there are.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from itertools import chain, islice
from math import log, sqrt
from typing import NamedTuple

from catalog.records.catalog import Catalog
from catalog.records.schema import Paper
from catalog.utils.text import fold
from catalog.utils.words import split_terms

WORD_WEIGHT = 1.0  # words describe a paper most exactly
LABEL_WEIGHT = 0.4  # tags and categories are less exact, but papers that use other words share them
AUTHOR_WEIGHT = 0.2  # groups stay with a subject, but their other papers have a list of their own
DATASET_WEIGHT = 0.2  # few papers state their datasets, and some datasets are used for everything
VERSION_WEIGHT = 0.5  # an earlier or later version is of interest even if it is described in other words
COMPARISON_WEIGHT = 0.5  # methods that are compared solve one problem; a single report counts half
TITLE_WEIGHT = 1.5
"""Weight of a word in a title, which names the subject. Words of summaries also describe details."""
YEARS_TO_HALF = 10
"""Years between two papers that halve their score, since methods and their names change."""
MAX_POSTINGS = 350
"""Entries read from the lists of papers by feature, the rarest features of a paper first."""
MAX_CANDIDATES = 20
"""Papers scored with all features, several times as many as a page shows."""
VERSION = re.compile(r"(?<=\w{2})[\s-]*(?:v?\d+(?:\.\d+)*|\++)$", re.IGNORECASE)
"""The end of a short name that tells versions apart: Hallo2, OmniHuman-1.5, EchoMimicV3, SyncTalk++."""

Pairs = Mapping[tuple[str, str], int]
"""Numbers by pairs of paper IDs; the order within a pair does not matter."""
Vector = Mapping[str, float]
"""Weights by feature: a term, or the ID of an author after `@`, or that of a dataset after `#`."""


class Postings(NamedTuple):
    """The papers with a feature."""

    rows: list[int]
    weights: array[float]
    """Weights of the feature in these papers; an array, because they are read millions of times."""


class Similarity:
    """The similarities between the papers of one catalog. A row is a position in `Catalog.papers`."""

    def __init__(self, catalog: Catalog, comparisons: Pairs) -> None:
        """Index the papers of a catalog; `comparisons` are numbers of reports that compare two papers."""
        self.papers = catalog.papers
        self.rows = {paper.id: row for row, paper in enumerate(self.papers)}
        self.terms = [tuple(map(split_terms, paper_texts(paper))) for paper in self.papers]
        """Terms of the texts of each paper; see `paper_texts`."""
        self.paper_counts = Counter(term for texts in self.terms for term in set(chain(*texts)))
        self.authors = [frozenset(filter(None, catalog.author_ids[paper.id])) for paper in self.papers]
        self.datasets = [frozenset(id for _, id in paper.datasets.paths_and_ids) for paper in self.papers]
        self._years = [paper.display_year for paper in self.papers]
        self._rows_by_label = _index_labels(self.papers)
        bits = {label: 1 << number for number, label in enumerate(self._rows_by_label)}
        self._labels = [sum(bits[label] for label in _labels(paper)) for paper in self.papers]
        """Tags and categories of each paper, as bits."""
        self._label_scales = [sqrt(LABEL_WEIGHT / (labels.bit_count() or 1)) for labels in self._labels]
        self._names = list(map(_name_without_version, self.papers))
        self._rows_by_name: dict[str, list[int]] = defaultdict(list)
        for row, name in enumerate(self._names):
            self._rows_by_name[name].append(row)
        self._reports: dict[int, dict[int, int]] = defaultdict(dict)
        for (id, other_id), reports in comparisons.items():
            if {id, other_id} <= self.rows.keys():
                row, other = self.rows[id], self.rows[other_id]
                self._reports[row][other] = self._reports[other][row] = reports
        vectors = list(map(self._weigh_features, range(len(self.papers))))
        counts = Counter(chain.from_iterable(vectors))
        ranks = {feature: (count, feature) for feature, count in counts.items() if count > 1}
        self._vectors = [
            {
                feature: vector[feature]
                for feature in sorted(ranks.keys() & vector.keys(), key=ranks.__getitem__)
            }
            for vector in vectors
        ]
        """Features of each paper that others have, the rarest first."""
        self._postings = _invert(self._vectors)

    def nearest(self, row: int, count: int) -> list[int]:
        """Return the rows of the most similar papers, the best first, the newest of equals first.

        Papers that were withdrawn or retracted are left out.
        """
        scores, unread = self._read_postings(row)
        if len(scores) < MAX_CANDIDATES:
            scores = dict.fromkeys(self._rows_by_labels(row), 0.0) | scores
        for other in {*self.versions(row), *self._reports.get(row, ())}:
            bonus = self.version_score(row, other) + self.comparison_score(row, other)
            scores[other] = scores.get(other, 0) + bonus
        labels, scales = self._labels, self._label_scales
        row_labels, row_scale = labels[row], scales[row]
        totals = [
            score + row_scale * scales[other] * (row_labels & labels[other]).bit_count()
            for other, score in scores.items()
        ]
        least = min(sorted(totals)[-MAX_CANDIDATES:], default=0)  # all of those with the last one are scored
        ranking = list[tuple[float, int]]()
        for other, score in zip(scores, totals, strict=True):
            if score < least or other == row:
                continue
            vector = self._vectors[other]
            for feature, weight in unread:
                if feature in vector:
                    score += weight * vector[feature]
            if score:
                ranking.append((-score * self._closeness(row, other), other))
        listed = (other for _, other in sorted(ranking) if not self.papers[other].status)
        return list(islice(listed, count))

    def _closeness(self, row: int, other: int) -> float:
        """Return the factor of the years between two papers; 1 if a year is unknown."""
        years = abs(self._years[row] - self._years[other]) if self._years[row] and self._years[other] else 0
        return 1 / (1 + years / YEARS_TO_HALF)

    def _read_postings(self, row: int) -> tuple[dict[int, float], list[tuple[str, float]]]:
        """Return scores of papers by the rarest features of one, and its features that were not read."""
        scores: dict[int, float] = {}
        score_of = scores.get
        features = list(self._vectors[row].items())
        left = MAX_POSTINGS
        for position, (feature, weight) in enumerate(features):
            rows, weights = self._postings[feature]
            left -= len(rows)
            if left < 0:
                return scores, features[position:]
            for other, other_weight in zip(rows, weights, strict=True):
                scores[other] = score_of(other, 0) + weight * other_weight
        return scores, []

    def _rows_by_labels(self, row: int) -> list[int]:
        """Return the newest papers with the rarest tags and categories of a paper."""
        lists = sorted((self._rows_by_label[label] for label in _labels(self.papers[row])), key=len)
        return list(chain.from_iterable(rows[:MAX_CANDIDATES] for rows in lists))

    def all_terms(self, row: int) -> set[str]:
        """Return the terms of a paper that others have."""
        return {feature for feature in self._vectors[row] if feature[0] not in "@#"}

    def shared_terms(self, row: int, other: int, terms: Set[str]) -> dict[str, float]:
        """Return those of some terms that two papers share, and what each adds to their score."""
        vector, other_vector = self._vectors[row], self._vectors[other]
        return {term: vector[term] * other_vector[term] for term in terms & other_vector.keys()}

    def label_weight(self, row: int, other: int) -> float:
        """Return what each common tag or category adds to the score of two papers."""
        return self._label_scales[row] * self._label_scales[other]

    def author_score(self, row: int, other: int) -> float:
        """Return what authors add to the score of two papers."""
        return AUTHOR_WEIGHT * _cosine(self.authors[row], self.authors[other])

    def dataset_score(self, row: int, other: int) -> float:
        """Return what datasets add to the score of two papers."""
        return DATASET_WEIGHT * _cosine(self.datasets[row], self.datasets[other])

    def version_score(self, row: int, other: int) -> float:
        """Return the bonus of versions of one paper."""
        return VERSION_WEIGHT if other in self.versions(row) else 0

    def comparison_score(self, row: int, other: int) -> float:
        """Return what reports that compare two papers add to their score."""
        reports = self.reports(row, other)
        return COMPARISON_WEIGHT * reports / (reports + 1)

    def reports(self, row: int, other: int) -> int:
        """Return how many reports compare two papers."""
        return self._reports.get(row, {}).get(other, 0)

    def versions(self, row: int) -> list[int]:
        """Return the other versions of a paper, newest first: papers of that name by any of its authors."""
        rows = self._rows_by_name[self._names[row]] if self._names[row] else ()
        return [other for other in rows if other != row and self.authors[row] & self.authors[other]]

    def _weigh_features(self, row: int) -> Vector:
        """Return the features of a paper, scaled so that products of two papers add up to their score."""
        summary, title = self.terms[row]
        weights = dict.fromkeys(summary, 1.0)
        for term in dict.fromkeys(title):
            weights[term] = weights.get(term, 0) + TITLE_WEIGHT
        weights.pop("", None)
        count = len(self.papers)
        words = {term: w * sqrt(log(count / self.paper_counts[term])) for term, w in weights.items()}
        vector = _scale(words, WORD_WEIGHT)
        vector |= _scale(dict.fromkeys([f"@{id}" for id in self.authors[row]], 1.0), AUTHOR_WEIGHT)
        vector |= _scale(dict.fromkeys([f"#{id}" for id in self.datasets[row]], 1.0), DATASET_WEIGHT)
        return vector


def paper_texts(paper: Paper) -> tuple[str, str]:
    """Return the summary of a paper, and its title with the short name."""
    return paper.summary or "", f"{paper.title} {paper.short or ''}"


def _name_without_version(paper: Paper) -> str:
    """Return the folded short name without its version: `hallo` for Hallo2."""
    return fold(VERSION.sub("", paper.short or "")).replace(" ", "")


def _labels(paper: Paper) -> set[str]:
    """Return the tags and categories of a paper."""
    return {*paper.tags, *paper.categories}


def _index_labels(papers: Sequence[Paper]) -> dict[str, list[int]]:
    """Return the rows of papers by label, newest first."""
    rows: dict[str, list[int]] = defaultdict(list)
    for row, paper in enumerate(papers):
        for label in _labels(paper):
            rows[label].append(row)
    return rows


def _scale(weights: Mapping[str, float], norm: float) -> dict[str, float]:
    """Return weights scaled to a sum of squares."""
    square = sum(weight * weight for weight in weights.values())
    factor = sqrt(norm / square) if square else 0
    return {feature: weight * factor for feature, weight in weights.items()}


def _invert(vectors: Sequence[Vector]) -> dict[str, Postings]:
    """Return the papers with a feature, by feature."""
    postings: dict[str, Postings] = defaultdict(lambda: Postings([], array("d")))
    for row, vector in enumerate(vectors):
        for feature, weight in vector.items():
            rows, weights = postings[feature]
            rows.append(row)
            weights.append(weight)
    return postings


def _cosine(ids: Set[str], other_ids: Set[str]) -> float:
    """Return the cosine of two sets."""
    shared = len(ids & other_ids)
    return shared / sqrt(len(ids) * len(other_ids)) if shared else 0

"""Likeness of titles to those of the catalog and to those it refused, and the nearest of its papers.

Naive Bayes with words and pairs of words in titles, trained in each run. Titles are all that both sides have:
refused papers are kept without summaries and categories.
Source: https://nlp.stanford.edu/IR-book/html/htmledition/the-bernoulli-model-1.html
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain
from math import log, sqrt

from catalog.records.schema import Paper
from catalog.refresh.radar.method_words import METHOD_TERMS
from catalog.utils.words import term

WORD = re.compile(r"[^\W_]+?(?:(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?![^\W_]))")
"""A word, or a part of a name in capitals and small letters: `Stream` and `Talk` of `StreamTalk`."""
END_OF_PART = re.compile(r"[:;.,?!]")
"""Mark between words that do not belong together."""
SMOOTHING = 0.1
"""Titles in which each word appears besides those that were counted."""
BACKGROUND_TITLES = 30
"""Titles with which both sides start, so that few titles say little."""


def find_features(title: str) -> dict[str, str]:
    """Return the terms of a title and the pairs that follow each other, each with its words as printed.

    >>> find_features("StreamTalk: A Head Model")
    {'stream talk': 'StreamTalk', 'talk': 'Talk', 'head': 'Head', 'head model': 'Head Model'}
    """
    words = list(WORD.finditer(title))
    terms = [term(word[0]) for word in words]
    features: dict[str, str] = {}
    for at, text in enumerate(terms):
        if text and text not in METHOD_TERMS:
            features.setdefault(text, words[at][0])
        following = terms[at + 1] if at + 1 < len(terms) else ""
        if text and following and not {text, following} <= METHOD_TERMS:
            phrase = title[words[at].start() : words[at + 1].end()]
            if not END_OF_PART.search(phrase):
                features.setdefault(f"{text} {following}", phrase)
    return features


class Likeness:
    """Log-odds that a title is one of the catalog's rather than one that it refused."""

    def __init__(self, listed: Sequence[str], refused: Sequence[str]) -> None:
        """Learn from titles."""
        counts = [Counter(chain.from_iterable(map(find_features, titles))) for titles in (listed, refused)]
        sizes = [len(titles) + BACKGROUND_TITLES for titles in (listed, refused)]
        self.weights: Mapping[str, float] = {
            feature: log((counts[0][feature] + SMOOTHING) / sizes[0])
            - log((counts[1][feature] + SMOOTHING) / sizes[1])
            for feature in counts[0].keys() | counts[1].keys()
        }
        """Log-odds of each term or pair; unknown ones say nothing."""

    def score(self, title: str) -> float:
        """Return the log-odds of a title, without regard to how many papers are on either side."""
        return sum(self.weights.get(feature, 0) for feature in find_features(title))

    def find_reasons(self, title: str, count: int) -> list[str]:
        """Return the words and pairs of a title that speak most for it, as printed, none within another.

        A pair counts with its words: `Talking Heads` says more than `Talking`.
        """
        features = find_features(title)
        weights = {}
        for feature in features:
            weight = self.weights.get(feature, 0)
            words = feature.split() if weight > 0 else []
            weights[feature] = weight + sum(self.weights.get(word, 0) for word in words if word != feature)
        reasons: list[str] = []
        named: set[str] = set()
        for feature in sorted(features, key=lambda feature: (-weights[feature], feature)):
            if weights[feature] > 0 and len(reasons) < count and named.isdisjoint(feature.split()):
                named.update(feature.split())
                reasons.append(features[feature])
        return reasons


class Neighbors:
    """Papers of the catalog by their titles: cosines of terms and pairs, the rare ones with more weight."""

    def __init__(self, papers: Sequence[Paper]) -> None:
        """Index papers; the newest of equals comes first."""
        self._papers = papers
        vectors = [find_features(paper.title).keys() for paper in papers]
        counts = Counter(chain.from_iterable(vectors))
        self._weights = {feature: log((len(papers) + 1) / count) ** 2 for feature, count in counts.items()}
        self._norms = [sqrt(sum(map(self._weights.__getitem__, vector))) or 1 for vector in vectors]
        self._rows: dict[str, list[int]] = defaultdict(list)
        for row, vector in enumerate(vectors):
            for feature in vector:
                self._rows[feature].append(row)

    def find_nearest(self, title: str) -> Paper | None:
        """Return the paper whose title is most like another; None if it shares no word with any."""
        scores: defaultdict[int, float] = defaultdict(float)
        for feature in find_features(title):
            for row in self._rows.get(feature, ()):
                scores[row] += self._weights[feature] / self._norms[row]
        best = min(scores, key=lambda row: (-scores[row], row), default=None)
        return None if best is None else self._papers[best]

"""Papers related to another, each with the reason in words; and other papers by its authors."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache, partial
from itertools import islice
from math import fsum
from types import MappingProxyType
from typing import NamedTuple

from catalog.documents.problems import format_count
from catalog.records.catalog import Catalog
from catalog.records.schema import Paper
from catalog.utils.words import find_phrase, noun_terms, quote_words, split_terms, term_pairs
from catalog.views.similarity import Pairs, Similarity, paper_texts

MAX_RELATED_PAPERS = 5
MAX_PAPERS_BY_AUTHORS = 3
"""Papers of the same authors on the page of a paper, besides the related ones."""
MAX_PARTS = 2
"""Parts of a reason, those that weigh most."""
MAX_NAMES = 2
"""Tags, datasets, words or authors that a part names."""
MAX_SHARE_OF_TAG, MAX_SHARE_OF_WORD = 1 / 4, 1 / 20
"""Share of all papers up to which a tag or a word says something about two of them."""
MAX_TEXTS_FOR_NOUNS = 2000
"""Summaries that show which words are nouns, the newest ones."""


class RelatedPaper(NamedTuple):
    """A paper related to another."""

    paper: Paper
    reason: str
    """The reason in words: `also emotion control; both mention “hash grid”`."""


class RelatedPapers:
    """The related papers of one catalog."""

    def __init__(self, catalog: Catalog, comparisons: Pairs = MappingProxyType({})) -> None:
        """Prepare the lists; the papers are indexed when the first one is read.

        Args:
            catalog: The catalog.
            comparisons: Number of reports that compare two papers, by their IDs.
        """
        self._catalog = catalog
        self._comparisons = comparisons
        self._related: dict[str, tuple[RelatedPaper, ...]] = {}
        self._by_authors: dict[str, tuple[Paper, ...]] = {}

    def of(self, paper: Paper) -> tuple[RelatedPaper, ...]:
        """Return the papers most related to a paper, the most related first."""
        if paper.id not in self._related:
            row = self._similarity.rows[paper.id]
            self._related[paper.id] = tuple(
                RelatedPaper(self._catalog.papers[other], self._reasons.explain(row, other))
                for other in self._similarity.nearest(row, MAX_RELATED_PAPERS)
            )
        return self._related[paper.id]

    def find_all(self) -> None:
        """Find the papers related to each, in half the time it would take between pages; free the index."""
        for paper in self._catalog.papers:
            self.of(paper)
        vars(self).pop("_reasons", None)
        vars(self).pop("_similarity", None)

    def by_authors(self, paper: Paper) -> tuple[Paper, ...]:
        """Return further papers by any of its authors, newest first."""
        if paper.id not in self._by_authors:
            self._by_authors[paper.id] = self._find_by_authors(paper)
        return self._by_authors[paper.id]

    def _find_by_authors(self, paper: Paper) -> tuple[Paper, ...]:
        rows = {
            row
            for author_id in self._catalog.author_ids[paper.id]
            for row in self._newest_rows_by_author.get(author_id, ())
        }
        shown = {paper.id, *(related.paper.id for related in self.of(paper))}
        papers = (self._catalog.papers[row] for row in sorted(rows))
        return tuple(islice((other for other in papers if other.id not in shown), MAX_PAPERS_BY_AUTHORS))

    @cached_property
    def _similarity(self) -> Similarity:
        return Similarity(self._catalog, self._comparisons)

    @cached_property
    def _reasons(self) -> Reasons:
        return Reasons(self._catalog, self._similarity)

    @cached_property
    def _newest_rows_by_author(self) -> dict[str, tuple[int, ...]]:
        """The newest papers of each author, by author ID, as positions in `Catalog.papers`."""
        rows = {paper.id: row for row, paper in enumerate(self._catalog.papers)}
        limit = MAX_PAPERS_BY_AUTHORS + MAX_RELATED_PAPERS + 1
        return {
            author.id: tuple(rows[paper.id] for paper in author.papers[:limit])
            for author in self._catalog.authors.values()
        }


class Part(NamedTuple):
    """A part of a reason."""

    weight: float
    """Share in the score."""
    text: Callable[[], str]
    """Function that returns its words; few parts are shown."""


class Reasons:
    """The reasons why papers are related, in words. They name what weighs most in the score."""

    def __init__(self, catalog: Catalog, similarity: Similarity) -> None:
        self._catalog = catalog
        self._papers = catalog.papers
        self._similarity = similarity
        self._tag_counts = Counter(id for paper in catalog.papers for id in paper.tags)
        self._tag_terms = {
            id: set(split_terms(" ".join((tag.name, *tag.aliases)))) for id, tag in catalog.tags.items()
        }
        summaries = (paper.summary for paper in catalog.papers if paper.summary)
        self._nouns = noun_terms(islice(summaries, MAX_TEXTS_FOR_NOUNS))
        max_tag_count = max(2, MAX_SHARE_OF_TAG * len(catalog.papers))
        max_term_count = max(2, MAX_SHARE_OF_WORD * len(catalog.papers))
        self._telling_tags = {id for id, count in self._tag_counts.items() if count <= max_tag_count}
        telling_terms = {term for term in self._nouns if similarity.paper_counts[term] <= max_term_count}
        self._telling_terms_of = lru_cache(maxsize=1)(lambda row: similarity.all_terms(row) & telling_terms)
        self._pairs_of = lru_cache(maxsize=1)(lambda row: term_pairs(similarity.terms[row]))

    def explain(self, row: int, other: int) -> str:
        """Return why a paper is related to another, by their rows."""
        parts = list(self._parts(row, other))
        if len(parts) > MAX_PARTS:
            least = sorted(part.weight for part in parts)[-MAX_PARTS]
            parts = [part for part in parts if part.weight >= least][:MAX_PARTS]
        return _join_parts([part.text() for part in parts] or self._common(row, other))

    def _parts(self, row: int, other: int) -> Iterator[Part]:
        """Yield the parts of a reason in the order of a sentence."""
        similarity = self._similarity
        if weight := similarity.comparison_score(row, other):
            yield Part(weight, partial(self._count_reports, row, other))
        if weight := similarity.version_score(row, other):
            yield Part(weight, partial(self._name_version, row, other))
        if weight := similarity.author_score(row, other):
            yield Part(weight, partial(self._name_authors, row, other))
        shared_tags = self._shared_tags(row, other)
        if tags := [id for id in shared_tags if id in self._telling_tags]:
            yield Part(len(tags) * similarity.label_weight(row, other), partial(self._name_tags, tags))
        if weight := similarity.dataset_score(row, other):
            yield Part(weight, partial(self._name_datasets, row, other))
        shared_terms = similarity.shared_terms(row, other, self._telling_terms_of(row))
        terms = {  # a word of a tag says no more than the tag
            term: weight
            for term, weight in shared_terms.items()
            if not any(term in self._tag_terms[id] for id in shared_tags)
        }
        if terms:
            yield Part(fsum(terms.values()), partial(self._quote_terms, row, other, terms))

    def _common(self, row: int, other: int) -> list[str]:
        """Return a part on papers that share only what many do: a tag, a category, or a word."""
        if tags := self._shared_tags(row, other):
            return [self._name_tags(tags)]
        paper, other_paper = self._papers[row], self._papers[other]
        for id in paper.categories:
            if id in other_paper.categories:
                return [f"same category: {self._catalog.categories[id].name}"]
        terms = self._similarity.shared_terms(row, other, self._similarity.all_terms(row))
        return [self._quote_terms(row, other, terms)]

    def _count_reports(self, row: int, other: int) -> str:
        return f"compared in {format_count(self._similarity.reports(row, other), 'report')}"

    def _name_version(self, row: int, other: int) -> str:
        """Return which version another paper is. Rows are newest first."""
        paper, other_paper = self._papers[row], self._papers[other]
        if paper.display_year == other_paper.display_year and not (paper.arxiv and other_paper.arxiv):
            return "another version"
        versions = self._similarity.versions(row)
        if other < row:
            return "its successor" if other == max(v for v in versions if v < row) else "a later version"
        return "its predecessor" if other == min(v for v in versions if v > row) else "an earlier version"

    def _name_authors(self, row: int, other: int) -> str:
        paper, other_paper = self._papers[row], self._papers[other]
        shared = self._similarity.authors[row] & self._similarity.authors[other]
        if len(shared) == len(paper.authors) == len(other_paper.authors):
            return "same author" if len(shared) == 1 else "same authors"
        if len(shared) > MAX_NAMES:
            return f"{len(shared)} of the same authors"
        ids = dict.fromkeys(self._catalog.author_ids[other_paper.id])
        names = [self._catalog.authors[id].name for id in ids if id in shared]
        return f"another paper by {_join_names(names)}"

    def _shared_tags(self, row: int, other: int) -> list[str]:
        """Return the tags of both papers, the rarest first."""
        other_tags = self._papers[other].tags
        tags = (id for id in self._papers[row].tags if id in other_tags)
        return sorted(tags, key=lambda id: (self._tag_counts[id], id))

    def _name_tags(self, tags: Sequence[str]) -> str:
        names = [_lower_first(self._catalog.tags[id].name) for id in tags[:MAX_NAMES]]
        return f"also {_join_names(names)}"

    def _name_datasets(self, row: int, other: int) -> str:
        shared = sorted(self._similarity.datasets[row] & self._similarity.datasets[other])[:MAX_NAMES]
        datasets = self._catalog.datasets
        return f"also on {_join_names([datasets[id].name if id in datasets else id for id in shared])}"

    def _quote_terms(self, row: int, other: int, terms: Mapping[str, float]) -> str:
        """Return the terms that weigh most as the other paper prints them, with neighbors that both share."""
        all_terms = self._similarity.terms[other]
        texts = list(zip(paper_texts(self._papers[other]), all_terms, strict=True))
        phrases, quoted = list[str](), set[str]()
        for term in sorted(terms, key=lambda term: (-terms[term], term)):
            if term not in quoted and len(phrases) < MAX_NAMES:
                found = [
                    (find_phrase(text_terms, term, self._pairs_of(row), self._nouns), text, text_terms)
                    for text, text_terms in texts
                ]
                positions, text, text_terms = max(found, key=lambda phrase: len(phrase[0]))
                quoted.update(text_terms[positions.start : positions.stop])
                phrases.append(f"“{quote_words(text, positions)}”")
        return f"both mention {_join_names(phrases)}"


def _join_parts(parts: Sequence[str]) -> str:
    """Join the parts of a reason: `also emotion control, and on MEAD; both mention “blinks”`."""
    text = parts[0]
    for part in parts[1:]:
        repeats = text.startswith("also ") and part.startswith("also on ")
        text += f", and {part.removeprefix('also ')}" if repeats else f"; {part}"
    return text


def _join_names(names: Sequence[str]) -> str:
    return " and ".join(names)


def _lower_first(name: str) -> str:
    """Return a name as it is written within a sentence: `emotion control`, but `NeRF` and `3D mesh`."""
    word, space, rest = name.partition(" ")
    return f"{word.lower() if word[1:].islower() else word}{space}{rest}"

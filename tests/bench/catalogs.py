"""Generate catalogs of any size: the real papers first, then synthetic ones that resemble them.

Titles and summaries are recombined from real ones by Markov chains over words. New words, mostly names of
methods, are added to titles at the pace of the real ones (Heaps' law: see `VocabularyGrowth`), so that
vocabulary and index grow realistically.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any

from catalog.records.catalog import Catalog, newest_first
from catalog.records.ids import PAPER_ID, make_paper_id
from catalog.records.result import Result
from catalog.records.schema import Paper
from catalog.records.types import MAX_SUMMARY_LENGTH
from catalog.utils.text import fold
from catalog.views.reading import page_href
from tests.bench.language import MarkovChain, VocabularyGrowth, split_name

ORIGINAL_LIST = "awesome-talking-face"
"""The source whose papers come first: the list that the catalog started from."""
NAME_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d[A-Z]?")
"""Matches the parts of a name: `Audio2Head` is Audio, 2, Head."""
ADJECTIVE_ENDINGS = (
    "-aware",
    "-guided",
    "-free",
    "-based",
    "-driven",
    "-conditioned",
    "-consistent",
    "-level",
    "-to-face",
)
"""Endings that turn nouns into adjectives in this field."""


def make_catalog(root: Path, papers: int, seed: int = 1) -> Catalog:
    """Return a catalog; equal arguments give equal catalogs.

    Without people who list their papers: that tells namesakes apart, and synthetic authors would be neither.

    Args:
        root: The checkout with the real papers.
        papers: Number of papers. If it exceeds that of the real papers, the rest is synthetic.
        seed: Seed of the random generator.
    """
    real = Catalog.load(root)
    random = Random(seed)
    listed = [paper for paper in real.papers if ORIGINAL_LIST in paper.sources]
    others = [paper for paper in real.papers if ORIGINAL_LIST not in paper.sources]
    random.shuffle(others)
    chosen = (listed + others)[:papers]
    generator = PaperGenerator(random, real.papers)
    chosen += [generator.make_paper() for _ in range(papers - len(chosen))]
    ids = {paper.id for paper in chosen}
    results = {id: result for id, result in real.results.items() if _named_papers(result) <= ids}
    people = {id: person for id, person in real.people.items() if not person.papers}
    catalog = replace(real, papers=newest_first(chosen), results=results, people=people)
    glossary = {id: term for id, term in real.glossary.items() if page_href(catalog, term.see)}
    return replace(catalog, glossary=glossary)


def _named_papers(result: Result) -> set[str]:
    """Return the ids of the papers that a table of results names."""
    methods = {row.method for row in result.rows if PAPER_ID.fullmatch(row.method)}
    return methods | ({result.reported_by} if result.reported_by else set())


@dataclass
class PaperGenerator:
    """Generates papers from the real ones."""

    random: Random
    real_papers: Sequence[Paper]
    ids: set[str] = field(default_factory=set)
    arxiv_ids: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    """Folded, without names of methods."""
    vocabulary: set[str] = field(default_factory=set)
    """Distinct words of all titles so far."""
    word_count: int = 0
    """Number of words of all titles so far."""

    def __post_init__(self) -> None:
        self.ids = {id for paper in self.real_papers for id in (paper.id, *paper.replaces)}
        self.arxiv_ids = {paper.arxiv for paper in self.real_papers if paper.arxiv}
        self.titles = {fold(split_name(paper.title)[1]) for paper in self.real_papers}
        self.share_named = sum(bool(split_name(paper.title)[0]) for paper in self.real_papers) / len(
            self.real_papers
        )
        titles = self.random.sample([paper.title for paper in self.real_papers], len(self.real_papers))
        self.growth = VocabularyGrowth.fit(titles)
        self._count_words(*titles)
        self.chain = MarkovChain([split_name(title)[1].split() for title in titles])
        summaries = [paper.summary.split() for paper in self.real_papers if paper.summary]
        self.summary_chain = MarkovChain(summaries)
        names = [name for title in titles if (name := split_name(title)[0])]
        self.name_parts: list[str] = [part for name in names for part in NAME_PART.findall(name)]
        self.people = [name for paper in self.real_papers for name in paper.authors]
        words = (word for title in titles for word in title.split())
        self.nouns = [word for word in words if len(word) > 2 and word.isalpha() and word.istitle()]

    def make_paper(self) -> Paper:
        """Return a new paper with the venue, year, tags, datasets and links of real papers."""
        model, other = self.random.choices(self.real_papers, k=2)
        title, short = self._make_title()
        year = model.display_year or 2024
        id = make_paper_id(short, title, year, self.ids.__contains__)
        self.ids.add(id)
        url = f"https://example.com/{id}"
        links = {kind: [f"{url}/{kind}"] for kind, _ in other.links.kinds_and_urls if kind != "paper"}
        if not model.arxiv:
            links["paper"] = [f"{url}.pdf"]
        if other.links.code:
            links["code"] = [
                f"https://github.com/{fold(self._make_person()).replace(' ', '-')}/{short or id}"
            ]
        fields: dict[str, Any] = {
            "title": title,
            "short": short,
            "summary": model.summary and self._make_summary(model.summary),
            "authors": self._make_authors(),
            "venue": model.venue,
            "year": str(year),
            "arxiv": self._make_arxiv_id(year) if model.arxiv else None,
            "categories": other.categories,
            "tags": other.tags,
            "links": links,
            "datasets": other.datasets,
            "sources": model.sources[:1],
        }
        known = {name: value for name, value in fields.items() if value}
        return Paper.model_validate({"id": id, "file": f"data/papers/{year}/{id}.yml"} | known)

    def _make_summary(self, model: str) -> str:
        """Return a new summary that is about as long as another, as far as that is allowed."""
        while True:
            summary = " ".join(self.summary_chain.generate(self.random, max_words=40))
            if summary.endswith(".") and 0.9 * len(model) <= len(summary) <= MAX_SUMMARY_LENGTH:
                return summary

    def _make_arxiv_id(self, year: int) -> str:
        """Return a new arXiv id."""
        month = f"{year % 100:02}{self.random.randint(1, 12):02}"
        digits = 5 if year >= 2015 else 4
        while (id := f"{month}.{self.random.randrange(10**digits):0{digits}}") in self.arxiv_ids:
            pass
        self.arxiv_ids.add(id)
        return id

    def _make_title(self) -> tuple[str, str]:
        """Return a new title and the name that it begins with, which may be blank."""
        while fold(tail := " ".join(self.chain.generate(self.random))) in self.titles:
            pass
        self.titles.add(fold(tail))
        name = self._make_name() if self.random.random() < self.share_named else ""
        title = f"{name}: {tail}" if name else tail
        if self._lacks_new_words(title, 0.97):
            title = f"{name}: {self._make_adjective()} {tail}" if name else f"{self._make_adjective()} {tail}"
        self._count_words(title)
        return title, name

    def _make_name(self) -> str:
        """Return a method's name: a new word, or two known ones if the vocabulary has grown too fast."""
        while True:
            name = "".join(self.random.choices(self.name_parts, k=self.random.choice((2, 2, 3))))
            name = name[:1].upper() + name[1:]
            if not self._lacks_new_words(name, 1.03):
                return "-".join(self.random.choices(self.nouns, k=2))
            if 3 < len(name) < 16 and fold(name) not in self.vocabulary:
                return name

    def _make_adjective(self) -> str:
        """Return a new, plausible adjective."""
        while True:
            word = self.random.choice(self.nouns) + self.random.choice(self.name_parts).lower()
            if fold(word) not in self.vocabulary:
                return word + self.random.choice(ADJECTIVE_ENDINGS)

    def _lacks_new_words(self, title: str, share: float) -> bool:
        """Return True if the vocabulary including this title is below a share of the expected one."""
        words = fold(title).split()
        distinct = len(self.vocabulary) + len(set(words) - self.vocabulary)
        return distinct < share * self.growth.expected_words(self.word_count + len(words))

    def _count_words(self, *titles: str) -> None:
        for title in titles:
            words = fold(title).split()
            self.vocabulary.update(words)
            self.word_count += len(words)

    def _make_authors(self) -> list[str]:
        """Return as many authors as some real paper has, half of them real and half synthetic."""
        model = next(
            paper for paper in iter(lambda: self.random.choice(self.real_papers), None) if paper.authors
        )
        return list({fold(name): name for name in [self._make_person() for _ in model.authors]}.values())

    def _make_person(self) -> str:
        first, second = self.random.choices(self.people, k=2)
        if self.random.random() < 0.5 or "," in first + second:
            return first
        return f"{first.rpartition(' ')[0] or first} {second.rpartition(' ')[2]}"

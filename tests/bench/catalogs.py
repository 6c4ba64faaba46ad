"""Catalogs of any size to measure with: the real papers first, then made ones that read like them.

Titles are recombined from real ones by a Markov chain over words. New words, mostly names of methods, come in
at the pace at which the real titles bring them (Heaps' law: see `Growth`), so that vocabulary and index grow
with the number of papers as they would in life.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any

from catalog.records.catalog import Catalog, newest_first
from catalog.records.ids import make_paper_id
from catalog.records.schema import Paper
from catalog.utils.text import fold
from tests.bench.language import Chain, Growth, named

LIST = "awesome-talking-face"
"""The source whose papers come first: the list that the catalog began as."""
PIECE = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d[A-Z]?")
"""What names are put together from: `Audio2Head` is Audio, 2, Head."""
ENDS = (
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
"""How the field makes adjectives of its nouns."""


def catalog(root: Path, papers: int, seed: int = 1) -> Catalog:
    """A catalog of exactly so many papers; the same three arguments give the same catalog.

    Args:
        root: The checkout that holds the real papers.
        papers: How many; beyond the real ones they are made.
        seed: Another one gives other papers.
    """
    whole = Catalog.load(root)
    random = Random(seed)
    listed = [paper for paper in whole.papers if LIST in paper.sources]
    others = [paper for paper in whole.papers if LIST not in paper.sources]
    random.shuffle(others)
    chosen = (listed + others)[:papers]
    making = Making(random, whole.papers)
    chosen += [making.paper() for _ in range(papers - len(chosen))]
    return replace(whole, papers=newest_first(chosen))


@dataclass
class Making:
    """Makes papers out of the real ones."""

    random: Random
    real: Sequence[Paper]
    ids: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)
    """Of arXiv."""
    titles: set[str] = field(default_factory=set)
    """Folded, without the names of methods."""
    known: set[str] = field(default_factory=set)
    """The vocabulary so far."""
    words: int = 0
    """The length of all titles so far."""

    def __post_init__(self) -> None:
        self.ids = {paper.id for paper in self.real}
        self.numbers = {paper.arxiv for paper in self.real if paper.arxiv}
        self.titles = {fold(named(paper.title)[1]) for paper in self.real}
        self.share_named = sum(bool(named(paper.title)[0]) for paper in self.real) / len(self.real)
        titles = self.random.sample([paper.title for paper in self.real], len(self.real))
        self.growth = Growth.of(titles)
        self._count(*titles)
        self.chain = Chain([named(title)[1].split() for title in titles])
        names = [name for title in titles if (name := named(title)[0])]
        self.pieces: list[str] = [piece for name in names for piece in PIECE.findall(name)]
        self.people = [name for paper in self.real for name in paper.authors]
        words = (word for title in titles for word in title.split())
        self.nouns = [word for word in words if len(word) > 2 and word.isalpha() and word.istitle()]

    def paper(self) -> Paper:
        """One more, whose venue, year, tags and links are those of some real papers."""
        model, other = self.random.choices(self.real, k=2)
        title, short = self._title()
        year = model.display_year or 2024
        id = make_paper_id(short, title, year, self.ids.__contains__)
        self.ids.add(id)
        address = f"https://example.com/{id}"
        links = {kind: [f"{address}/{kind}"] for kind, _ in other.links.kinds_and_urls if kind != "paper"}
        if not model.arxiv:
            links["paper"] = [f"{address}.pdf"]
        if other.links.code:
            links["code"] = [f"https://github.com/{fold(self._person()).replace(' ', '-')}/{short or id}"]
        fields: dict[str, Any] = {
            "title": title,
            "short": short,
            "authors": self._authors(),
            "venue": model.venue,
            "year": str(year),
            "arxiv": self._arxiv(year) if model.arxiv else None,
            "categories": other.categories,
            "tags": other.tags,
            "links": links,
            "sources": model.sources[:1],
        }
        made = {name: value for name, value in fields.items() if value}
        return Paper.model_validate({"id": id, "file": f"data/papers/{year}/{id}.yml"} | made)

    def _arxiv(self, year: int) -> str:
        """A number that no other paper has."""
        month, taken = f"{year % 100:02}{self.random.randint(1, 12):02}", self.numbers
        while (number := f"{month}.{self.random.randint(0, 99999):05}") in taken:
            pass
        taken.add(number)
        return number

    def _title(self) -> tuple[str, str]:
        """A title that no paper has yet, and the name that it begins with, if it does."""
        while fold(tail := " ".join(self.chain.walk(self.random))) in self.titles:
            pass
        self.titles.add(fold(tail))
        name = self._name() if self.random.random() < self.share_named else ""
        title = f"{name}: {tail}" if name else tail
        if self._lags(title, 0.97):
            title = f"{name}: {self._adjective()} {tail}" if name else f"{self._adjective()} {tail}"
        self._count(title)
        return title, name

    def _name(self) -> str:
        """A method's name of two or three pieces: a new word, or known ones if the vocabulary is ahead."""
        while True:
            name = "".join(self.random.choices(self.pieces, k=self.random.choice((2, 2, 3))))
            name = name[:1].upper() + name[1:]
            if not self._lags(name, 1.03):
                return "-".join(self.random.choices(self.nouns, k=2))
            if 3 < len(name) < 16 and fold(name) not in self.known:
                return name

    def _adjective(self) -> str:
        """A word that the field might say, and has not."""
        while True:
            word = self.random.choice(self.nouns) + self.random.choice(self.pieces).lower()
            if fold(word) not in self.known:
                return word + self.random.choice(ENDS)

    def _lags(self, title: str, share: float) -> bool:
        """Whether the vocabulary, with this title in it, would be below a share of the expected one."""
        words = fold(title).split()
        known = len(self.known) + len(set(words) - self.known)
        return known < share * self.growth.expected(self.words + len(words))

    def _count(self, *titles: str) -> None:
        for title in titles:
            words = fold(title).split()
            self.known.update(words)
            self.words += len(words)

    def _authors(self) -> list[str]:
        """As many as some real paper has, half of them real and half made."""
        model = next(paper for paper in iter(lambda: self.random.choice(self.real), None) if paper.authors)
        return list(dict.fromkeys(self._person() for _ in model.authors))

    def _person(self) -> str:
        one, other = self.random.choices(self.people, k=2)
        if self.random.random() < 0.5 or "," in one + other:
            return one
        return f"{one.rpartition(' ')[0] or one} {other.rpartition(' ')[2]}"

"""The catalog as one object: every record, and the lookups between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property

from catalog.documents.document import Document
from catalog.records.schema import Dataset, Paper
from catalog.records.vocabularies import Category, Gone, Metric, Person, Source, Tag, Venue
from catalog.utils.text import fold, slug
from catalog.utils.urls import RESERVED

LONGEST = 100
"""Characters of a person's slug. File systems allow 255 bytes; no name of the field has half as many."""


@dataclass(frozen=True)
class Author:
    """One person who wrote papers of the catalog."""

    id: str
    """The slug in addresses; frozen once published."""
    name: str
    """The form that pages show, given name first."""
    papers: tuple[Paper, ...]
    """Newest first."""

    @property
    def sort_key(self) -> tuple[str, str]:
        """By the last word of the name, then the whole of it."""
        return fold(self.name).rpartition(" ")[2], fold(self.name)


@dataclass(frozen=True)
class Catalog:
    """All records. Papers are in the order of every list, newest first; vocabularies as in their files."""

    papers: tuple[Paper, ...] = ()
    datasets: Mapping[str, Dataset] = field(default_factory=dict)
    metrics: Mapping[str, Metric] = field(default_factory=dict)
    venues: Mapping[str, Venue] = field(default_factory=dict)
    categories: Mapping[str, Category] = field(default_factory=dict)
    tags: Mapping[str, Tag] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    gone: Mapping[str, Gone] = field(default_factory=dict)
    documents: Mapping[str, Document] = field(default_factory=dict)
    """The files by path, for the places of problems."""
    unread: frozenset[str] = frozenset()
    """The ids of papers whose files cannot be read, so that nobody misses them."""

    @property
    def records(self) -> tuple[Paper | Dataset, ...]:
        """Everything that has a file of its own."""
        return (*self.papers, *self.datasets.values())

    @cached_property
    def paper(self) -> Mapping[str, Paper]:
        """Papers by id."""
        return {paper.id: paper for paper in self.papers}

    @cached_property
    def authors(self) -> Mapping[str, Author]:
        """Everyone who wrote a paper, by slug, in the order of their names."""
        papers: dict[str, list[Paper]] = defaultdict(list)
        names: dict[str, str] = {}
        for paper in self.papers:
            for id, name in zip(self.author_ids[paper.id], paper.authors, strict=False):
                papers[id].append(paper)
                names.setdefault(id, given_first(name))
        names |= {id: person.name for id, person in self.people.items()}
        people = [Author(id, names[id], tuple(theirs)) for id, theirs in papers.items() if id]
        return {author.id: author for author in sorted(people, key=lambda author: author.sort_key)}

    @cached_property
    def venue_spellings(self) -> Mapping[str, str]:
        """The venue that each folded spelling stands for: id, short and full name, and aliases."""
        return {
            fold(spelling): venue.id
            for venue in self.venues.values()
            for spelling in (venue.id, venue.short, venue.name, *venue.aliases)
        }

    @cached_property
    def author_ids(self) -> Mapping[str, tuple[str, ...]]:
        """The slugs of each paper's authors, by its id (of equal ids, one counts); see `author_id`."""
        return {
            paper.id: tuple([self.author_id(name, paper.id) for name in paper.authors])
            for paper in self.papers
        }

    def author_id(self, name: str, paper: str) -> str:
        """The slug of the person whom a paper calls by a name; empty, if no page can have such an address."""
        people, otherwise = self._called(name)
        for id in people:
            theirs = self.people[id].papers
            if not theirs or paper in theirs:
                return id
        return otherwise

    @cached_property
    def _called(self) -> Callable[[str], tuple[Sequence[str], str]]:
        """The people to whom a name may belong, and the slug of anybody else; known from then on."""

        @cache
        def called(name: str) -> tuple[Sequence[str], str]:
            written = given_first(name)
            id = slug(written)
            fits = len(id) <= LONGEST and id not in RESERVED
            return self._spellings.get(fold(written), ()), id if fits else ""

        return called

    @cached_property
    def _spellings(self) -> Mapping[str, list[str]]:
        """The people to whom a folded name may belong; those with listed papers come first."""
        found: dict[str, list[str]] = defaultdict(list)
        for id, person in sorted(self.people.items(), key=lambda item: not item[1].papers):
            for name in dict.fromkeys(fold(given_first(name)) for name in (person.name, *person.spellings)):
                found[name].append(id)
        return found


def given_first(name: str) -> str:
    """A name as it is read aloud: `Namboodiri, Vinay P.` is Vinay P. Namboodiri."""
    family, comma, given = name.partition(", ")
    return f"{given} {family}" if comma else name


def newest_first(papers: Iterable[Paper]) -> tuple[Paper, ...]:
    """The order of every list."""
    return tuple(sorted(papers, key=lambda paper: paper.order, reverse=True))

"""The catalog as one object: every record, and lookups between them.

Example:
    >>> catalog = Catalog.load(Path("."))
    >>> catalog.paper["wav2lip-2020"].venue
    'acm-mm'
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, wraps
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Concatenate, ParamSpec, TypeVar

from catalog.documents.document import Document
from catalog.documents.problems import Problem
from catalog.records.dataset import Dataset
from catalog.records.load import Progress, RecordCache, load_records
from catalog.records.repository import Repository
from catalog.records.result import Result
from catalog.records.schema import Paper
from catalog.records.vocabularies import (
    Category,
    License,
    LinkState,
    Metric,
    Person,
    Question,
    RefusedPaper,
    RemovedRecord,
    Source,
    Tag,
    Term,
    Venue,
)
from catalog.utils.files import write_bytes
from catalog.utils.text import fold, slugify
from catalog.utils.urls import RESERVED_IDS

Arguments = ParamSpec("Arguments")
Value = TypeVar("Value")
MAX_SLUG_LENGTH = 100
"""Characters of an author's slug. File systems allow 255 bytes; no name in the field has half as many."""


@dataclass(frozen=True)
class Author:
    """An author of papers in the catalog."""

    id: str
    """The slug in URLs; frozen once published."""
    name: str
    """The name as pages show it, given name first."""
    papers: tuple[Paper, ...]
    """Newest first."""

    @property
    def sort_key(self) -> tuple[str, str]:
        """The last word of the name, then the whole name, folded."""
        return fold(self.name).rpartition(" ")[2], fold(self.name)


@dataclass(frozen=True)
class Catalog:
    """All records: papers newest first, vocabularies in the order of their files."""

    papers: tuple[Paper, ...] = ()
    datasets: Mapping[str, Dataset] = field(default_factory=dict)
    repositories: Mapping[str, Repository] = field(default_factory=dict)
    results: Mapping[str, Result] = field(default_factory=dict)
    metrics: Mapping[str, Metric] = field(default_factory=dict)
    venues: Mapping[str, Venue] = field(default_factory=dict)
    categories: Mapping[str, Category] = field(default_factory=dict)
    tags: Mapping[str, Tag] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    licenses: Mapping[str, License] = field(default_factory=dict)
    glossary: Mapping[str, Term] = field(default_factory=dict)
    people: Mapping[str, Person] = field(default_factory=dict)
    questions: Mapping[str, Question] = field(default_factory=dict)
    gone: Mapping[str, RemovedRecord] = field(default_factory=dict)
    refused: Mapping[str, RefusedPaper] = field(default_factory=dict)
    links: Mapping[str, LinkState] = field(default_factory=dict)
    """Links that do not simply work, by URL; all others do as far as anybody knows."""
    documents: dict[str, Document] = field(default_factory=dict)
    """Parsed files by path, to locate problems."""
    unread_ids: frozenset[str] = frozenset()
    """Ids whose files cannot be read: references to them are no errors of their own."""
    problems: tuple[Problem, ...] = ()
    """Problems in files and in single records; `catalog.checks` adds those between records."""

    @classmethod
    def load(
        cls,
        root: Path,
        progress: Progress = iter,
        texts: Mapping[str, str] | None = None,
        cache: RecordCache | None = None,
        is_read_only: bool = False,
    ) -> Catalog:
        """Load the catalog of a checkout. Invalid records are left out and reported in `problems`.

        Args:
            root: The checkout, the folder that holds `data/`.
            progress: Wraps the list of files, to show progress.
            texts: Texts to read instead of files, by path in the checkout.
            cache: Records of earlier loads; needed only by a program that loads a catalog repeatedly.
            is_read_only: Write nothing into the checkout; otherwise `.cache/` keeps the parsed files.

        Raises:
            FileNotFoundError: if `root` has no folder `data/`.
        """
        records = load_records(root, progress, texts or {}, cache or RecordCache(), is_read_only)
        return cls(
            papers=newest_first(records.papers),
            datasets=records.datasets,
            repositories=records.repositories,
            results=records.results,
            documents=records.documents,
            unread_ids=frozenset(records.unread_ids),
            problems=tuple(records.problems),
            **records.vocabularies,  # type: ignore[arg-type]
        )

    @classmethod
    def from_archive(cls, source: Path | str) -> Catalog:
        """Load the catalog of a release.

        Args:
            source: Archive of a release: a file, or an https URL.

        Raises:
            ArchiveError: It cannot be had or is not valid; the message says why.
        """
        from catalog.utils.archives import ArchiveError, read_archive  # few programs need its modules

        files = {name: content for name, content in read_archive(source).items() if name.startswith("data/")}
        if not files:
            raise ArchiveError("The archive has no folder data/. Expected the archive of a release.")
        with TemporaryDirectory() as folder:
            for name, content in files.items():
                write_bytes(Path(folder, name), content)
            return cls.load(Path(folder), is_read_only=True)

    @cached_property
    def derived(self) -> dict[tuple[object, ...], tuple[Any, object]]:
        """Values of functions of this catalog; see `once`."""
        return {}

    @property
    def records(self) -> tuple[Paper | Dataset, ...]:
        """Papers and datasets, the records with pages."""
        return (*self.papers, *self.datasets.values())

    @cached_property
    def paper(self) -> Mapping[str, Paper]:
        """Papers by id."""
        return {paper.id: paper for paper in self.papers}

    @cached_property
    def authors(self) -> Mapping[str, Author]:
        """Authors by slug, sorted by name."""
        papers: dict[str, list[Paper]] = defaultdict(list)
        names: dict[str, str] = {}
        for paper in self.papers:
            for id, name in zip(self.author_ids[paper.id], paper.authors, strict=False):
                papers[id].append(paper)
                names.setdefault(id, given_first(name))
        names |= {id: person.name for id, person in self.people.items()}
        authors = [Author(id, names[id], tuple(papers[id])) for id in papers if id]
        return {author.id: author for author in sorted(authors, key=lambda author: author.sort_key)}

    @cached_property
    def venue_spellings(self) -> Mapping[str, str]:
        """Venue ids by folded spelling: id, short name, full name and aliases."""
        return {
            fold(spelling): venue.id
            for venue in self.venues.values()
            for spelling in (venue.id, venue.short, venue.name, *venue.aliases)
        }

    @cached_property
    def author_ids(self) -> Mapping[str, tuple[str, ...]]:
        """Slugs of each paper's authors, by paper id; see `author_id`."""
        return {
            paper.id: tuple([self.author_id(name, paper.id) for name in paper.authors])
            for paper in self.papers
        }

    def author_id(self, name: str, paper: str) -> str:
        """Return the slug of the person a paper lists under a name; empty if no page can have that slug."""
        people, own_slug = self._candidates(name)
        for id in people:
            papers = self.people[id].papers
            if not papers or paper in papers:
                return id
        return own_slug

    @cached_property
    def _candidates(self) -> Callable[[str], tuple[Sequence[str], str]]:
        """Look up, once a name: the people it may refer to, and the slug of anyone else."""

        @cache
        def candidates(name: str) -> tuple[Sequence[str], str]:
            display_name = given_first(name)
            id = slugify(display_name)
            is_usable = len(id) <= MAX_SLUG_LENGTH and id not in RESERVED_IDS
            return self._people_by_spelling.get(fold(display_name), ()), id if is_usable else ""

        return candidates

    @cached_property
    def _people_by_spelling(self) -> Mapping[str, list[str]]:
        """People by folded name; those who list their papers come first."""
        people: dict[str, list[str]] = defaultdict(list)
        for id, person in sorted(self.people.items(), key=lambda item: not item[1].papers):
            for name in dict.fromkeys(fold(given_first(name)) for name in (person.name, *person.spellings)):
                people[name].append(id)
        return people


def given_first(name: str) -> str:
    """Return a name as it is read aloud: `Namboodiri, Vinay P.` becomes `Vinay P. Namboodiri`."""
    family, comma, given = name.partition(", ")
    return f"{given} {family}" if comma else name


def newest_first(papers: Iterable[Paper]) -> tuple[Paper, ...]:
    """Sort papers as every list shows them."""
    return tuple(sorted(papers, key=lambda paper: paper.sort_key, reverse=True))


def once(
    function: Callable[Concatenate[Catalog, Arguments], Value],
) -> Callable[Concatenate[Catalog, Arguments], Value]:
    """Keep the values of a function for each catalog and, by identity, each record."""

    @wraps(function)
    def find(catalog: Catalog, /, *args: Arguments.args, **options: Arguments.kwargs) -> Value:
        key = (function, *map(id, args))
        if key not in catalog.derived:  # with the arguments, so that no other object gets their identity
            catalog.derived[key] = function(catalog, *args, **options), args
        value: Value = catalog.derived[key][0]
        return value

    return find

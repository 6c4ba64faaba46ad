"""Reading for newcomers, chosen by stated rules: papers to read first, milestones, surveys, and a glossary.

The rules count references to a paper: by lists that people keep, by papers that use its datasets, and by
reports that compare with it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import chain
from typing import NamedTuple
from urllib.parse import quote_plus, unquote_plus, urlsplit

from catalog.documents.problems import format_count
from catalog.facets.facets import FACETS
from catalog.records.catalog import Catalog, once
from catalog.records.schema import Paper
from catalog.records.vocabularies import Source, Tag, Term
from catalog.utils.text import fold
from catalog.utils.urls import arxiv_month
from catalog.views.cards import Link
from catalog.views.removed import is_in_use

MAX_PAPERS = 10
"""Papers to read first."""
MAX_PER_CATEGORY = 2
"""Of these, papers with the same main category."""
PAPERS_PER_POINT = 10
"""Papers that use a dataset count less than a list: the most used dataset would outweigh all lists."""
MIN_REFERENCES = 2
"""References that a milestone needs."""
SURVEYS = "survey"
"""ID of the category of surveys."""
MILESTONE_TAGS = (
    *("audio", "gan", "3d-mesh", "sync-loss", "nerf"),
    *("transformer", "diffusion", "3dgs", "flow-matching", "streaming"),
)
"""IDs of the tags whose first papers are milestones."""
GROUP_NAMES = {
    "task": "Tasks",
    "setting": "Inputs and subjects",
    "representation": "Representations",
    "model": "Models",
    "evaluation": "Evaluation",
}
"""Headings of the glossary."""
SEARCH = "papers/?q="
"""Start of an address that is a search."""
FRONT_PAGES = frozenset(facet.plural for facet in FACETS if facet.plural)


class Recognition(NamedTuple):
    """The references to a paper."""

    paper: Paper
    lists: int
    """Lists that name it; those of one owner count once."""
    dataset_papers: int
    """Papers that use a dataset it introduces."""
    comparisons: int
    """Reports that compare with it."""

    @property
    def references(self) -> int:
        """The number of all references."""
        return self.lists + self.dataset_papers + self.comparisons

    @property
    def has_code(self) -> bool:
        """True if its code is linked."""
        return bool(self.paper.links.code)

    @property
    def points(self) -> int:
        """The score: one for each list, each report, up to ten papers that use its data, and code."""
        data_points = -(-self.dataset_papers // PAPERS_PER_POINT)
        return self.lists + data_points + self.comparisons + self.has_code

    @property
    def reasons(self) -> tuple[str, ...]:
        """The parts of the score in words; those without points are left out."""
        parts = (
            (self.lists, f"named by {format_count(self.lists, 'list')}"),
            (self.dataset_papers, f"data used by {format_count(self.dataset_papers, 'other paper')}"),
            (self.comparisons, f"compared with in {format_count(self.comparisons, 'report')}"),
            (self.has_code, "code"),
        )
        return tuple(words for number, words in parts if number)


class Milestone(NamedTuple):
    """The first paper with a tag that meets the rule."""

    first: date
    """Date of its first version, as far as it is known."""
    recognition: Recognition
    tags: tuple[tuple[Tag, int], ...]
    """The tags that it is the first with, each with the number of papers that have it."""


@dataclass(frozen=True)
class ReadingGuide:
    """Reading for newcomers to one catalog."""

    catalog: Catalog
    compared: Mapping[str, int] = field(default_factory=dict)
    """Reports that compare with a paper, by its ID; see `count_reports`."""

    @cached_property
    def first_papers(self) -> tuple[Recognition, ...]:
        """Papers to read first, by points: the best survey and others, some of each main category.

        All have a summary. Of equals, newer ones come first.
        """
        papers = (paper for paper in self.catalog.papers if paper.summary and not paper.status)
        candidates = _most_points(map(self._recognition, papers))
        survey = next((item for item in candidates if SURVEYS in item.paper.categories), None)
        chosen = [survey] if survey else []
        sizes = Counter(item.paper.categories[0] for item in chosen)
        for item in candidates:
            category = item.paper.categories[0]
            if len(chosen) < MAX_PAPERS and item is not survey and sizes[category] < MAX_PER_CATEGORY:
                chosen.append(item)
                sizes[category] += 1
        return _most_points(chosen)

    @cached_property
    def milestones(self) -> tuple[Milestone, ...]:
        """The first papers with each of `MILESTONE_TAGS`, code, and enough references; oldest first."""
        tags: dict[str, list[tuple[Tag, int]]] = defaultdict(list)
        for tag in filter(None, map(self.catalog.tags.get, MILESTONE_TAGS)):
            papers = [paper for paper in self.catalog.papers if tag.id in paper.tags]
            if paper := min(filter(self._is_milestone, papers), key=_first_key, default=None):
                tags[paper.id].append((tag, len(papers)))
        papers = sorted((self.catalog.paper[id] for id in tags), key=_first_key)
        return tuple(
            Milestone(_first_date(paper), self._recognition(paper), tuple(tags[paper.id])) for paper in papers
        )

    def _is_milestone(self, paper: Paper) -> bool:
        recognition = self._recognition(paper)
        return recognition.has_code and recognition.references >= MIN_REFERENCES and not paper.status

    @cached_property
    def surveys(self) -> tuple[Paper, ...]:
        """The surveys, newest first."""
        return tuple(paper for paper in self.catalog.papers if SURVEYS in paper.categories)

    @cached_property
    def glossary(self) -> tuple[tuple[str, tuple[tuple[Term, Link], ...]], ...]:
        """Pairs of a heading and its terms with links to their pages."""
        groups: dict[str, list[tuple[Term, Link]]] = {name: [] for name in GROUP_NAMES}
        for term in self.catalog.glossary.values():
            groups[term.group].append((term, self.link(term.see, term.name)))
        return tuple((GROUP_NAMES[group], tuple(terms)) for group, terms in groups.items() if terms)

    def link(self, address: str, name: str) -> Link:
        """Return a link to a page of the site, without href if there is no such page."""
        return Link(name, page_href(self.catalog, address))

    def _recognition(self, paper: Paper) -> Recognition:
        sources = chain(paper.sources, (claim.source for claim in paper.claims))
        owners = {self._list_owners[id] for id in sources if id in self._list_owners}
        users = self._dataset_users[paper.id] - {paper.id} if paper.id in self._dataset_users else ()
        return Recognition(paper, len(owners), len(users), self.compared.get(paper.id, 0))

    @cached_property
    def _list_owners(self) -> Mapping[str, tuple[str, str]]:
        """Owners of the lists that people keep, by the ID of the list."""
        sources = self.catalog.sources.values()
        return {source.id: _owner(source) for source in sources if _is_kept_by_people(source)}

    @cached_property
    def _dataset_users(self) -> Mapping[str, set[str]]:
        """IDs of the papers that use a dataset, by the ID of the paper that introduces it."""
        introducing = {dataset.id: dataset.paper for dataset in self.catalog.datasets.values()}
        users: dict[str, set[str]] = defaultdict(set)
        for paper in self.catalog.papers:
            for _, id in paper.datasets.paths_and_ids:
                if origin := introducing.get(id):
                    users[origin].add(paper.id)
        return users


@once
def count_reports(catalog: Catalog) -> Counter[str]:
    """Return the number of reports with results of a paper's method, by its ID, without its own report."""
    reports = {
        (row.method, result.reported_by or result.by or result.source)
        for result in catalog.results.values()
        for row in result.rows
    }
    return Counter(method for method, report in reports if method in catalog.paper and method != report)


def _most_points(items: Iterable[Recognition]) -> tuple[Recognition, ...]:
    """Sort by points; of equals, newer papers come first."""
    return tuple(sorted(items, key=lambda item: (item.points, item.paper.sort_key), reverse=True))


def _is_kept_by_people(source: Source) -> bool:
    return source.kind == "list" and not source.automatic


def _owner(source: Source) -> tuple[str, str]:
    """Return the host and the first part of the path of a list: the account of a repository."""
    parts = urlsplit(source.url or source.id)
    return (parts.hostname or "").lower(), parts.path.strip("/").partition("/")[0].lower()


def _first_date(paper: Paper) -> date:
    """Return when a paper first appeared: on arXiv, or else at the latest by the end of its year."""
    end_of_year = date(paper.display_year or date.max.year, 12, 31)
    return min(paper.submitted or arxiv_month(paper.arxiv) or end_of_year, end_of_year)


def _first_key(paper: Paper) -> tuple[date, str]:
    return _first_date(paper), paper.id


@once
def page_href(catalog: Catalog, address: str) -> str | None:
    """Return the href of a page or search, or None if there is no such page or the search finds no paper.

    Args:
        catalog: The catalog.
        address: `tags/nerf`, `datasets/mead`, `metrics/fid`, `inputs`, `papers/?q=viseme` and the like.
    """
    folder, _, id = address.partition("/")
    if address.startswith(SEARCH):
        query = unquote_plus(address.removeprefix(SEARCH))
        return f"{SEARCH}{quote_plus(query)}" if _finds_papers(catalog, query) else None
    if folder == "metrics":
        return f"metrics/#{id}" if id in catalog.metrics else None
    return f"{address}/" if address in FRONT_PAGES or is_in_use(catalog, f"{address}/") else None


def _finds_papers(catalog: Catalog, query: str) -> bool:
    """Return whether a title or summary contains all words of a query."""
    words = fold(query).split()
    return bool(words) and any(all(word in text for word in words) for text in _searched_texts(catalog))


def _searched_texts(catalog: Catalog) -> Iterator[str]:
    return (fold(f"{paper.title} {paper.summary or ''}") for paper in catalog.papers)

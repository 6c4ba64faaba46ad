"""Matches of entries with records: by arXiv id, DOI, or title with an author, year or link in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from rapidfuzz import fuzz

from catalog.importing.facts import IDENTIFIER_NAMES, EntryFacts
from catalog.records.catalog import given_first
from catalog.utils.text import fold
from catalog.utils.url_keys import paper_key, url_key
from catalog.utils.urls import arxiv_year
from catalog.writing.draft import RecordData

MIN_SIMILARITY_PERCENT = 70
"""Similarity from which titles with one ID or page are merged: that of 3 in 1,000 pairs of other papers."""


class Match(NamedTuple):
    """Result of a search for the record of an entry."""

    file: str | None = None
    """The matching record; None for a new paper."""
    conflict: str = ""
    """Why the entry matches several records."""
    note: str = ""
    """Points to review."""


class RecordIndex:
    """Index of papers and datasets by everything that identifies them."""

    def __init__(self) -> None:
        self.papers: dict[str, RecordData] = {}
        self.datasets: dict[str, RecordData] = {}
        self.files_by_id: dict[tuple[str, str], str] = {}
        """Papers by field (`arxiv` or `doi`) and lowercase value."""
        self.files_by_page: dict[str, str] = {}
        """Papers by the keys of pages that only they have."""
        self.files_by_title: dict[str, list[str]] = defaultdict(list)
        self.datasets_by_name: dict[str, str] = {}
        self.datasets_by_link: dict[str, set[str]] = defaultdict(set)

    def add_paper(self, file: str, data: RecordData) -> None:
        """Add or update a paper."""
        self.papers[file] = data
        for field in ("arxiv", "doi"):
            if data.get(field):
                self.files_by_id.setdefault((field, str(data[field]).lower()), file)
        for url in _urls(data):
            if key := paper_key(url):
                self.files_by_page.setdefault(key, file)
        for title in {fold(title) for title in (data["title"], *data.get("aliases", []))}:
            if file not in self.files_by_title[title]:
                self.files_by_title[title].append(file)

    def add_dataset(self, file: str, data: RecordData) -> None:
        """Add or update a dataset."""
        self.datasets[file] = data
        for name in (data["name"], *data.get("aliases", [])):
            self.datasets_by_name.setdefault(fold(name), file)
        for url in _as_list(data.get("links", {}).get("dataset", [])):
            self.datasets_by_link[url_key(url)].add(file)

    def find_paper(self, facts: EntryFacts) -> Match:
        """Find the paper of an entry."""
        ids = {"arxiv": facts.arxiv, "doi": facts.doi}
        by_field = {
            field: file
            for field, value in ids.items()
            if value and (file := self.files_by_id.get((field, value.lower())))
        }
        by_title = self.files_by_title.get(fold(facts.title), [])
        if len(set(by_field.values())) > 1:
            return Match(
                conflict=f"its arXiv ID belongs to {by_field['arxiv']}, but its DOI to {by_field['doi']}"
            )
        if by_field:
            field, file = next(iter(by_field.items()))
            if by_title and file not in by_title:
                name = IDENTIFIER_NAMES[field]
                return Match(conflict=f"its {name} belongs to {file}, but its title to {by_title[0]}")
            if self._has_other_title(file, facts):
                reason = f"its {IDENTIFIER_NAMES[field]} belongs to {file}, which has a very different title"
                return Match(conflict=reason)
            return Match(file)
        by_page = next((file for key in facts.paper_keys if (file := self.files_by_page.get(key))), None)
        if by_page and not self._has_other_id(by_page, facts):
            if not self._has_other_title(by_page, facts):
                return Match(by_page)
            if not by_title:
                return Match(note=f"same link as {by_page}, but a very different title: not merged")
        for file in sorted(by_title, key=lambda file: not self._has_venue_and_year(file, facts)):
            is_other = self._has_other_id(file, facts) or self._is_other_paper(file, facts)
            if not is_other and self._is_supported(file, facts):
                return Match(file)
        if not by_title:
            return Match()
        if any(self._has_other_id(file, facts) for file in by_title):
            reason = "a different arXiv ID or DOI"
        elif any(self._is_other_paper(file, facts) for file in by_title):
            reason = "a different name, and another page or venue"
        else:
            reason = "no author or year in common"
        return Match(note=f"same title as {by_title[0]}, but {reason}: not merged")

    def find_dataset(self, names: Iterable[str], facts: EntryFacts) -> str | None:
        """Find the dataset of an entry by its link, else by one of its names."""
        linked_files = {
            file
            for kind, url in facts.links
            if kind == "dataset"
            for file in self.datasets_by_link.get(url_key(url), ())
        }
        if len(linked_files) == 1:
            return linked_files.pop()
        return next((file for name in names if (file := self.datasets_by_name.get(fold(name)))), None)

    def _has_other_title(self, file: str, facts: EntryFacts) -> bool:
        """Return True if title and name are so different that the list has the link of another paper."""
        data = self.papers[file]
        names = [fold(name) for name in (data["title"], data.get("short", ""), *data.get("aliases", []))]
        if fold(facts.short) and fold(facts.short) in names:
            return False
        similarity = max(fuzz.token_set_ratio(name, fold(facts.title)) for name in names if name)
        return bool(similarity < MIN_SIMILARITY_PERCENT)

    def _is_other_paper(self, file: str, facts: EntryFacts) -> bool:
        """Return True for another name and another page or venue: the list repeats a title wrongly."""
        data = self.papers[file]
        short = fold(str(data.get("short", "")))
        if not short or not fold(facts.short) or short == fold(facts.short):
            return False
        venues = {data.get("venue"), facts.venue} - {None, "arxiv"}
        pages = {site: key for url in _urls(data) if (key := paper_key(url)) for site in [key.split(":")[0]]}
        other_pages = [key for key in facts.paper_keys if pages.get(key.split(":")[0], key) != key]
        return bool(other_pages) or len(venues) > 1

    def _has_other_id(self, file: str, facts: EntryFacts) -> bool:
        """Return True if a record has a different arXiv id or DOI, so it is another paper."""
        data = self.papers[file]
        pairs = ((data.get("arxiv"), facts.arxiv), (data.get("doi"), facts.doi))
        return any(left and right and str(left).lower() != right.lower() for left, right in pairs)

    def _has_venue_and_year(self, file: str, facts: EntryFacts) -> bool:
        data = self.papers[file]
        return (data.get("venue"), data.get("year")) == (facts.venue, str(facts.year))

    def _is_supported(self, file: str, facts: EntryFacts) -> bool:
        """Return True if a year, link or author agrees; a preprint may differ by a year."""
        data = self.papers[file]
        claims: list[dict[str, Any]] = data.get("claims", [])
        years = {int(item["year"]) for item in (data, *claims) if str(item.get("year", "")).isdigit()}
        years |= {year for year in (arxiv_year(data.get("arxiv")),) if year}
        if "arxiv" in (data.get("venue"), facts.venue) and data.get("venue") != facts.venue:
            years |= {year + 1 for year in years} | {year - 1 for year in years}
        links = set(map(url_key, _urls(data)))
        if years & facts.years or links & {url_key(url) for _, url in facts.links}:
            return True
        return bool(_family_names(data.get("authors", [])) & _family_names(facts.entry.authors))


def _family_names(authors: Iterable[str]) -> set[str]:
    """Return the folded last words of names."""
    return {fold(given_first(name)).rpartition(" ")[2] for name in authors} - {""}


def _urls(data: RecordData) -> list[str]:
    return [url for value in data.get("links", {}).values() for url in _as_list(value)]


def _as_list(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)

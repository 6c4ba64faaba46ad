"""Which record an entry speaks of: by arXiv id, then DOI, then title with an author, a year or a link."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from rapidfuzz import fuzz

from catalog.checks.names import MIN_TITLE_SIMILARITY_PERCENT
from catalog.importing.facts import EntryFacts
from catalog.lists.links import url_key
from catalog.records.catalog import given_first
from catalog.utils.text import fold
from catalog.utils.urls import arxiv_year
from catalog.writing.draft import RecordData


class Match(NamedTuple):
    """What was found: the file of the record, or why none can be chosen."""

    file: str | None = None
    conflict: str = ""
    note: str = ""


class RecordIndex:
    """The papers and datasets of a catalog by everything that identifies them."""

    def __init__(self) -> None:
        self.papers: dict[str, RecordData] = {}
        self.datasets: dict[str, RecordData] = {}
        self.files_by_id: dict[tuple[str, str], str] = {}
        self.files_by_title: dict[str, list[str]] = defaultdict(list)
        self.datasets_by_name: dict[str, str] = {}
        self.datasets_by_link: dict[str, set[str]] = defaultdict(set)

    def add_paper(self, file: str, data: RecordData) -> None:
        """Know a paper, or what is new about it."""
        self.papers[file] = data
        for field in ("arxiv", "doi"):
            if data.get(field):
                self.files_by_id.setdefault((field, str(data[field]).lower()), file)
        for title in {fold(title) for title in (data["title"], *data.get("aliases", []))}:
            if file not in self.files_by_title[title]:
                self.files_by_title[title].append(file)

    def add_dataset(self, file: str, data: RecordData) -> None:
        """Know a dataset, or what is new about it."""
        self.datasets[file] = data
        names = (data["name"], *data.get("aliases", []))
        for name in names:
            self.datasets_by_name.setdefault(fold(name), file)
        for url in _as_list(data.get("links", {}).get("dataset", [])):
            self.datasets_by_link[url_key(url)].add(file)

    def find_paper(self, facts: EntryFacts) -> Match:
        """The paper of an entry."""
        by_id = [
            self.files_by_id.get((field, value.lower())) if value else None
            for field, value in (("arxiv", facts.arxiv), ("doi", facts.doi))
        ]
        found = list(dict.fromkeys(file for file in by_id if file))
        titled = self.files_by_title.get(fold(facts.title), [])
        if len(found) > 1:
            return Match(conflict=f"its arXiv id is that of {found[0]}, its DOI that of {found[1]}")
        if found:
            others = [file for file in titled if file not in found]
            if others and found[0] not in titled:
                field = "arXiv id" if by_id[0] else "DOI"
                return Match(conflict=f"its {field} is that of {found[0]}, its title that of {others[0]}")
            return Match(found[0], note=self._title_warning(found[0], facts))
        for file in sorted(titled, key=lambda file: not self._has_venue_and_year(file, facts)):
            if not self._has_other_id(file, facts) and self._is_supported(file, facts):
                return Match(file)
        reason = (
            "another arXiv id or DOI"
            if any(self._has_other_id(f, facts) for f in titled)
            else "no author or year in common"
        )
        return Match(note=f"has the title of {titled[0]}, but {reason}: not merged" if titled else "")

    def find_dataset(self, names: Iterable[str], facts: EntryFacts) -> str | None:
        """The dataset of an entry: the one under the same address, whatever lists call it; else by name."""
        linked = {
            file for kind, url in facts.links if kind == "dataset" for file in self.datasets_by_link.get(url_key(url), ())
        }
        if len(linked) == 1:
            return linked.pop()
        return next((file for name in names if (file := self.datasets_by_name.get(fold(name)))), None)

    def _title_warning(self, file: str, facts: EntryFacts) -> str:
        data = self.papers[file]
        titles = [fold(title) for title in (data["title"], *data.get("aliases", []))]
        best = max(fuzz.token_set_ratio(title, fold(facts.title)) for title in titles)
        return f"its title is unlike that of {file}, which has the same id" if best < MIN_TITLE_SIMILARITY_PERCENT else ""

    def _has_other_id(self, file: str, facts: EntryFacts) -> bool:
        """Whether a record has another arXiv id or DOI: then it is another paper of the same title."""
        data = self.papers[file]
        pairs = ((data.get("arxiv"), facts.arxiv), (data.get("doi"), facts.doi))
        return any(one and other and str(one).lower() != other.lower() for one, other in pairs)

    def _has_venue_and_year(self, file: str, facts: EntryFacts) -> bool:
        """Whether a record has the entry's venue and year."""
        data = self.papers[file]
        return (data.get("venue"), data.get("year")) == (facts.venue, str(facts.year))

    def _is_supported(self, file: str, facts: EntryFacts) -> bool:
        """Whether an author, a year or a link agrees; a preprint may be from the year before."""
        data = self.papers[file]
        claims: list[dict[str, Any]] = data.get("claims", [])
        years = {int(one["year"]) for one in (data, *claims) if str(one.get("year", "")).isdigit()}
        years |= {year for year in (arxiv_year(data.get("arxiv")),) if year}
        if "arxiv" in (data.get("venue"), facts.venue) and data.get("venue") != facts.venue:
            years |= {year + 1 for year in years} | {year - 1 for year in years}
        links = {url_key(url) for value in data.get("links", {}).values() for url in _as_list(value)}
        if years & facts.years or links & {url_key(url) for _, url in facts.links}:
            return True
        return bool(_family_names(data.get("authors", [])) & _family_names(facts.entry.authors))


def _family_names(authors: Iterable[str]) -> set[str]:
    """The last words of names, folded."""
    return {fold(given_first(name)).rpartition(" ")[2] for name in authors} - {""}


def _as_list(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)

"""The plan of an import: the outcome for each entry, and drafts of the files to write."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Literal

from catalog.documents.problems import quote
from catalog.importing.facts import EntryFacts, extract_facts, split_dataset_name
from catalog.importing.matching import RecordIndex
from catalog.importing.merge import create_dataset, create_paper, merge_dataset, merge_paper
from catalog.lists.entries import IgnoredRow, ListEntry, ListRow, SkippedRow
from catalog.lists.headings import find_category, guess_category
from catalog.lists.venues import nearest_venue_id
from catalog.records.catalog import Catalog
from catalog.records.dataset import Dataset
from catalog.records.ids import make_dataset_id, make_paper_id
from catalog.records.schema import Paper
from catalog.records.vocabularies import Source
from catalog.utils.clock import build_date
from catalog.utils.urls import RESERVED_IDS, arxiv_year
from catalog.writing.draft import Draft

Status = Literal["added", "updated", "unchanged", "skipped"]


@dataclass(frozen=True)
class Outcome:
    """Outcome of the import for one entry."""

    line: int
    title: str
    status: Status
    files: tuple[str, ...] = ()
    """Records of the entry."""
    reason: str = ""
    """Why the entry was skipped."""
    notes: tuple[str, ...] = ()
    """Decisions that a person should review."""


class RejectionError(Exception):
    """An entry cannot become a record; the message gives the reason."""


@dataclass
class Plan:
    """A plan to import entries into a catalog.

    Args:
        catalog: The catalog to import into.
        source: Source of the entries.
        category: Category of new papers whose headings name none; by default a guess.
    """

    catalog: Catalog
    source: Source
    category: str | None = None
    drafts: dict[str, Draft] = field(default_factory=dict)
    """Drafts of all records by file, changed or not."""
    outcomes: list[Outcome] = field(default_factory=list)
    ignored_rows: list[IgnoredRow] = field(default_factory=list)
    unknown_venues: dict[str, int] = field(default_factory=dict)
    """Venue names that the catalog lacks, with the number of entries."""

    def __post_init__(self) -> None:
        self.index = RecordIndex()
        self.paper_ids = {paper.id for paper in self.catalog.papers} | set(self.catalog.gone)
        self.paper_ids |= {old_id for paper in self.catalog.papers for old_id in paper.replaces}
        self.dataset_ids = set(self.catalog.datasets) | set(self.catalog.gone)
        self.today = build_date().isoformat()
        for record in self.catalog.records:
            document = self.catalog.documents[record.file]
            self._register(Draft(type(record), record.id, record.file, document.data, document))

    def nearest_venue_id(self, name: str) -> str | None:
        """Return the id of the venue whose spelling is most similar to an unknown name."""
        return nearest_venue_id(name, self.catalog.venue_spellings)

    @property
    def is_new_source(self) -> bool:
        """True if the source is not in sources.yml yet."""
        return self.source.id not in self.catalog.sources

    @property
    def changed_drafts(self) -> list[Draft]:
        """Drafts of records to write, sorted by file."""
        return sorted((draft for draft in self.drafts.values() if draft.has_changes), key=lambda d: d.file)

    def add_row(self, row: ListRow) -> None:
        """Add a row of the list to the plan and determine its outcome."""
        if isinstance(row, IgnoredRow):
            self.ignored_rows.append(row)
            return
        if isinstance(row, SkippedRow):
            self.outcomes.append(Outcome(row.line, row.text, "skipped", reason=row.reason))
            return
        facts = extract_facts(row, self.catalog.venue_spellings)
        notes = list(facts.notes)
        if facts.unknown_venue:
            self.unknown_venues[facts.unknown_venue] = self.unknown_venues.get(facts.unknown_venue, 0) + 1
        try:
            drafts = self._draft_records(facts, notes)
        except RejectionError as error:
            self.outcomes.append(Outcome(row.line, row.title, "skipped", (), str(error), tuple(notes)))
            return
        self._accept(row, drafts, notes)

    def _draft_records(self, facts: EntryFacts, notes: list[str]) -> list[Draft]:
        """Draft the records of an entry, and add decisions to review to the notes.

        Raises:
            RejectionError: if the entry cannot become a valid record.
        """
        is_dataset = facts.entry.is_dataset
        drafts = self._draft_dataset(facts, notes) if is_dataset else [self._draft_paper(facts, notes)]
        for draft in drafts:
            if problems := draft.validate()[1]:
                raise RejectionError(problems[0])
        return drafts

    def _accept(self, entry: ListEntry, drafts: list[Draft], notes: list[str]) -> None:
        old_drafts = [self.drafts.get(draft.file) for draft in drafts]
        status: Status = "unchanged"
        if None in old_drafts:
            status = "added"
        elif any(old and old.data != new.data for old, new in zip(old_drafts, drafts, strict=True)):
            status = "updated"
        for draft in drafts:
            self._register(draft)
        files = tuple(draft.file for draft in drafts)
        self.outcomes.append(Outcome(entry.line, entry.title, status, files, notes=tuple(notes)))

    def _register(self, draft: Draft) -> None:
        self.drafts[draft.file] = draft
        if draft.model is Paper:
            self.paper_ids.add(draft.id)
            self.index.add_paper(draft.file, draft.data)
        else:
            self.dataset_ids.add(draft.id)
            self.index.add_dataset(draft.file, draft.data)

    def _draft_paper(self, facts: EntryFacts, notes: list[str]) -> Draft:
        """Draft the paper of an entry: the matching record with the entry merged in, or a new one."""
        match = self.index.find_paper(facts)
        if match.conflict:
            raise RejectionError(match.conflict)
        if match.note:
            notes.append(match.note)
        category = find_category(facts.entry.headings, self.catalog.categories)
        if match.file:
            draft = self.drafts[match.file]
            data = draft.copy_data()
            merge_paper(data, facts, self.source.id, is_new=draft.is_new)
            if draft.is_new and category and category not in data["categories"]:
                data["categories"].append(category)
            if facts.unknown_venue:
                notes.append(f"unknown venue {quote(facts.unknown_venue)}: kept the venue of the record")
            return replace(draft, data=data)
        return self._draft_new_paper(facts, category, notes)

    def _draft_new_paper(self, facts: EntryFacts, category: str | None, notes: list[str]) -> Draft:
        """Draft a new paper; without a known venue and year it becomes a preprint."""
        if facts.unknown_venue and facts.arxiv:
            notes.append(f"unknown venue {quote(facts.unknown_venue)}: imported as a preprint")
        elif not (facts.arxiv or (facts.venue and facts.year)):
            raise RejectionError(_missing_venue_reason(facts))
        elif facts.venue and not facts.year and facts.venue != "arxiv":
            notes.append(f"{quote(facts.entry.mention.venue)} without a year: imported as a preprint")
        if not category:
            headings = facts.entry.headings
            category = self.category or guess_category(facts.title, headings, self.catalog.categories)
            if not self.category:
                notes.append(f"guessed the category {category}")
        data = create_paper(facts, self.source.id, category, self.today)
        has_year = re.fullmatch(r"(?:19|20)\d\d", data["year"])
        year = int(data["year"]) if has_year else arxiv_year(facts.arxiv) or 2000
        id = make_paper_id(facts.short, facts.title, year, self._is_taken)
        return Draft(Paper, id, f"data/papers/{id[-4:]}/{id}.yml", data)

    def _is_taken(self, paper_id: str) -> bool:
        return paper_id in self.paper_ids or paper_id in RESERVED_IDS

    def _draft_dataset(self, facts: EntryFacts, notes: list[str]) -> list[Draft]:
        """Draft the dataset of an entry, after its paper if the entry gives enough facts for one."""
        drafts = []
        if not facts.entry.is_bare_dataset and (facts.arxiv or (facts.venue and facts.year)):
            drafts.append(self._draft_paper(facts, notes))
        elif facts.unknown_venue:
            notes.append(f"unknown venue {quote(facts.unknown_venue)}: no paper added")
        paper = drafts[0].id if drafts else None
        name, aliases = split_dataset_name(facts)
        file = self.index.find_dataset([name, facts.title, *aliases], facts)
        if file:
            draft = self.drafts[file]
            data = draft.copy_data()
            merge_dataset(data, name, facts, self.source.id, paper)
            return [*drafts, replace(draft, data=data)]
        id = make_dataset_id(name, lambda id: id in self.dataset_ids)
        data = create_dataset(name, aliases, facts, self.source.id, self.today, paper)
        return [*drafts, Draft(Dataset, id, f"data/datasets/{id}.yml", data)]


def _missing_venue_reason(facts: EntryFacts) -> str:
    if facts.unknown_venue:
        return f"unknown venue {quote(facts.unknown_venue)}, and no arXiv ID"
    if facts.venue:
        return f"{quote(facts.entry.mention.venue)} without a year, and no arXiv ID"
    return "neither a venue with its year nor an arXiv ID"

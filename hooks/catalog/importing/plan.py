"""What becomes of each entry of a list, and the files that change. Nothing is written here."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from catalog.documents.problems import quote
from catalog.importing.facts import EntryFacts, split_dataset_name, extract_facts
from catalog.importing.matching import RecordIndex
from catalog.importing.merge import merge_dataset, merge_paper, create_dataset, create_paper
from catalog.lists.entries import ListEntry, IgnoredRow, SkippedRow
from catalog.lists.headings import find_category, guess_category
from catalog.lists.venues import nearest_venue_id
from catalog.records.catalog import Catalog
from catalog.records.ids import make_dataset_id, make_paper_id
from catalog.records.schema import Dataset, Paper
from catalog.records.vocabularies import Source
from catalog.utils.urls import RESERVED_IDS, arxiv_year
from catalog.writing.draft import RecordData, Draft, today


@dataclass(frozen=True)
class Outcome:
    """What became of one entry."""

    line: int
    title: str
    status: str
    """imported, merged, known or skipped."""
    files: tuple[str, ...] = ()
    reason: str = ""
    """Why it was skipped."""
    notes: tuple[str, ...] = ()
    """Decisions that a person should look at."""


class RejectionError(Exception):
    """An entry that cannot become a record; the text is the reason."""


@dataclass
class Plan:
    """An import in progress."""

    catalog: Catalog
    source: Source
    category: str | None = None
    drafts: dict[str, Draft] = field(default_factory=dict)
    outcomes: list[Outcome] = field(default_factory=list)
    ignored_rows: list[IgnoredRow] = field(default_factory=list)
    unknown_venues: dict[str, int] = field(default_factory=dict)
    """Names of venues that the catalog does not know, and how often they stand in the list."""

    def __post_init__(self) -> None:
        self.index = RecordIndex()
        self.paper_ids = {paper.id for paper in self.catalog.papers} | set(self.catalog.gone)
        self.paper_ids |= {old for paper in self.catalog.papers for old in paper.replaces}
        self.dataset_ids = set(self.catalog.datasets) | set(self.catalog.gone)
        self.today = today()
        for record in self.catalog.records:
            document = self.catalog.documents[record.file]
            self._register(Draft(type(record), record.id, record.file, document.data, document))

    def nearest_venue_id(self, name: str) -> str | None:
        """The venue whose name is most like an unknown one."""
        return nearest_venue_id(name, self.catalog.venue_spellings)

    @property
    def is_new_source(self) -> bool:
        """Whether the list is to be added to sources.yml."""
        return self.source.id not in self.catalog.sources

    @property
    def changed_drafts(self) -> list[Draft]:
        """The records to write, in the order of their files."""
        return sorted((draft for draft in self.drafts.values() if draft.has_changes), key=lambda one: one.file)

    def add_row(self, found: ListEntry | SkippedRow | IgnoredRow) -> None:
        """Decide what becomes of one row of the list."""
        if isinstance(found, IgnoredRow):
            self.ignored_rows.append(found)
            return
        if isinstance(found, SkippedRow):
            self.outcomes.append(Outcome(found.line, found.text, "skipped", reason=found.reason))
            return
        facts = extract_facts(found, self.catalog.venue_spellings)
        notes = list(facts.notes)
        if facts.unknown_venue:
            self.unknown_venues[facts.unknown_venue] = self.unknown_venues.get(facts.unknown_venue, 0) + 1
        try:
            drafts = self._draft_dataset(facts, notes) if found.is_dataset else [self._draft_paper(facts, notes)]
            for draft in drafts:
                problems = draft.validate()[1]
                if problems:
                    raise RejectionError(problems[0])
        except RejectionError as reason:
            self.outcomes.append(Outcome(found.line, found.title, "skipped", (), str(reason), tuple(notes)))
            return
        self._accept(found, drafts, notes)

    def _accept(self, entry: ListEntry, drafts: list[Draft], notes: list[str]) -> None:
        known = {draft.file: self.drafts.get(draft.file) for draft in drafts}
        is_new = any(old is None for old in known.values())
        changed = any(
            old is None or old.data != draft.data for draft in drafts for old in [known[draft.file]]
        )
        for draft in drafts:
            self._register(draft)
        status = "imported" if is_new else "merged" if changed else "known"
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
        """The paper of an entry, with what the entry says of it."""
        match = self.index.find_paper(facts)
        if match.conflict:
            raise RejectionError(match.conflict)
        if match.note:
            notes.append(match.note)
        headings = facts.entry.headings
        category = find_category(headings, self.catalog.categories)
        if match.file:
            draft = self.drafts[match.file]
            data = draft.copy_data()
            merge_paper(data, facts, self.source.id, is_new=draft.is_new)
            if draft.is_new and category and category not in data["categories"]:
                data["categories"].append(category)
            if facts.unknown_venue:
                notes.append(f"unknown venue {quote(facts.unknown_venue)}: kept what the record says")
            return replace(draft, data=data)
        if facts.unknown_venue and facts.arxiv:
            notes.append(f"unknown venue {quote(facts.unknown_venue)}: imported as a preprint")
        elif not (facts.arxiv or (facts.venue and facts.year)):
            raise RejectionError(_missing_venue_reason(facts))
        elif facts.venue and not facts.year and facts.venue != "arxiv":
            notes.append(f"{quote(facts.entry.mention.venue)} without a year: imported as a preprint")
        if not category:
            category = self.category or guess_category(facts.title, headings, self.catalog.categories)
            if not self.category:
                notes.append(f"guessed the category {category}")
        data = create_paper(facts, self.source.id, category, self.today)
        return self._draft_new_paper(data, facts)

    def _draft_new_paper(self, data: RecordData, facts: EntryFacts) -> Draft:
        year = (
            int(data["year"])
            if re.fullmatch(r"(?:19|20)\d\d", data["year"])
            else arxiv_year(facts.arxiv) or 2000
        )
        id = make_paper_id(facts.short, facts.title, year, lambda id: id in self.paper_ids or id in RESERVED_IDS)
        return Draft(Paper, id, f"data/papers/{id[-4:]}/{id}.yml", data)

    def _draft_dataset(self, facts: EntryFacts, notes: list[str]) -> list[Draft]:
        """The dataset of an entry; and its paper, if there is a title with a venue or an arXiv id."""
        drafts = []
        if not facts.entry.is_bare_dataset and (facts.arxiv or (facts.venue and facts.year)):
            drafts.append(self._draft_paper(facts, notes))
        elif facts.unknown_venue:
            notes.append(f"unknown venue {quote(facts.unknown_venue)}: no paper was made")
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
        return f"unknown venue {quote(facts.unknown_venue)}, and no arXiv id"
    if facts.venue:
        return f"{quote(facts.entry.mention.venue)} without a year, and no arXiv id"
    return "neither a venue with its year nor an arXiv ID"

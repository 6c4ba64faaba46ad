"""What becomes of each entry of a list, and the files that change. Nothing is written here."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from catalog.documents.problems import quote
from catalog.importing.facts import Facts, dataset_name, facts_of
from catalog.importing.matching import Index
from catalog.importing.merge import merge_dataset, merge_paper, new_dataset, new_paper
from catalog.lists.entries import Entry, Passed, Skipped
from catalog.lists.headings import category_of, guessed_category
from catalog.lists.venues import nearest
from catalog.records.catalog import Catalog
from catalog.records.ids import dataset_id, paper_id
from catalog.records.schema import Dataset, Paper
from catalog.records.vocabularies import Source
from catalog.utils.urls import RESERVED, arxiv_year
from catalog.writing.draft import Data, Draft, today


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


class Refused(Exception):
    """An entry that cannot become a record; the text is the reason."""


@dataclass
class Plan:
    """An import in progress."""

    catalog: Catalog
    source: Source
    category: str | None = None
    drafts: dict[str, Draft] = field(default_factory=dict)
    outcomes: list[Outcome] = field(default_factory=list)
    passed: list[Passed] = field(default_factory=list)
    venues: dict[str, int] = field(default_factory=dict)
    """Names of venues that the catalog does not know, and how often they stand in the list."""

    def __post_init__(self) -> None:
        self.index = Index()
        self.ids = {paper.id for paper in self.catalog.papers} | set(self.catalog.gone)
        self.ids |= {old for paper in self.catalog.papers for old in paper.replaces}
        self.dataset_ids = set(self.catalog.datasets) | set(self.catalog.gone)
        self.today = today()
        for record in self.catalog.records:
            document = self.catalog.documents[record.file]
            self._know(Draft(type(record), record.id, record.file, document.data, document))

    def nearest_venue(self, said: str) -> str | None:
        """The venue whose name is most like an unknown one."""
        return nearest(said, self.catalog.venue_spellings)

    @property
    def is_new_source(self) -> bool:
        """Whether the list is to be added to sources.yml."""
        return self.source.id not in self.catalog.sources

    @property
    def changed(self) -> list[Draft]:
        """The records to write, in the order of their files."""
        return sorted((draft for draft in self.drafts.values() if draft.changed), key=lambda one: one.file)

    def take(self, found: Entry | Skipped | Passed) -> None:
        """Decide what becomes of one row of the list."""
        if isinstance(found, Passed):
            self.passed.append(found)
            return
        if isinstance(found, Skipped):
            self.outcomes.append(Outcome(found.line, found.text, "skipped", reason=found.reason))
            return
        facts = facts_of(found, self.catalog.venue_spellings)
        notes = list(facts.notes)
        if facts.unknown_venue:
            self.venues[facts.unknown_venue] = self.venues.get(facts.unknown_venue, 0) + 1
        try:
            drafts = self._dataset(facts, notes) if found.is_dataset else [self._paper(facts, notes)]
            for draft in drafts:
                problems = draft.record()[1]
                if problems:
                    raise Refused(problems[0])
        except Refused as reason:
            self.outcomes.append(Outcome(found.line, found.title, "skipped", (), str(reason), tuple(notes)))
            return
        self._accept(found, drafts, notes)

    def _accept(self, entry: Entry, drafts: list[Draft], notes: list[str]) -> None:
        known = {draft.file: self.drafts.get(draft.file) for draft in drafts}
        is_new = any(old is None for old in known.values())
        changed = any(
            old is None or old.data != draft.data for draft in drafts for old in [known[draft.file]]
        )
        for draft in drafts:
            self._know(draft)
        status = "imported" if is_new else "merged" if changed else "known"
        files = tuple(draft.file for draft in drafts)
        self.outcomes.append(Outcome(entry.line, entry.title, status, files, notes=tuple(notes)))

    def _know(self, draft: Draft) -> None:
        self.drafts[draft.file] = draft
        if draft.model is Paper:
            self.ids.add(draft.id)
            self.index.add_paper(draft.file, draft.data)
        else:
            self.dataset_ids.add(draft.id)
            self.index.add_dataset(draft.file, draft.data)

    def _paper(self, facts: Facts, notes: list[str]) -> Draft:
        """The paper of an entry, with what the entry says of it."""
        match = self.index.paper(facts)
        if match.refused:
            raise Refused(match.refused)
        if match.note:
            notes.append(match.note)
        headings = facts.entry.headings
        category = category_of(headings, self.catalog.categories)
        if match.file:
            draft = self.drafts[match.file]
            data = draft.copied()
            merge_paper(data, facts, self.source.id, is_new=draft.is_new)
            if draft.is_new and category and category not in data["categories"]:
                data["categories"].append(category)
            if facts.unknown_venue:
                notes.append(f"unknown venue {quote(facts.unknown_venue)}: kept what the record says")
            return replace(draft, data=data)
        if facts.unknown_venue and facts.arxiv:
            notes.append(f"unknown venue {quote(facts.unknown_venue)}: imported as a preprint")
        elif not (facts.arxiv or (facts.venue and facts.year)):
            raise Refused(_no_place(facts))
        elif facts.venue and not facts.year and facts.venue != "arxiv":
            notes.append(f"{quote(facts.entry.place.venue)} without a year: imported as a preprint")
        if not category:
            category = self.category or guessed_category(facts.title, headings, self.catalog.categories)
            if not self.category:
                notes.append(f"guessed the category {category}")
        data = new_paper(facts, self.source.id, category, self.today)
        return self._new_paper(data, facts)

    def _new_paper(self, data: Data, facts: Facts) -> Draft:
        year = (
            int(data["year"])
            if re.fullmatch(r"(?:19|20)\d\d", data["year"])
            else arxiv_year(facts.arxiv) or 2000
        )
        id = paper_id(facts.short, facts.title, year, lambda id: id in self.ids or id in RESERVED)
        return Draft(Paper, id, f"data/papers/{id[-4:]}/{id}.yml", data)

    def _dataset(self, facts: Facts, notes: list[str]) -> list[Draft]:
        """The dataset of an entry; and its paper, if there is a title with a venue or an arXiv id."""
        drafts = []
        if not facts.entry.is_bare_dataset and (facts.arxiv or (facts.venue and facts.year)):
            drafts.append(self._paper(facts, notes))
        elif facts.unknown_venue:
            notes.append(f"unknown venue {quote(facts.unknown_venue)}: no paper was made")
        paper = drafts[0].id if drafts else None
        name, aliases = dataset_name(facts)
        file = self.index.dataset([name, facts.title, *aliases], facts)
        if file:
            draft = self.drafts[file]
            data = draft.copied()
            merge_dataset(data, name, facts, self.source.id, paper)
            return [*drafts, replace(draft, data=data)]
        id = dataset_id(name, lambda id: id in self.dataset_ids)
        data = new_dataset(name, aliases, facts, self.source.id, self.today, paper)
        return [*drafts, Draft(Dataset, id, f"data/datasets/{id}.yml", data)]


def _no_place(facts: Facts) -> str:
    if facts.unknown_venue:
        return f"unknown venue {quote(facts.unknown_venue)}, and no arXiv id"
    if facts.venue:
        return f"{quote(facts.entry.place.venue)} without a year, and no arXiv id"
    return "neither a venue with its year nor an arXiv id"

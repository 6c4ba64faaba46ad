"""Edits of LIST.md, which is generated, as changes to records.

A new line becomes a record, as with `catalog import`. A changed line changes its record, only where it
differs from the old line. A removed line changes nothing, but gets a note on what to do.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field, replace

from catalog.documents.document import parse_document
from catalog.documents.problems import KeyPath, Remove, quote
from catalog.importing.facts import EntryFacts, extract_facts
from catalog.importing.merge import add_links
from catalog.importing.plan import Plan
from catalog.importing.run import skip_violations
from catalog.lists.entries import IgnoredRow, ListEntry, ListRow, SkippedRow, read_entries
from catalog.lists.headings import find_category
from catalog.lookup.link import LINK_SOURCES
from catalog.records.catalog import Catalog
from catalog.records.vocabularies import Source
from catalog.utils.url_keys import url_key
from catalog.writing.draft import RecordData
from catalog.writing.edit import apply_fix

VENUE_FIELDS = ("venue", "year", "track")
"""Fields that change together: none does if the venue is unknown."""


@dataclass(frozen=True)
class LineEdit:
    """Edit of one line of the list, as a change to a record."""

    line: int
    """Line number in the new list, or in the old one for a removed line."""
    path: str = ""
    """File of the record, relative to the checkout; empty if there is none."""
    text: str = ""
    """New content of the file; empty if nothing changes."""
    note: str = ""
    """Points to review."""


@dataclass(frozen=True)
class ListEdit:
    """Edit of the list, in the order of its lines."""

    added: tuple[LineEdit, ...]
    """New and changed lines. If several change one record, the last has the text with all changes."""
    removed: tuple[LineEdit, ...]


def interpret_edit(catalog: Catalog, old: str, new: str) -> ListEdit:
    """Interpret the differences between two versions of the list.

    Args:
        catalog: The catalog that the list was generated from.
        old: The list as generated.
        new: The list as edited.
    """
    old_rows, new_rows = _rows_by_content(old), _rows_by_content(new)
    interpreter = _EditInterpreter(catalog)
    removed_rows = [row for key, row in old_rows.items() if key not in new_rows]
    for row in removed_rows:
        if isinstance(row, ListEntry) and not row.is_dataset and (file := interpreter.find_record(row)):
            interpreter.removed_entries[file] = row
    for key, row in new_rows.items():
        if key not in old_rows and not isinstance(row, IgnoredRow):
            interpreter.add_row(row)
    listed_files = {interpreter.find_record(row) for row in new_rows.values() if isinstance(row, ListEntry)}
    added = interpreter.added_lines()
    return ListEdit(tuple(added), tuple(_removed_lines(interpreter, removed_rows, listed_files)))


def _rows_by_content(text: str) -> dict[object, ListRow]:
    """Return the rows of a list by everything but their line number."""
    return {
        replace(row, line=0) if isinstance(row, ListEntry) else row._replace(line=0): row
        for row in read_entries(text)
    }


@dataclass
class _EditInterpreter:
    """Turns new lines into changes to records."""

    catalog: Catalog
    removed_entries: dict[str, ListEntry] = field(default_factory=dict)
    """Entries of removed lines by the file of their record."""
    changed_lines: dict[str, LineEdit] = field(default_factory=dict)
    """Changed lines by the file of their record."""

    def __post_init__(self) -> None:
        self.plan = Plan(self.catalog, self._source("primary"))

    def _extract_facts(self, entry: ListEntry) -> EntryFacts:
        return extract_facts(entry, self.catalog.venue_spellings)

    def find_record(self, entry: ListEntry) -> str | None:
        """Find the record of an entry."""
        if entry.is_dataset:
            return self.plan.index.find_dataset([entry.title], self._extract_facts(entry))
        return self.plan.index.find_paper(self._extract_facts(entry)).file

    def add_row(self, row: ListEntry | SkippedRow) -> None:
        """Interpret a new row as a change of a removed one, or by itself."""
        if isinstance(row, ListEntry):
            if not row.is_dataset and (file := self._find_old_record(row)):
                self.changed_lines[file] = self._change_record(file, self.removed_entries[file], row)
                return
            self.plan.source = self._source(_source_id(self._extract_facts(row)))
        self.plan.add_row(row)

    def added_lines(self) -> list[LineEdit]:
        """Return new and changed lines, once all rows are added."""
        skip_violations(self.plan)
        lines = list(self.changed_lines.values())
        written_files: set[str] = set()
        for outcome in reversed(self.plan.outcomes):
            notes = [outcome.reason.rstrip("."), *outcome.notes]
            files = outcome.files if outcome.status in ("added", "updated") else ()
            if outcome.status == "unchanged":
                notes.append("already in the record")
            for file in files:
                draft = self.plan.drafts[file]
                text = draft.to_yaml() if file not in written_files and draft.has_changes else ""
                source = f"source set to {draft.data['sources'][-1]}; change it if it is a different one"
                lines.append(LineEdit(outcome.line, file, text, _join_notes(*notes, source)))
                written_files.add(file)
            if not files:
                path = outcome.files[0] if outcome.files else ""
                lines.append(LineEdit(outcome.line, path, note=_join_notes(*notes)))
        return sorted(lines, key=lambda line: line.line)

    def _source(self, id: str) -> Source:
        """Return the source with an id, or the papers themselves (`primary`) if there is none."""
        sources = self.catalog.sources
        return sources.get(id) or sources.get("primary") or next(iter(sources.values()))

    def _find_old_record(self, entry: ListEntry) -> str | None:
        """Find the record whose removed line this entry replaces, by id, title or a link in common."""
        file = self.find_record(entry)
        if file in self.removed_entries:
            return file
        if file is not None:
            return None
        links = _link_keys(entry)
        return next((file for file, old in self.removed_entries.items() if links & _link_keys(old)), None)

    def _change_record(self, file: str, old_entry: ListEntry, new_entry: ListEntry) -> LineEdit:
        """Change a record by the differences between two entries."""
        old, new = self._extract_facts(old_entry), self._extract_facts(new_entry)
        document = self.catalog.documents[file]
        text = document.text
        for path in reversed(_removed_paths(document.data, old, new)):
            text = apply_fix(file, text, path, Remove()) or text
        document = parse_document(file, text.encode())
        draft = replace(self.plan.drafts[file], document=document, data=deepcopy(document.data))
        notes = [*new.notes, *_change_fields(draft.data, old, new)]
        categories = self.catalog.categories
        old_category = find_category(old_entry.headings, categories)
        new_category = find_category(new_entry.headings, categories)
        if new_category and new_category != old_category:
            ids = [new_category if id == old_category else id for id in draft.data["categories"]]
            draft.data["categories"] = list(dict.fromkeys(ids))
        text, problems = draft.to_yaml(), draft.validate()[1]
        if problems or text == self.catalog.documents[file].text:
            return LineEdit(new_entry.line, file, note=_join_notes(*notes, *problems))
        note = _join_notes(*notes, "add the source of the change to `sources`")
        return LineEdit(new_entry.line, file, text, note)


def _join_notes(*notes: str) -> str:
    return "; ".join(filter(None, notes))


def _source_id(facts: EntryFacts) -> str:
    """Return the source that the links of an entry lead to: arXiv, Crossref or the paper itself."""
    return LINK_SOURCES["arxiv"] if facts.arxiv else LINK_SOURCES["doi"] if facts.doi else "primary"


def _link_keys(entry: ListEntry) -> set[str]:
    return {url_key(url) for _, url in entry.links}


def _removed_paths(data: RecordData, old: EntryFacts, new: EntryFacts) -> list[KeyPath]:
    """Return the paths of links and track in a record that the new line no longer has."""
    removed_urls = {url_key(url) for _, url in old.links} - {url_key(url) for _, url in new.links}
    track: list[KeyPath] = [("track",)] if old.entry.mention.track and not new.entry.mention.track else []
    return track + [
        ("links", kind, index)
        for kind, value in data.get("links", {}).items()
        for index, url in enumerate([value] if isinstance(value, str) else value)
        if url_key(url) in removed_urls
    ]


def _change_fields(data: RecordData, old: EntryFacts, new: EntryFacts) -> list[str]:
    """Change the fields in which two lines differ; return notes on those that stay."""
    notes = []
    taken_fields = {name for claim in data.get("claims", []) if claim.get("taken") for name in claim}
    if new.unknown_venue:
        notes.append(f"unknown venue {quote(new.unknown_venue)}: add it to data/venues.yml first")
    for name in ("title", "venue", "year", "arxiv", "doi", "track"):
        old_value, new_value = (
            facts.entry.mention.track if name == "track" else getattr(facts, name) for facts in (old, new)
        )
        if new_value in (old_value, None) or (new.unknown_venue and name in VENUE_FIELDS):
            continue
        if name in taken_fields:
            notes.append(f"{name} not changed: a claim confirms the old value; edit the claim too")
        else:
            data[name] = str(new_value)
    add_links(data, new.links)
    return notes


def _removed_lines(
    interpreter: _EditInterpreter, rows: list[ListRow], listed_files: set[str | None]
) -> Iterator[LineEdit]:
    """Yield removed lines with a note on what to do, unless the line was changed."""
    for row in rows:
        file = interpreter.find_record(row) if isinstance(row, ListEntry) else None
        if not file or file in interpreter.changed_lines:
            continue
        if file in listed_files:
            note = "still listed under another heading; to move it, edit `categories` in the record"
        else:
            note = "to remove the record, delete the file and add its ID with a reason to data/gone.yml"
        yield LineEdit(row.line, file, note=note)

"""What somebody meant who edited LIST.md, which is made from the records: the records to write instead.

A new line becomes a new record, as `catalog import` would make it. In a changed line only what differs from
the line before is meant: it changes the record. A line that is gone changes nothing; what to do is told.
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
from catalog.importing.run import reject_violations
from catalog.lists.entries import IgnoredRow, ListEntry, SkippedRow, read_entries
from catalog.lists.headings import find_category
from catalog.lists.links import url_key
from catalog.lookup.link import LINK_SOURCES
from catalog.records.catalog import Catalog
from catalog.records.vocabularies import Source
from catalog.writing.draft import RecordData
from catalog.writing.edit import apply_fix


@dataclass(frozen=True)
class LineEdit:
    """What one line of the list comes to."""

    line: int
    """In the new list; in the old one, if the line is gone."""
    path: str = ""
    """The record that it speaks of, relative to the checkout; none, if the line could not be read."""
    text: str = ""
    """What the file is to hold; nothing, if there is nothing to write."""
    note: str = ""
    """What a person should look at."""


@dataclass(frozen=True)
class ListEdit:
    """What an edit of the list comes to, in the order of its lines."""

    added: tuple[LineEdit, ...]
    """New and changed lines. A record that two lines speak of has one text, with the last of them."""
    removed: tuple[LineEdit, ...]
    """Lines that are gone."""


def interpret_edit(catalog: Catalog, old: str, new: str) -> ListEdit:
    """What the lines mean in which two versions of the list differ.

    Args:
        catalog: The catalog that the list was made from.
        old: The list as it was made.
        new: The list as somebody left it.
    """
    was, now = _entries(old), _entries(new)
    work = _EditInterpreter(catalog)
    gone = [found for key, found in was.items() if key not in now]
    for found in gone:
        if isinstance(found, ListEntry) and not found.is_dataset and (file := work.file_of(found)):
            work.before[file] = found
    for key, found in now.items():
        if key not in was and not isinstance(found, IgnoredRow):
            work.take(found)
    kept = {work.file_of(found) for key, found in now.items() if isinstance(found, ListEntry)}
    return ListEdit(tuple(work.added()), tuple(_removed(work, gone, kept | work.changed.keys())))


def _entries(text: str) -> dict[object, ListEntry | SkippedRow | IgnoredRow]:
    """What a list holds, by all that is said of it and where; the number of the line does not matter."""
    return {
        replace(one, line=0) if isinstance(one, ListEntry) else one._replace(line=0): one
        for one in read_entries(text)
    }


@dataclass
class _EditInterpreter:
    """An edit being understood."""

    catalog: Catalog
    before: dict[str, ListEntry] = field(default_factory=dict)
    """The lines that are gone, by the records that they spoke of."""
    changed: dict[str, LineEdit] = field(default_factory=dict)
    """What changed lines come to, by record."""

    def __post_init__(self) -> None:
        self.plan = Plan(self.catalog, self._source("primary"))

    def facts(self, entry: ListEntry) -> EntryFacts:
        return extract_facts(entry, self.catalog.venue_spellings)

    def file_of(self, entry: ListEntry) -> str | None:
        """The record that a line speaks of."""
        if entry.is_dataset:
            return self.plan.index.find_dataset([entry.title], self.facts(entry))
        return self.plan.index.find_paper(self.facts(entry)).file

    def take(self, found: ListEntry | SkippedRow) -> None:
        """Understand a line that is new: as another form of one that is gone, or by itself."""
        if isinstance(found, ListEntry) and not found.is_dataset and (file := self._counterpart(found)):
            self.changed[file] = self._change(file, self.before[file], found)
            return
        if isinstance(found, ListEntry):
            self.plan.source = self._source(_who(self.facts(found)))
        self.plan.add_row(found)

    def added(self) -> Iterator[LineEdit]:
        """What new and changed lines come to."""
        reject_violations(self.plan)
        found = list(self.changed.values())
        written: set[str] = set()
        for outcome in reversed(self.plan.outcomes):
            notes = [outcome.reason.rstrip("."), *outcome.notes]
            files = outcome.files if outcome.status in ("imported", "merged") else ()
            if outcome.status == "known":
                notes.append("the record says so already")
            for file in files:
                draft = self.plan.drafts[file]
                text = draft.to_yaml() if file not in written and draft.has_changes else ""
                who = f"source: {draft.data['sources'][-1]}, if nobody else states it"
                found.append(LineEdit(outcome.line, file, text, "; ".join([*filter(None, notes), who])))
                written.add(file)
            if not files:
                known = outcome.files[0] if outcome.files else ""
                found.append(LineEdit(outcome.line, known, note="; ".join(filter(None, notes))))
        return iter(sorted(found, key=lambda one: one.line))

    def _source(self, id: str) -> Source:
        """A source; the makers of the paper, if the catalog does not know it."""
        known = self.catalog.sources
        return known.get(id) or known.get("primary") or next(iter(known.values()))

    def _counterpart(self, entry: ListEntry) -> str | None:
        """The record whose line is gone and came back like this: the same by id or title, or by a link."""
        file = self.file_of(entry)
        if file in self.before:
            return file
        links = {url_key(url) for _, url in entry.links}
        shared = (file for file, old in self.before.items() if links & {url_key(url) for _, url in old.links})
        return next(shared, None) if file is None else None

    def _change(self, file: str, old: ListEntry, new: ListEntry) -> LineEdit:
        """A record with what differs between two lines."""
        was, now = self.facts(old), self.facts(new)
        document = self.catalog.documents[file]
        text = document.text
        for path in reversed(_lost(document.data, was, now)):
            text = apply_fix(file, text, path, Remove()) or text
        document = parse_document(file, text.encode())
        draft = replace(self.plan.drafts[file], document=document, data=deepcopy(document.data))
        notes = [*now.notes, *_apply(draft.data, was, now)]
        moved = [find_category(one.headings, self.catalog.categories) for one in (old, new)]
        if moved[0] != moved[1] and moved[1]:
            ids = [moved[1] if id == moved[0] else id for id in draft.data["categories"]]
            draft.data["categories"] = list(dict.fromkeys(ids))
        text, problems = draft.to_yaml(), draft.validate()[1]
        if problems or text == self.catalog.documents[file].text:
            return LineEdit(new.line, file, note="; ".join([*notes, *problems]))
        return LineEdit(new.line, file, text, "; ".join([*notes, "say in `sources` who states it"]))


PLACE = ("venue", "year", "track")
"""What is said of the place together: half of it would be wrong."""


def _who(facts: EntryFacts) -> str:
    """Who states what a line says, as far as its links show: whom they lead to."""
    return LINK_SOURCES["arxiv"] if facts.arxiv else LINK_SOURCES["doi"] if facts.doi else "primary"


def _lost(data: RecordData, was: EntryFacts, now: EntryFacts) -> list[KeyPath]:
    """Where in a record links and a track stand that a line has no more."""
    urls = {url_key(url) for _, url in was.links} - {url_key(url) for _, url in now.links}
    track: list[KeyPath] = [("track",)] if was.entry.mention.track and not now.entry.mention.track else []
    return track + [
        ("links", kind, at)
        for kind, value in data.get("links", {}).items()
        for at, url in enumerate([value] if isinstance(value, str) else value)
        if url_key(url) in urls
    ]


def _apply(data: RecordData, was: EntryFacts, now: EntryFacts) -> list[str]:
    """Bring what differs between two lines into the values of a record; returns what could not be."""
    notes = []
    taken = {name for claim in data.get("claims", []) if claim.get("taken") for name in claim}
    if now.unknown_venue:
        notes.append(f"unknown venue {quote(now.unknown_venue)}: add it to data/venues.yml first")
    for name in ("title", "venue", "year", "arxiv", "doi", "track"):
        said = [one.entry.mention.track if name == "track" else getattr(one, name) for one in (was, now)]
        if said[0] == said[1] or said[1] is None or (now.unknown_venue and name in PLACE):
            continue
        if name in taken:
            notes.append(f"{name}: a source was checked for it; change its claim too")
        else:
            data[name] = str(said[1])
    add_links(data, now.links)
    return notes


def _removed(work: _EditInterpreter, gone: list[ListEntry | SkippedRow | IgnoredRow], kept: set[str | None]) -> Iterator[LineEdit]:
    """What can be done about lines that are gone."""
    for found in gone:
        file = work.file_of(found) if isinstance(found, ListEntry) else None
        if file and file not in kept:
            note = "to take it out, delete the file and give the reason under its id in data/gone.yml"
            yield LineEdit(found.line, file, note=note)
        elif file and file not in work.changed:
            yield LineEdit(found.line, file, note="it has another line; sections are its `categories`")

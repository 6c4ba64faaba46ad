"""What somebody meant who edited LIST.md, which is made from the records: the records to write instead.

A new line becomes a new record, as `catalog import` would make it. In a changed line only what differs from
the line before is meant: it changes the record. A line that is gone changes nothing; what to do is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field, replace

from catalog.documents.document import read
from catalog.documents.fixes import Drop, Path
from catalog.documents.problems import quote
from catalog.importing.facts import Facts, facts_of
from catalog.importing.merge import add_links
from catalog.importing.plan import Plan
from catalog.importing.run import settle
from catalog.lists.entries import Entry, Passed, Skipped, read_entries
from catalog.lists.headings import category_of
from catalog.lists.links import same
from catalog.lookup.link import STATED
from catalog.records.catalog import Catalog
from catalog.records.vocabularies import Source
from catalog.writing.draft import Data
from catalog.writing.edit import edited


@dataclass(frozen=True)
class Rescued:
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
class Rescue:
    """What an edit of the list comes to, in the order of its lines."""

    added: tuple[Rescued, ...]
    """New and changed lines. A record that two lines speak of has one text, with the last of them."""
    removed: tuple[Rescued, ...]
    """Lines that are gone."""


def rescued(catalog: Catalog, old: str, new: str) -> Rescue:
    """What the lines mean in which two versions of the list differ.

    Args:
        catalog: The catalog that the list was made from.
        old: The list as it was made.
        new: The list as somebody left it.
    """
    was, now = _entries(old), _entries(new)
    work = _Work(catalog)
    gone = [found for key, found in was.items() if key not in now]
    for found in gone:
        if isinstance(found, Entry) and not found.is_dataset and (file := work.file_of(found)):
            work.before[file] = found
    for key, found in now.items():
        if key not in was and not isinstance(found, Passed):
            work.take(found)
    kept = {work.file_of(found) for key, found in now.items() if isinstance(found, Entry)}
    return Rescue(tuple(work.added()), tuple(_removed(work, gone, kept | work.changed.keys())))


def _entries(text: str) -> dict[object, Entry | Skipped | Passed]:
    """What a list holds, by all that is said of it and where; the number of the line does not matter."""
    return {
        replace(one, line=0) if isinstance(one, Entry) else one._replace(line=0): one
        for one in read_entries(text)
    }


@dataclass
class _Work:
    """An edit being understood."""

    catalog: Catalog
    before: dict[str, Entry] = field(default_factory=dict)
    """The lines that are gone, by the records that they spoke of."""
    changed: dict[str, Rescued] = field(default_factory=dict)
    """What changed lines come to, by record."""

    def __post_init__(self) -> None:
        self.plan = Plan(self.catalog, self._source("primary"))

    def facts(self, entry: Entry) -> Facts:
        return facts_of(entry, self.catalog.venue_spellings)

    def file_of(self, entry: Entry) -> str | None:
        """The record that a line speaks of."""
        if entry.is_dataset:
            return self.plan.index.dataset([entry.title], self.facts(entry))
        return self.plan.index.paper(self.facts(entry)).file

    def take(self, found: Entry | Skipped) -> None:
        """Understand a line that is new: as another form of one that is gone, or by itself."""
        if isinstance(found, Entry) and not found.is_dataset and (file := self._counterpart(found)):
            self.changed[file] = self._change(file, self.before[file], found)
            return
        if isinstance(found, Entry):
            self.plan.source = self._source(_who(self.facts(found)))
        self.plan.take(found)

    def added(self) -> Iterator[Rescued]:
        """What new and changed lines come to."""
        settle(self.plan)
        found = list(self.changed.values())
        written: set[str] = set()
        for outcome in reversed(self.plan.outcomes):
            notes = [outcome.reason.rstrip("."), *outcome.notes]
            files = outcome.files if outcome.status in ("imported", "merged") else ()
            if outcome.status == "known":
                notes.append("the record says so already")
            for file in files:
                draft = self.plan.drafts[file]
                text = draft.text() if file not in written and draft.changed else ""
                who = f"source: {draft.data['sources'][-1]}, if nobody else states it"
                found.append(Rescued(outcome.line, file, text, "; ".join([*filter(None, notes), who])))
                written.add(file)
            if not files:
                known = outcome.files[0] if outcome.files else ""
                found.append(Rescued(outcome.line, known, note="; ".join(filter(None, notes))))
        return iter(sorted(found, key=lambda one: one.line))

    def _source(self, id: str) -> Source:
        """A source; the makers of the paper, if the catalog does not know it."""
        known = self.catalog.sources
        return known.get(id) or known.get("primary") or next(iter(known.values()))

    def _counterpart(self, entry: Entry) -> str | None:
        """The record whose line is gone and came back like this: the same by id or title, or by a link."""
        file = self.file_of(entry)
        if file in self.before:
            return file
        links = {same(url) for _, url in entry.links}
        shared = (file for file, old in self.before.items() if links & {same(url) for _, url in old.links})
        return next(shared, None) if file is None else None

    def _change(self, file: str, old: Entry, new: Entry) -> Rescued:
        """A record with what differs between two lines."""
        was, now = self.facts(old), self.facts(new)
        document = self.catalog.documents[file]
        text = document.text
        for path in reversed(_lost(document.data, was, now)):
            text = edited(file, text, path, Drop()) or text
        document = read(file, text.encode())
        draft = replace(self.plan.drafts[file], document=document, data=deepcopy(document.data))
        notes = [*now.notes, *_apply(draft.data, was, now)]
        moved = [category_of(one.headings, self.catalog.categories) for one in (old, new)]
        if moved[0] != moved[1] and moved[1]:
            ids = [moved[1] if id == moved[0] else id for id in draft.data["categories"]]
            draft.data["categories"] = list(dict.fromkeys(ids))
        text, problems = draft.text(), draft.record()[1]
        if problems or text == self.catalog.documents[file].text:
            return Rescued(new.line, file, note="; ".join([*notes, *problems]))
        return Rescued(new.line, file, text, "; ".join([*notes, "say in `sources` who states it"]))


PLACE = ("venue", "year", "track")
"""What is said of the place together: half of it would be wrong."""


def _who(facts: Facts) -> str:
    """Who states what a line says, as far as its links show: whom they lead to."""
    return STATED["arxiv"] if facts.arxiv else STATED["doi"] if facts.doi else "primary"


def _lost(data: Data, was: Facts, now: Facts) -> list[Path]:
    """Where in a record links and a track stand that a line has no more."""
    urls = {same(url) for _, url in was.links} - {same(url) for _, url in now.links}
    track: list[Path] = [("track",)] if was.entry.place.track and not now.entry.place.track else []
    return track + [
        ("links", kind, at)
        for kind, value in data.get("links", {}).items()
        for at, url in enumerate([value] if isinstance(value, str) else value)
        if same(url) in urls
    ]


def _apply(data: Data, was: Facts, now: Facts) -> list[str]:
    """Bring what differs between two lines into the values of a record; returns what could not be."""
    notes = []
    taken = {name for claim in data.get("claims", []) if claim.get("taken") for name in claim}
    if now.unknown_venue:
        notes.append(f"unknown venue {quote(now.unknown_venue)}: add it to data/venues.yml first")
    for name in ("title", "venue", "year", "arxiv", "doi", "track"):
        said = [one.entry.place.track if name == "track" else getattr(one, name) for one in (was, now)]
        if said[0] == said[1] or said[1] is None or (now.unknown_venue and name in PLACE):
            continue
        if name in taken:
            notes.append(f"{name}: a source was checked for it; change its claim too")
        else:
            data[name] = str(said[1])
    add_links(data, now.links)
    return notes


def _removed(work: _Work, gone: list[Entry | Skipped | Passed], kept: set[str | None]) -> Iterator[Rescued]:
    """What can be done about lines that are gone."""
    for found in gone:
        file = work.file_of(found) if isinstance(found, Entry) else None
        if file and file not in kept:
            note = "to take it out, delete the file and give the reason under its id in data/gone.yml"
            yield Rescued(found.line, file, note=note)
        elif file and file not in work.changed:
            yield Rescued(found.line, file, note="it has another line; sections are its `categories`")

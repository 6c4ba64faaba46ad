"""Rows to entries: title, place of publication, authors and links, whatever the order they come in."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import NamedTuple

from catalog.lists.bullets import parse_bullet
from catalog.lists.headings import HeadingContext, interpret_headings
from catalog.lists.labels import link_kind
from catalog.lists.markdown import parse_rows
from catalog.lists.row import ParsedRow
from catalog.lists.runs import TextRun, Row, merge_link_runs, plain_text
from catalog.lists.tables import parse_cells
from catalog.lists.titles import count_letters
from catalog.lists.venues import NO_MENTION, VenueMention, parse_venue, recognize_venue


class SkippedRow(NamedTuple):
    """A row that might be an entry and is none, and why."""

    line: int
    reason: str
    text: str


class IgnoredRow(NamedTuple):
    """A row that nobody takes for an entry: a task, a line of a table of contents, prose."""

    line: int
    reason: str


@dataclass(frozen=True)
class ListEntry:
    """One work as a list describes it."""

    line: int
    headings: tuple[str, ...]
    title: str
    mention: VenueMention = NO_MENTION
    authors: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    """(kind, address), cleaned."""
    short: str = ""
    """The name that the list gives besides the title."""
    note: str = ""
    """A remark that stood inside a label."""
    rejected_links: tuple[str, ...] = ()
    """Links that were left out, and why."""
    is_dataset: bool = False
    is_dated: bool = False
    """Whether the year is that of a day, on which a robot listed it: no year of a venue."""

    @property
    def is_bare_dataset(self) -> bool:
        """Whether it is a dataset by name, rather than by the title of the paper that introduces it."""
        return self.is_dataset and len(self.title.split()) < 3


def read_entries(text: str) -> list[ListEntry | SkippedRow | IgnoredRow]:
    """Every entry of a list, and what else might be one, in the order of the lines."""
    return [_read(row) for row in parse_rows(text) if row.runs or row.cells]


def _read(row: Row) -> ListEntry | SkippedRow | IgnoredRow:
    shown = " ".join(
        plain_text(row.runs or [piece for _, cell in row.cells for piece in (*cell, TextRun(" "))]).split()
    )
    if reason := _no_entry(row, shown):
        return IgnoredRow(row.line, reason)
    section = interpret_headings(row.headings)
    found = parse_cells(row.cells, section) if row.cells else parse_bullet(row.runs, section)
    if row.cells and found is None:
        return IgnoredRow(row.line, "a row of a table without titles")
    assert found is not None
    if count_letters(found.title) < 2:
        has_more = found.links.links or count_letters(shown) > 12
        return SkippedRow(row.line, "no title", shown[:100]) if has_more else IgnoredRow(row.line, "an empty row")
    if section.kind == "none":
        return SkippedRow(row.line, f"in a section without papers: {section.name}", found.title[:100])
    if not found.links.links and not found.mention:
        return SkippedRow(row.line, "neither a link nor a venue", shown[:100])
    return _entry(row, found, section)


def _entry(row: Row, found: ParsedRow, section: HeadingContext) -> ListEntry:
    """The entry of what was found; a heading such as `2021` is the year of a venue that has none."""
    where = found.mention
    if where.venue and not where.year and section.year:
        where = replace(where, year=section.year)
    return ListEntry(
        row.line,
        row.headings,
        found.title,
        where,
        found.authors,
        tuple(found.links.links),
        found.short,
        found.links.note,
        tuple(found.links.rejected),
        section.kind == "dataset",
        found.is_dated,
    )


def _no_entry(row: Row, shown: str) -> str:
    """Why a row is no entry and nobody takes it for one; empty for all others."""
    if row.cells:
        return "" if re.search(r"\w", shown) else "an empty row"
    links = [piece for piece in merge_link_runs(row.runs) if piece.link_number and piece.href]
    targets = [piece.href for piece in links]
    if re.match(r"\[[ xX✓✔]\](?!\()\s", shown) or shown in ("[ ]", "[x]"):
        return "a task"
    outside = plain_text(piece for piece in merge_link_runs(row.runs) if not piece.link_number)
    if links and all(piece.href.startswith("#") for piece in links) and count_letters(outside) < 12:
        return "a table of contents"
    if not count_letters(shown):
        return "an empty row" if not targets else "pictures"
    if row.is_bullet:
        return "a heading among bullets" if row.is_heading and not _is_tagged(shown) else ""
    return "" if _is_paragraph_entry(row, targets) else "prose"


def _is_paragraph_entry(row: Row, targets: list[str]) -> bool:
    """Whether a paragraph is an entry: a title in bold or in a link, and then labelled links."""
    pieces = [piece for piece in merge_link_runs(row.runs) if piece.text.strip()]
    first = pieces[0]
    labels = [link_kind(piece.text) for piece in pieces if piece.link_number]
    known = [label for label in labels if label and label != "link"]
    bold = first.strong or (first.text.strip() in ("[", "(") and len(pieces) > 1 and pieces[1].strong)
    if bold and targets and (known or any(piece.em for piece in pieces)):
        return True
    tagged = any(
        parse_venue(tag).year
        for tag in re.findall(r"\[([^\[\]]{3,60})\]|`([^`]{3,60})`", plain_text(pieces))
        for tag in tag
    )
    sentences = len(re.findall(r"[a-z]{2}[.!] [A-Z]", plain_text(pieces)))
    return bool(targets) and bool(known) and (tagged or (first.link_number > 0 and not labels[0])) and sentences < 3


def _is_tagged(text: str) -> bool:
    where = recognize_venue(text)
    return bool(where.venue and where.year)

"""Entries of an awesome list, from its rows."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import NamedTuple

from catalog.lists.bullets import parse_bullet
from catalog.lists.headings import HeadingContext, interpret_headings
from catalog.lists.labels import link_kind
from catalog.lists.markdown import parse_rows
from catalog.lists.row import ParsedRow
from catalog.lists.runs import Row, TextRun, merge_link_runs, plain_text
from catalog.lists.tables import parse_cells
from catalog.lists.titles import count_letters
from catalog.lists.venues import NO_MENTION, VenueMention, parse_venue, recognize_venue

MAX_QUOTED_LENGTH = 100
"""Characters of a skipped row in reports."""


class SkippedRow(NamedTuple):
    """A row that may be meant as an entry, but lacks what an entry needs."""

    line: int
    reason: str
    text: str


class IgnoredRow(NamedTuple):
    """A row that is clearly not an entry: a task, part of a table of contents, prose."""

    line: int
    reason: str


@dataclass(frozen=True)
class ListEntry:
    """A paper or dataset as a list describes it."""

    line: int
    headings: tuple[str, ...]
    """Headings above the entry, outermost first."""
    title: str
    mention: VenueMention = NO_MENTION
    authors: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    """Pairs of kind and normalized URL."""
    short: str = ""
    """Name of the method or dataset, if the list gives one besides the title."""
    note: str = ""
    """Remark from a link label, as a sentence."""
    rejected_links: tuple[str, ...] = ()
    """Links that were left out, each with the reason."""
    is_dataset: bool = False
    is_dated: bool = False
    """True if the year comes from a full date, such as the day a robot added the entry."""

    @property
    def is_bare_dataset(self) -> bool:
        """True for a dataset by its own name rather than the title of its paper."""
        return self.is_dataset and len(self.title.split()) < 3


ListRow = ListEntry | SkippedRow | IgnoredRow


def read_entries(text: str) -> list[ListRow]:
    """Read the rows of a list in the order of their lines.

    Args:
        text: A Markdown document, decoded by `lists.file.decode_list`.
    """
    return [_read_row(row) for row in parse_rows(text) if row.runs or row.cells]


def _read_row(row: Row) -> ListRow:
    runs = row.runs or [run for _, cell in row.cells for run in (*cell, TextRun(" "))]
    text = " ".join(plain_text(runs).split())
    if reason := _reason_to_ignore(row, text):
        return IgnoredRow(row.line, reason)
    context = interpret_headings(row.headings)
    parsed_row = parse_cells(row.cells, context) if row.cells else parse_bullet(row.runs, context)
    if parsed_row is None:
        return IgnoredRow(row.line, "table row without a title")
    links, title = parsed_row.links.links, parsed_row.title
    if count_letters(title) < 2:
        has_content = links or count_letters(text) > 12
        return _skip(row, "no title", text) if has_content else IgnoredRow(row.line, "empty row")
    if context.kind == "none":
        return _skip(row, f"section without papers: {context.name}", title)
    if not links and not parsed_row.mention:
        return _skip(row, "neither a link nor a venue", text)
    return _create_entry(row, parsed_row, context)


def _skip(row: Row, reason: str, text: str) -> SkippedRow:
    return SkippedRow(row.line, reason, text[:MAX_QUOTED_LENGTH])


def _create_entry(row: Row, parsed_row: ParsedRow, context: HeadingContext) -> ListEntry:
    """Create an entry; a venue without a year takes it from a heading such as `2021`."""
    mention = parsed_row.mention
    if mention.venue and not mention.year and context.year:
        mention = replace(mention, year=context.year)
    return ListEntry(
        line=row.line,
        headings=row.headings,
        title=parsed_row.title,
        mention=mention,
        authors=parsed_row.authors,
        links=tuple(parsed_row.links.links),
        short=parsed_row.short,
        note=parsed_row.links.note,
        rejected_links=tuple(parsed_row.links.rejected),
        is_dataset=context.kind == "dataset",
        is_dated=parsed_row.is_dated,
    )


def _reason_to_ignore(row: Row, text: str) -> str:
    """Return why a row is clearly not an entry, or an empty string if it may be one."""
    if row.cells:
        return "" if re.search(r"\w", text) else "empty row"
    runs = list(merge_link_runs(row.runs))
    hrefs = [run.href for run in runs if run.link_number and run.href]
    if re.match(r"\[[ xX✓✔]\](?!\()\s", text) or text in ("[ ]", "[x]"):
        return "task"
    unlinked_text = plain_text(run for run in runs if not run.link_number)
    if hrefs and all(href.startswith("#") for href in hrefs) and count_letters(unlinked_text) < 12:
        return "table of contents"
    if not count_letters(text):
        return "images" if hrefs else "empty row"
    if row.is_bullet:
        return "heading in a bullet list" if row.is_heading and not _is_venue_tag(text) else ""
    return "" if hrefs and _is_paragraph_entry(runs) else "prose"


def _is_paragraph_entry(merged_runs: list[TextRun]) -> bool:
    """Return True for a paragraph with a title in bold or in a link, followed by labeled links.

    Args:
        merged_runs: Runs of the paragraph, one run per link, at least one of them with a target.
    """
    runs = [run for run in merged_runs if run.text.strip()]
    first, text = runs[0], plain_text(runs)
    kinds = [link_kind(run.text) for run in runs if run.link_number]
    has_labeled_link = any(kind and kind != "link" for kind in kinds)
    is_bold = first.strong or (first.text.strip() in ("[", "(") and len(runs) > 1 and runs[1].strong)
    if is_bold and (has_labeled_link or any(run.em for run in runs)):
        return True
    tags = re.findall(r"\[([^\[\]]{3,60})\]|`([^`]{3,60})`", text)
    has_year = any(parse_venue(tag).year for groups in tags for tag in groups)
    starts_with_title = has_year or (first.link_number > 0 and not kinds[0])
    return has_labeled_link and starts_with_title and len(re.findall(r"[a-z]{2}[.!] [A-Z]", text)) < 3


def _is_venue_tag(text: str) -> bool:
    mention = recognize_venue(text)
    return bool(mention.venue and mention.year)

"""Entries of an awesome list, from its rows."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import NamedTuple

from catalog.lists.bullets import parse_bullet
from catalog.lists.headings import HeadingContext, interpret_headings
from catalog.lists.markdown import parse_rows
from catalog.lists.paragraphs import is_paragraph_entry, join_titles
from catalog.lists.row import BRACKETED, ParsedRow, is_struck_out, split_struck
from catalog.lists.runs import MAX_ROW_CHARACTERS, Row, TextRun, merge_link_runs, plain_text
from catalog.lists.tables import parse_cells
from catalog.lists.titles import count_letters, split_nickname
from catalog.lists.venues import NO_MENTION, VenueMention, recognize_venue
from catalog.utils.text import fold
from catalog.utils.url_keys import paper_key
from catalog.utils.urls import identifier_in_url

MAX_QUOTED_LENGTH = 100
"""Characters of a skipped row in reports."""
CHECK_BOX = re.compile(r"\[[ xX✓✔]?\](?!\()(?:\s+|$)")


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
    return [_read_row(row) for row in join_titles(parse_rows(text)) if row.runs or row.cells]


def _read_row(row: Row) -> ListRow:
    text = _row_text(row)
    if row.is_too_long or len(text) > MAX_ROW_CHARACTERS:
        return _skip(row, f"longer than {MAX_ROW_CHARACTERS:,} characters", text)
    row, struck_runs = split_struck(row)
    if is_struck_out(row, struck_runs):
        return _skip(row, "struck out", text)
    text = _row_text(row)
    if match := CHECK_BOX.match(text):
        if not _holds_paper(row, text[match.end() :]):
            return IgnoredRow(row.line, "task")
        row, text = _without_check_box(row), text[match.end() :]
    if reason := _reason_to_ignore(row, text):
        return IgnoredRow(row.line, reason)
    context = interpret_headings(row.headings)
    parsed_row = parse_cells(row.cells, context) if row.cells else parse_bullet(row.runs, context)
    if parsed_row is None:
        return IgnoredRow(row.line, "table row without a title")
    if row.name:
        _add_name(parsed_row, row.name)
    for run in struck_runs:
        if run.href:
            parsed_row.links.reject(run.href, "struck out")
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
    unlinked_text = plain_text(run for run in runs if not run.link_number)
    if hrefs and all(href.startswith("#") for href in hrefs) and count_letters(unlinked_text) < 12:
        return "table of contents"
    if not count_letters(text):
        return "images" if hrefs else "empty row"
    if row.is_bullet:
        return "heading in a bullet list" if row.is_heading and not _is_venue_tag(text) else ""
    return "" if hrefs and is_paragraph_entry(runs) else "prose"


def _row_text(row: Row) -> str:
    runs = row.runs or [run for _, cell in row.cells for run in (*cell, TextRun(" "))]
    return " ".join(plain_text(runs).split())


def _holds_paper(row: Row, text: str) -> bool:
    """Return True if a row with a check box is an entry of a reading list, not something to do."""
    hrefs = [run.href.strip() for run in row.runs if run.link_number and run.href]
    has_paper = any(identifier_in_url(href) or paper_key(href) for href in hrefs)
    tags = [recognize_venue(tag) for groups in BRACKETED.findall(text) for tag in filter(None, groups)]
    has_venue = any(mention.venue and mention.year for mention in tags)
    return has_venue or (has_paper and not text.lstrip()[:1].islower())


def _without_check_box(row: Row) -> Row:
    first = next(index for index, run in enumerate(row.runs) if run.text.strip())
    run = row.runs[first]
    return replace(
        row, runs=(replace(run, text=CHECK_BOX.sub("", run.text.lstrip())), *row.runs[first + 1 :])
    )


def _add_name(parsed_row: ParsedRow, name: str) -> None:
    """Add the name that stands above a title, unless it is a description of its own."""
    nickname, parsed_row.title = split_nickname(parsed_row.title, name)
    short = nickname or name
    if len(short.split()) < 4 and not re.search(r"[:：/&]", short) and fold(short) != fold(parsed_row.title):
        parsed_row.short = short


def _is_venue_tag(text: str) -> bool:
    mention = recognize_venue(text)
    return bool(mention.venue and mention.year)

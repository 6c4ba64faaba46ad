"""Table rows: title, venue, authors and links by the roles of their columns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from catalog.documents.problems import quote
from catalog.lists.bullets import parse_bullet
from catalog.lists.headings import HeadingContext
from catalog.lists.labels import column_role, link_kind
from catalog.lists.links import LinkCollector
from catalog.lists.row import ParsedRow
from catalog.lists.runs import (
    TextRun,
    TextRuns,
    last_link_number,
    merge_link_runs,
    plain_text,
    renumber_links,
)
from catalog.lists.titles import clean_title, count_letters, is_method_name, parse_authors
from catalog.lists.venues import VenueMention, parse_venue, recognize_venue

FULL_DATE = re.compile(r"(?:19|20)\d\d[-/.]\d\d?[-/.]\d\d?")
Cells = Sequence[tuple[str, TextRuns]]


def parse_cells(cells: Cells, context: HeadingContext) -> ParsedRow | None:
    """Parse a table row.

    Args:
        cells: Column names and contents.
        context: The section of the table.

    Returns:
        The row, empty if its title cell is empty; None if no column or cell holds a title.
    """
    roles = _column_roles(cells, context)
    if "title" not in roles:
        return _parse_as_bullet(cells, context)
    title_index = next(
        (
            index
            for index, role in enumerate(roles)
            if role == "title" and count_letters(plain_text(cells[index][1]))
        ),
        None,
    )
    if title_index is None:
        return ParsedRow()
    row = parse_bullet(cells[title_index][1], context)
    years: list[VenueMention] = []
    for index, ((name, cell), role) in enumerate(zip(cells, roles, strict=True)):
        if index == title_index:
            continue
        text = " ".join(plain_text(cell).split())
        if role == "venue" and text:
            row.mention = _merge_mentions(parse_venue(text), row.mention)
        elif role == "year" and text:
            years.append(parse_venue(text))
            row.is_dated = bool(FULL_DATE.fullmatch(text.strip("* ")))
        elif role == "authors":
            row.authors = row.authors or parse_authors(plain_text(cell))
        elif role == "short":
            short = clean_title(text)
            row.short = row.short or (short if is_method_name(short) else "")
        _collect_links(row.links, name, role, cell)
    for year in years:
        row.mention = _merge_mentions(row.mention, year)
    return row


def _merge_mentions(first: VenueMention, second: VenueMention) -> VenueMention:
    """Fill what the first mention lacks from the second."""
    return VenueMention(first.venue or second.venue, first.year or second.year, first.track or second.track)


def _column_roles(cells: Cells, context: HeadingContext) -> list[str]:
    """Return the role of each column, with the most likely column as title."""
    roles = [column_role(name) for name, _ in cells]
    for candidate in ("title", "paper", "name" if context.kind == "dataset" else "title", "short", "name"):
        indices = [
            index for index, role in enumerate(roles) if role == candidate and _has_words(cells[index][1])
        ]
        if indices:
            roles = ["title" if index == indices[0] else role for index, role in enumerate(roles)]
            break
    roles = [
        "paper" if role == "title" and not _has_words(cell) and _has_link(cell) else role
        for role, (_, cell) in zip(roles, cells, strict=True)
    ]
    for index, (name, cell) in enumerate(cells):
        is_unnamed_venue = roles[index] == "venue" and not re.search(r"\w", name)
        if is_unnamed_venue and not recognize_venue(plain_text(cell)).venue:
            roles[index] = ""
    return roles


def _has_words(cell: TextRuns) -> bool:
    """Return True if a cell has text besides link labels."""
    return any(count_letters(run.text) > 1 and not link_kind(run.text) for run in merge_link_runs(cell))


def _has_link(cell: TextRuns) -> bool:
    return any(run.link_number for run in cell)


def _parse_as_bullet(cells: Cells, context: HeadingContext) -> ParsedRow | None:
    """Parse a row without a title column like a bullet, if it has a link."""
    runs: list[TextRun] = []
    for _, cell in cells:
        runs += [*renumber_links(cell, last_link_number(runs)), TextRun("\n")]
    if not any(run.href for run in runs):
        return None
    row = parse_bullet(tuple(runs), context)
    return row if row.mention or len(row.title.split()) >= 3 or context.kind == "dataset" else None


def _collect_links(links: LinkCollector, name: str, role: str, cell: TextRuns) -> None:
    """Add the links of a cell, with the kind of their label or else of their column."""
    column_kind = link_kind(name) or {"paper": "paper", "venue": "paper", "short": "link"}.get(role, "")
    for run in merge_link_runs(cell):
        label = run.text.strip()
        if not run.link_number or run.href.startswith(("#", "mailto:")):
            continue
        has_kind = bool(link_kind(label))
        if has_kind or column_kind or not count_letters(label):
            is_dataset = role == "name" or (
                column_kind == "dataset" and count_letters(label) and not has_kind
            )
            if is_dataset and links.default_kind != "dataset":
                links.reject(run.href, f"a dataset that the paper uses, {quote(label)}")
                continue
            links.add(label if has_kind else "", run.href, column_kind or "link")
        elif role not in ("authors", "") and run.href:
            links.add("", run.href, "link")
        elif role == "" and run.href:
            links.reject(run.href, f"unsupported column {quote(name)}")

"""The row of a table to a title with place, authors and links, whatever its columns are called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from catalog.lists.bullets import parse_bullet
from catalog.lists.headings import HeadingContext
from catalog.lists.labels import column_role, link_kind
from catalog.lists.links import LinkCollector
from catalog.lists.row import ParsedRow
from catalog.lists.runs import TextRun, TextRuns, merge_link_runs, plain_text
from catalog.lists.titles import clean_title, is_method_name, count_letters, parse_authors
from catalog.lists.venues import VenueMention, parse_venue, recognize_venue

DAY = re.compile(r"(?:19|20)\d\d[-/.]\d\d?[-/.]\d\d?")
Cells = Sequence[tuple[str, TextRuns]]


def parse_cells(cells: Cells, context: HeadingContext) -> ParsedRow | None:
    """What a row of a table says; nothing, if no column and no cell holds a title."""
    means = _meanings(cells, context)
    titled = [at for at, what in enumerate(means) if what == "title" and count_letters(plain_text(cells[at][1]))]
    if "title" not in means:
        return _whole_row(cells, context)
    if not titled:
        return ParsedRow()
    found = parse_bullet(cells[titled[0]][1], context)
    years: list[VenueMention] = []
    for at, (name, cell) in enumerate(cells):
        text = " ".join(plain_text(cell).split())
        if at == titled[0]:
            continue
        if means[at] == "venue" and text:
            where = parse_venue(text)
            found.mention = _joined(where, found.mention)
        elif means[at] == "year" and text:
            years.append(parse_venue(text))
            found.is_dated = bool(DAY.fullmatch(text.strip("* ")))
        elif means[at] == "authors":
            found.authors = found.authors or parse_authors(plain_text(cell))
        elif means[at] == "short":
            name_cell = clean_title(text)
            found.short = found.short or (name_cell if is_method_name(name_cell) else "")
        _links(found.links, name, means[at], cell)
    for where in years:
        found.mention = _joined(found.mention, where)
    return found


def _joined(first: VenueMention, second: VenueMention) -> VenueMention:
    """A place with what it lacks taken from another."""
    return VenueMention(first.venue or second.venue, first.year or second.year, first.track or second.track)


def _meanings(cells: Cells, section: HeadingContext) -> list[str]:
    """What each column of a row holds; exactly one of them is the title, if there is one."""
    means = [column_role(name) for name, _ in cells]
    for candidate in ("title", "paper", "name" if section.kind == "dataset" else "title", "short", "name"):
        at = [index for index, what in enumerate(means) if what == candidate and _has_words(cells[index][1])]
        if at:
            means = ["title" if index == at[0] else what for index, what in enumerate(means)]
            break
    means = [
        "paper" if what == "title" and not _has_words(cell) and not _is_dash(cell) else what
        for what, (_, cell) in zip(means, cells, strict=True)
    ]
    for index, (name, cell) in enumerate(cells):
        if means[index] == "venue" and not re.search(r"\w", name) and not recognize_venue(plain_text(cell)).venue:
            means[index] = ""  # a column without a name
    return means


def _has_words(cell: TextRuns) -> bool:
    """Whether a cell says more than the labels of its links."""
    return any(count_letters(piece.text) > 1 and not link_kind(piece.text) for piece in merge_link_runs(cell))


def _is_dash(cell: TextRuns) -> bool:
    return not any(piece.link_number for piece in cell)


def _whole_row(cells: Cells, section: HeadingContext) -> ParsedRow | None:
    """A row whose columns say nothing, read like a bullet; only if it has a link."""
    pieces: list[TextRun] = []
    last = 0
    for _, cell in cells:
        pieces += [replace(piece, link_number=piece.link_number and piece.link_number + last) for piece in cell]
        last = max([last, *(piece.link_number for piece in pieces)])
        pieces.append(TextRun("\n"))
    if not any(piece.href for piece in pieces):
        return None
    found = parse_bullet(tuple(pieces), section)
    return found if found.mention or len(found.title.split()) >= 3 or section.kind == "dataset" else None


def _links(links: LinkCollector, name: str, what: str, cell: TextRuns) -> None:
    """The links of a cell, with the kind of their label, else of their column."""
    kind = link_kind(name) or {"paper": "paper", "venue": "paper", "short": "link"}.get(what, "")
    for piece in merge_link_runs(cell):
        label = piece.text.strip()
        if not piece.link_number or piece.href.startswith(("#", "mailto:")):
            continue
        if link_kind(label) or kind or not count_letters(label):
            is_set = what == "name" or (kind == "dataset" and count_letters(label) and not link_kind(label))
            if is_set and links.default_kind != "dataset":
                links.rejected.append(f"{piece.href!r}: the dataset used, {label!r}")
                continue
            links.add(label if link_kind(label) else "", piece.href, kind or "link")
        elif what not in ("authors", "") and piece.href:
            links.add("", piece.href, "link")
        elif what == "" and piece.href:
            links.rejected.append(f"{piece.href!r}: in the column {name!r}")

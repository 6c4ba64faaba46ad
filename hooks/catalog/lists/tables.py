"""The row of a table to a title with place, authors and links, whatever its columns are called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from catalog.lists.bullets import from_pieces
from catalog.lists.headings import Section
from catalog.lists.labels import column, kind_of
from catalog.lists.links import Links
from catalog.lists.row import Found
from catalog.lists.runs import Piece, Pieces, joined, plain
from catalog.lists.titles import cleaned_title, is_codename, letters, names_in
from catalog.lists.venues import Place, place, place_of

DAY = re.compile(r"(?:19|20)\d\d[-/.]\d\d?[-/.]\d\d?")
Cells = Sequence[tuple[str, Pieces]]


def from_cells(cells: Cells, section: Section) -> Found | None:
    """What a row of a table says; nothing, if no column and no cell holds a title."""
    means = _meanings(cells, section)
    titled = [at for at, what in enumerate(means) if what == "title" and letters(plain(cells[at][1]))]
    if "title" not in means:
        return _whole_row(cells, section)
    if not titled:
        return Found()
    found = from_pieces(cells[titled[0]][1], section)
    years: list[Place] = []
    for at, (name, cell) in enumerate(cells):
        text = " ".join(plain(cell).split())
        if at == titled[0]:
            continue
        if means[at] == "venue" and text:
            where = place(text)
            found.place = _joined(where, found.place)
        elif means[at] == "year" and text:
            years.append(place(text))
            found.is_dated = bool(DAY.fullmatch(text.strip("* ")))
        elif means[at] == "authors":
            found.authors = found.authors or names_in(plain(cell))
        elif means[at] == "short":
            name_cell = cleaned_title(text)
            found.short = found.short or (name_cell if is_codename(name_cell) else "")
        _links(found.links, name, means[at], cell)
    for where in years:
        found.place = _joined(found.place, where)
    return found


def _joined(first: Place, second: Place) -> Place:
    """A place with what it lacks taken from another."""
    return Place(first.venue or second.venue, first.year or second.year, first.track or second.track)


def _meanings(cells: Cells, section: Section) -> list[str]:
    """What each column of a row holds; exactly one of them is the title, if there is one."""
    means = [column(name) for name, _ in cells]
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
        if means[index] == "venue" and not re.search(r"\w", name) and not place_of(plain(cell)).venue:
            means[index] = ""  # a column without a name
    return means


def _has_words(cell: Pieces) -> bool:
    """Whether a cell says more than the labels of its links."""
    return any(letters(piece.text) > 1 and not kind_of(piece.text) for piece in joined(cell))


def _is_dash(cell: Pieces) -> bool:
    return not any(piece.link for piece in cell)


def _whole_row(cells: Cells, section: Section) -> Found | None:
    """A row whose columns say nothing, read like a bullet; only if it has a link."""
    pieces: list[Piece] = []
    last = 0
    for _, cell in cells:
        pieces += [replace(piece, link=piece.link and piece.link + last) for piece in cell]
        last = max([last, *(piece.link for piece in pieces)])
        pieces.append(Piece("\n"))
    if not any(piece.href for piece in pieces):
        return None
    found = from_pieces(tuple(pieces), section)
    return found if found.place or len(found.title.split()) >= 3 or section.kind == "dataset" else None


def _links(links: Links, name: str, what: str, cell: Pieces) -> None:
    """The links of a cell, with the kind of their label, else of their column."""
    kind = kind_of(name) or {"paper": "paper", "venue": "paper", "short": "link"}.get(what, "")
    for piece in joined(cell):
        label = piece.text.strip()
        if not piece.link or piece.href.startswith(("#", "mailto:")):
            continue
        if kind_of(label) or kind or not letters(label):
            is_set = what == "name" or (kind == "dataset" and letters(label) and not kind_of(label))
            if is_set and links.otherwise != "dataset":
                links.refused.append(f"{piece.href!r}: the dataset used, {label!r}")
                continue
            links.add(label if kind_of(label) else "", piece.href, kind or "link")
        elif what not in ("authors", "") and piece.href:
            links.add("", piece.href, "link")
        elif what == "" and piece.href:
            links.refused.append(f"{piece.href!r}: in the column {name!r}")

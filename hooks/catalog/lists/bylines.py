"""The line of names in a row, which may be in italics or a line of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from catalog.lists.labels import kind_of
from catalog.lists.row import Found
from catalog.lists.runs import Piece, plain
from catalog.lists.titles import letters, names_in


def without_authors(pieces: Sequence[Piece], found: Found) -> Iterator[Piece]:
    """The pieces without the line of names, which goes to what was found."""
    seen_title = False
    for _, line in groupby(_lines(pieces), key=lambda one: one[0]):
        inside = [piece for _, piece in line]
        unlabelled = not any(kind_of(piece.text) for piece in inside if piece.link)
        if seen_title and unlabelled and not found.authors and (names := names_in(plain(inside))):
            found.authors = names
            yield Piece("\n")
            continue
        for is_em, run in groupby(inside, key=lambda piece: piece.em):
            members = list(run)
            names = names_in(plain(members)) if is_em and not found.authors else ()
            if names:
                found.authors = names
                yield Piece("\n")
            else:
                yield from members
        seen_title = seen_title or letters(plain(inside)) > 2
        yield Piece("\n")


def _lines(pieces: Sequence[Piece]) -> Iterator[tuple[int, Piece]]:
    number = 0
    for piece in pieces:
        if piece.text == "\n" and not piece.link:
            number += 1
        else:
            yield number, piece

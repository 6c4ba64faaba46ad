"""The line of names in a row, which may be in italics or a line of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from catalog.lists.labels import link_kind
from catalog.lists.row import ParsedRow
from catalog.lists.runs import TextRun, plain_text
from catalog.lists.titles import count_letters, parse_authors


def extract_authors(runs: Sequence[TextRun], row: ParsedRow) -> Iterator[TextRun]:
    """The pieces without the line of names, which goes to what was found."""
    seen_title = False
    for _, line in groupby(_number_lines(runs), key=lambda one: one[0]):
        inside = [piece for _, piece in line]
        unlabelled = not any(link_kind(piece.text) for piece in inside if piece.link_number)
        if seen_title and unlabelled and not row.authors and (names := parse_authors(plain_text(inside))):
            row.authors = names
            yield TextRun("\n")
            continue
        for is_em, run in groupby(inside, key=lambda piece: piece.em):
            members = list(run)
            names = parse_authors(plain_text(members)) if is_em and not row.authors else ()
            if names:
                row.authors = names
                yield TextRun("\n")
            else:
                yield from members
        seen_title = seen_title or count_letters(plain_text(inside)) > 2
        yield TextRun("\n")


def _number_lines(runs: Sequence[TextRun]) -> Iterator[tuple[int, TextRun]]:
    number = 0
    for piece in runs:
        if piece.text == "\n" and not piece.link_number:
            number += 1
        else:
            yield number, piece

"""CSV: a row a paper, in UTF-8, for spreadsheets and scripts.

A cell that a spreadsheet would take for a formula has an apostrophe before it, and so has a cell that begins
with an apostrophe: to read the table with a program, take one leading apostrophe away from each cell.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from catalog.citing.reference import Reference
from catalog.records.schema import Paper
from catalog.utils.urls import is_safe_url

COLUMNS = (
    *("id", "title", "short", "authors", "venue", "venue_id", "year", "track", "pages", "doi", "arxiv"),
    *("url", "code", "project", "categories", "tags", "status", "added"),
)
"""What a row says. Authors, categories and tags are joined by `; `, of links it has the first."""
LINE_END = "\r\n"
"""How a line ends for the writer, so that it puts such signs in a cell in quotes."""
FULL_WIDTH_SIGNS = "\uff0b\uff0d\uff1d\uff20"
"""The same in the width of CJK letters, which some spreadsheets take, too."""
ESCAPED_STARTS = ("=", "+", "-", "@", "\t", "\r", *FULL_WIDTH_SIGNS, "'")
"""How cells begin that get an apostrophe. Source: https://owasp.org/www-community/attacks/CSV_Injection"""


def csv_row(reference: Reference, paper: Paper) -> str:
    """The row of a paper."""
    return csv_line(
        [
            reference.id,
            reference.title,
            reference.short_name,
            "; ".join(name.natural for name in reference.authors),
            reference.container,
            paper.venue_id,
            str(reference.year or ""),
            paper.track or "",
            reference.pages,
            paper.doi or "",
            reference.arxiv,
            reference.link,
            next(filter(is_safe_url, paper.links.code), ""),
            next(filter(is_safe_url, paper.links.project), ""),
            "; ".join(paper.categories),
            "; ".join(paper.tags),
            reference.status,
            str(paper.added or ""),
        ]
    )


def csv_line(cells: Iterable[str]) -> str:
    """Cells as one line of a table."""
    text = io.StringIO()
    csv.writer(text, lineterminator=LINE_END).writerow(map(neutralize_formula, cells))
    return text.getvalue().removesuffix(LINE_END)


def neutralize_formula(cell: str) -> str:
    """A cell that no spreadsheet computes."""
    return f"'{cell}" if cell.startswith(ESCAPED_STARTS) else cell

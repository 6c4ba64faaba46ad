"""CSV in UTF-8 with a row per paper, for spreadsheets and scripts.

Cells that a spreadsheet would read as formulas, and cells that start with an apostrophe, get an apostrophe in
front. Programs that read the table should remove one leading apostrophe from each cell.
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
"""Authors, categories and tags are joined by `; `; of each kind of link only the first is included."""
LINE_END = "\r\n"
"""CRLF, so that the writer quotes cells with either character."""
FULL_WIDTH_SIGNS = "\uff0b\uff0d\uff1d\uff20"
"""Full-width signs, which some spreadsheets read as well."""
ESCAPED_STARTS = ("=", "+", "-", "@", "\t", "\r", *FULL_WIDTH_SIGNS, "'")
"""Starts of cells that get an apostrophe. Source: https://owasp.org/www-community/attacks/CSV_Injection"""


def csv_row(reference: Reference, paper: Paper) -> str:
    """Return the row of a paper."""
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
    """Return cells as a line of CSV, without line end."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator=LINE_END).writerow(map(neutralize_formula, cells))
    return buffer.getvalue().removesuffix(LINE_END)


def neutralize_formula(cell: str) -> str:
    """Return a cell that no spreadsheet reads as a formula."""
    return f"'{cell}" if cell.startswith(ESCAPED_STARTS) else cell

"""CSV in UTF-8 with a row per paper, for spreadsheets and scripts.

Cells that a spreadsheet would read as formulas, and cells that start with an apostrophe, get an apostrophe in
front. Programs that read the table should remove one leading apostrophe from each cell.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping

from catalog.citing.reference import Reference
from catalog.records.schema import Paper
from catalog.utils.urls import is_safe_url
from catalog.views.cards import field_text

NAMED_COLUMNS: Mapping[str, Callable[[Reference, Paper], str]] = {
    "id": lambda reference, _: reference.id,
    "title": lambda reference, _: reference.title,
    "short": lambda reference, _: reference.short_name,
    "authors": lambda reference, _: "; ".join(name.natural for name in reference.authors),
    "venue": lambda reference, _: reference.container,
    "venue_id": lambda _, paper: paper.venue_id,
    "year": lambda reference, _: str(reference.year or ""),
    "track": lambda _, paper: paper.track or "",
    "pages": lambda reference, _: reference.pages,
    "doi": lambda _, paper: paper.doi or "",
    "arxiv": lambda reference, _: reference.arxiv,
    "url": lambda reference, _: reference.link,
    "code": lambda _, paper: next(filter(is_safe_url, paper.links.code), ""),
    "project": lambda _, paper: next(filter(is_safe_url, paper.links.project), ""),
    "categories": lambda _, paper: field_text(paper.categories),
    "tags": lambda _, paper: field_text(paper.tags),
    "status": lambda reference, _: reference.status,
    "added": lambda _, paper: field_text(paper.added),
    "reported": lambda reference, _: reference.reported,
    "datasets": lambda _, paper: "; ".join(dict.fromkeys(id for _, id in paper.datasets.paths_and_ids)),
}
"""Columns in the order in which they were introduced; of each kind of link only the first is included."""
OMITTED_FIELDS = frozenset(("file", "links", "aliases", "note", "replaces", "sources", "claims"))
"""Fields without a column of their own; the JSON export has them."""
LINE_END = "\r\n"
"""CRLF, so that the writer quotes cells with either character."""
FULL_WIDTH_SIGNS = "\uff0b\uff0d\uff1d\uff20"
"""Full-width signs, which some spreadsheets read as well."""
ESCAPED_STARTS = ("=", "+", "-", "@", "\t", "\r", *FULL_WIDTH_SIGNS, "'")
"""Starts of cells that get an apostrophe. Source: https://owasp.org/www-community/attacks/CSV_Injection"""


def other_fields(model: type[Paper]) -> tuple[str, ...]:
    """Return the fields whose columns follow the named ones, as they are, lists joined by `; `."""
    return tuple(name for name in model.model_fields if name not in {*NAMED_COLUMNS, *OMITTED_FIELDS})


COLUMNS = (*NAMED_COLUMNS, *other_fields(Paper))


def csv_row(reference: Reference, paper: Paper) -> str:
    """Return the row of a paper."""
    named = (column(reference, paper) for column in NAMED_COLUMNS.values())
    return csv_line([*named, *(field_text(getattr(paper, name)) for name in other_fields(type(paper)))])


def csv_line(cells: Iterable[str]) -> str:
    """Return cells as a line of CSV, without line end."""
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator=LINE_END).writerow(map(neutralize_formula, cells))
    return buffer.getvalue().removesuffix(LINE_END)


def neutralize_formula(cell: str) -> str:
    """Return a cell that no spreadsheet reads as a formula."""
    return f"'{cell}" if cell.startswith(ESCAPED_STARTS) else cell

r"""Tables of reported results as CSV, JSON and LaTeX.

The LaTeX needs the package booktabs. The best score of each column is bold, as on the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from catalog.citing.bibtex import escape_tex
from catalog.citing.table import LINE_END, csv_line
from catalog.records.as_json import record_as_json
from catalog.utils.json import compact_json
from catalog.views.result_tables import Column, Table, TableRow
from catalog.views.results import ReportedResults

TEX_ARROWS = {"higher": r"$\uparrow$", "lower": r"$\downarrow$", "zero": r"$\to 0$"}


def render_result_exports(results: ReportedResults) -> Iterator[tuple[str, str]]:
    """Yield the path and text of each file: `results/hdtf/joyvasa-hdtf.csv`."""
    for table in results.tables.values():
        for suffix, write in FORMATS.items():
            yield export_path(table, suffix), write(table)


def export_path(table: Table, suffix: str) -> str:
    """Return the path of an export of a table."""
    return f"results/{table.result.dataset}/{table.result.id}.{suffix}"


def format_csv(table: Table) -> str:
    """Return a table as CSV: method, variant, then a column a metric, named by its ID."""
    head = ["method", "variant", "reference", *(column.metric.id for column in table.columns)]
    rows = [
        [row.method.name, row.variant, reference, *(cell.text for cell in row.cells)]
        for row, reference in _rows(table)
    ]
    return "".join(f"{csv_line(cells)}{LINE_END}" for cells in (head, *rows))


def format_json(table: Table) -> str:
    """Return the record of a table, as the API has it, with the page of the table."""
    return f"{compact_json(record_as_json(table.result, table.href))}\n"


def format_tex(table: Table) -> str:
    """Return a table as LaTeX, with its source in a comment."""
    head = ["Method", *(_tex_heading(column) for column in table.columns)]
    lines = [
        f"% {_one_line(table.result.source)}",
        rf"\begin{{tabular}}{{l{'r' * len(table.columns)}}}",
        r"\toprule",
        rf"{' & '.join(head)} \\",
        r"\midrule",
        *(_tex_row(row) for row in table.rows),
    ]
    if table.references:
        lines += [r"\midrule", *(_tex_row(row) for row in table.references)]
    return "\n".join([*lines, r"\bottomrule", r"\end{tabular}", ""])


FORMATS: Mapping[str, Callable[[Table], str]] = {"csv": format_csv, "json": format_json, "tex": format_tex}
"""Writers by the suffix of their files."""


def _rows(table: Table) -> Iterator[tuple[TableRow, str]]:
    """Yield each row, with `yes` if it is ground truth."""
    yield from ((row, "") for row in table.rows)
    yield from ((row, "yes") for row in table.references)


def _tex_heading(column: Column) -> str:
    unit = f" ({escape_tex(column.unit)})" if column.unit else ""
    return f"{escape_tex(column.metric.name)}{unit} {TEX_ARROWS[column.direction]}"


def _tex_row(row: TableRow) -> str:
    variant = f" ({escape_tex(row.variant)})" if row.variant else ""
    cells = (rf"\textbf{{{cell.text}}}" if cell.is_best else cell.text or "--" for cell in row.cells)
    return rf"{' & '.join([f'{escape_tex(row.method.name)}{variant}', *cells])} \\"


def _one_line(url: str) -> str:
    return "".join(url.split())

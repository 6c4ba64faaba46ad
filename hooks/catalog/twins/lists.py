"""Markdown twins of lists of papers, and of reported results on a dataset."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from catalog.citing.formats import CATALOG_FORMATS, LIST_FORMATS
from catalog.citing.result_exports import FORMATS as RESULT_FORMATS
from catalog.documents.problems import format_count
from catalog.facets.code import code_of
from catalog.facets.facet import FacetValue
from catalog.facets.questions import count_unjudged
from catalog.records.schema import Paper
from catalog.records.vocabularies import Venue
from catalog.twins.code_facts import ADVICE, code_summary
from catalog.twins.markdown import escape_text, format_link
from catalog.twins.sheet import Sheet, section, table_lines
from catalog.views.cards import dataset_href, web_link
from catalog.views.result_tables import Column, Table, TableRow
from catalog.views.results import DatasetResults, Disagreement

MAX_LINES = 100
"""Papers in one file: more would take a good part of an agent's context, and of the site."""
MAX_SUMMARIES = 25
"""Papers of lists that have their summaries."""


def list_lines(sheet: Sheet, value: FacetValue) -> Iterator[str]:
    """Yield the twin of a list."""
    label = value.label
    yield f"# {escape_text(label.full_name or label.name)}"
    if label.about:
        yield from ("", escape_text(label.about))
    yield from ("", ". ".join(_facts(sheet, value)) + ".")
    if value.facet.name == "question":
        yield from _question_lines(sheet, value)
    else:
        yield from limited_lines(sheet, value.papers, f"{sheet.root}{value.href}papers.json")


def limited_lines(sheet: Sheet, papers: Sequence[Paper], rest: str, limit: int = MAX_LINES) -> Iterator[str]:
    """Yield papers, one on a line, up to a limit, with summaries in short lists.

    Args:
        sheet: The twin.
        papers: The papers.
        rest: Path of a JSON file with all of them.
        limit: Maximum number of lines.
    """
    has_summaries = len(papers) <= MAX_SUMMARIES
    yield ""
    for paper in papers[:limit]:
        summary = f". {escape_text(paper.summary)}" if has_summaries and paper.summary else ""
        yield f"{sheet.paper_line(paper)}{summary}"
    if len(papers) > limit:
        yield from ("", f"These are the newest {limit:,} of {len(papers):,}. All of them: [JSON]({rest})")


def _facts(sheet: Sheet, value: FacetValue) -> Iterator[str]:
    """Yield the count, facts of a venue, and files of a list."""
    yield format_count(value.size, "paper")
    if value.facet.name == "venue":
        yield from _venue_facts(sheet, sheet.views.catalog.venues[value.id])
    if value.papers:
        folder = "" if value.has_exports else f"{sheet.root}data/"
        formats = LIST_FORMATS if value.has_exports else CATALOG_FORMATS
        exports = (f"[{format.name}]({folder}papers.{format.suffix})" for format in formats)
        yield f"Export{'' if value.has_exports else ' of the whole catalog'}: {', '.join(exports)}"
    if value.papers and value.facet.has_feeds:
        feeds = (("Atom", "xml"), ("JSON", "json"))
        links = (f"[{name}]({sheet.root}{value.feed_path}.{suffix})" for name, suffix in feeds)
        yield f"Follow: {', '.join(links)}"


def _venue_facts(sheet: Sheet, venue: Venue) -> Iterator[str]:
    views = sheet.views
    if venue.short != venue.name:
        yield f"Short name: {escape_text(venue.short)}"
    yield venue.kind.replace("-", " ").capitalize()
    if venue.url:
        yield sheet.link(web_link("Website", venue.url, "project"))
    if venue.parent:
        yield f"Part of {sheet.link(views.venue_link(venue.parent))}"
    if venue.proceedings:
        yield f"Published in {sheet.link(views.venue_link(venue.proceedings))}"
    if workshops := views.workshops_of(venue):
        names = ", ".join(sheet.to(workshop.href, workshop.label.name) for workshop in workshops)
        yield f"Workshops: {names}"


def _question_lines(sheet: Sheet, value: FacetValue) -> Iterator[str]:
    """Yield the answer to a stored question, with what the code of each paper offers."""
    catalog = sheet.views.catalog
    unjudged = count_unjudged(catalog, catalog.questions[value.id])
    query = format_link(value.label.query, f"{sheet.root}{value.browse_href}")
    count = f" For {format_count(unjudged, 'more paper')}, no source that we read states it."
    yield from ("", f"Query: {query}.{count if unjudged else ''}", "")
    for paper in value.papers[:MAX_LINES]:
        codes = "; ".join(code_summary(code) for code in code_of(catalog, paper))
        yield f"- {sheet.paper(paper)}{escape_text(f'; {codes}') if codes else ''}"
    yield from ("", ADVICE)


def result_lines(sheet: Sheet, results: DatasetResults) -> Iterator[str]:
    """Yield the twin of a page of results."""
    name = results.dataset.name
    yield f"# Results on {escape_text(name)}"
    count, dataset = format_count(len(results.tables), "table"), sheet.to(dataset_href(results.dataset), name)
    yield from (
        "",
        f"{count}, each as its report states it. Scores of different tables are not comparable; the best one "
        f"of each column is bold. About the dataset: {dataset}.",
    )
    conflicts = [disagreement_line(case) for case in results.disagreements if case.differs]
    yield from section("Conflicting scores", conflicts)
    for table in results.tables:
        yield from _table_lines(sheet, table)


def disagreement_line(case: Disagreement) -> str:
    """Return the scores that several reports state for one method and metric."""
    subset = case.scores[0][1].result.subset
    variant = f" ({case.variant})" if case.variant else ""
    subject = f"{case.column.metric.name} of {case.method.name}{variant}{f' on {subset}' if subset else ''}"
    scores = ", ".join(f"{score:f} ({table.reporter.name})" for score, table in case.scores)
    return f"- {escape_text(f'{subject}: {scores}')}"


def _table_lines(sheet: Sheet, table: Table) -> Iterator[str]:
    result = table.result
    subset = f" ({escape_text(result.subset)})" if result.subset else ""
    yield from ("", f"## {sheet.link(table.reporter)}{subset}", "")
    place = result.table or ""
    place = f"table {place}" if place.isdigit() else place and f"“{place}”"
    names = {suffix: "LaTeX" if suffix == "tex" else suffix.upper() for suffix in RESULT_FORMATS}
    exports = (f"[{name}]({result.id}.{suffix})" for suffix, name in names.items())
    facts = (
        f"ID: {result.id}",
        table.kind,
        sheet.link(table.source),
        escape_text(place),
        f"checked {result.checked}",
        f"export: {', '.join(exports)}",
    )
    yield "; ".join(filter(None, facts))
    for text in filter(None, (result.protocol, result.note)):
        yield from ("", escape_text(text))
    head = ("Method", *map(_column_name, table.columns))
    yield from table_lines(head, _cells(sheet, (*table.rows, *table.references)))


def _column_name(column: Column) -> str:
    unit = f" ({column.unit})" if column.unit else ""
    return escape_text(f"{column.metric.name}{unit} {column.arrow}")


def _cells(sheet: Sheet, rows: Iterable[TableRow]) -> Iterator[list[str]]:
    for row in rows:
        variant = f" {escape_text(row.variant)}" if row.variant else ""
        scores = (f"**{cell.text}**" if cell.is_best else escape_text(cell.text) for cell in row.cells)
        yield [f"{sheet.link(row.method)}{variant}", *scores]

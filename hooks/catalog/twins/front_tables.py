"""Markdown of the tables on hand-written pages: datasets, code, trends, coverage, fields, and embeds."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from catalog.citing.formats import CATALOG_FORMATS
from catalog.documents.problems import format_count
from catalog.records.dataset import Amount
from catalog.records.repository import Memory, Speed
from catalog.twins.code_facts import ADVICE
from catalog.twins.markdown import escape_prose, escape_text
from catalog.twins.sheet import Sheet, table_lines, url_text
from catalog.twins.values import format_kinds, format_number
from catalog.utils.github_markdown import code_block
from catalog.views.api import API_FOLDER, RECORD_TYPES
from catalog.views.cards import web_link
from catalog.views.coverage import Coverage
from catalog.views.tables import DatasetRow, RepositoryRow, code_table, dataset_table
from catalog.views.trends import Trend, find_trends

DATASET_HEAD = (
    *("Dataset", "Year", "Access", "License", "Type"),
    *("Emotions", "Language", "Hours", "Subjects", "Papers"),
)
CODE_HEAD = ("Repository", "Papers", "Year", "Contains", "License", "Commercial use", "Speed", "Memory")
METADATA_FILES = {
    "croissant.json": "metadata of these files, with sizes and SHA-256 hashes (Croissant)",
    "CITATION.cff": "how to cite this version (CFF)",
    "codemeta.json": "metadata of the program (CodeMeta)",
}
EMPTY = "An empty cell means that no source we checked reports the value."


def dataset_table_lines(sheet: Sheet) -> Iterator[str]:
    """Yield the table of datasets."""
    rows = dataset_table(sheet.views).rows
    yield f"{format_count(len(rows), 'dataset')}; {sheet.to(f'{API_FOLDER}datasets.json', 'JSON')}. {EMPTY}"
    yield from table_lines(DATASET_HEAD, (_dataset_cells(sheet, row) for row in rows))


def _dataset_cells(sheet: Sheet, row: DatasetRow) -> Iterator[str]:
    dataset = row.dataset
    instead = sheet.links(map(sheet.views.dataset_link, dataset.instead))
    yield sheet.to(f"datasets/{dataset.id}/", dataset.name)
    yield str(dataset.year or "")
    yield f"{dataset.access or ''}{f', use {instead}' if instead else ''}"
    yield escape_text(dataset.license or "")
    yield escape_text(format_kinds(row.kinds))
    yield str(len(dataset.emotions) or ("yes" if row.has_emotions else ""))
    yield escape_text(dataset.language or "")
    yield _format_amount(row.hours)
    yield _format_amount(row.subjects)
    yield str(row.users.size) if row.users else ""


def _format_amount(amount: Amount | None) -> str:
    return f"{'≥ ' if amount.is_minimum else ''}{format_number(amount.number)}" if amount else ""


def code_table_lines(sheet: Sheet) -> Iterator[str]:
    """Yield the table of code."""
    table = code_table(sheet.views)
    dates = " to ".join(map(str, table.read_dates))
    read = f" The repositories were read on {dates}." if dates else ""
    json = sheet.to(f"{API_FOLDER}repositories.json", "JSON")
    yield f"{format_count(len(table.rows), 'repository')}; {json}. {EMPTY}{read} {ADVICE}"
    yield from table_lines(CODE_HEAD, (_repository_cells(sheet, row) for row in table.rows))
    yield from ("", "## Licenses", "")
    for license in table.licenses:
        name = sheet.link(web_link(license.name, license.url)) if license.url else escape_text(license.name)
        yield f"- {name} (commercial use: {license.commercial}). {escape_text(license.about)}"


def _repository_cells(sheet: Sheet, row: RepositoryRow) -> Iterator[str]:
    repository = row.repository
    name = "/".join(filter(None, row.owner_and_name))
    holds = ", ".join(repository.holds or ()) or ("" if repository.holds is None else "README only")
    terms = "; ".join(
        f"{'' if terms.subject == 'code' else f'{terms.subject}: '}{terms.license.name}"
        for terms in row.code.terms
    )
    yield f"{sheet.link(web_link(name, repository.url))}{', archived' if repository.archived else ''}"
    yield sheet.links(row.links)
    yield str(row.year or "")
    yield holds
    yield escape_text(terms)
    yield row.code.commercial_use or ""
    yield _format_cost(f"{format_number(row.speed.fps)} fps", row.speed) if row.speed else ""
    yield _format_cost(f"{format_number(row.memory.gb)} GB", row.memory) if row.memory else ""


def _format_cost(amount: str, cost: Speed | Memory) -> str:
    parts = (amount, cost.task if isinstance(cost, Memory) else cost.resolution, cost.gpu, cost.note)
    return escape_text(", ".join(filter(None, parts)))


def trend_lines(sheet: Sheet) -> Iterator[str]:
    """Yield the trends, with their tables."""
    for trend in find_trends(sheet.views.catalog):
        yield from ("", f"## {escape_text(trend.title)}", "")
        yield escape_text(" ".join(filter(None, (trend.finding, trend.basis))))
        yield from ("", escape_text(" ".join((trend.about, *trend.notes))))
        head = ("", *(escape_text(period.label) for period in trend.periods))
        yield from table_lines(head, _trend_cells(sheet, trend))


def _trend_cells(sheet: Sheet, trend: Trend) -> Iterator[list[str]]:
    for series in trend.series:
        group = series.group
        name = sheet.to(group.href, group.name) if group.href else escape_text(group.name)
        yield [name, *(escape_text(share.percent) for share in series.shares)]
    if trend.series:
        yield ["Papers", *(f"{total:,}" for total in trend.totals)]


def coverage_lines(sheet: Sheet, coverage: Coverage) -> Iterator[str]:
    """Yield how many papers have each field, and open tasks."""
    yield "## Metadata coverage"
    rows = ((row.field, f"{row.papers:,}", f"{row.percent}%") for row in coverage.fields)
    yield from table_lines(("Field", "Papers", "Share"), rows)
    yield from ("", "## Open tasks", "")
    for task in coverage.tasks:
        yield f"- {escape_text(task.name)} ({len(task.records):,}, ID {task.id}). {escape_text(task.about)}"
    yield from ("", f"The IDs of the records, by task: {sheet.to('data/health.json', 'JSON')}.")


def field_lines(_: Sheet, kind: str) -> Iterator[str]:
    """Yield the fields of a kind of record."""
    fields = RECORD_TYPES[kind].model_fields
    yield from table_lines(
        ("Key", "Meaning"),
        (
            (f"`{name}`{' (required)' if field.is_required() else ''}", escape_prose(field.description or ""))
            for name, field in fields.items()
            if name not in ("id", "file")
        ),
    )


def data_lines(sheet: Sheet, repository: str, **_: str) -> Iterator[str]:
    """Yield the files to download, with the schema of each list of the API, and where releases are."""
    yield from ("## Files", "")
    yield f"- {sheet.to('llms.txt', 'llms.txt')}: all files for programs and agents, with their sizes"
    yield f"- {sheet.to('catalog.sqlite', 'catalog.sqlite')}: {sheet.to('data/sqlite/', 'SQLite database')}"
    for path, about in METADATA_FILES.items():
        yield f"- {sheet.to(path, path)}: {about}"
    for format in CATALOG_FORMATS:
        path = f"data/papers.{format.suffix}"
        yield f"- {sheet.to(path, path)}: all papers, {format.name}"
    for name in RECORD_TYPES:
        schema = sheet.to(f"{API_FOLDER}schema/{name}.schema.json", "JSON Schema")
        path = f"{API_FOLDER}{name}.json"
        yield f"- {sheet.to(path, path)} ({schema})"
    yield from (
        "",
        "The API needs no key. Unknown values are omitted. Fields may be added to `v1` but are never "
        f"removed. Each paper also has a file of its own: `{API_FOLDER}papers/<id>.json`.",
    )
    if repository:
        yield from ("", "## Releases", "")
        releases = url_text(f"{repository}/releases")
        yield f"Every month, a release keeps data and history as they are, with checksums: {releases}."
    python, assistants = sheet.to("data/python/", "Python"), sheet.to("data/mcp/", "assistants")
    yield from ("", f"{python} and {assistants} can read the archive of a release, or a checkout.")


def embed_lines(sheet: Sheet, url: str) -> Iterator[str]:
    """Yield the HTML that shows a list, and the addresses of the lists."""
    lists = sheet.views.lists_to_embed
    for value in lists[:1]:
        html = Markup(
            '<iframe src="{}" title="{}" width="100%" height="400" loading="lazy" style="border: 0"></iframe>'
        )
        yield code_block(html.format(url + value.embed_href, value.label.name), "html")
    yield ""
    for value in lists:
        name = sheet.to(value.embed_href, value.label.name)
        yield f"- {name} ({value.facet.name}, {format_count(value.size, 'paper')})"

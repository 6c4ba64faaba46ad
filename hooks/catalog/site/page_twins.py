"""Markdown twins of the hand-written pages of docs/: their sources, with macros rendered as Markdown.

Lists and tables that a macro shows are written from the records again. Forms, charts and the like, which only
people use, become a link to the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import chain
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any

from jinja2 import Environment, StrictUndefined

from catalog.checks.rules import RULES
from catalog.documents.problems import format_count
from catalog.exports.database import PATH as DATABASE_PATH
from catalog.exports.queries import Query, read_queries
from catalog.exports.tables import Table
from catalog.history.changes import load_history
from catalog.history.contributors import contributors
from catalog.history.news import MAX_FIRST_ITEMS, News
from catalog.html.renderer import Renderer
from catalog.site.handwritten import Source, page_href, read_sources
from catalog.twins import front_tables, fronts
from catalog.twins.generated import join_lines
from catalog.twins.markdown import escape_prose, escape_text
from catalog.twins.sheet import Sheet, section, twin_path
from catalog.utils.github_markdown import code_block
from catalog.views.cards import Link, paper_href
from catalog.views.coverage import measure_coverage
from catalog.views.reading import ReadingGuide, count_reports
from catalog.views.site_info import SiteInfo

Macro = Callable[..., Iterable[str]]
"""Function that yields the Markdown of a template, given the sheet and the values of the call."""

CODE_BLOCK = re.compile(r"(^```.*?^```$)", re.MULTILINE | re.DOTALL)
RELATIVE_LINK = re.compile(r"\]\(([^\s:{#)]+)(#[^\s)]*)?\)")
"""Link to another file of docs/: an address without a scheme, a macro or only a fragment."""
GENERATED_HTML = re.compile(r"<!-- begin (\w+)[^>]*-->.*?<!-- end \1 -->", re.DOTALL)
"""Tables that a benchmark wrote as HTML; JSON files beside the page have the same numbers."""
MAX_DAYS = 30
"""Days of news: the feeds have all."""
NEWEST = 8
"""Papers on the home page."""


def render_page_twins(renderer: Renderer, root: Path) -> Iterator[tuple[str, str]]:
    """Yield the path and text of each twin of a page in docs/."""
    views, info = renderer.views, renderer.site
    macros = _macros(renderer, root)
    for source in read_sources(root / "docs"):
        sheet = Sheet(views, page_href(source.path))
        body = _render_macros(sheet, source, macros, info).strip()
        yield twin_path(sheet.href), join_lines((body, "", f"{fronts.sheet_page('Web page')}"))


def _render_macros(sheet: Sheet, source: Source, macros: Mapping[str, Macro], info: SiteInfo) -> str:
    """Return the Markdown of a page. Its links are moved before records come in, whose texts stay."""
    parts = CODE_BLOCK.split(source.body)
    parts[::2] = (RELATIVE_LINK.sub(partial(_move_link, sheet, source.path), part) for part in parts[::2])
    body = GENERATED_HTML.sub(f"The tables are on the {fronts.sheet_page('web page')}.", "".join(parts))
    if not source.meta.get("render_macros"):
        return body

    def show(template: str, **values: Any) -> str:
        return "\n".join(macros.get(template, _leave_out)(sheet, **values)).strip()

    settings = {"repo_url": info.repository, "edit_uri": info.edit_path, "site_url": info.url}
    environment = Environment(undefined=StrictUndefined)
    return environment.from_string(body).render(show=show, config=settings)


def _move_link(sheet: Sheet, path: str, link: re.Match[str]) -> str:
    """Return a link between files of docs/ as one between twins."""
    target = normpath(join(dirname(path), link[1]))
    href = page_href(target) if target.endswith(".md") else target
    return f"]({sheet.path_to(href + (link[2] or ''))})"


def _leave_out(_: Sheet, **__: object) -> Iterator[str]:
    yield f"This part is on the {fronts.sheet_page('web page')}."


def _macros(renderer: Renderer, root: Path) -> Mapping[str, Macro]:
    """Return the macros by the names of their templates."""
    catalog = renderer.views.catalog
    return {
        "catalog/home.html": partial(_home_lines, info=renderer.site),
        "catalog/papers.html": fronts.paper_lines,
        "catalog/all.html": fronts.all_paper_lines,
        "catalog/facet.html": fronts.facet_lines,
        "catalog/years.html": partial(fronts.facet_lines, plural="years"),
        "catalog/authors.html": fronts.author_lines,
        "catalog/metrics.html": fronts.metric_lines,
        "catalog/result_index.html": fronts.result_index_lines,
        "catalog/start.html": partial(
            fronts.reading_lines, reading=ReadingGuide(catalog, count_reports(catalog))
        ),
        "catalog/sources.html": fronts.source_index_lines,
        "catalog/datasets.html": front_tables.dataset_table_lines,
        "catalog/code_index.html": front_tables.code_table_lines,
        "catalog/trends.html": front_tables.trend_lines,
        "catalog/health.html": partial(front_tables.coverage_lines, coverage=measure_coverage(catalog)),
        "catalog/fields.html": front_tables.field_lines,
        "catalog/data.html": partial(front_tables.data_lines, repository=renderer.site.repository),
        "catalog/database.html": partial(
            _database_lines, tables=renderer.database.tables, queries=tuple(read_queries(root / "docs"))
        ),
        "catalog/badge.html": lambda sheet: [sheet.to("badge.svg", "badge.svg")],
        "catalog/embeds.html": partial(front_tables.embed_lines, url=renderer.site.url),
        "catalog/cite_catalog.html": lambda _: [code_block(renderer.project.bibtex, "bibtex")],
        "catalog/rules.html": _rule_lines,
        "catalog/changes.html": partial(_change_lines, root=root),
        "catalog/credits.html": partial(_credit_lines, root=root),
    }


def _home_lines(sheet: Sheet, info: SiteInfo) -> Iterator[str]:
    """Yield name, description and front pages of the site, and the newest papers."""
    views = sheet.views
    yield from (f"# {escape_text(info.name)}", "", escape_text(info.description), "")
    values = views.facet_values
    counts = {
        "papers": views.catalog.papers,
        "datasets": views.catalog.datasets,
        "metrics": views.catalog.metrics,
        "results": views.results.tables,
        **{plural: values[plural] for plural in ("questions", "categories", "venues", "tags")},
    }
    for folder, records in counts.items():
        yield f"- {sheet.to(f'{folder}/', folder.capitalize())}: {len(records):,}"
    yield f"- For programs and agents: {sheet.to('llms.txt', 'llms.txt')}"
    yield from section("Newest papers", map(sheet.paper_line, views.catalog.papers[:NEWEST]))


def _rule_lines(_: Sheet, ids: str) -> Iterator[str]:
    """Yield the meaning of some rules."""
    for id in ids.split():
        warning = " (warning)" if RULES[id].severity == "warning" else ""
        yield f"- `{id}`{warning}: {escape_prose(RULES[id].text)}"


def _change_lines(sheet: Sheet, root: Path) -> Iterator[str]:
    """Yield the news of the last days."""
    feeds = (("New papers", "feeds/new.json"), ("updated papers", "feeds/changed.json"))
    links = ", ".join(sheet.to(path, name) for name, path in (*feeds, ("all feeds", "feeds/feeds.opml")))
    yield f"Feeds: {links}."
    news = News(sheet.views, load_history(root))
    for day, groups in list(news.items_by_day())[:MAX_DAYS]:
        yield from ("", f"## {day}")
        for heading, items in groups:
            yield from ("", f"### {heading} ({format_count(len(items), 'paper')})", "")
            for item in items[:MAX_FIRST_ITEMS]:
                link = Link(item.title, paper_href(item.paper) if item.paper else None)
                yield f"- {sheet.link(link)}{f', {escape_text(item.detail)}' if item.detail else ''}"
            if len(items) > MAX_FIRST_ITEMS:
                yield f"- and {len(items) - MAX_FIRST_ITEMS:,} more"


def _credit_lines(_: Sheet, root: Path) -> Iterator[str]:
    """Yield who made the catalog, as far as git knows."""
    if names := contributors(root):
        yield f"Made by {escape_text(', '.join(names))}, and everyone who reported a problem."


def _database_lines(
    sheet: Sheet, tables: Mapping[Any, Iterable[Table]], queries: Iterable[Query], url: str
) -> Iterator[str]:
    """Yield what the database is, with queries to copy and its tables."""
    yield (
        f"{sheet.to(DATABASE_PATH, DATABASE_PATH)} has everything that the API has. A list of records is a "
        "table, and so is a list inside them; a list of plain texts is a JSON array. Unknown values are "
        "NULL, flags are 0 or 1, and dates are texts such as `2026-01-31`. `sqlite3 catalog.sqlite .schema` "
        "prints all tables with comments."
    )
    yield from ("", code_block(f"curl -O {url}{DATABASE_PATH}", "console"), "", "## Queries")
    for query in queries:
        yield from ("", f"### {sheet.to(query.path, query.title)}", "")
        if query.note:
            yield from (escape_prose(query.note), "")
        yield code_block(query.sql, "sql")
    yield from ("", "## Tables", "")
    for table in chain.from_iterable(tables.values()):
        columns = ", ".join(column.name for column in table.columns)
        yield f"- `{table.name}`: {escape_prose(table.about)} Columns: {escape_text(columns)}"
    yield "- `paper_search`: Full-text index of papers. Columns: title, short, summary, authors"
    yield "- `metadata`: Facts about this file. Columns: name, value"

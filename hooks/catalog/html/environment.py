"""The Jinja environment of the templates in docs/templates/catalog/.

Templates receive records, and HTML only as Markup. Autoescaping encodes what they print, undefined names are
errors, and links go through `cards.web_link`, which drops unsafe URLs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, MutableMapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any, TypedDict

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from jinja2.runtime import Context
from markupsafe import Markup

from catalog.checks.rules import RULES
from catalog.citing.bibtex import format_bibtex
from catalog.citing.coins import coins_span
from catalog.citing.formats import CATALOG_FORMATS, LIST_FORMATS, Format
from catalog.citing.reference import Reference
from catalog.citing.result_exports import FORMATS as RESULT_FORMATS
from catalog.documents.problems import Rule, format_count
from catalog.facets.code import Code, code_of
from catalog.facets.pagination import group_by_year
from catalog.facets.questions import count_unjudged
from catalog.history.changes import load_history
from catalog.history.contributors import contributors
from catalog.history.news import MAX_FIRST_ITEMS, MAX_NAMED_ITEMS, News
from catalog.history.release import list_releases
from catalog.history.rounds import ROUND_TITLES, Run, read_runs
from catalog.html.charts import build_timeline, render_chart
from catalog.html.dot_plots import describe, render_dot_plot
from catalog.html.links import ROOT_PLACEHOLDER, escape, inline_code, render_link, render_links
from catalog.html.panels import layout_panels, layout_stack
from catalog.html.rule_examples import Example, load_fixable_rules, load_rule_examples
from catalog.html.table_rows import ROWS_FILE, newest_rows
from catalog.records.as_json import record_as_json
from catalog.records.catalog import Catalog
from catalog.records.dataset import Dataset
from catalog.records.schema import Paper, Record
from catalog.records.vocabularies import LinkState, Question
from catalog.search.filters import PanelGroup, filter_panel
from catalog.twins.values import format_access, format_kinds, format_number, format_parts, format_sizes
from catalog.utils.urls import arxiv_url
from catalog.views.api import RECORD_FOLDERS, RECORD_TYPES
from catalog.views.cards import Card, Link, dataset_card, host_link, record_links, sample_card, web_link
from catalog.views.coverage import Coverage, measure_coverage
from catalog.views.publication import format_date
from catalog.views.reading import ReadingGuide, count_reports
from catalog.views.tables import CodeTable, DatasetTable, code_table, dataset_table
from catalog.views.trends import find_trends
from catalog.views.views import Views

INDENTATION = re.compile(r"(<pre\b.*?</pre>)|(?<=\n)\s+", re.DOTALL)


class TemplateLoader(FileSystemLoader):
    """A loader that drops blank lines and indentation of templates, except in `pre`."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:  # noqa: D102
        source, path, is_current = super().get_source(environment, template)
        return INDENTATION.sub(r"\1", source), path, is_current


class CatalogContext(Context):
    """A context that passes functions their arguments only: no function of a template asks for more."""

    def call(self, function: Callable[..., Any], /, *args: Any, **options: Any) -> Any:  # noqa: D102
        options.pop("_loop_vars", None)
        options.pop("_block_vars", None)
        return function(*args, **options)


class CatalogTemplate(Template):
    """A template that escapes what it prints with `html.links.escape`."""

    @classmethod
    def from_code(cls, *args: Any, **options: Any) -> Template:  # noqa: D102
        template = super().from_code(*args, **options)
        template.root_render_func.__globals__["escape"] = escape
        return template


class CatalogEnvironment(Environment):
    """An environment whose templates share one dict of globals, because a lookup in two is slower."""

    context_class = CatalogContext
    template_class = CatalogTemplate

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:  # noqa: D102
        return super().make_globals(d) if d else self.globals


def make_environment(templates: Path, links: Mapping[str, LinkState]) -> CatalogEnvironment:
    """Return the environment with its filters; globals are added later.

    Args:
        templates: The folder docs/templates.
        links: What is known about links; see `Catalog.links`.
    """
    environment = CatalogEnvironment(
        loader=TemplateLoader([templates, templates.parent / "assets/guide"]),  # the latter has images
        autoescape=True,
        auto_reload=False,  # a renderer lives for one build
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.policies["json.dumps_kwargs"] = {"ensure_ascii": False}
    environment.filters |= {
        "count": format_count,
        "format_access": format_access,
        "format_date": format_date,
        "format_kinds": format_kinds,
        "format_number": format_number,
        "format_parts": format_parts,
        "format_sizes": format_sizes,
        "inline_code": inline_code,
        "render_link": partial(render_link, states=links),
        "render_links": partial(render_links, states=links),
        "describe": describe,
        "render_dot_plot": render_dot_plot,
    }
    return environment


class Globals(TypedDict):
    """Names that every template knows, besides those of `Renderer`."""

    base: Markup
    """Placeholder for the path to the site root; starts every internal link."""
    catalog: Catalog
    views: Views
    rules: Mapping[str, Rule]
    rule_examples: Callable[[], Mapping[str, Example]]
    fixable_rules: Callable[[], frozenset[str]]
    coverage: Coverage
    rounds: Mapping[str, Run]
    """The last run of each round of upkeep that is known."""
    round_titles: Mapping[str, str]
    releases: Callable[[], Sequence[tuple[str, str]]]
    """Versions and days of the releases, newest first."""
    reading: ReadingGuide
    news: Callable[[], News]
    max_first_items: int
    max_named_items: int
    contributors: Callable[[], Sequence[str]]
    catalog_formats: Sequence[Format]
    list_formats: Sequence[Format]
    result_formats: Sequence[str]
    record_types: Mapping[str, type[Record]]
    record_folders: Sequence[str]
    record_as_json: Callable[..., Mapping[str, Any]]
    references_of: Callable[[str], Sequence[Reference]]
    """The citations of a paper, by its id."""
    coins_of: Callable[[str], Markup]
    """The COinS of a paper, by its id."""
    format_bibtex: Callable[[Reference], str]
    sample_card: Callable[[], Card]
    dataset_card: Callable[[Dataset], Card]
    record_links: Callable[..., Any]
    web_link: Callable[..., Link]
    arxiv_url: Callable[[str], str]
    host_link: Callable[[str], Link]
    code_of: Callable[[Catalog, Paper | Dataset], Sequence[Code]]
    count_unjudged: Callable[[Catalog, Question], int]
    dataset_table: Callable[[], DatasetTable]
    code_table: Callable[[], CodeTable]
    filter_panel: Callable[[], Sequence[PanelGroup]]
    newest_rows: Callable[..., Any]
    rows_file: str
    """The file with the rows that the page of a long table lacks."""
    group_by_year: Callable[..., Any]
    build_timeline: Callable[..., Any]
    render_chart: Callable[..., Markup]
    find_trends: Callable[..., Any]
    layout_panels: Callable[..., Any]
    layout_stack: Callable[..., Any]


def make_globals(
    views: Views, references_of: Callable[[str], Sequence[Reference]], checkout: Path
) -> Globals:
    """Return the globals for one catalog.

    Args:
        views: The views of the catalog.
        references_of: The citations of a paper, by its id; the published one first.
        checkout: The folder with the git history and the tests, which hold the examples of the rules.
    """
    return Globals(
        base=ROOT_PLACEHOLDER,
        catalog=views.catalog,
        views=views,
        rules=RULES,
        rule_examples=cache(partial(load_rule_examples, checkout)),
        fixable_rules=cache(partial(load_fixable_rules, checkout)),
        coverage=measure_coverage(views.catalog),
        rounds=read_runs(checkout),
        round_titles=ROUND_TITLES,
        releases=partial(list_releases, checkout),
        reading=ReadingGuide(views.catalog, count_reports(views.catalog)),
        news=lambda: News(views, load_history(checkout)),
        max_first_items=MAX_FIRST_ITEMS,
        max_named_items=MAX_NAMED_ITEMS,
        contributors=partial(contributors, checkout),
        catalog_formats=CATALOG_FORMATS,
        list_formats=LIST_FORMATS,
        result_formats=tuple(RESULT_FORMATS),
        record_types=RECORD_TYPES,
        record_folders=RECORD_FOLDERS,
        record_as_json=record_as_json,
        references_of=references_of,
        coins_of=cache(lambda id: coins_span(references_of(id)[0])),
        format_bibtex=format_bibtex,
        sample_card=sample_card,
        dataset_card=dataset_card,
        record_links=record_links,
        web_link=web_link,
        arxiv_url=arxiv_url,
        host_link=host_link,
        code_of=code_of,
        count_unjudged=count_unjudged,
        dataset_table=partial(dataset_table, views),
        code_table=partial(code_table, views),
        filter_panel=partial(filter_panel, views.catalog),
        newest_rows=newest_rows,
        rows_file=ROWS_FILE,
        group_by_year=group_by_year,
        build_timeline=build_timeline,
        render_chart=render_chart,
        find_trends=find_trends,
        layout_panels=layout_panels,
        layout_stack=layout_stack,
    )

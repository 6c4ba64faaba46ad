"""Markdown twins of the generated pages: `.../index.md` beside `.../index.html`, with the same facts.

Agents and scripts read them instead of HTML. They are written from the records with the same views as the
pages. No front matter: without it, every reader of Markdown shows a twin as it is meant.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from catalog.facets.facet import FacetValue
from catalog.records.dataset import Dataset
from catalog.records.schema import Paper
from catalog.twins.lists import list_lines, result_lines
from catalog.twins.records import dataset_lines, paper_lines
from catalog.twins.sheet import Sheet, twin_path
from catalog.views.page import Page
from catalog.views.results import DatasetResults
from catalog.views.views import Views


def has_twin(page: Page) -> bool:
    """Return whether a generated page has a twin: all but those of authors and later pages of lists."""
    is_first = isinstance(page.subject, Paper) or getattr(page.subject, "page_number", 1) == 1
    return is_first and twin_path(page.href) != page.href


def render_twins(views: Views) -> Iterator[tuple[str, str]]:
    """Yield the path and text of each twin."""
    for page in views.pages():
        if has_twin(page):
            yield twin_path(page.href), join_lines(_lines(Sheet(views, page.href), page))


def join_lines(lines: Iterable[str]) -> str:
    """Return the text of a file."""
    return "\n".join([*lines, ""])


def _lines(sheet: Sheet, page: Page) -> Iterator[str]:
    match page.subject:
        case Paper() as paper:
            return paper_lines(sheet, paper)
        case Dataset() as dataset:
            return dataset_lines(sheet, dataset)
        case FacetValue() as value:
            return list_lines(sheet, value)
        case DatasetResults() as results:
            return result_lines(sheet, results)
    raise TypeError(f"{page.href} has no twin")

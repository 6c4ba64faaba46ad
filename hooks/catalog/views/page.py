"""A generated page: its href, its subject, and the file that the subject comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from catalog.facets.facet import FacetValue
from catalog.facets.pagination import AllPapers
from catalog.records.dataset import Dataset
from catalog.records.schema import Paper
from catalog.utils.urls import site_path
from catalog.views.results import DatasetResults

PageKind = Literal["paper", "dataset", "list", "all", "results"]


@dataclass(frozen=True, slots=True)
class Page:
    """A generated page."""

    href: str
    """The path from the root of the site: `papers/wav2lip-2020/`."""
    kind: PageKind
    """The name of its template."""
    title: str
    description: str
    """The description in search engines and link previews."""
    source_path: str
    """The file or folder that the subject comes from, relative to the checkout."""
    subject: Paper | Dataset | FacetValue | AllPapers | DatasetResults
    """The record or list on the page; one page of a long list."""
    style: str = ""
    """The style sheet of its own that it needs, in docs/."""

    def __post_init__(self) -> None:
        site_path(self.href)

    @property
    def section(self) -> str:
        """The top-level folder of the page: `papers`."""
        return self.href.partition("/")[0]

    @property
    def path(self) -> str:
        """The Markdown file MkDocs would generate the page from, relative to docs/."""
        return f"{self.href.rstrip('/')}.md"

    def edit_uri(self, branch: str) -> str:
        """Return where GitHub edits the file or shows the folder, relative to `edit/<branch>/docs/`."""
        return edit_uri(self.source_path, branch)


def edit_uri(path: str, branch: str) -> str:
    """Return where GitHub edits a file or shows a folder, relative to `edit/<branch>/docs/`."""
    return f"../{path}" if "." in path else f"../../../tree/{branch}/{path}"


def list_page(papers: FacetValue | AllPapers, kind: PageKind, name: str, about: str, file: str) -> Page:
    """Return a page of a list, whose title and description name its number."""
    label = papers.page_label
    title = f"{name}, {label}" if label else name
    about = f"{about} {label.capitalize()}." if label else about
    return Page(papers.page_href, kind, title, about, file, papers)

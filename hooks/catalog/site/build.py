"""Build the site: from the YAML files of a checkout to its pages and all other files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from catalog.checks import check_catalog
from catalog.citing.exports import list_exports, render_exports
from catalog.citing.result_exports import render_result_exports
from catalog.documents.problems import Problem, has_errors
from catalog.exports.citation import render_citation_files
from catalog.exports.croissant import Digests, render_croissant
from catalog.history.abstracts import read_abstracts
from catalog.history.changes import load_history
from catalog.history.feeds import list_feed_paths, render_feeds
from catalog.history.news import News
from catalog.html.renderer import Renderer
from catalog.html.table_rows import render_rows
from catalog.html.theme import Theme
from catalog.records.files import require_data_folder
from catalog.records.load import Progress, RecordCache
from catalog.search.index import render_search_index
from catalog.site.embeds import render_embeds
from catalog.site.files import render_other_files, render_scripts, render_styles
from catalog.site.page_twins import render_page_twins
from catalog.site.redirects import render_redirects
from catalog.twins.generated import render_twins
from catalog.twins.llms import linked_paths, render_llms
from catalog.utils.urls import site_path
from catalog.views.api import render_api
from catalog.views.page import Page
from catalog.views.site_info import SiteInfo
from catalog.views.views import Views

Files = Iterator[tuple[str, str | bytes]]
"""Paths from the root of the site, and contents."""


class InvalidCatalogError(Exception):
    """The catalog has errors, so no site is built from it."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def build(root: Path, info: SiteInfo, progress: Progress = iter, cache: RecordCache | None = None) -> Site:
    """Build the site of a checkout: load, check, arrange, and prepare to render.

    Pages and files are rendered one by one, while they are written.

    Args:
        root: The folder that holds `data/` and `docs/`.
        info: Name and URLs of the site.
        progress: Wraps the list of files to read, to show progress.
        cache: Records of earlier builds of the same process.

    Raises:
        InvalidCatalogError: if the catalog has errors.
        SetupError: if there is no catalog, or the date is wrong.
    """
    require_data_folder(root)
    catalog, problems = check_catalog(root, progress, cache=cache)
    if has_errors(problems):
        raise InvalidCatalogError(problems)
    catalog.documents.clear()  # a tenth of a build's memory, which only checks need
    abstracts = read_abstracts(root, catalog.papers)
    renderer = Renderer(Views(catalog, abstracts.texts), root / "docs/templates", info)
    return Site(problems, renderer, render_files(renderer, root), abstracts.problems)


def render_files(renderer: Renderer, root: Path) -> Files:
    """Render every file that is not a page.

    Args:
        renderer: Renderer of the pages, whose hand-written ones are rendered before the first file.
        root: The checkout.
    """
    views, info = renderer.views, renderer.site
    digests = Digests()
    files: Files = chain(
        renderer.database.render(),  # first, since a page has made it
        render_search_index(views, renderer.sections, renderer.card_fields),
        render_exports(views),
        render_result_exports(views.results),
        render_api(views),
        render_feeds(News(views, load_history(root)), info),
        render_redirects(views),
        render_embeds(renderer),
        render_scripts(root / "docs"),
        render_styles(root / "docs"),
        render_other_files(views, info),
        render_citation_files(renderer.project),
        render_twins(views),
        render_page_twins(renderer, root),
        render_rows(views, renderer.environment),
    )
    linked, sizes = linked_paths(), dict[str, int]()
    for path, content in chain(digests.note(files), render_croissant(renderer.project, digests)):
        if path in linked:
            sizes[path] = len(content.encode() if isinstance(content, str) else content)
        yield site_path(path), content
    yield from render_llms(views, info, sizes)


def list_published_paths(views: Views) -> Iterator[str]:
    """Yield the paths that depend on the catalog and never disappear: `tags/vae/`, `data/papers.bib`.

    Later pages of long lists are left out: they move as the catalog grows.
    """
    for page in views.pages():
        if getattr(page.subject, "page_number", 1) == 1:
            yield page.href
    yield from (path for path, *_ in list_exports(views))
    yield from (path for path, _ in render_result_exports(views.results))
    yield from (path for path, _ in render_api(views))
    yield from list_feed_paths(News(views, None))
    yield from (value.embed_href for value in views.lists_to_embed)
    yield from (path.removesuffix("index.html") for path, _ in render_redirects(views))


@dataclass
class Site:
    """A site whose records are read and valid. Everything else is rendered when it is written."""

    problems: Sequence[Problem]
    """Warnings of the checks."""
    renderer: Renderer
    files: Files
    """Every file that is not a page; to be iterated once, after the hand-written pages are rendered."""
    notes: Sequence[str] = ()
    """Sentences on optional files that could not be used."""
    theme: Theme | None = None
    """Set once the site generator can render it."""

    @property
    def views(self) -> Views:
        """The views of the catalog."""
        return self.renderer.views

    @property
    def info(self) -> SiteInfo:
        """Name and URLs of the site."""
        return self.renderer.site

    def render_pages(self) -> Files:
        """Render the generated pages; see `render_page`. The files after them need few cards again."""
        self.views.related.find_all()
        yield from map(self.render_page, self.views.pages())
        self.renderer.fragments.clear()

    def render_page(self, page: Page) -> tuple[str, str]:
        """Render a generated page.

        Returns:
            Its path from the root of the site, and its HTML.

        Raises:
            PolicyError: if it violates its content security policy.
        """
        if self.theme is None:
            raise RuntimeError("The site generator has not set the theme yet.")
        content = self.renderer.render_page(page)
        return f"{page.href}index.html", self.theme.wrap(page, content, self.renderer.page_texts(page))

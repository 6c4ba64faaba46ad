"""Render the pages of one catalog with the templates of docs/templates/catalog/.

Internal links are relative, so that the site works under any path: templates write them with a placeholder
for the path to the site root, which is replaced last.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote_plus

from catalog.citing.reference import references
from catalog.exports.database import Database
from catalog.exports.project import Project
from catalog.exports.queries import read_queries
from catalog.facets.pagination import AllPapers
from catalog.history import changes
from catalog.html import csp, head
from catalog.html.environment import make_environment, make_globals
from catalog.html.fragments import FragmentCache
from catalog.html.links import escape, insert_root
from catalog.search.sections import Section, page_sections
from catalog.twins.generated import has_twin
from catalog.views.cards import sample_card, shown_fields
from catalog.views.page import Page
from catalog.views.site_info import SiteInfo
from catalog.views.views import Views

DEFERRED_START, DEFERRED_END = '<div id="catalog-fragment-', '"></div>'


class Content(NamedTuple):
    """The content of a page."""

    html: str
    is_inert: bool
    """True if it certainly contains nothing that a policy can forbid; else the page must be checked."""


class Renderer:
    """Renders the pages of one catalog, for one build."""

    def __init__(self, views: Views, templates: Path, site: SiteInfo | None = None) -> None:
        """Prepare the templates.

        Args:
            views: The views of the catalog.
            templates: The folder docs/templates of a checkout.
            site: The site, for absolute URLs and links to the repository.
        """
        checkout = templates.parents[1]
        self.views = views
        self.catalog = views.catalog
        self.site = site or SiteInfo()
        self.project = Project(checkout, self.site)
        self.database = Database(views, self.project)
        self.absolute_root = ""
        """Path such as `/fork/` that internal links begin with; relative links if blank."""
        self.change_dates = head.last_change_dates(
            (*self.catalog.records, *self.catalog.results.values()),
            changes.last_change_dates(changes.load_history(checkout)),
        )
        """Date on which each record last changed, by its file."""
        self.sections: list[Section] = []
        """Sections of the hand-written pages, for the search index."""
        self.references_of = cache(lambda id: references(self.catalog, self.catalog.paper[id]))
        """Citations of a paper by its id; the published one first."""
        self._deferred: list[Callable[[], Content]] = []
        self.environment = make_environment(templates, self.catalog.links)
        self.get_template = cache(self.environment.get_template)  # the environment's own cache is slower
        self.fragments = FragmentCache(self.get_template, self.views.card)
        self.environment.globals |= {
            **make_globals(self.views, self.references_of, checkout),
            "render_fragment": self.fragments.render,
            "render_fragments": self.fragments.render_list,
            "repository": self.site.repository,
            "branch": self.site.branch,
            "report_url": self.report_url,
            "database": self.database,
            "queries": partial(read_queries, checkout / "docs"),
            "site_url": self.site.url,
            "change_date": lambda: self.change_date(None),
        }

    @property
    def card_fields(self) -> tuple[str, ...]:
        """Fields that cards show besides the attributes of `Card`, as decided by card.html."""
        return shown_fields(self.fragments.render("card", sample_card()))

    def render_page(self, page: Page) -> Content:
        """Render the content of a generated page, heading included."""
        return self.render_template(f"catalog/{page.kind}.html", page.href, page=page)

    def render_template(self, name: str, href: str, **values: Any) -> Content:
        """Render a template for the page at `href`."""
        html = self.get_template(name).render(values)
        root = self._root_from(href)
        return Content(insert_root(self.fragments.insert(html), root), csp.is_inert(html))

    def render_head(self, href: str, title: str, description: str, page: Page | None) -> str:
        """Render the metadata of a page; see `head.page_head`.

        Args:
            href: Path of the page from the site root.
            title: Title of the page.
            description: One sentence about the page.
            page: The generated page; None for a hand-written one.
        """
        metadata = head.page_head(
            self.views, self.references_of, self.change_dates, self.site, href, title, description, page
        )
        twin = page is None or has_twin(page)
        return head.render_head(metadata, self.site, self._root_from(href), has_twin=twin)

    def page_texts(self, page: Page) -> dict[str, str]:
        """Return the texts that the theme shows around a generated page, by the names of `theme.TEXTS`."""
        title, description = str(escape(page.title)), page.description or self.site.description
        return {
            "title": title,
            "canonical_url": self.site.url + page.href if self.site.url != "/" else "",
            "edit_url": self.site.edit_url(page.edit_uri(self.site.branch)),
            "description": page.description,
            "head": self.render_head(page.href, title, description, page),
        }

    def build_policy(self, scripts: str, meta: Mapping[str, Any], served: bool) -> str:
        """Return the content security policy of a page.

        Args:
            scripts: HTML of the inline scripts.
            meta: Front matter. `connect` lists hosts that the page may contact; with `sends`, it has forms to
                GitHub, and with `frames`, it shows pages of the site in iframes.
            served: True under `mkdocs serve`.
        """
        form_target = self.site.repository if meta.get("sends") else ""
        return csp.build_policy(
            scripts,
            meta.get("connect", ()),
            form_target,
            has_frames=bool(meta.get("frames")),
            served=served,
        )

    def change_date(self, page: Page | None) -> date | None:
        """Return when the records on a page last changed, for the sitemap; of the catalog without a page."""
        if page is None or isinstance(page.subject, AllPapers):
            return self._catalog_change_date
        return head.page_change_date(self.views, self.change_dates, page)

    @cached_property
    def _catalog_change_date(self) -> date | None:
        return head.page_change_date(self.views, self.change_dates, None)

    def defer(self, template: str, href: str, **values: Any) -> str:
        """Return a placeholder that Markdown leaves alone, to be replaced by `insert_deferred`.

        The template is rendered only then, so that no more than one long list is in memory.
        """
        self._deferred.append(partial(self.render_template, template, href, **values))
        return f"{DEFERRED_START}{len(self._deferred) - 1}{DEFERRED_END}"

    def insert_deferred(self, html: str) -> str:
        """Replace the placeholders in a page. What replaces them is not searched for placeholders."""
        start, *rest = html.split(DEFERRED_START)
        parts = [start]
        for part in rest:
            number, _, after = part.partition(DEFERRED_END)
            parts += [self._deferred[int(number)]().html, after]
        return "".join(parts)

    def add_sections(self, href: str, html: str, meta: Mapping[str, Any]) -> None:
        """Add the sections of a hand-written page to the search, unless its front matter excludes it."""
        if not meta.get("search", {}).get("exclude"):
            self.sections += page_sections(href, html)

    def report_url(self, id: str) -> str:
        """Return the URL of the form on GitHub for corrections (.github/ISSUE_TEMPLATE) of a record."""
        record = quote_plus(id)
        query = f"template=correct-record.yml&title=Correct%3A+{record}&record={record}"
        return f"{self.site.repository}/issues/new?{query}"

    def _root_from(self, href: str) -> str:
        """Return the path from a page to the site root."""
        return self.absolute_root or "../" * href.count("/")

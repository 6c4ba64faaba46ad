"""The generated pages as MkDocs sees them: stubs that call the macros or, where there are thousands, HTML.

The theme renders one of each shape; into that, all others are poured: see catalog/html/shell.py.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from copy import copy
from html import escape
from pathlib import Path
from typing import Any

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from mkdocs.commands import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from catalog.html.csp import is_inert
from catalog.html.shell import PageShell, placeholder
from catalog.site.files import site_files
from catalog.views import page as catalog_page

STUB = '{% include "catalog/list.md" %}'
META = {"template": "generated.html", "hide": ["toc"], "search": {"exclude": True}}
DIFFERS = ("title", "content", "canonical_url", "edit_url", "description", "head")
"""What two pages of one shape do not share."""


class CatalogPage(Page):
    """A generated page."""

    def __init__(self, page: catalog_page.Page, file: File, config: MkDocsConfig) -> None:
        super().__init__(None, file, config)
        self.generated = page

    @classmethod
    def of(cls, page: catalog_page.Page, config: MkDocsConfig) -> CatalogPage:
        """A page of the catalog, with the file that MkDocs wants for it."""
        file = File.generated(config, page.path, content="", inclusion=InclusionLevel.NOT_IN_NAV)
        file.edit_uri = page.edit_uri(config.extra["renderer"].branch)
        return cls(page, file, config)

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: D102
        page = self.generated
        self.markdown = "" if page.is_bulk else STUB
        self.meta = META | {"render_macros": not page.is_bulk, "description": page.description}

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: D102
        if self.generated.is_bulk:
            self.content = ""  # see render_into_shell
        else:
            super().render(config, files)
        # Only now: the macros plugin renders titles as templates. The theme writes them as they are.
        self.title = escape(self.generated.title)
        self.toc = TableOfContents([AnchorLink(self.title, "top", level=1)])

    @pass_context
    def render_into_shell(self, context: Context) -> str:
        """The whole page, poured into the shell that the first page of its shape has made.

        Its content is made only now, so that it is in memory for one page at a time.
        """

        def whole(page: Any) -> str:
            return context.environment.get_template("main.html").render({**context.get_all(), "page": page})

        renderer = context["config"].extra["renderer"]
        many = self.generated.is_bulk
        self.content = renderer.render_page(self.generated) if many else renderer.insert_deferred(self.content or "")
        plain = renderer.last_is_inert if many else is_inert(self.content)
        if not context["config"].extra["pour"]:
            return whole(self)
        texts = self._texts(context["config"])
        # Whatever the theme may decide by: the active tab, the way to the root, and which texts there are.
        shape = (self.generated.section, self.url.count("/"), *map(bool, texts.values()))
        known = shape in renderer.shells
        if not known:
            renderer.shells[shape] = PageShell(whole(self._hollow(texts)))
        poured = str(renderer.shells[shape].fill(texts))
        head = "".join(text for name, text in texts.items() if name != "content")  # short, and has a script
        renderer.checked_html = poured if known and plain and is_inert(head) else ""
        return poured

    def _texts(self, config: MkDocsConfig) -> dict[str, str]:
        page = self.generated
        about = page.description or config.site_description or ""
        head = config.extra["renderer"].render_head(config, self.url, page.title, about, page)
        texts = (self.title, self.content, self.canonical_url, self.edit_url, page.description, head)
        return {name: text or "" for name, text in zip(DIFFERS, texts, strict=True)}

    def _hollow(self, texts: dict[str, str]) -> Any:
        """This page with marks for its texts."""
        hollow: Any = copy(self)
        marks = {name: placeholder(name) if text else "" for name, text in texts.items()}
        vars(hollow).update(marks)
        hollow.meta = {**self.meta, "description": marks["description"]}
        return hollow


def prepare_macros(config: MkDocsConfig, templates: Path) -> None:
    """Show the macros plugin our templates, and no page that says `render_macros: false`.

    It leaves those alone, but only after a look that takes as long as all that MkDocs does to a page.
    """
    plugin: Any = config.plugins["macros"]
    plugin.config["include_dir"] = str(templates)
    look = plugin.on_page_markdown

    def asked(markdown: str, *, page: Page, **others: Any) -> str | None:
        left_alone = page.meta.get("render_macros") is False
        return None if left_alone else look(markdown, page=page, **others)

    events = config.plugins.events["page_markdown"]
    events[events.index(look)] = asked


def put_under_front(page: Page, nav: Navigation) -> None:
    """Make the front page of a page's folder its parent, so that the theme marks that tab."""
    fronts = {front.file.src_uri.partition("/")[0].removesuffix(".md"): front for front in nav.pages}
    page.parent = fronts.get(page.file.src_uri.partition("/")[0])  # type: ignore[assignment]


def put_under_fronts(files: Files, nav: Navigation) -> None:
    """The same for all pages that have no place of their own in the navigation."""
    for file in files.documentation_pages(inclusion=InclusionLevel.is_not_in_nav):
        if file.page:
            put_under_front(file.page, nav)


def page_builder(config: MkDocsConfig, files: Files, env: Environment) -> Callable[[CatalogPage], None]:
    """What reads and writes one page that the build has left out, with all events."""

    def build_page(page: CatalogPage) -> None:
        nav: Navigation = config.extra["nav"]
        put_under_front(page, nav)
        build._populate_page(page, config, files)
        build._build_page(page, config, files.documentation_pages(), nav, env)

    return build_page


def put_lists(page: Page, config: MkDocsConfig) -> None:
    """Put the lists of a hand-written page into their places: only now, so that one is in memory at a time.

    Under `mkdocs serve` that is done when somebody asks for the page; see dev_server.py.
    """
    renderer = config.extra["renderer"]
    page.content = page.content or "" if config.extra["served"] else renderer.insert_deferred(page.content or "")
    renderer.add_sections(page.url, page.content, page.meta)


def other_files(config: MkDocsConfig) -> Iterable[tuple[str, str]]:
    """What is no page, by path and text, once all hand-written pages are read."""
    about = (config.site_name, config.site_description or "", config.site_url or "/")
    renderer, docs = config.extra["renderer"], Path(config.docs_dir)
    return site_files(renderer.views, docs, renderer.sections, *about)


def write(files: Iterable[tuple[str, str]], folder: Path) -> None:
    """Write files by path and text."""
    made = set[Path]()
    for path, text in files:
        target = folder / path
        if target.parent not in made:
            target.parent.mkdir(parents=True, exist_ok=True)
            made.add(target.parent)
        target.write_bytes(text.encode())


class Making:
    """What a build under `mkdocs serve` has left out."""

    def __init__(self, config: MkDocsConfig) -> None:
        self.config = config
        self.files = iter(other_files(config))

    def make(self, path: str) -> bool:
        """Write the page at an address, or the other files up to the one at that path."""
        if page := self.config.extra["renderer"].views.find_page(f"{path.rstrip('/')}/"):
            self.config.extra["build"](CatalogPage.of(page, self.config))
            return True
        for name, text in self.files:
            write([(name, text)], Path(self.config.site_dir))
            if name == path:
                return True
        return False

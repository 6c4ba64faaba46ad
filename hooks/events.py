"""What MkDocs asks while it builds: the only place, with macros.py, that knows MkDocs.

The catalog package decides which pages exist and renders them; here they become files and pages of
MkDocs. Lists are Markdown stubs that call the macros. Papers, datasets and authors, of which there are
thousands, supply their HTML themselves: the Markdown of one page costs more than all the rest of it.
"""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from catalog import views
from catalog.checks import check_catalog
from catalog.problems import has_errors, summary
from catalog.render import Renderer

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.nav import Navigation

log = get_plugin_logger("catalog")

STUB = """\
---
render_macros: true
search: {exclude: true}
hide: [toc]
---
{% include "catalog/list.md" %}
"""


@event_priority(100)  # before the macros plugin copies `extra` and reads its folders
def on_config(config: MkDocsConfig) -> None:
    """Read the catalog, or stop with everything that is wrong with it."""
    root = Path(config.config_file_path).parent
    catalog, problems = check_catalog(root)
    if has_errors(problems):
        raise PluginError("\n".join(["The catalog has problems.", *map(str, problems), summary(problems)]))
    for problem in problems:
        log.info(str(problem))
    templates = Path(config.docs_dir) / "templates"
    config.extra["renderer"] = Renderer(catalog, templates, config.repo_url or "")
    config.plugins["macros"].config["include_dir"] = str(templates)


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Add the generated pages."""
    renderer: Renderer = config.extra["renderer"]
    for page in renderer.views.pages():
        content = "" if page.many else STUB
        file = File.generated(config, f"{page.href.rstrip('/')}.md", content=content)
        file.inclusion = InclusionLevel.NOT_IN_NAV
        file.edit_uri = (
            f"../{page.source}" if Path(page.source).suffix else f"../../../tree/main/{page.source}"
        )
        files.append(file)
        (CatalogPage if page.many else StubPage)(page, file, config)


class StubPage(Page):
    """A list: Markdown that calls the macros."""

    def __init__(self, page: views.Page, file: File, config: MkDocsConfig) -> None:
        super().__init__(None, file, config)
        self.generated = page

    def entitle(self) -> None:
        """Set what the theme shows around the page. Only after the macros: they would render the title."""
        title = escape(self.generated.title)  # the theme writes titles as they are
        self.title = title
        self.meta["description"] = self.generated.description
        self.toc = TableOfContents([AnchorLink(title, "top", level=1)])


class CatalogPage(StubPage):
    """A page whose HTML comes from the catalog as it is."""

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: D102
        self.markdown = ""
        self.meta = {"hide": ["toc"], "search": {"exclude": True}}

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: D102
        self.content = config.extra["renderer"].page(self.generated)


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Put each generated page under the front page of its kind, so that the theme marks that tab."""
    fronts = {page.file.src_uri.partition("/")[0]: page for page in nav.pages}
    for file in files.documentation_pages():
        if isinstance(file.page, StubPage):
            file.page.parent = fronts.get(file.page.generated.section)  # type: ignore[assignment]


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> None:
    """Give the search its entries: a paper is found by title, short name and author, not by every word."""
    plugin: Any = config.plugins["material/search"]
    for entry in config.extra["renderer"].views.search_entries():
        texts = {"title": escape(entry.title, quote=False), "text": escape(entry.text, quote=False)}
        plugin.search_index.entries.append({"location": entry.href, **texts})  # shown as HTML: escaped


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the fragments of the macros in their places."""
    if isinstance(page, StubPage):
        page.entitle()
    renderer: Renderer = config.extra["renderer"]
    return renderer.insert(html)

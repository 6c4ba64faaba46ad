"""What MkDocs asks while it builds: the only place, with macros.py, that knows MkDocs.

The catalog decides which pages exist and renders them; here they become pages of MkDocs. Lists are stubs
that call the macros; papers, datasets and authors, of which there are thousands, are HTML as it is.
"""

from __future__ import annotations

from html import escape
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from catalog import views
from catalog.checks import check_catalog
from catalog.files import site_files
from catalog.problems import has_errors, summary
from catalog.render import Renderer
from catalog.sections import sections

log = get_plugin_logger("catalog")

STUB = '{% include "catalog/list.md" %}'
META = {"hide": ["toc"], "search": {"exclude": True}}


@event_priority(100)  # before the macros plugin copies `extra` and reads its folders
def on_config(config: MkDocsConfig) -> None:
    """Read the catalog, or stop with everything that is wrong with it."""
    catalog, problems = check_catalog(Path(config.config_file_path).parent)
    if has_errors(problems):
        raise PluginError("\n".join(["The catalog has problems.", *map(str, problems), summary(problems)]))
    log.info("\n".join([summary(problems), *map(str, problems)]))
    templates = Path(config.docs_dir) / "templates"
    branch = (config.edit_uri or "edit/main/").split("/")[1]
    config.extra["renderer"] = Renderer(catalog, templates, config.repo_url or "", branch)
    config.extra["sections"] = []
    config.plugins["macros"].config["include_dir"] = str(templates)


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Add the generated pages."""
    renderer: Renderer = config.extra["renderer"]
    for page in renderer.views.pages():
        file = File.generated(config, page.path, content="", inclusion=InclusionLevel.NOT_IN_NAV)
        file.edit_uri = page.edit_uri(renderer.branch)
        files.append(file)
        CatalogPage(page, file, config)


class CatalogPage(Page):
    """A generated page: a stub that calls the macros or, where there are thousands, HTML as it is."""

    def __init__(self, page: views.Page, file: File, config: MkDocsConfig) -> None:
        super().__init__(None, file, config)
        self.generated = page

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: D102
        page = self.generated
        self.markdown = "" if page.many else STUB
        self.meta = META | {"render_macros": not page.many, "description": page.description}

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: D102
        if self.generated.many:
            self.content = config.extra["renderer"].page(self.generated)
        else:
            super().render(config, files)
        # Only now: the macros plugin renders titles as templates. The theme writes them as they are.
        self.title = escape(self.generated.title)
        self.toc = TableOfContents([AnchorLink(self.title, "top", level=1)])


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Put each page of a folder under the front page of that folder, so that the theme marks that tab."""
    fronts = {page.file.src_uri.partition("/")[0].removesuffix(".md"): page for page in nav.pages}
    for file in files.documentation_pages(inclusion=InclusionLevel.is_not_in_nav):
        if file.page:
            file.page.parent = fronts.get(file.src_uri.partition("/")[0])  # type: ignore[assignment]


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Put the fragments of the macros in their places, and note what the search finds of the page."""
    html = str(config.extra["renderer"].insert(html))
    if not page.meta.get("search", {}).get("exclude"):
        config.extra["sections"] += sections(page.url, html)
    return html


def on_post_build(config: MkDocsConfig) -> None:
    """Write what is no page."""
    about = (config.site_name, config.site_description or "", config.site_url or "/")
    views, docs = config.extra["renderer"].views, Path(config.docs_dir)
    for path, text in site_files(views, docs, config.extra["sections"], *about):
        (Path(config.site_dir) / path).parent.mkdir(parents=True, exist_ok=True)
        (Path(config.site_dir) / path).write_text(text, "utf-8")

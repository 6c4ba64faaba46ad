"""MkDocs's theme around the pages of the catalog, which never become pages of MkDocs: there are thousands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from catalog.html.theme import RenderTheme
from catalog.site.build import Site
from catalog.site.compiled import CompiledTemplates
from catalog.views import page as views


@dataclass
class BuildState:
    """State that the events of one build share."""

    site: Site
    templates: CompiledTemplates
    is_served: bool
    """True under `mkdocs serve`."""
    navigation: Navigation | None = None


def state_of(config: MkDocsConfig) -> BuildState:
    """Return the state of the running build. Templates see it as `config.extra.build`."""
    return cast(BuildState, config.extra["build"])


def set_edit_url(page: Page, config: MkDocsConfig) -> None:
    """Let the edit button of a generated list lead to its data, which the front matter names as `edits`."""
    if path := page.meta.get("edits"):
        info = state_of(config).site.info
        page.edit_url = info.edit_url(views.edit_uri(path, info.branch))


def theme_renderer(config: MkDocsConfig, files: Files, env: Environment) -> RenderTheme:
    """Return a function that renders the theme around a page of the catalog."""
    nav = state_of(config).navigation
    assert nav is not None, "on_nav comes before on_env"

    def render(generated: views.Page, texts: Mapping[str, str]) -> str:
        file = File.generated(config, generated.path, content="", inclusion=InclusionLevel.NOT_IN_NAV)
        page = Page(None, file, config)
        page.title = texts["title"]
        page.content = texts["content"]
        page.canonical_url = texts["canonical_url"]
        page.edit_url = texts["edit_url"]
        page.meta = {
            "description": texts["description"],
            "head": texts["head"],
            "hide": ["toc"],
            "style": generated.style,
        }
        put_under_front(page, nav)
        page.active = True  # and so is its tab
        try:
            return env.get_template("main.html").render(get_context(nav, files, config, page))
        finally:
            page.active = False

    return render


def put_under_fronts(files: Files, nav: Navigation) -> None:
    """Put pages that have no place in the navigation under the front page of their folder."""
    for file in files.documentation_pages(inclusion=InclusionLevel.is_not_in_nav):
        if file.page:
            put_under_front(file.page, nav)


def put_under_front(page: Page, nav: Navigation) -> None:
    """Make the front page of a page's folder its parent, so that the theme marks that tab."""
    fronts = {front.file.src_uri.partition("/")[0].removesuffix(".md"): front for front in nav.pages}
    page.parent = fronts.get(page.file.src_uri.partition("/")[0])  # type: ignore[assignment]

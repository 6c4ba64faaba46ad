"""The generated pages as MkDocs sees them: stubs that call the macros or, where there are thousands, HTML."""

from __future__ import annotations

from copy import copy
from html import escape
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from catalog import views
from catalog.pouring import Shell, mark

STUB = '{% include "catalog/list.md" %}'
META = {"hide": ["toc"], "search": {"exclude": True}}
DIFFERS = ("title", "content", "canonical_url", "edit_url", "description", "head")
"""What two pages of one shape do not share."""


class CatalogPage(Page):
    """A generated page."""

    def __init__(self, page: views.Page, file: File, config: MkDocsConfig) -> None:
        super().__init__(None, file, config)
        self.generated = page

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: D102
        page = self.generated
        self.markdown = "" if page.many else STUB
        self.meta = META | {"render_macros": not page.many, "description": page.description}
        if page.many and config.extra["pour"]:
            self.meta["template"] = "poured.html"

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: D102
        if self.generated.many:
            self.content = ""  # see on_page_context
        else:
            super().render(config, files)
        # Only now: the macros plugin renders titles as templates. The theme writes them as they are.
        self.title = escape(self.generated.title)
        self.toc = TableOfContents([AnchorLink(self.title, "top", level=1)])

    @pass_context
    def poured(self, context: Context) -> str:
        """The whole page, poured into the shell that the first page of its shape has made."""
        renderer = context["config"].extra["renderer"]
        texts = self._texts(context["config"])
        # Whatever the theme may decide by: the active tab, the way to the root, and which texts there are.
        shape = (self.generated.section, self.url.count("/"), *map(bool, texts.values()))
        if shape not in renderer.shells:
            whole = context.environment.get_template("main.html")
            html = whole.render({**context.get_all(), "page": self._hollow(texts)})
            renderer.shells[shape] = Shell(html)
        return str(renderer.shells[shape].poured(texts))

    def _texts(self, config: MkDocsConfig) -> dict[str, str]:
        page = self.generated
        about = page.description or config.site_description or ""
        head = config.extra["renderer"].head(config, self.url, page.title, about, page)
        texts = (self.title, self.content, self.canonical_url, self.edit_url, page.description, head)
        return {name: text or "" for name, text in zip(DIFFERS, texts, strict=True)}

    def _hollow(self, texts: dict[str, str]) -> Any:
        """This page with marks for its texts."""
        hollow: Any = copy(self)
        marks = {name: mark(name) if text else "" for name, text in texts.items()}
        vars(hollow).update(marks)
        hollow.meta = {**self.meta, "description": marks["description"]}
        return hollow

"""The hand-written pages of docs/ without MkDocs: macros are rendered, the rest stays Markdown."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from jinja2 import Environment, StrictUndefined

from catalog.html.renderer import Renderer
from catalog.search.sections import page_sections
from catalog.views.page import edit_uri

FRONT_MATTER = re.compile(r"\A---\n(.*?)^---\n", re.DOTALL | re.MULTILINE)
CODE_TITLE = re.compile(r'title="([^"]*)"')
"""File name above an example."""


@dataclass(frozen=True)
class HandwrittenPage:
    """A page of docs/."""

    path: str
    """Its file below docs/."""
    meta: Mapping[str, Any]
    """Its front matter."""
    body: str
    """Its Markdown."""
    title: str
    """Its first heading."""

    @property
    def href(self) -> str:
        """Its path from the root of the site."""
        return page_href(self.path)

    def edit_uri(self, branch: str) -> str:
        """Return where GitHub edits the page, or the data that its front matter names as `edits`."""
        data = self.meta.get("edits")
        return edit_uri(data, branch) if data else self.path


def read_handwritten_pages(
    docs: Path, renderer: Renderer, settings: Mapping[str, Any]
) -> Iterator[HandwrittenPage]:
    """Yield the pages in the order of MkDocs: the files of a folder, `index.md` first.

    Args:
        docs: The folder docs/ of a checkout.
        renderer: Renders the macros, and collects the sections for the search.
        settings: Those of mkdocs.yml.
    """
    for source in read_sources(docs):
        yield _render_page(source, renderer, settings)


class Source(NamedTuple):
    """The file of a hand-written page."""

    path: str
    """Its path below docs/."""
    meta: Mapping[str, Any]
    """Its front matter."""
    body: str
    """Its Markdown, with macros."""


def read_sources(docs: Path) -> Iterator[Source]:
    """Yield the files of hand-written pages, in the order of MkDocs."""
    for folder, folders, names in os.walk(docs):
        folders[:] = sorted(name for name in folders if name not in ("assets", "templates", "lists"))
        for name in sorted(names, key=lambda name: (name != "index.md", name)):
            if name.endswith(".md"):
                file = Path(folder) / name
                text = file.read_text("utf-8")
                front_matter = FRONT_MATTER.match(text)
                meta = yaml.safe_load(front_matter[1]) if front_matter else {}
                body = text[front_matter.end() if front_matter else 0 :]
                yield Source(file.relative_to(docs).as_posix(), meta, body)


def _render_page(source: Source, renderer: Renderer, settings: Mapping[str, Any]) -> HandwrittenPage:
    path, meta, body = source
    href = page_href(path)
    if meta.get("render_macros"):

        def show(template: str, **values: Any) -> str:
            # In a block element that Markdown knows, else it would parse the content of a `<template>`.
            return f"<div>\n{renderer.defer(template, href, **values)}\n</div>"

        environment = Environment(undefined=StrictUndefined)
        body = environment.from_string(body).render(show=show, config=settings)
    html = renderer.insert_deferred(_render_markdown(body))
    renderer.add_sections(href, html, meta)
    title = next((title for _, title, _ in page_sections(href, html)), "")
    return HandwrittenPage(path, meta, renderer.insert_deferred(body), title)


def page_href(path: str) -> str:
    """Return where MkDocs puts the page of a file."""
    stem = path.removesuffix(".md")
    return stem.removesuffix("index") if f"/{stem}".endswith("/index") else f"{stem}/"


def _render_markdown(text: str) -> str:
    """Return HTML with the heading ids and example titles that MkDocs gives them."""
    from markdown_it import MarkdownIt  # MkDocs, which has a parser of its own, needs none

    markdown = MarkdownIt("commonmark").enable("table")
    tokens = markdown.parse(text)
    for token, inline in pairwise(tokens):
        if token.type == "heading_open":
            heading = "".join(child.content for child in inline.children or ())
            token.attrSet("id", _slugify_heading(heading))
        elif token.type == "fence" and (title := CODE_TITLE.search(token.info)):
            token.content = f"{title[1]}\n{token.content}"
    return str(markdown.renderer.render(tokens, markdown.options, {}))


def _slugify_heading(text: str) -> str:
    """Return the id of a heading as Python-Markdown makes it."""
    ascii = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", ascii).strip().lower())

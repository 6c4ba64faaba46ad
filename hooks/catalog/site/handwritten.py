"""The hand-written pages of docs/, without MkDocs: what macros show is put in, the rest stays Markdown."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, StrictUndefined
from markdown_it import MarkdownIt

from catalog.html.renderer import Renderer
from catalog.search.sections import page_sections

FRONT = re.compile(r"\A---\n(.*?)^---\n", re.DOTALL | re.MULTILINE)
NAMED = re.compile(r'title="([^"]*)"')
"""The name of the file that an example shows, which stands above it."""
READER = MarkdownIt("commonmark").enable("table")


@dataclass(frozen=True)
class Handwritten:
    """One page."""

    path: str
    """Its file, in the folder of the pages."""
    meta: Mapping[str, Any]
    """Its front matter."""
    body: str
    """Its Markdown."""
    title: str
    """Its first heading."""

    @property
    def href(self) -> str:
        """The address, from the root of the site."""
        return _address(self.path)


def pages(docs: Path, renderer: Renderer, config: Mapping[str, Any]) -> Iterator[Handwritten]:
    """Every hand-written page, in the order of MkDocs: the files of a folder, its front page first."""
    for folder, folders, files in os.walk(docs):
        at = Path(folder)
        folders[:] = sorted(name for name in folders if name not in ("assets", "templates", "lists"))
        for name in sorted(files, key=lambda name: (name != "index.md", name)):
            if name.endswith(".md"):
                yield _page(at / name, docs, renderer, config)


def _page(file: Path, docs: Path, renderer: Renderer, config: Mapping[str, Any]) -> Handwritten:
    text = file.read_text("utf-8")
    front = FRONT.match(text)
    meta = yaml.safe_load(front[1]) if front else {}
    path, body = file.relative_to(docs).as_posix(), text[front.end() if front else 0 :]
    href = _address(path)
    if meta.get("render_macros"):

        def show(template: str, **values: Any) -> str:
            # In a block that Markdown knows, or it would read what is in a `<template>`.
            return f"<div>\n{renderer.defer(template, href, **values)}\n</div>"

        body = Environment(undefined=StrictUndefined).from_string(body).render(show=show, config=config)
    html = renderer.insert_deferred(_html(body))
    renderer.add_sections(href, html, meta)
    title = next((title for _, title, _ in page_sections(href, html)), "")
    return Handwritten(path, meta, renderer.insert_deferred(body), title)


def _address(path: str) -> str:
    """Where MkDocs puts the page of a file."""
    stem = path.removesuffix(".md")
    return stem.removesuffix("index") if f"/{stem}".endswith("/index") else f"{stem}/"


def _html(markdown: str) -> str:
    """Markdown as HTML in which headings have the ids, and examples the names, that MkDocs gives them."""
    tokens = READER.parse(markdown)
    for token, inline in pairwise(tokens):
        if token.type == "heading_open":
            words = "".join(one.content for one in inline.children or ())
            token.attrSet("id", _slug(words))
        elif token.type == "fence" and (named := NAMED.search(token.info)):
            token.content = f"{named[1]}\n{token.content}"
    return str(READER.renderer.render(tokens, READER.options, {}))


def _slug(words: str) -> str:
    """The id of a heading, as Python-Markdown makes it."""
    ascii = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", ascii).strip().lower())

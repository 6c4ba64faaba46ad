"""The whole site as a folder that another generator can build without running our program.

Every page is a Markdown file whose front matter holds what hooks/events.py would give MkDocs, all other files
of the site lie beside them, and the settings are those of mkdocs.yml without the parts that are done already.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

import yaml
from jinja2 import Environment, FileSystemLoader

from catalog.site.build import Site
from catalog.site.handwritten import HandwrittenPage, read_handwritten_pages
from catalog.twins.sheet import TWIN_NAME
from catalog.utils.progress import Progress
from catalog.views.page import Page

MKDOCS_ONLY_SETTINGS = ("hooks", "watch", "exclude_docs", "not_in_nav", "validation")
CATALOG_TEMPLATES = ("templates/catalog/", "templates/sitemap.xml")
"""Templates that are rendered here, so the other generator does not need them."""
TWINS_FOLDER = "twins"
"""Markdown twins of the pages, which `catalog seal` puts beside them."""


class _Loader(yaml.SafeLoader):
    """Loader of mkdocs.yml."""


def _construct_env(loader: yaml.SafeLoader, node: yaml.SequenceNode) -> object:
    """Read `!ENV [NAME, default]` as MkDocs does."""
    name, default = loader.construct_sequence(node)
    return os.environ.get(name, default)


_Loader.add_constructor("!ENV", _construct_env)


class _Dumper(yaml.SafeDumper):
    """Dumper of front matter."""


def _quote_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    """Write a text with escapes: Zensical takes plain HTML in front matter for links of the page."""
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"')


_Dumper.add_representer(str, _quote_text)


def read_settings(root: Path) -> dict[str, Any]:
    """Return the settings of mkdocs.yml in this environment."""
    settings: dict[str, Any] = yaml.load((root / "mkdocs.yml").read_text("utf-8"), _Loader)
    return settings


def read_site_url(root: Path) -> str:
    """Return the URL of the published site, with a slash at the end; blank in a folder without mkdocs.yml."""
    url = str(read_settings(root)["site_url"]) if (root / "mkdocs.yml").is_file() else ""
    return url and url.rstrip("/") + "/"


class PageFolder:
    """Renders such a folder."""

    def __init__(self, root: Path, settings: Mapping[str, Any], site: Site) -> None:
        """Read the hand-written pages.

        Args:
            root: The checkout.
            settings: Those of its mkdocs.yml.
            site: The site to render.
        """
        self.settings = settings
        self.docs = root / "docs"
        self.templates = self.docs / "templates"
        self.site = site
        self.renderer = site.renderer
        # Zensical takes relative URLs in HTML for paths of source files, and changes them.
        self.renderer.absolute_root = urlsplit(site.info.url).path
        self.titles = {path: title for entry in settings["nav"] for title, path in entry.items()}
        """Titles of tabs by source file."""
        self.handwritten = tuple(read_handwritten_pages(self.docs, self.renderer, settings))

    def render_files(self, progress: Progress = iter) -> Iterator[tuple[str, bytes]]:
        """Yield path and content of each file; a later one replaces an earlier one at its path."""
        yield "mkdocs.yml", self._render_settings().encode()
        for file in sorted(self.docs.rglob("*")):
            path = file.relative_to(self.docs).as_posix()
            if file.is_file() and not path.endswith(".md") and not path.startswith(CATALOG_TEMPLATES):
                yield path if path.startswith("templates/") else f"docs/{path}", file.read_bytes()
        yield "templates/sitemap.xml", self._render_sitemap().encode()
        for handwritten in self.handwritten:
            yield f"docs/{handwritten.path}", self._render_handwritten(handwritten).encode()
        for page in progress(list(self.site.views.pages())):
            yield f"docs/{page.path}", self.render_page(page).encode()
        for path, content in self.site.files:
            # Any generator would take a Markdown file in docs/ for one of its pages.
            folder = TWINS_FOLDER if path.endswith(".md") else "docs"
            yield f"{folder}/{path}", content.encode() if isinstance(content, str) else content

    def _render_settings(self) -> str:
        """Return the mkdocs.yml of the folder."""
        settings = {key: value for key, value in self.settings.items() if key not in MKDOCS_ONLY_SETTINGS}
        changes = {"theme": self.settings["theme"] | {"custom_dir": "templates"}, "plugins": []}
        return yaml.safe_dump(settings | changes, allow_unicode=True, sort_keys=False)

    def render_page(self, page: Page) -> str:
        """Return the Markdown file of a generated page."""
        texts = self.renderer.page_texts(page)
        meta = {
            "title": texts["title"],
            "description": texts["description"],
            "hide": ["toc"],
            "section": page.section,
            "edit_url": texts["edit_url"],
            "head": texts["head"],
            **({"style": page.style} if page.style else {}),
        }
        return _format_markdown(meta, self.renderer.render_page(page).html)

    def _render_handwritten(self, page: HandwrittenPage) -> str:
        info = self.site.info
        description = page.meta.get("description") or info.description
        # The title of a page is that of its tab, else its heading.
        title = str(self.titles.get(page.path, page.title)) if page.href else info.name
        meta = {
            **page.meta,
            **({} if page.href else {"title": info.name}),
            "edit_url": info.edit_url(page.edit_uri(info.branch)),
            "head": self.renderer.render_head(page.href, title, description, None),
        }
        # Zensical takes a link to the twin beside a page for one to a source, unless it has a host.
        twin = f'href="{info.url}{page.href}{TWIN_NAME}"'
        return _format_markdown(meta, page.body.replace(f'href="{TWIN_NAME}"', twin))

    def _render_sitemap(self) -> str:
        """Render the sitemap of docs/templates: the pages of other engines know nothing of records."""
        pages = [
            SimpleNamespace(
                page=SimpleNamespace(
                    canonical_url=self.site.info.url + page.href, url=page.href, meta=page.meta
                )
            )
            for page in self.handwritten
        ]
        template = Environment(loader=FileSystemLoader(self.templates)).get_template("sitemap.xml")
        build = SimpleNamespace(site=self.site)
        return template.render(pages=pages, config={"extra": {"build": build}})


def _format_markdown(meta: Mapping[str, Any], body: str) -> str:
    """Return a page with its front matter, whose values no template sees."""
    front_matter = yaml.dump(dict(meta), Dumper=_Dumper)  # ASCII: parsers disagree on Unicode's line breaks
    return f"---\n{front_matter}---\n\n{body.strip()}\n"

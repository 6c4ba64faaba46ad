"""The whole site as a folder that a generator can build without running our program.

Every page is a Markdown file whose front matter says what MkDocs is told by hooks/events.py; every other
file of the site stands beside them; and the settings are those of mkdocs.yml, without what is done already.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urljoin, urlsplit

import yaml
from jinja2 import Environment, FileSystemLoader
from markupsafe import escape

from catalog.html.renderer import Renderer
from catalog.records.catalog import Catalog
from catalog.site import handwritten
from catalog.site.files import site_files
from catalog.site.handwritten import Handwritten
from catalog.utils.progress import Progress
from catalog.views.page import Page

DONE = ("hooks", "watch", "exclude_docs", "not_in_nav", "validation")
"""Settings that only MkDocs needs."""
OURS = ("templates/catalog/", "templates/generated.html", "templates/sitemap.xml")
"""Templates that are filled here."""
ACTIONS = "catalog/actions.html"
"""The pencil of a page, which leads to the file of its record."""


class _Loader(yaml.SafeLoader):
    """Reads mkdocs.yml."""


def _env(loader: yaml.SafeLoader, node: yaml.SequenceNode) -> object:
    """`!ENV [NAME, default]`, as MkDocs reads it."""
    name, default = loader.construct_sequence(node)
    return os.environ.get(name, default)


_Loader.add_constructor("!ENV", _env)


def settings(root: Path) -> dict[str, Any]:
    """What mkdocs.yml says, in this environment."""
    found: dict[str, Any] = yaml.load((root / "mkdocs.yml").read_text("utf-8"), _Loader)
    return found


class Folder:
    """The files of such a folder, for the catalog of a checkout."""

    def __init__(self, root: Path, catalog: Catalog) -> None:
        self.config = settings(root)
        self.docs = root / "docs"
        self.templates = self.docs / "templates"
        branch = self.config["edit_uri"].split("/")[1]
        self.renderer = Renderer(catalog, self.templates, self.config["repo_url"], branch)
        # Zensical takes relative addresses in HTML for those of source files, and changes them.
        self.renderer.absolute_root = urlsplit(self.config["site_url"]).path
        self.edited = f"{self.config['repo_url'].rstrip('/')}/{self.config['edit_uri']}"
        """Where the hand-written pages are edited."""
        self.titles = {path: title for entry in self.config["nav"] for title, path in entry.items()}
        self.written = tuple(handwritten.pages(self.docs, self.renderer, self.config))

    def files(self, counted: Progress = iter) -> Iterator[tuple[str, bytes]]:
        """Each file's path and bytes; a later one replaces an earlier one of its path."""
        yield "mkdocs.yml", self.derived().encode()
        for file in sorted(self.docs.rglob("*")):
            path = file.relative_to(self.docs).as_posix()
            if file.is_file() and not path.endswith(".md") and not path.startswith(OURS):
                yield path if path.startswith("templates/") else f"docs/{path}", file.read_bytes()
        yield "templates/partials/actions.html", (self.templates / ACTIONS).read_bytes()
        yield "templates/sitemap.xml", self.sitemap().encode()
        for written in self.written:
            yield f"docs/{written.path}", self.hand(written).encode()
        for page in counted(list(self.renderer.views.pages())):
            yield f"docs/{page.path}", self.page(page).encode()
        about = (self.config["site_name"], self.config["site_description"], self.config["site_url"])
        for name, text in site_files(self.renderer.views, self.docs, self.renderer.sections, *about):
            yield f"docs/{name}", text.encode()

    def derived(self) -> str:
        """The settings of the folder."""
        kept = {key: value for key, value in self.config.items() if key not in DONE}
        changes = {"theme": self.config["theme"] | {"custom_dir": "templates"}, "plugins": ["search"]}
        return yaml.safe_dump(kept | changes, allow_unicode=True, sort_keys=False)

    def page(self, page: Page) -> str:
        """A generated page."""
        meta = {
            "title": str(escape(page.title)),  # the theme writes it as it is
            "description": page.description,
            "hide": ["toc"],
            "search": {"exclude": True},
            "section": page.section,
            "edit_url": urljoin(self.edited, page.edit_uri(self.renderer.branch)),
            "head": self.head(page.href, page.title, page.description, page),
        }
        return _markdown(meta, self.renderer.render_page(page))

    def hand(self, written: Handwritten) -> str:
        """A hand-written page."""
        about = written.meta.get("description") or self.config["site_description"]
        head = self.head(written.href, self.title(written), about)
        home = {} if written.href else {"title": self.config["site_name"]}
        meta = {**written.meta, **home, "edit_url": self.edited + written.path, "head": head}
        return _markdown(meta, written.body)

    def title(self, written: Handwritten) -> str:
        """A hand-written page's title: that of its tab, else its heading."""
        if not written.href:
            return str(self.config["site_name"])
        return str(self.titles.get(written.path, written.title))

    def head(self, href: str, title: str, about: str, page: Page | None = None) -> str:
        """What a page's head tells programs."""
        return self.renderer.render_head(self.config, href, title, about, page)

    def sitemap(self) -> str:
        """The site map of docs/templates, filled: another engine's pages know of no records."""
        listed = [self._listed(one.href, one.meta) for one in self.written]
        listed += [self._listed(one.href, {}, one) for one in self.renderer.views.pages()]
        template = Environment(loader=FileSystemLoader(self.templates)).get_template("sitemap.xml")
        return template.render(pages=listed, config={"extra": {"renderer": self.renderer}})

    def _listed(self, href: str, meta: Mapping[str, Any], page: Page | None = None) -> SimpleNamespace:
        """A page as MkDocs hands it to that template."""
        generated = {"generated": page} if page else {}
        address = self.config["site_url"] + href
        return SimpleNamespace(page=SimpleNamespace(canonical_url=address, meta=meta, **generated))


def _markdown(meta: Mapping[str, Any], body: str) -> str:
    """A page with its front matter, whose values no template sees."""
    front = yaml.safe_dump(dict(meta))  # in ASCII: Unicode has line breaks that parsers treat differently
    return f"---\n{front}---\n\n{body.strip()}\n"

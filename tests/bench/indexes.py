"""Write the files of each search engine: the same data of the same papers, in the form that suits it best.

Peers also get the names of repositories, and folded accents and joined compounds if they cannot do that
themselves. URLs of papers are left out if an engine does not need them, which favors it.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from catalog.html.renderer import Renderer
from catalog.records.schema import Paper
from catalog.search.index import searchable_names
from catalog.site.build import render_files
from catalog.utils.text import fold
from catalog.views.site_info import SiteInfo
from catalog.views.views import Views

DOCS = Path(__file__).parents[2] / "docs"
COMPOUND = re.compile(r"\w+(?:-\w+)+")
COUNTED_LINK_KINDS = ("code", "project")
"""Kinds of links that are counted."""


@dataclass(frozen=True)
class SearchPaper:
    """One paper, as text to search and values to count."""

    record: Paper
    authors: list[str]
    venue: str
    tags: list[str]
    categories: list[str]

    @cached_property
    def names(self) -> list[str]:
        """Short name, aliases and repositories, as in the site's own index."""
        short, *others = searchable_names(self.record)
        return [name for name in (self.record.short or short, *others) if name]

    @property
    def link_kinds(self) -> list[str]:
        """Kinds of links that the paper has."""
        return [kind for kind in COUNTED_LINK_KINDS if getattr(self.record.links, kind)]

    @property
    def heading(self) -> str:
        """The title, preceded by the short name unless it contains that."""
        short, title = self.record.short or "", self.record.title
        return title if fold(short) in fold(title) else f"{short}: {title}"

    @property
    def text(self) -> str:
        """Everything but the title, and word forms that an engine would not find by itself."""
        parts = [*self.names, *self.authors, self.venue, str(self.record.display_year), *self.tags]
        return " ".join([*parts, *extra_word_forms(" ".join([self.record.title, *parts]))])


def make_entries(views: Views) -> list[SearchPaper]:
    """Return the papers of a catalog, in its order."""
    headings = {id: category.name for id, category in views.catalog.categories.items()}
    papers = views.catalog.papers
    return [
        SearchPaper(
            paper,
            [author.name for author in card.authors],
            card.venue.name,
            [tag.name for tag in card.tags],
            [headings[id] for id in paper.categories],
        )
        for paper, card in zip(papers, map(views.card, papers), strict=True)
    ]


def extra_word_forms(text: str) -> list[str]:
    """Return words without accents and joined compounds: `Nießner Lip-Sync` gives niessner and lipsync."""
    folded = [fold(word) for word in text.split() if not word.isascii()]
    joined = [fold(word).replace(" ", "") for word in COMPOUND.findall(text)]
    return list(dict.fromkeys(folded + joined))


def write_site_index(views: Views, folder: Path) -> None:
    """Write the files that the site publishes for its search, including scripts."""
    renderer = Renderer(views, DOCS / "templates", SiteInfo("Site", "A site.", "https://example.com/"))
    for path, text in render_files(renderer, DOCS.parent):
        if path.startswith(("search/", "assets/")):
            write_file(folder / path, text)


def write_minisearch_index(views: Views, folder: Path) -> None:
    """Write one file by columns, in which every name occurs once and is referred to by number."""
    papers = make_entries(views)
    columns: dict[str, object] = {
        "titles": "\n".join(paper.record.title for paper in papers),
        "names": "\n".join("\t".join(paper.names) for paper in papers),
        "years": [paper.record.display_year for paper in papers],
        "has": [sum(1 << COUNTED_LINK_KINDS.index(kind) for kind in paper.link_kinds) for paper in papers],
    }
    for name, lists in {
        "authors": [paper.authors for paper in papers],
        "venues": [[paper.venue] for paper in papers],
        "tags": [paper.tags for paper in papers],
        "categories": [paper.categories for paper in papers],
    }.items():
        columns[name] = encode_lists(lists)
    write_file(folder / "catalog.json", json.dumps(columns, ensure_ascii=False, separators=(",", ":")))


def encode_lists(lists: Iterable[list[str]]) -> dict[str, object]:
    """Return the distinct names, and each list as their numbers."""
    numbers: dict[str, int] = {}
    rows = [[numbers.setdefault(name, len(numbers)) for name in names] for names in lists]
    return {"names": "\n".join(numbers), "rows": rows}


def write_lunr_index(views: Views, folder: Path) -> None:
    """Write Material's own index with its defaults for English."""
    plugin = importlib.import_module("material.plugins.search.plugin")
    index = plugin.SearchIndex(
        lang=["en"],
        separator=r"[\s\-]+",
        pipeline=["stopWordFilter"],
        fields={"title": {"boost": 1e3}, "text": {"boost": 1.0}, "tags": {"boost": 1e6}},
    )
    index.entries = [
        {"location": f"papers/{paper.record.id}/", "title": paper.heading, "text": paper.text}
        for paper in make_entries(views)
    ]
    write_file(folder / "search_index.json", index.generate_search_index(None))


def write_pagefind_index(views: Views, folder: Path) -> None:
    """Write Pagefind's files through its Python API."""
    asyncio.run(_write_pagefind_index(make_entries(views), folder))


async def _write_pagefind_index(papers: list[SearchPaper], folder: Path) -> None:
    service: Any = importlib.import_module("pagefind.service")
    # It sleeps for 0.1 s before it reads each response of its program: 17 minutes for 10,000 papers.
    service.asyncio = _AsyncioWithoutSleep(asyncio)
    config = importlib.import_module("pagefind.index").IndexConfig(output_path=str(folder))
    async with service.PagefindService() as program:
        index = await program.create_index(config)
        for start in range(0, len(papers), 200):
            batch = papers[start : start + 200]
            await asyncio.gather(*(index.add_custom_record(**pagefind_record(paper)) for paper in batch))
        await index.write_files()
        # It responds before its last files are written, and is stopped at the end of this block.
        while not all(path.stat().st_size for path in folder.rglob("*.*")):
            await asyncio.sleep(0.01)


class _AsyncioWithoutSleep:
    """The module asyncio, with a sleep that only yields control."""

    def __init__(self, module: Any) -> None:
        self.module = module

    def __getattr__(self, name: str) -> Any:
        return getattr(self.module, name)

    async def sleep(self, _seconds: float) -> None:
        await self.module.sleep(0)


def pagefind_record(paper: SearchPaper) -> dict[str, Any]:
    """Return a paper for Pagefind; texts in `meta` weigh more and can be shown."""
    return {
        "url": f"papers/{paper.record.id}/",
        "content": f"{paper.record.title} {paper.text}",
        "language": "en",
        "meta": {
            "title": paper.heading,
            "names": " ".join([*paper.names, *extra_word_forms(" ".join(paper.names))]),
            "authors": ", ".join(paper.authors),
            "venue": paper.venue,
            "year": str(paper.record.display_year),
        },
        "filters": {
            "category": paper.categories,
            "venue": [paper.venue],
            "year": [str(paper.record.display_year)],
            "tag": paper.tags,
            "has": paper.link_kinds,
        },
    }


def write_file(path: Path, text: str) -> None:
    """Write a file, and create its folder if necessary."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


ENGINES: Mapping[str, Callable[[Views, Path], None]] = {
    "ours": write_site_index,
    "minisearch": write_minisearch_index,
    "lunr": write_lunr_index,
    "pagefind": write_pagefind_index,
}
"""Functions that write the files of each engine into a folder."""

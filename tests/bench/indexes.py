"""What each engine reads: the same facts of the same papers, in the form that suits it best.

Peers are given the names of repositories too, and accents folded and compounds joined beforehand where they
cannot do it themselves. Addresses of papers are left out where an engine can do without, in its favour.
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

from catalog.records.schema import Paper
from catalog.search.index import searchable_names
from catalog.site.build import render_files
from catalog.utils.text import fold
from catalog.views.site_info import SiteInfo
from catalog.views.views import Views

DOCS = Path(__file__).parents[2] / "docs"
COMPOUND = re.compile(r"\w+(?:-\w+)+")
COUNTED_LINK_KINDS = ("code", "project")
"""The kinds of links that are counted."""


@dataclass(frozen=True)
class SearchPaper:
    """One paper, as text to be found and as values to be counted."""

    paper: Paper
    authors: list[str]
    venue: str
    tags: list[str]
    categories: list[str]

    @cached_property
    def names(self) -> list[str]:
        """The names people say, as the site's own index has them: short name, aliases, repositories."""
        short, *others = searchable_names(self.paper)
        return [name for name in (self.paper.short or short, *others) if name]

    @property
    def link_kinds(self) -> list[str]:
        """The kinds of links that it has."""
        return [kind for kind in COUNTED_LINK_KINDS if getattr(self.paper.links, kind)]

    @property
    def heading(self) -> str:
        """The title, after the name that people say if it is not in there."""
        short, title = self.paper.short or "", self.paper.title
        return title if fold(short) in fold(title) else f"{short}: {title}"

    @property
    def text(self) -> str:
        """Everything beside the title, and the forms of all words that an engine would not find by itself."""
        parts = [*self.names, *self.authors, self.venue, str(self.paper.display_year), *self.tags]
        return " ".join([*parts, *extra_word_forms(" ".join([self.paper.title, *parts]))])


def make_entries(views: Views) -> list[SearchPaper]:
    """The papers of a catalog, in its order."""
    headings = {id: category.name for id, category in views.catalog.categories.items()}
    cards = [views.card(paper) for paper in views.catalog.papers]
    return [
        SearchPaper(
            card.paper,
            [author.name for author in card.authors],
            card.venue.name,
            [tag.name for tag in card.tags],
            [headings[id] for id in card.paper.categories],
        )
        for card in cards
    ]


def extra_word_forms(text: str) -> list[str]:
    """Words without accents, and compounds as one word: `Nießner Lip-Sync` is niessner, lipsync too."""
    folded = [fold(word) for word in text.split() if not word.isascii()]
    joined = [fold(word).replace(" ", "") for word in COMPOUND.findall(text)]
    return list(dict.fromkeys(folded + joined))


def write_site_index(views: Views, folder: Path) -> None:
    """Every file that the site publishes for its search, scripts and all."""
    for path, text in render_files(views, [], DOCS.parent, SiteInfo("Site", "A site.", "https://example.com/")):
        if path.startswith(("search/", "assets/")):
            write_file(folder / path, text)


def write_minisearch_index(views: Views, folder: Path) -> None:
    """One file by columns; every list of names is written once and referred to by number."""
    papers = make_entries(views)
    columns: dict[str, object] = {
        "titles": "\n".join(entry.paper.title for entry in papers),
        "names": "\n".join("\t".join(entry.names) for entry in papers),
        "years": [entry.paper.display_year for entry in papers],
        "has": [sum(1 << COUNTED_LINK_KINDS.index(kind) for kind in entry.link_kinds) for entry in papers],
    }
    for name, lists in {
        "authors": [entry.authors for entry in papers],
        "venues": [[entry.venue] for entry in papers],
        "tags": [entry.tags for entry in papers],
        "categories": [entry.categories for entry in papers],
    }.items():
        columns[name] = encode_lists(lists)
    write_file(folder / "catalog.json", json.dumps(columns, ensure_ascii=False, separators=(",", ":")))


def encode_lists(lists: Iterable[list[str]]) -> dict[str, object]:
    """Each name once, and each list as numbers."""
    numbers: dict[str, int] = {}
    rows = [[numbers.setdefault(name, len(numbers)) for name in names] for names in lists]
    return {"names": "\n".join(numbers), "rows": rows}


def write_lunr_index(views: Views, folder: Path) -> None:
    """Material's own index, by Material's own class, with its defaults for English."""
    plugin = importlib.import_module("material.plugins.search.plugin")
    index = plugin.SearchIndex(
        lang=["en"],
        separator=r"[\s\-]+",
        pipeline=["stopWordFilter"],
        fields={"title": {"boost": 1e3}, "text": {"boost": 1.0}, "tags": {"boost": 1e6}},
    )
    index.entries = [
        {"location": f"papers/{entry.paper.id}/", "title": entry.heading, "text": entry.text}
        for entry in make_entries(views)
    ]
    write_file(folder / "search_index.json", index.generate_search_index(None))


def write_pagefind_index(views: Views, folder: Path) -> None:
    """Pagefind's files, through its Python interface."""
    asyncio.run(_write_pagefind_index(make_entries(views), folder))


async def _write_pagefind_index(papers: list[SearchPaper], folder: Path) -> None:
    service: Any = importlib.import_module("pagefind.service")
    # It sleeps for 0.1 s before it reads each answer of its program: 17 minutes for 10,000 papers.
    service.asyncio = _AsyncioWithoutSleep(asyncio)
    config = importlib.import_module("pagefind.index").IndexConfig(output_path=str(folder))
    async with service.PagefindService() as program:
        index = await program.create_index(config)
        for start in range(0, len(papers), 200):
            some = papers[start : start + 200]
            await asyncio.gather(*(index.add_custom_record(**pagefind_record(entry)) for entry in some))
        await index.write_files()
        # It answers before its last files are on the disk, and is stopped when this block ends.
        while not all(path.stat().st_size for path in folder.rglob("*.*")):
            await asyncio.sleep(0.01)


class _AsyncioWithoutSleep:
    """The module asyncio with a sleep that only lets others go on."""

    def __init__(self, module: Any) -> None:
        self.module = module

    def __getattr__(self, name: str) -> Any:
        return getattr(self.module, name)

    async def sleep(self, _seconds: float) -> None:
        await self.module.sleep(0)


def pagefind_record(entry: SearchPaper) -> dict[str, Any]:
    """A paper for Pagefind: what is in `meta` weighs more and can be shown."""
    return {
        "url": f"papers/{entry.paper.id}/",
        "content": f"{entry.paper.title} {entry.text}",
        "language": "en",
        "meta": {
            "title": entry.heading,
            "names": " ".join([*entry.names, *extra_word_forms(" ".join(entry.names))]),
            "authors": ", ".join(entry.authors),
            "venue": entry.venue,
            "year": str(entry.paper.display_year),
        },
        "filters": {
            "category": entry.categories,
            "venue": [entry.venue],
            "year": [str(entry.paper.display_year)],
            "tag": entry.tags,
            "has": entry.link_kinds,
        },
    }


def write_file(path: Path, text: str) -> None:
    """A text in a file, in a folder that may not be there yet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


ENGINES: Mapping[str, Callable[[Views, Path], None]] = {
    "ours": write_site_index,
    "minisearch": write_minisearch_index,
    "lunr": write_lunr_index,
    "pagefind": write_pagefind_index,
}
"""How the files of each engine are made from a catalog, in a folder of their own."""

"""Write the files of each search engine: the same data of the same papers, in the form that suits it best.

Peers get every text and value that the site's own index has, including the names of repositories, and folded
accents and joined compounds if they cannot do that themselves. URLs of papers are left out if an engine does
not need them, which favors it.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, partial
from itertools import chain
from pathlib import Path
from typing import Any

from catalog.facets.facet import FacetLabel
from catalog.facets.grammar import FILTER_FACETS, UNDERSTOOD_FACETS
from catalog.records.catalog import Catalog
from catalog.records.schema import Paper
from catalog.search.columns import searchable_names
from catalog.search.index import render_search_index
from catalog.site.files import render_scripts
from catalog.utils.text import fold
from catalog.views.views import Views

DOCS = Path(__file__).parents[2] / "docs"
COMPOUND = re.compile(r"\w+(?:-\w+)+")
FIELDS = {"title": 20.0, "names": 5.0, "authors": 20.0, "text": 20.0, "summary": 2.0}
"""Fields of the theme's search with their weights, of those tried the best on real.yml of tests/search/."""


@dataclass(frozen=True)
class SearchPaper:
    """One paper, as text to search and values to count."""

    record: Paper
    authors: list[str]
    values: Mapping[str, list[FacetLabel]]
    """Names of its values by facet; the aliases begin with the ID."""

    @cached_property
    def names(self) -> list[str]:
        """Short name, aliases and repositories, as in the site's own index."""
        return list(filter(None, searchable_names(self.record)))

    @property
    def heading(self) -> str:
        """The title, preceded by the short name unless it contains that."""
        short, title = self.record.short or "", self.record.title
        return title if fold(short) in fold(title) else f"{short}: {title}"

    @property
    def year(self) -> str:
        """The year that the site shows."""
        return str(self.record.display_year)

    @property
    def summary(self) -> str:
        """The summary; blank if there is none."""
        return self.record.summary or ""

    def value_names(self, facet: str) -> list[str]:
        """Return the names of the values of a facet."""
        return [label.name for label in self.values[facet]]

    @property
    def value_text(self) -> str:
        """The year, and every name of every value."""
        texts = [text for labels in self.values.values() for label in labels for text in all_names(label)]
        return " ".join([self.year, *texts])


def make_entries(views: Views) -> list[SearchPaper]:
    """Return the papers of a catalog, in its order."""
    catalog = views.catalog
    facets = [FILTER_FACETS[name] for name in UNDERSTOOD_FACETS]
    label = cache(partial(_searchable_label, catalog))
    return [
        SearchPaper(
            paper,
            [author.name for author in views.card(paper).authors],
            {
                facet.name: [label(facet.name, id) for id in dict.fromkeys(facet.value_ids(catalog, paper))]
                for facet in facets
            },
        )
        for paper in catalog.papers
    ]


def _searchable_label(catalog: Catalog, facet_name: str, id: str) -> FacetLabel:
    """Return the names of a value in the site's own index."""
    facet = FILTER_FACETS[facet_name]
    label = facet.label(catalog, id)
    is_searchable = facet.filter and facet.filter.matches_aliases
    return FacetLabel(
        label.name, full_name=label.full_name, aliases=(id, *label.aliases) if is_searchable else ()
    )


def all_names(label: FacetLabel) -> list[str]:
    """Return the distinct names of a value: name, full name, ID and aliases."""
    names: dict[str, str] = {}
    for name in filter(None, (label.name, label.full_name, *label.aliases)):
        names.setdefault(fold(name), name)
    return list(names.values())


def with_word_forms(text: str) -> str:
    """Return a text and the word forms that an engine would not find by itself."""
    return " ".join([text, *extra_word_forms(text)])


def extra_word_forms(text: str) -> list[str]:
    """Return words without accents and joined compounds: `Nießner Lip-Sync` gives niessner and lipsync."""
    folded = [fold(word) for word in text.split() if not word.isascii()]
    joined = [fold(word).replace(" ", "") for word in COMPOUND.findall(text)]
    return list(dict.fromkeys(folded + joined))


def write_site_index(views: Views, folder: Path) -> None:
    """Write the files that the site publishes for its search, including scripts.

    Sections of pages and texts that only cards show are left out: the benchmark searches for papers.
    """
    files = chain(render_search_index(views, sections=(), card_fields=()), render_scripts(DOCS))
    for path, text in files:
        write_file(folder / path, text)


def write_minisearch_index(views: Views, folder: Path) -> None:
    """Write one file by columns, in which every name occurs once and is referred to by number."""
    papers = make_entries(views)
    columns: dict[str, object] = {
        "titles": "\n".join(paper.record.title for paper in papers),
        "names": "\n".join("\t".join(paper.names) for paper in papers),
        "summaries": "\n".join(paper.summary for paper in papers),
        "years": [paper.record.display_year for paper in papers],
        "authors": encode_lists([[FacetLabel(name) for name in paper.authors] for paper in papers]),
        "facets": {
            name: encode_lists([paper.values[name] for paper in papers]) for name in UNDERSTOOD_FACETS
        },
    }
    write_file(folder / "catalog.json", json.dumps(columns, ensure_ascii=False, separators=(",", ":")))


def encode_lists(lists: Iterable[list[FacetLabel]]) -> dict[str, object]:
    """Return each distinct value with its names, the full name apart, and each list as their numbers."""
    numbers: dict[FacetLabel, int] = {}
    rows = [[numbers.setdefault(label, len(numbers)) for label in labels] for labels in lists]
    short_names = ("\t".join(all_names(label._replace(full_name=""))) for label in numbers)
    full_names = "\n".join(label.full_name for label in numbers)
    return {"names": "\n".join(short_names), "fullNames": full_names.strip() and full_names, "rows": rows}


def write_lunr_index(views: Views, folder: Path) -> None:
    """Write Material's own index with its defaults for English."""
    plugin = importlib.import_module("material.plugins.search.plugin")
    index = plugin.SearchIndex(
        lang=["en"],
        separator=r"[\s\-]+",
        pipeline=["stopWordFilter"],
        fields={name: {"boost": weight} for name, weight in FIELDS.items()},
    )
    index.entries = [
        {
            "location": f"papers/{paper.record.id}/",
            "title": paper.heading,
            "names": " ".join([*paper.names, *extra_word_forms(" ".join([paper.heading, *paper.names]))]),
            "authors": with_word_forms(", ".join(paper.authors)),
            "text": with_word_forms(paper.value_text),
            "summary": with_word_forms(paper.summary),
        }
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
    parts = [paper.record.title, *paper.names, *paper.authors, paper.value_text, paper.summary]
    return {
        "url": f"papers/{paper.record.id}/",
        "content": with_word_forms(" ".join(parts)),
        "language": "en",
        "meta": {
            "title": paper.heading,
            "names": with_word_forms(" ".join(paper.names)),
            "authors": ", ".join(paper.authors),
            "venue": " ".join(paper.value_names("venue")),
            "year": paper.year,
        },
        "filters": {name: paper.value_names(name) for name in UNDERSTOOD_FACETS} | {"year": [paper.year]},
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

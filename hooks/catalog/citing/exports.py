"""Export files: the whole catalog in each format, long lists in some, and fragments that the browser joins.

Each fragment is computed once. Files are yielded one by one, because together they can be large.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import ceil

from catalog.citing.bibtex import format_bibtex
from catalog.citing.formats import CATALOG_FORMATS, FORMATS, LIST_FORMATS, Format
from catalog.citing.reference import references
from catalog.records.catalog import Catalog
from catalog.records.schema import Paper
from catalog.utils.json import compact_json
from catalog.views.views import Views

FORMAT = 1
"""The format version of the files for the browser."""
PAPERS_PER_SHARD = 16
"""Approximate number: a citation should fetch little, and there should not be too many files."""


def render_exports(views: Views) -> Iterator[tuple[str, str]]:
    """Yield the path and text of each file: `data/papers.bib`, `venues/siggraph/papers.bib`, shards."""
    fragments = {paper.id: citation_fragments(views.catalog, paper) for paper in views.catalog.papers}
    for path, format, papers in list_exports(views):
        yield path, format.join(fragments[paper.id][format.id] for paper in papers)
    yield from _shard_files(fragments)


def list_exports(views: Views) -> Iterator[tuple[str, Format, Sequence[Paper]]]:
    """Yield the path of each file of a list, with its format and papers."""
    lists = [(value.href, value.papers, LIST_FORMATS) for value in views.lists if value.has_exports]
    for folder, papers, formats in [("data/", views.catalog.papers, CATALOG_FORMATS), *lists]:
        for format in formats:
            yield f"{folder}papers.{format.suffix}", format, papers


def export_papers(catalog: Catalog, papers: Iterable[Paper], format: Format) -> str:
    """Return the text of a file of papers."""
    return format.join(format.write(references(catalog, paper)[0], paper) for paper in papers)


def citation_fragments(catalog: Catalog, paper: Paper) -> dict[str, str]:
    """Return the fragments of a paper by format ID.

    `preprint` is the BibTeX entry of the preprint, if there is a published version as well.
    """
    reference, *preprint = references(catalog, paper)
    fragments = {format.id: format.write(reference, paper) for format in FORMATS}
    if preprint:
        fragments["preprint"] = format_bibtex(*preprint)
    return fragments


def _shard_files(fragments: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the files for the browser: a description of formats, and shards of fragments by paper ID."""
    shard_count = max(1, ceil(len(fragments) / PAPERS_PER_SHARD))
    shards: dict[int, dict[str, Mapping[str, str]]] = defaultdict(dict)
    for id, paper_fragments in fragments.items():
        shards[fnv1a(id) % shard_count][id] = paper_fragments
    description = {"format": FORMAT, "shards": shard_count, "formats": _describe_formats()}
    yield "cite/formats.json", compact_json(description)
    for number in range(shard_count):
        yield f"cite/{number}.json", compact_json(shards[number])


def _describe_formats() -> list[dict[str, str]]:
    return [
        {
            "id": format.id,
            "name": format.name,
            "suffix": format.suffix,
            "type": format.media_type,
            "head": format.head,
            "between": format.between,
            "foot": format.foot,
        }
        for format in FORMATS
    ]


def fnv1a(id: str) -> int:
    """Return the 32-bit FNV-1a hash of an ID, which the browser computes as well.

    Source: http://www.isthe.com/chongo/tech/comp/fnv/
    """
    value = 0x811C9DC5
    for byte in id.encode("ascii"):
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value

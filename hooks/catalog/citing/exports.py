"""The files of citing: every list in every format, and fragments from which the browser joins other lists.

Each fragment is computed once. Of a large catalog the files are large together, so they come one by one.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import ceil

from catalog.citing.bibtex import format_bibtex
from catalog.citing.formats import FORMATS
from catalog.citing.reference import references
from catalog.records.catalog import Catalog
from catalog.records.schema import Paper
from catalog.views.views import Views

FORMAT = 1
"""The shape of the files that the browser reads."""
PAPERS_PER_SHARD = 16
"""Papers in one of them, about: what must be fetched to cite a paper, and not too many files."""


def render_exports(views: Views) -> Iterator[tuple[str, str]]:
    """Each file's path and text: `data/papers.bib`, `venues/siggraph/papers.bib` ..., and the shards."""
    papers = views.catalog.papers
    made = {paper.id: citation_fragments(views.catalog, paper) for paper in papers}
    yield from _list_files("data/", papers, made)
    for entries in views.facet_values.values():
        for entry in entries.values():
            yield from _list_files(entry.href, entry.papers, made)
    yield from _shard_files(made)


def citation_fragments(catalog: Catalog, paper: Paper) -> dict[str, str]:
    """What each format says of a paper; `preprint` is the BibTeX of the preprint of a published paper."""
    reference, *preprint = references(catalog, paper)
    found = {format.id: format.write(reference, paper) for format in FORMATS}
    if preprint:
        found["preprint"] = format_bibtex(*preprint)
    return found


def _list_files(
    folder: str, papers: Sequence[Paper], made: Mapping[str, Mapping[str, str]]
) -> Iterator[tuple[str, str]]:
    """The files of one list."""
    for format in FORMATS:
        if format.is_listed:
            text = format.join(made[paper.id][format.id] for paper in papers)
            yield f"{folder}papers.{format.suffix}", text


def _shard_files(made: Mapping[str, Mapping[str, str]]) -> Iterator[tuple[str, str]]:
    """What the browser fetches: how files are joined, and the fragments, some papers a file."""
    count = max(1, ceil(len(made) / PAPERS_PER_SHARD))
    shards: dict[int, dict[str, Mapping[str, str]]] = defaultdict(dict)
    for id, theirs in made.items():
        shards[fnv1a(id) % count][id] = theirs
    yield "cite/formats.json", _json({"format": FORMAT, "shards": count, "formats": _describe_formats()})
    for number in range(count):
        yield f"cite/{number}.json", _json(shards[number])


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
    """FNV-1a in 32 bits over the ASCII of an id; the browser computes the same.

    Source: http://www.isthe.com/chongo/tech/comp/fnv/
    """
    value = 0x811C9DC5
    for byte in id.encode("ascii"):
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))

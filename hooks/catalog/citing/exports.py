"""The files of citations: the whole catalog, and shards for the browser."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator

from catalog.citing.bibtex import bibtex
from catalog.citing.reference import references
from catalog.schema import Paper
from catalog.views import Views

FORMATS = (
    ("bib", "BibTeX", "bib", "application/x-bibtex", "", "\n", ""),
    ("ris", "RIS", "ris", "application/x-research-info-systems", "", "\r\n", ""),
    ("csl", "CSL-JSON", "csl.json", "application/vnd.citationstyles.csl+json", "[\n", ",\n", "\n]\n"),
    ("csv", "CSV", "csv", "text/csv", "id,title\r\n", "", ""),
    ("json", "JSON", "json", "application/json", '{"papers": [\n', ",\n", "\n]}\n"),
    ("md", "Markdown", "md", "text/markdown", "", "\n", "\n"),
    ("txt", "Plain text", "txt", "text/plain", "", "\n\n", "\n"),
)
SHARD = 16


def export_files(views: Views) -> Iterator[tuple[str, str]]:
    """Each file's path and text."""
    papers = views.catalog.papers
    every = {paper.id: _fragments(views, paper) for paper in papers}
    for id, _, suffix, _, head, between, foot in FORMATS[:5]:
        yield f"data/papers.{suffix}", head + between.join(every[paper.id][id] for paper in papers) + foot
    shards: dict[int, dict[str, dict[str, str]]] = defaultdict(dict)
    number = max(1, -(-len(papers) // SHARD))
    for paper in papers:
        shards[_hash(paper.id) % number][paper.id] = every[paper.id]
    keys = ("id", "name", "suffix", "type", "head", "between", "foot")
    formats = [dict(zip(keys, one, strict=True)) for one in FORMATS]
    yield "cite/formats.json", json.dumps({"format": 1, "shards": number, "formats": formats})
    for at in range(number):
        yield f"cite/{at}.json", json.dumps(shards[at], ensure_ascii=False)


def _fragments(views: Views, paper: Paper) -> dict[str, str]:
    first, *others = references(views.catalog, paper)
    said = f"{', '.join(paper.authors)}. {paper.title}. {first.container} {first.year}."
    preprint = {"preprint": bibtex(others[0])} if others else {}
    return preprint | {
        "bib": bibtex(first),
        "ris": f"TY  - CONF\r\nTI  - {paper.title}\r\nPY  - {first.year}\r\nER  - \r\n",
        "csl": json.dumps({"id": paper.id, "title": paper.title}, ensure_ascii=False),
        "csv": f'{paper.id},"{paper.title.replace(chr(34), chr(34) * 2)}"\r\n',
        "json": json.dumps({"id": paper.id, "title": paper.title}, ensure_ascii=False),
        "md": f"- {said}",
        "txt": said,
    }


def _hash(id: str) -> int:
    found = 0x811C9DC5
    for byte in id.encode("ascii"):
        found = (found ^ byte) * 0x01000193 & 0xFFFFFFFF
    return found

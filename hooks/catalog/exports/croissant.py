"""Metadata of the data in the format Croissant 1.0, which machine learning tools load: `croissant.json`.

Source: https://docs.mlcommons.org/croissant/docs/croissant-spec.html
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from catalog.citing.formats import CATALOG_FORMATS
from catalog.citing.table import COLUMNS
from catalog.exports.project import Project
from catalog.views.api import API_FOLDER, RECORD_TYPES

PATH = "croissant.json"
DATABASE = "catalog.sqlite"
TABLE = "data/papers.csv"
MEDIA_TYPES: Mapping[str, str] = {
    DATABASE: "application/vnd.sqlite3",
    **{f"data/papers.{format.suffix}": format.media_type for format in CATALOG_FORMATS},
    **{f"{API_FOLDER}{name}.json": "application/json" for name in RECORD_TYPES},
}
"""Files that the metadata describes, with their media types."""
OMITTED_COLUMNS = frozenset(("arxiv",))
"""Columns that readers of tables take for numbers: 2008.10010 would become 2008.1001."""
COLUMN_TYPES: Mapping[str, str] = {
    "year": "sc:Integer",
    "url": "sc:URL",
    "code": "sc:URL",
    "project": "sc:URL",
}
"""Types of the columns of the table that are no plain texts."""
TERMS = (
    *("citeAs", "column", "equivalentProperty", "extract", "field", "fileObject", "fileProperty", "fileSet"),
    *("format", "includes", "isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "recordSet"),
    *("references", "regex", "repeated", "replace", "samplingRate", "separator", "source", "subField"),
    "transform",
)
"""Terms of Croissant that the specification names in the context."""
CONTEXT: Mapping[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "sc": "https://schema.org/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    **{term: f"cr:{term}" for term in TERMS},
}


class Digest(NamedTuple):
    """Size and hash of a file."""

    size: int
    """In bytes."""
    sha256: str
    """In hexadecimal digits."""


class Digests(dict[str, Digest]):
    """Sizes and hashes of the files of a build that `croissant.json` describes, by path."""

    def note(self, files: Iterable[tuple[str, str | bytes]]) -> Iterator[tuple[str, str | bytes]]:
        """Yield files unchanged, and note those that are described."""
        for path, content in files:
            if path in MEDIA_TYPES:
                self[path] = digest(content)
            yield path, content


def digest(content: str | bytes) -> Digest:
    """Return size and hash of a file. Its bytes are gone before it is written: the largest has 10 MB."""
    data = content.encode() if isinstance(content, str) else content
    return Digest(len(data), sha256(data).hexdigest())


def render_croissant(project: Project, digests: Mapping[str, Digest]) -> Iterator[tuple[str, str]]:
    """Yield the path and text of the file, once the digests of all others are known."""
    yield PATH, json.dumps(describe_data(project, digests), ensure_ascii=False, indent=1) + "\n"


def describe_data(project: Project, digests: Mapping[str, Digest]) -> dict[str, Any]:
    """Return the metadata as JSON-LD."""
    site, citation = project.site, project.citation
    return {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": citation["title"],
        "description": citation["abstract"],
        "url": site.url,
        "license": project.license_url,
        "creator": [{"@type": "sc:Organization", "name": name} for name in project.authors],
        "version": project.data_version,
        "datePublished": project.date,
        "keywords": project.package["keywords"],
        "inLanguage": "en",
        "isLiveDataset": True,
        "citeAs": project.bibtex,
        "distribution": [
            {
                "@type": "cr:FileObject",
                "@id": path,
                "name": path,
                "contentUrl": f"{site.url}{path}",
                "encodingFormat": media_type,
                "contentSize": f"{digests[path].size} B",
                "sha256": digests[path].sha256,
            }
            for path, media_type in MEDIA_TYPES.items()
        ],
        "recordSet": [_describe_papers()],
    }


def _describe_papers() -> dict[str, Any]:
    """Return the columns of the table of papers."""
    return {
        "@type": "cr:RecordSet",
        "@id": "papers",
        "name": "papers",
        "description": "Papers without their arXiv IDs, which table readers take for numbers; other files "
        "have them. An apostrophe precedes text that a spreadsheet would take for a formula.",
        "key": {"@id": "papers/id"},
        "field": [
            {
                "@type": "cr:Field",
                "@id": f"papers/{column}",
                "name": column,
                "dataType": COLUMN_TYPES.get(column, "sc:Text"),
                "source": {"fileObject": {"@id": TABLE}, "extract": {"column": column}},
            }
            for column in COLUMNS
            if column not in OMITTED_COLUMNS
        ],
    }

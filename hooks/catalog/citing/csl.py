"""CSL-JSON, for Zotero, pandoc and citation processors.

Source: https://github.com/citation-style-language/schema/blob/v1.0.2/schemas/input/csl-data.json
"""

from __future__ import annotations

from typing import Any

from catalog.citing.names import Name
from catalog.citing.reference import Kind, Reference

TYPES: dict[Kind, str] = {
    "conference": "paper-conference",
    "workshop": "paper-conference",
    "journal": "article-journal",
    "book-series": "chapter",
    "preprint": "article",
    "other": "document",
}


def csl_item(reference: Reference) -> dict[str, Any]:
    """Return a reference as a CSL-JSON item."""
    item: dict[str, Any] = {
        "id": reference.id,
        "type": TYPES[reference.kind],
        "title": reference.title,
        "author": [_csl_name(name) for name in reference.authors],
        "issued": {"date-parts": [[reference.year]]} if reference.year else None,
        "page": reference.pages,
        "DOI": reference.doi,
        "URL": reference.url,
        "status": reference.status,
        "note": reference.note if reference.reported else "",
    }
    if reference.is_preprint:
        number = f"arXiv:{reference.arxiv}" if reference.arxiv else ""
        item |= {"genre": "preprint", "publisher": reference.container, "number": number}
    else:
        item |= {
            "container-title": reference.container,
            "container-title-short": reference.short_container,
        }
    return {key: value for key, value in item.items() if value}


def _csl_name(name: Name) -> dict[str, str]:
    parts = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particle,
        "suffix": name.suffix,
        "literal": name.literal,
    }
    return {key: value for key, value in parts.items() if value}

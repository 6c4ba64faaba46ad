"""RIS, for EndNote, Zotero, Mendeley and others: a tag and its value on each line.

Source: https://en.wikipedia.org/wiki/RIS_(file_format)
"""

from __future__ import annotations

from collections.abc import Iterator

from catalog.citing.reference import Kind, Reference

TYPES: dict[Kind, str] = {
    "conference": "CPAPER",
    "workshop": "CPAPER",
    "journal": "JOUR",
    "book-series": "CHAP",
    "preprint": "UNPB",
    "other": "GEN",
}


def format_ris(reference: Reference) -> str:
    """Return a reference as a RIS record."""
    return "\n".join(f"{tag}  - {value}" for tag, value in _ris_tags(reference) if value or tag == "ER")


def _ris_tags(reference: Reference) -> Iterator[tuple[str, str]]:
    yield "TY", TYPES[reference.kind]
    yield "ID", reference.id
    yield "TI", reference.title
    for name in reference.authors:
        yield "AU", name.inverted
    yield "PY", str(reference.year or "")
    if reference.is_preprint:
        yield "PB", reference.container
        yield "AN", f"arXiv:{reference.arxiv}" if reference.arxiv else ""
    else:
        yield "T2", reference.container
        # EndNote reads the conference from T2, Zotero reads the proceedings title from C3.
        yield "C3", reference.container if TYPES[reference.kind] == "CPAPER" else ""
        yield "J2", reference.short_container if reference.kind == "journal" else ""
    yield "SP", reference.first_page
    yield "EP", reference.last_page
    yield "DO", reference.doi
    yield "UR", reference.url
    yield "N1", reference.note
    yield "ER", ""

"""References as BibTeX."""

from __future__ import annotations

from catalog.citing.reference import Reference


def bibtex(reference: Reference) -> str:
    """One entry."""
    fields = {
        "title": reference.title,
        "author": " and ".join(reference.authors),
        "booktitle": reference.container,
        "year": str(reference.year),
        "eprint": reference.arxiv if reference.preprint else "",
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@{'misc' if reference.preprint else 'inproceedings'}{{{reference.id},\n{lines}}}\n"

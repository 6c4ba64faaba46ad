"""A paper as others cite it: the published version, and the preprint.

Every text of a reference is one line without control characters, so that no writer has to think of them.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal

from catalog.citing.names import Name, parse_name
from catalog.records.catalog import Catalog
from catalog.records.schema import Paper
from catalog.records.vocabularies import Venue
from catalog.utils.urls import arxiv_url, doi_url, is_safe_url

Kind = Literal["conference", "workshop", "journal", "book-series", "preprint", "other"]
"""What a publication is: as the kinds of venues; `other`, if the venue is not known."""
FIRST_SPLIT_SIGGRAPH_YEAR = 2022
"""The year since which SIGGRAPH prints a part of its papers in proceedings of its own.
Source: the first of them, https://doi.org/10.1145/3528233"""


@dataclass(frozen=True)
class Reference:
    """One publication of a paper. What is unknown is empty."""

    id: str
    """The citation key: the paper's id; with `-preprint`, if that is published elsewhere, too."""
    kind: Kind
    title: str
    short_name: str
    """The name people say, such as Wav2Lip."""
    authors: tuple[Name, ...]
    container: str
    """The full name of what it is printed in."""
    short_container: str
    year: int
    """0, if unknown."""
    pages: str
    """First and last page, such as 484-492."""
    doi: str
    """For a preprint on arXiv, the one that arXiv gives it."""
    arxiv: str
    url: str
    """Where it can be read, apart from the DOI."""
    status: str
    """Withdrawn or retracted, if it is."""

    @property
    def is_preprint(self) -> bool:
        """Whether this is a preprint."""
        return self.kind == "preprint"

    @property
    def first_page(self) -> str:
        """The first page."""
        return self.pages.partition("-")[0]

    @property
    def last_page(self) -> str:
        """The last page, if there are several."""
        return self.pages.partition("-")[2]

    @property
    def link(self) -> str:
        """One address that leads to it: the DOI's, if it has one."""
        return doi_url(self.doi) if self.doi else self.url


def references(catalog: Catalog, paper: Paper) -> tuple[Reference, ...]:
    """The published version, then the preprint on arXiv; one of them, if only that is known."""
    if paper.venue_id == "arxiv":
        return (_preprint_reference(catalog, paper, paper.id),)
    published = _published_reference(catalog, paper)
    if not paper.arxiv:
        return (published,)
    alone = paper.model_copy(update={"year": None, "pages": None})
    return published, _preprint_reference(catalog, alone, f"{paper.id}-preprint")


def _published_reference(catalog: Catalog, paper: Paper) -> Reference:
    venue = catalog.venues.get(paper.venue_id)
    if venue and venue.proceedings and _is_in_journal(paper, venue.proceedings):
        venue = catalog.venues.get(venue.proceedings, venue)
    own = next(filter(is_safe_url, paper.links.paper), "")
    elsewhere = arxiv_url(paper.arxiv) if paper.arxiv and not paper.doi else ""
    return _make_reference(paper, venue, id=paper.id, doi=paper.doi or "", url=own or elsewhere)


def _is_in_journal(paper: Paper, journal: str) -> bool:
    """Whether a paper of SIGGRAPH is printed in the journal, as far as its record tells.

    Until 2021 all were. Since then those are that some source places there, or whose DOI names no volume:
    the journal's articles are `10.1145/3658234`, those of conferences `10.1145/3641519.3657477`.
    """
    if paper.track in ("poster", "demo"):
        return False
    if paper.display_year < FIRST_SPLIT_SIGGRAPH_YEAR or any(claim.venue == journal for claim in paper.claims):
        return True
    return bool(paper.doi) and "." not in (paper.doi or "").partition("/")[2]


def _preprint_reference(catalog: Catalog, paper: Paper, id: str) -> Reference:
    arxiv = paper.arxiv or ""
    doi, url = (f"10.48550/arXiv.{arxiv}", arxiv_url(arxiv)) if arxiv else (paper.doi or "", "")
    return _make_reference(
        paper,
        catalog.venues.get("arxiv"),
        id=id,
        doi=doi,
        url=url or next(filter(is_safe_url, paper.links.paper), ""),
        kind="preprint",
    )


def _make_reference(
    paper: Paper,
    venue: Venue | None,
    *,
    id: str,
    doi: str,
    url: str,
    kind: Kind | None = None,
) -> Reference:
    """What both versions say alike, with what they do not."""
    return Reference(
        id=id,
        kind=kind or (venue.kind if venue else "other"),
        title=_single_line(paper.title),
        short_name=_single_line(paper.short or ""),
        authors=tuple(parse_name(_single_line(name)) for name in paper.authors),
        container=_single_line(venue.name if venue else paper.venue_id),
        short_container=_single_line(venue.short if venue else paper.venue_id),
        year=paper.display_year,
        pages=_single_line(paper.pages or ""),
        doi=_single_line(doi),
        arxiv=_single_line(paper.arxiv or ""),
        url=url,
        status=paper.status or "",
    )


def _single_line(text: str) -> str:
    """A text as one line of what can be printed; checked data is."""
    if text.isprintable():
        return text
    shown = (" " if unicodedata.category(char) in ("Cc", "Cs") else char for char in text)
    return " ".join("".join(shown).split())

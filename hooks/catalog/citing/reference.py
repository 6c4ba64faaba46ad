"""References to a paper: its published version and its preprint.

Each text in a reference is a single line without control characters, so writers need not handle them.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Literal

from catalog.citing.names import Name, parse_name
from catalog.records.catalog import Catalog, once
from catalog.records.schema import Paper
from catalog.records.vocabularies import Venue
from catalog.utils.urls import arxiv_url, doi_url, is_safe_url
from catalog.views.publication import reported_publication

Kind = Literal["conference", "workshop", "journal", "book-series", "preprint", "other"]
"""The kind of a publication: that of its venue, or `other` if the venue is unknown."""
FIRST_SPLIT_SIGGRAPH_YEAR = 2022
"""The first year in which SIGGRAPH published some papers in separate conference proceedings.
Source: the first of them, https://doi.org/10.1145/3528233"""


@dataclass(frozen=True, slots=True)
class Reference:
    """A publication of a paper. Unknown values are empty."""

    id: str
    """The citation key: the paper's ID, followed by `-preprint` if there is a published version as well."""
    kind: Kind
    title: str
    short_name: str
    """The short name of the paper, such as Wav2Lip."""
    authors: tuple[Name, ...]
    container: str
    """The full name of the proceedings, journal or series."""
    short_container: str
    year: int
    """0, if unknown."""
    pages: str
    """First and last page, such as 484-492."""
    doi: str
    """The DOI; for a preprint, the one arXiv assigned."""
    arxiv: str
    url: str
    """A URL other than that of the DOI."""
    status: str
    """`withdrawn`, `retracted` or empty."""
    reported: str = ""
    """Where a preprint is reported to be published, such as ACM MM 2022."""

    def __hash__(self) -> int:  # faster than one over all fields
        return hash(self.id)

    @property
    def note(self) -> str:
        """Withdrawal or retraction, and where a preprint is reported to be published."""
        reported = f"Reported as {self.reported}, not confirmed" if self.reported else ""
        return "; ".join(filter(None, (self.status.capitalize(), reported)))

    @property
    def is_preprint(self) -> bool:
        """True for preprints."""
        return self.kind == "preprint"

    @property
    def first_page(self) -> str:
        """The first page."""
        return self.pages.partition("-")[0]

    @property
    def last_page(self) -> str:
        """The last page; empty if there is only one."""
        return self.pages.partition("-")[2]

    @property
    def link(self) -> str:
        """The best URL: that of the DOI if there is one."""
        return doi_url(self.doi) if self.doi else self.url


@once
def references(catalog: Catalog, paper: Paper) -> tuple[Reference, ...]:
    """Return the published version, then the arXiv preprint, as far as they are known."""
    if paper.venue_id == "arxiv":
        return (_preprint_reference(catalog, paper, paper.id),)
    published = _published_reference(catalog, paper)
    if not paper.arxiv:
        return (published,)
    preprint = paper.model_copy(update={"year": None, "pages": None})
    return published, _preprint_reference(catalog, preprint, f"{paper.id}-preprint")


def _published_reference(catalog: Catalog, paper: Paper) -> Reference:
    venue = catalog.venues.get(paper.venue_id)
    if venue and venue.proceedings and _is_in_journal(paper, venue.proceedings):
        venue = catalog.venues.get(venue.proceedings, venue)
    paper_link = next(filter(is_safe_url, paper.links.paper), "")
    arxiv_link = arxiv_url(paper.arxiv) if paper.arxiv and not paper.doi else ""
    return _make_reference(paper, venue, id=paper.id, doi=paper.doi or "", url=paper_link or arxiv_link)


def _is_in_journal(paper: Paper, journal: str) -> bool:
    """Return whether a SIGGRAPH paper was published in the journal, as far as its record shows.

    Until 2021 all were. Since then those are that a source places there, or that have a DOI without a dot:
    `10.1145/3658234` is a journal article, `10.1145/3641519.3657477` is in conference proceedings.
    """
    if paper.track in ("poster", "demo"):
        return False
    if paper.display_year < FIRST_SPLIT_SIGGRAPH_YEAR or any(
        claim.venue == journal for claim in paper.claims
    ):
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
        reported=reported_publication(catalog, paper),
    )


def _make_reference(
    paper: Paper,
    venue: Venue | None,
    *,
    id: str,
    doi: str,
    url: str,
    kind: Kind | None = None,
    reported: str = "",
) -> Reference:
    """Return a reference with the values both versions share, and those given."""
    return Reference(
        id=id,
        kind=kind or (venue.kind if venue else "other"),
        title=_single_line(paper.title),
        short_name=_single_line(paper.short or ""),
        authors=tuple(parse_name(_single_line(name)) for name in paper.authors),
        container=_single_line((venue.proceedings_title or venue.name) if venue else paper.venue_id),
        short_container=_single_line(venue.short if venue else paper.venue_id),
        year=paper.display_year,
        pages=_single_line(paper.pages or ""),
        doi=_single_line(doi),
        arxiv=_single_line(paper.arxiv or ""),
        url=url,
        status=paper.status or "",
        reported=reported,
    )


def _single_line(text: str) -> str:
    """Return text as a single printable line; that of checked records already is."""
    if text.isprintable():
        return text
    printable = (" " if unicodedata.category(char) in ("Cc", "Cs") else char for char in text)
    return " ".join("".join(printable).split())

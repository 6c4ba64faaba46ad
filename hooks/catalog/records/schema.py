"""Records that have a file of their own, field by field.

The docstring of each field is its documentation: in editors, through the generated JSON Schema, and in the
guide. All values arrive as text; `catalog.records.types` decides what a text may be. References to other
records are checked in `catalog.checks`, where all records are known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from catalog.records.types import (
    Arxiv,
    Date,
    Doi,
    Flag,
    Id,
    Ids,
    Name,
    Pages,
    Sentence,
    Summary,
    Text,
    Track,
    UrlList,
    Year,
)
from catalog.utils.urls import arxiv_year


class StrictModel(BaseModel):
    """Base of all models: unknown keys are refused, and values never change."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Record(StrictModel):
    """Anything in the catalog with an ID and a file."""

    id: str = Field(exclude=True)
    """Name in URLs and references: the file name, or the key in a vocabulary."""
    file: str = Field(exclude=True)
    """Path of the file, relative to the checkout."""


class Links(StrictModel):
    """Links in display order. A value may be a list, with the authors' own link first."""

    paper: UrlList = ()
    """The paper itself: publisher, proceedings, or authors' copy."""
    code: UrlList = ()
    """Code repository."""
    project: UrlList = ()
    """Project page."""
    demo: UrlList = ()
    """Interactive demo."""
    video: UrlList = ()
    """Video of a talk or of results."""
    dataset: UrlList = ()
    """Download page of the data."""

    @property
    def kinds_and_urls(self) -> tuple[tuple[str, str], ...]:
        """Pairs such as `("code", "https://...")`, in display order."""
        return tuple((kind, url) for (_, kind, _), url in self.paths_and_urls)

    @property
    def paths_and_urls(self) -> Iterator[tuple[tuple[str, str, int], str]]:
        """Pairs such as `(("links", "code", 0), "https://...")`, in display order."""
        for kind in LINK_KINDS:
            for index, url in enumerate(getattr(self, kind)):
                yield ("links", kind, index), url


LINK_KINDS = tuple(Links.model_fields)
"""Kinds of links, in display order."""


CLAIM_MARKS = ("source", "taken", "refused", "weak")
"""Keys of a claim that are about the claim itself."""


class Claim(StrictModel):
    """Metadata as one source states it; the claim that the record follows has `taken: true`."""

    source: Id
    """Source ID from sources.yml."""
    name: Text | None = None
    """Name of the dataset in the source."""
    title: Text | None = None
    """Title in the source."""
    authors: tuple[Name, ...] | None = None
    """Authors in the source."""
    venue: Id | None = None
    """Venue in the source, as an ID from venues.yml."""
    year: Year | None = None
    """Year in the source."""
    pages: Pages | None = None
    """Pages in the source."""
    arxiv: Arxiv | None = None
    """The arXiv ID in the source."""
    doi: Doi | None = None
    """DOI in the source."""
    track: Track | None = None
    """Track or distinction in the source."""
    taken: Flag = False
    """Set if the record follows this claim; imports never change a field with a taken claim."""
    refused: Flag = False
    """Set if a curator looked at this claim and turned it down; it is not proposed again."""
    weak: Flag = False
    """Set if the source is too weak to confirm another, such as the name of a folder."""

    @property
    def claimed_values(self) -> dict[str, object]:
        """Values that are set, by field."""
        return {
            name: value
            for name in Claim.model_fields
            if name not in CLAIM_MARKS and (value := getattr(self, name)) is not None
        }


class PaperDatasets(StrictModel):
    """Datasets that a paper works with, as IDs of records in data/datasets/."""

    train: tuple[Id, ...] = ()
    """Datasets it trains on."""
    test: tuple[Id, ...] = ()
    """Datasets it is evaluated on."""
    uses: tuple[Id, ...] = ()
    """Datasets it uses, where the source does not say for what."""

    @property
    def paths_and_ids(self) -> Iterator[tuple[tuple[str, str, int], str]]:
        """Pairs such as `(("datasets", "train", 0), "lrs2")`."""
        for use in type(self).model_fields:
            for index, id in enumerate(getattr(self, use)):
                yield ("datasets", use, index), id


class Paper(Record):
    """A paper: `data/papers/<year>/<id>.yml`."""

    title: Text
    """Title as printed, without a final period."""
    short: Text | None = None
    """Short name that people use, such as Wav2Lip."""
    aliases: tuple[Text, ...] = ()
    """Other names, such as an earlier title or the name of the repository."""
    summary: Summary | None = None
    """One sentence of our own on what the paper does and how, from its abstract."""
    authors: tuple[Name, ...] = ()
    """Authors as printed; `Family, Given` if the last word is not the family name."""
    venue: Id | None = None
    """Venue ID from venues.yml; `arxiv` for a preprint."""
    year: Year | None = None
    """Year of publication at the venue."""
    track: Track | None = None
    """Track or distinction at the venue, if any."""
    pages: Pages | None = None
    """First and last page, such as 484-492."""
    categories: Ids
    """Category IDs from categories.yml; the first is the main one."""
    tags: tuple[Id, ...] = ()
    """Tag IDs from tags.yml, only for what the title or a source states."""
    arxiv: Arxiv | None = None
    """The arXiv ID in quotes, without the version; the arXiv link is derived from it."""
    doi: Doi | None = None
    """DOI of the published version, without https://doi.org/; the DOI link is derived from it."""
    submitted: Date | None = None
    """Date of the first arXiv version."""
    links: Links = Links()
    """Links other than those to arXiv and the DOI."""
    datasets: PaperDatasets = PaperDatasets()
    """Datasets that the paper trains on, is evaluated on, or uses otherwise."""
    status: Literal["withdrawn", "retracted"] | None = None
    """Set only if the paper was withdrawn or retracted."""
    note: Sentence | None = None
    """Note for readers, in one sentence."""
    added: Date | None = None
    """Date when the record was added."""
    replaces: tuple[Id, ...] = ()
    """Earlier IDs of this record; their URLs redirect here."""
    sources: Ids
    """Source IDs from sources.yml, where the metadata comes from."""
    claims: tuple[Claim, ...] = ()
    """Metadata as individual sources state it, where they conflict or a value was verified."""

    @property
    def venue_id(self) -> str:
        """ID of the venue; `arxiv` if there is none."""
        return self.venue or "arxiv"

    @property
    def reporting_claims(self) -> tuple[Claim, ...]:
        """Claims that a preprint was published, neither taken nor refused."""
        if self.venue_id != "arxiv":
            return ()
        return tuple(
            claim for claim in self.claims if claim.venue not in (None, "arxiv") and not claim.refused
        )

    @property
    def reported_claim(self) -> Claim | None:
        """The publication that most sources report of a preprint, the first of equals; None without any."""
        claims = self.reporting_claims
        sources = Counter((claim.venue, claim.year) for claim in claims)
        return max(claims, key=lambda claim: sources[claim.venue, claim.year], default=None)

    @property
    def display_year(self) -> int:
        """Year of the venue, else the year in the arXiv ID, else 0."""
        return self.year if self.year is not None else arxiv_year(self.arxiv) or 0

    @property
    def sort_key(self) -> tuple[int, tuple[int, str], str]:
        """Year, arXiv number and ID. Every list is in descending order of it."""
        number = (self.arxiv or "").rpartition("/")[2]
        return self.display_year, (len(number), number), self.id

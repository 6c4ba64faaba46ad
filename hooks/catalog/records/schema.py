"""The shapes of the records: what each file may say, field by field.

The docstring under each field is what contributors read: in their editor, through the generated JSON
Schema, and in the documentation. All values arrive as text (see `source`); the types in `fields`
decide what a text may say. Names of other records are checked in `checks`, where all records are known.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from catalog.records import types as fields
from catalog.records.types import (
    Arxiv,
    Count,
    Date,
    Doi,
    Flag,
    Hours,
    Id,
    Ids,
    Pages,
    Sentence,
    Text,
    Url,
    Year,
)
from catalog.utils.urls import arxiv_year


class StrictModel(BaseModel):
    """What all shapes share: nothing unknown is accepted, nothing changes after reading."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Record(StrictModel):
    """Something that has a name in the catalog and a file it stands in."""

    id: str = Field(exclude=True)
    """The name in addresses and references: the file's name, or the key in a vocabulary."""
    file: str = Field(exclude=True)
    """The file, relative to the checkout."""


class Links(StrictModel):
    """Where to read, run and see it, in the order of every page.

    A value may be a list, the authors' own first.
    """

    paper: fields.UrlList = ()
    """The paper itself: publisher, proceedings or authors' copy."""
    code: fields.UrlList = ()
    """The repository of the code."""
    project: fields.UrlList = ()
    """The project's page."""
    demo: fields.UrlList = ()
    """A page to try it."""
    video: fields.UrlList = ()
    """A talk or result video."""
    dataset: fields.UrlList = ()
    """Where its data can be had."""

    @property
    def kinds_and_urls(self) -> tuple[tuple[str, str], ...]:
        """The links as (kind, address), in the order of every page."""
        return tuple((kind, url) for (_, kind, _), url in self.paths_and_urls)

    @property
    def paths_and_urls(self) -> Iterator[tuple[tuple[str, str, int], str]]:
        """The links with their places in the record: (("links", "code", 0), address)."""
        for kind in LINK_KINDS:
            for at, url in enumerate(getattr(self, kind)):
                yield ("links", kind, at), url


LINK_KINDS = tuple(Links.model_fields)
"""The kinds of links, in the order of every page."""


class Claim(StrictModel):
    """What one source says of a fact; the claim that the record follows is marked `taken`."""

    source: Id
    """Who says it: an id in sources.yml."""
    name: Text | None = None
    """What it calls the dataset."""
    title: Text | None = None
    """What it calls the paper."""
    authors: tuple[Text, ...] | None = None
    """The authors as it lists them."""
    venue: Id | None = None
    """The venue it names."""
    year: Year | None = None
    """The year it gives."""
    pages: Pages | None = None
    """The pages it gives."""
    arxiv: Arxiv | None = None
    """The arXiv id it gives."""
    doi: Doi | None = None
    """The DOI it gives."""
    taken: Flag = False
    """Whether the record follows it; an import never changes a field with a taken claim."""

    @property
    def claimed_values(self) -> dict[str, object]:
        """What is claimed: the fields that are set, by name."""
        return {
            name: value
            for name in Claim.model_fields
            if name not in ("source", "taken") and (value := getattr(self, name)) is not None
        }


class Paper(Record):
    """One paper: `data/papers/<year>/<id>.yml`."""

    title: Text
    """The title as the paper prints it, without a full stop at the end."""
    short: Text | None = None
    """The name people say, such as Wav2Lip; searched first."""
    aliases: tuple[Text, ...] = ()
    """Other names: earlier titles, repository names."""
    authors: tuple[Text, ...] = ()
    """Names as printed; `Family, Given` where the last word is not the family name."""
    venue: Id | None = None
    """An id in venues.yml; `arxiv` while it is only a preprint."""
    year: Year | None = None
    """The year of that venue."""
    track: Literal["demo", "poster", "oral", "highlight", "findings"] | None = None
    """The part of the venue, where it is not the main one."""
    pages: Pages | None = None
    """First and last page, such as 484-492."""
    categories: Ids
    """Ids in categories.yml; the first is where the paper is filed."""
    tags: tuple[Id, ...] = ()
    """Ids in tags.yml, only what title or source states."""
    arxiv: Arxiv | None = None
    """The arXiv id in quotes, without version; the link follows from it."""
    doi: Doi | None = None
    """The DOI of the published version, without https://doi.org/; the link follows from it."""
    links: Links = Links()
    """Further links."""
    status: Literal["withdrawn", "retracted"] | None = None
    """Only if the paper was withdrawn or retracted."""
    note: Sentence | None = None
    """A sentence for the reader."""
    added: Date | None = None
    """The day it came into the catalog."""
    replaces: tuple[Id, ...] = ()
    """Earlier ids of this record; their addresses lead here."""
    sources: Ids
    """Who states this: ids in sources.yml."""
    claims: tuple[Claim, ...] = ()
    """What sources say of a fact, where they disagree or it was checked."""

    @property
    def venue_id(self) -> str:
        """The venue; arXiv, if the record names none."""
        return self.venue or "arxiv"

    @property
    def display_year(self) -> int:
        """The year of the venue; for a preprint without one, the year in its arXiv id."""
        return self.year if self.year is not None else arxiv_year(self.arxiv) or 0

    @property
    def sort_key(self) -> tuple[int, tuple[int, str], str]:
        """The sort key of every list: year, then arXiv number, then id. Lists run newest first."""
        number = (self.arxiv or "").rpartition("/")[2]
        return self.display_year, (len(number), number), self.id


class Fact(StrictModel):
    """One thing a source states, in our words."""

    states: Sentence
    """What is stated."""
    source: Url
    """The page that states it."""


class Dataset(Record):
    """One corpus: `data/datasets/<id>.yml`."""

    name: Text
    """The name as its authors write it."""
    aliases: tuple[Text, ...] = ()
    """Other names."""
    year: Year | None = None
    """The year it was published."""
    paper: Id | None = None
    """The id of the paper in this catalog that introduces it."""
    kind: tuple[
        Literal[
            "audio-visual",
            "in-the-wild",
            "controlled",
            "emotional",
            "multi-view",
            "conversational",
            "multilingual",
            "text",
            "attributes",
            "high-resolution",
            "2d-video",
            "3d-mesh",
            "detection",
            "quality-assessment",
            "generated",
        ],
        ...,
    ] = ()
    """What is in it."""
    subjects: Count | None = None
    """The number of people, or one number for each part."""
    hours: Hours | None = None
    """The length in hours, or one number for each part."""
    size: Count | None = None
    """How many of what, such as `{clips: 7442, sentences: 12}`."""
    resolution: Text | None = None
    """The size of frames or images."""
    language: Text | None = None
    """The languages spoken."""
    license: Text | None = None
    """The terms, as its own page states them."""
    availability: Text | None = None
    """How one gets it."""
    links: Links = Links()
    """Where to get it and read about it."""
    note: Sentence | None = None
    """A sentence for the reader."""
    facts: tuple[Fact, ...] = ()
    """What its sources state, one by one."""
    added: Date | None = None
    """The day it came into the catalog."""
    sources: Ids
    """Who states this: ids in sources.yml."""
    claims: tuple[Claim, ...] = ()
    """What sources say of a fact, where they disagree."""

"""What an entry claims, in the terms of the catalog: venue id, arXiv id, DOI and further links."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from catalog.lists.entries import ListEntry
from catalog.lists.links import url_key
from catalog.lists.titles import clean_title, extract_method_name
from catalog.lists.venues import is_misspelled_arxiv, match_venue_id
from catalog.records.schema import Links
from catalog.utils.urls import ARXIV_ID, DOI, arxiv_year, identifier_in_url


@dataclass(frozen=True)
class EntryFacts:
    """An entry, understood."""

    entry: ListEntry
    title: str
    short: str
    venue: str | None
    """An id of venues.yml."""
    year: int | None
    arxiv: str | None
    doi: str | None
    links: tuple[tuple[str, str], ...]
    """Without those that follow from the arXiv id and the DOI."""
    notes: tuple[str, ...]
    """What was left out, for the report."""

    @property
    def unknown_venue(self) -> str:
        """What the list calls a venue that the catalog does not know."""
        return self.entry.mention.venue if not self.venue else ""

    @property
    def years(self) -> set[int]:
        """Every year that supports a match by title."""
        return {year for year in (self.year, arxiv_year(self.arxiv)) if year}


def extract_facts(entry: ListEntry, spellings: Mapping[str, str]) -> EntryFacts:
    """What an entry claims; links whose number is none, and second numbers, are told.

    The bare name of a dataset is no title, so it has no paper of its own: its arXiv links stay links.
    """
    ids: dict[str, str] = {}
    links: list[tuple[str, str]] = []
    notes = [f"left out {refused}" for refused in entry.rejected_links]
    seen: set[str] = set()
    for kind, url in sorted(entry.links, key=lambda link: link[0] != "paper"):
        known = None if entry.is_bare_dataset else identifier_in_url(url)
        if known is None:
            if url_key(url) not in seen:
                links.append((kind, url))
            seen.add(url_key(url))
            continue
        field, value = known
        if not (ARXIV_ID if field == "arxiv" else DOI).fullmatch(value):
            notes.append(f"left out {url}: no {field} id")
        elif ids.setdefault(field, value).lower() != value.lower():
            notes.append(f"left out {url}: the entry has the {field} id {ids[field]} too")
    order = list(Links.model_fields)
    links.sort(key=lambda link: order.index(link[0]))
    said = entry.mention
    if is_misspelled_arxiv(said.venue):
        notes.append(f"took the venue {said.venue!r} for arXiv")
    return EntryFacts(
        entry,
        entry.title,
        entry.short or extract_method_name(entry.title),
        match_venue_id(said.venue, spellings) if said.venue else None,
        None if entry.is_dated and not said.venue and "arxiv" in ids else said.year,
        ids.get("arxiv"),
        ids.get("doi"),
        tuple(links),
        tuple(notes),
    )


def split_dataset_name(facts: EntryFacts) -> tuple[str, list[str]]:
    """The name of a dataset, and its other names: `LRW (Lip Reading in the Wild)`."""
    title = facts.title
    if name := facts.short or extract_method_name(title):
        return name, []
    found = re.fullmatch(r"([^()]{2,40}?)\s*\(([^()]{3,})\)", title)
    if found and len(found[2].split()) > 1:
        return clean_title(found[1]), [clean_title(found[2])]
    return title, []

"""Facts of a list entry in the catalog's terms: venue id, arXiv id, DOI and other links."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from catalog.lists.entries import ListEntry
from catalog.lists.titles import clean_title, extract_method_name
from catalog.lists.venues import is_misspelled_arxiv, match_venue_id
from catalog.lookup.link import InvalidLinkError, parse_link
from catalog.records.schema import Links
from catalog.utils.url_keys import paper_key, url_key
from catalog.utils.urls import arxiv_year

IDENTIFIER_NAMES = {"arxiv": "arXiv ID", "doi": "DOI"}


@dataclass(frozen=True)
class EntryFacts:
    """Facts that an entry states."""

    entry: ListEntry
    title: str
    short: str
    """Name of the method, or empty."""
    venue: str | None
    """Id in venues.yml."""
    year: int | None
    arxiv: str | None
    doi: str | None
    links: tuple[tuple[str, str], ...]
    """Pairs of kind and URL, without those that follow from the arXiv id or DOI."""
    notes: tuple[str, ...]
    """Links that were ignored and other decisions, for the report."""

    @property
    def unknown_venue(self) -> str:
        """Venue name of the list, if the catalog has no such venue."""
        return self.entry.mention.venue if not self.venue else ""

    @property
    def paper_keys(self) -> set[str]:
        """Keys of links to pages that only this paper has; see `utils.url_keys`."""
        return {key for _, url in self.links if (key := paper_key(url))}

    @property
    def years(self) -> set[int]:
        """Years that support a match by title."""
        return {year for year in (self.year, arxiv_year(self.arxiv)) if year}


def extract_facts(entry: ListEntry, spellings: Mapping[str, str]) -> EntryFacts:
    """Extract the facts of an entry.

    A dataset listed by its own name has no paper of its own, so its arXiv links stay links.

    Args:
        entry: The entry.
        spellings: Venue ids by folded spelling, as in `Catalog.venue_spellings`.
    """
    ids: dict[str, str] = {}
    links: dict[str, tuple[str, str]] = {}
    notes = [f"ignored link {rejected}" for rejected in entry.rejected_links]
    for kind, url in sorted(entry.links, key=lambda link: link[0] != "paper"):
        try:
            link_facts = parse_link(url)
        except InvalidLinkError as error:
            notes.append(f"ignored link {url}: {error}")
            continue
        field, value = next(
            ((field, value) for field in IDENTIFIER_NAMES if (value := getattr(link_facts, field))), ("", "")
        )
        if not field or entry.is_bare_dataset:
            page = next((page for _, page in link_facts.links if paper_key(url)), url)
            links.setdefault(url_key(url), (kind, page))
        elif ids.setdefault(field, value).lower() != value.lower():
            notes.append(f"ignored link {url}: the entry also has the {IDENTIFIER_NAMES[field]} {ids[field]}")
    order = list(Links.model_fields)
    mention = entry.mention
    if is_misspelled_arxiv(mention.venue):
        notes.append(f"read the venue {mention.venue!r} as arXiv")
    is_submission_date = entry.is_dated and not mention.venue and "arxiv" in ids
    return EntryFacts(
        entry=entry,
        title=entry.title,
        short=entry.short or extract_method_name(entry.title),
        venue=match_venue_id(mention.venue, spellings) if mention.venue else None,
        year=None if is_submission_date else mention.year,
        arxiv=ids.get("arxiv"),
        doi=ids.get("doi"),
        links=tuple(sorted(links.values(), key=lambda link: order.index(link[0]))),
        notes=tuple(notes),
    )


def split_dataset_name(facts: EntryFacts) -> tuple[str, list[str]]:
    """Return the name of a dataset and its aliases: LRW and "Lip Reading in the Wild"."""
    title = facts.title
    if name := facts.short or extract_method_name(title):
        return name, []
    match = re.fullmatch(r"([^()]{2,40}?)\s*\(([^()]{3,})\)", title)
    if match and len(match[2].split()) > 1:
        return clean_title(match[1]), [clean_title(match[2])]
    return title, []

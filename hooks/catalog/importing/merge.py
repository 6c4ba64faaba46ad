"""New records from entries, and merges: an entry fills absent fields and adds claims, aliases and links."""

from __future__ import annotations

import re
from typing import Any

from catalog.importing.facts import EntryFacts
from catalog.utils.text import fold
from catalog.utils.url_keys import url_key
from catalog.utils.urls import arxiv_year
from catalog.writing.draft import RecordData


def create_paper(facts: EntryFacts, source: str, category: str, today: str) -> RecordData:
    """Create the data of a new paper; without a known venue and year it is a preprint.

    Args:
        facts: Facts of the entry.
        source: Id of the source.
        category: Id of the category.
        today: Date in ISO format.
    """
    venue, year = facts.venue, facts.year
    if not (venue and year):
        preprint_year = year if not facts.entry.mention.venue or venue == "arxiv" else None
        venue, year = "arxiv", preprint_year or arxiv_year(facts.arxiv)
    data: RecordData = {"title": facts.title}
    if facts.short:
        data["short"] = facts.short
    if facts.entry.authors:
        data["authors"] = list(facts.entry.authors)
    data |= {"venue": venue, "year": str(year)}
    if facts.entry.mention.track and venue == facts.venue:
        data["track"] = facts.entry.mention.track
    data["categories"] = [category]
    data |= {key: value for key, value in (("arxiv", facts.arxiv), ("doi", facts.doi)) if value}
    add_links(data, facts.links)
    if facts.entry.note:
        data["note"] = facts.entry.note
    return data | {"added": today, "sources": [source]}


def merge_paper(data: RecordData, facts: EntryFacts, source: str, *, is_new: bool) -> None:
    """Merge an entry into the data of a paper.

    A field with a taken claim never changes. The venue changes only for a record of the same import: the
    list has the preprint first and the published paper later.

    Args:
        data: Data of the paper, changed in place.
        facts: Facts of the entry.
        source: Id of the source.
        is_new: True if the record was created by the same import.
    """
    taken_fields = {field for claim in data.get("claims", []) if claim.get("taken") for field in claim}
    for field, value in (("arxiv", facts.arxiv), ("doi", facts.doi)):
        if not value:
            continue
        if field not in data and field not in taken_fields:
            data[field] = value
        elif str(data.get(field, "")).lower() != value.lower():
            _add_claim(data, source, {field: value})
    if facts.entry.authors and "authors" not in data and "authors" not in taken_fields:
        data["authors"] = list(facts.entry.authors)
    if (
        facts.short
        and "short" not in data
        and "short" not in taken_fields
        and _is_name_in_title(facts.short, data)
    ):
        data["short"] = facts.short
    _merge_venue(data, facts, source, taken_fields, is_new=is_new)
    add_links(data, facts.links)
    titles = [data["title"], data.get("short", ""), *data.get("aliases", [])]
    if fold(facts.title) not in map(fold, titles):
        data.setdefault("aliases", []).append(facts.title)
    _add_source(data, source)


def _is_name_in_title(short: str, data: RecordData) -> bool:
    """Return False if the record's title has another name before its colon."""
    name, colon, _ = str(data["title"]).partition(":")
    return not colon or fold(name) == fold(short)


def _merge_venue(
    data: RecordData, facts: EntryFacts, source: str, taken_fields: set[str], *, is_new: bool
) -> None:
    venue, year = facts.venue, facts.year
    if not venue:
        if year and not facts.entry.mention.venue and str(year) not in _mentioned_years(data):
            _add_claim(data, source, {"year": str(year)})
        return
    values: dict[str, Any] = {"venue": venue} | ({"year": str(year)} if year else {})
    is_preprint = data.get("venue", "arxiv") == "arxiv"
    if year and is_new and is_preprint and venue != "arxiv":
        old_values: dict[str, Any] = {key: data[key] for key in ("venue", "year") if key in data}
        data |= values
        _add_claim(data, source, old_values)
    elif year and "venue" not in data and "year" not in data and not taken_fields & {"venue", "year"}:
        data |= values
    elif any(value != data.get(key, "arxiv" if key == "venue" else None) for key, value in values.items()):
        if not (venue == "arxiv" and is_preprint and str(year) in _mentioned_years(data) | {"None"}):
            _add_claim(data, source, values)
        return
    if facts.entry.mention.track and year and "track" not in data and "track" not in taken_fields:
        data["track"] = facts.entry.mention.track


def _mentioned_years(data: RecordData) -> set[str]:
    """Return the years of a record, its arXiv id and its claims."""
    claimed_years = {claim.get("year") for claim in data.get("claims", [])}
    return {str(year) for year in (data.get("year"), arxiv_year(data.get("arxiv")), *claimed_years) if year}


def create_dataset(
    name: str, aliases: list[str], facts: EntryFacts, source: str, today: str, paper: str | None
) -> RecordData:
    """Create the data of a new dataset.

    Args:
        name: Name of the dataset.
        aliases: Other names.
        facts: Facts of the entry.
        source: Id of the source.
        today: Date in ISO format.
        paper: Id of the paper that introduces the dataset.
    """
    data: RecordData = {"name": name}
    if aliases:
        data["aliases"] = aliases
    if facts.year:
        data["year"] = str(facts.year)
    if paper:
        data["paper"] = paper
    add_links(data, _dataset_links(facts, paper))
    return data | {"added": today, "sources": [source]}


def merge_dataset(data: RecordData, name: str, facts: EntryFacts, source: str, paper: str | None) -> None:
    """Merge an entry into the data of a dataset, in place; a different name becomes a claim."""
    names = [
        data["name"],
        *data.get("aliases", []),
        *(claim.get("name", "") for claim in data.get("claims", [])),
    ]
    if fold(name) not in map(fold, names):
        _add_claim(data, source, {"name": name})
    if paper and "paper" not in data:
        data["paper"] = paper
    add_links(data, _dataset_links(facts, paper))
    _add_source(data, source)


def _dataset_links(facts: EntryFacts, paper: str | None) -> tuple[tuple[str, str], ...]:
    """Return the links of a dataset, without paper links if the paper has its own record."""
    return tuple(link for link in facts.links if not (paper and link[0] == "paper"))


def _add_claim(data: RecordData, source: str, values: dict[str, Any]) -> None:
    claim = {"source": source, **values}
    claims = data.setdefault("claims", [])
    if not any(claim.items() <= existing.items() for existing in claims):
        claims.append(claim)


def _add_source(data: RecordData, source: str) -> None:
    if source not in data["sources"]:
        data["sources"] = [*data["sources"], source]


def add_links(data: RecordData, links: tuple[tuple[str, str], ...]) -> None:
    """Add links that the record lacks under any kind.

    Args:
        data: Data of a record, changed in place.
        links: Pairs of kind and URL.
    """
    links_by_kind: dict[str, Any] = data.get("links", {})
    keys = {url_key(url) for value in links_by_kind.values() for url in _as_list(value)}
    for kind, url in links:
        if url_key(url) in keys or _is_own_acm_page(url, data):
            continue
        keys.add(url_key(url))
        value = links_by_kind.get(kind)
        links_by_kind[kind] = url if value is None else [*_as_list(value), url]
    if links_by_kind:
        data["links"] = links_by_kind


def _as_list(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _is_own_acm_page(url: str, data: RecordData) -> bool:
    """Return True for an old ACM URL of the record's DOI, which ends in the same number."""
    match = re.search(r"//dl\.acm\.org/citation\.cfm\?(?:.*&)?id=(?:\d+\.)?(\d+)", url)
    return bool(match and str(data.get("doi", "")).endswith(f".{match[1]}"))

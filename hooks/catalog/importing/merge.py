"""How an entry changes a record: absent fields are filled, and what disagrees is kept as a claim or alias."""

from __future__ import annotations

import re
from typing import Any

from catalog.importing.facts import EntryFacts
from catalog.lists.links import url_key
from catalog.utils.text import fold
from catalog.utils.urls import arxiv_year
from catalog.writing.draft import RecordData


def create_paper(facts: EntryFacts, source: str, category: str, today: str) -> RecordData:
    """The values of a new paper; a venue that the catalog does not know leaves it a preprint."""
    venue, year = facts.venue, facts.year
    if not (venue and year):
        listed = year if not facts.entry.mention.venue or venue == "arxiv" else None
        venue, year = "arxiv", listed or arxiv_year(facts.arxiv)
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
    """Bring what an entry says into the values of a paper.

    A field that has a taken claim never changes. Only a record of the same import may change its venue:
    the list names the preprint first and the published paper later.
    """
    taken = {field for claim in data.get("claims", []) if claim.get("taken") for field in claim}
    for field, value in (("arxiv", facts.arxiv), ("doi", facts.doi)):
        if not value:
            continue
        if field not in data and field not in taken:
            data[field] = value
        elif str(data.get(field, "")).lower() != value.lower():
            _add_claim(data, source, {field: value})
    if facts.entry.authors and "authors" not in data and "authors" not in taken:
        data["authors"] = list(facts.entry.authors)
    if facts.short and "short" not in data and "short" not in taken and _is_name_in_title(facts.short, data):
        data["short"] = facts.short
    _merge_venue(data, facts, source, taken, is_new=is_new)
    add_links(data, facts.links)
    known = [data["title"], data.get("short", ""), *data.get("aliases", [])]
    if fold(facts.title) not in map(fold, known):
        data.setdefault("aliases", []).append(facts.title)
    _add_source(data, source)


def _is_name_in_title(short: str, data: RecordData) -> bool:
    """Whether a name stands before the colon of the record's own title, or is only in the list."""
    before, colon, _ = str(data["title"]).partition(":")
    return not colon or fold(before) == fold(short)


def _merge_venue(data: RecordData, facts: EntryFacts, source: str, taken: set[str], *, is_new: bool) -> None:
    venue, year = facts.venue, facts.year
    if not venue:
        if year and not facts.entry.mention.venue and str(year) not in _mentioned_years(data):
            _add_claim(data, source, {"year": str(year)})
        return
    said: dict[str, Any] = {"venue": venue} | ({"year": str(year)} if year else {})
    preprint = data.get("venue", "arxiv") == "arxiv"
    if year and is_new and preprint and venue != "arxiv":
        old: dict[str, Any] = {key: data[key] for key in ("venue", "year") if key in data}
        data |= said
        _add_claim(data, source, old)
    elif year and "venue" not in data and "year" not in data and not taken & {"venue", "year"}:
        data |= said
    elif any(value != data.get(key, "arxiv" if key == "venue" else None) for key, value in said.items()):
        if not (venue == "arxiv" and preprint and str(year) in _mentioned_years(data) | {"None"}):
            _add_claim(data, source, said)
        return
    if facts.entry.mention.track and year and "track" not in data and "track" not in taken:
        data["track"] = facts.entry.mention.track


def _mentioned_years(data: RecordData) -> set[str]:
    """The years that a record speaks of anyhow."""
    claimed = {claim.get("year") for claim in data.get("claims", [])}
    return {str(year) for year in (data.get("year"), arxiv_year(data.get("arxiv")), *claimed) if year}


def create_dataset(
    name: str, aliases: list[str], facts: EntryFacts, source: str, today: str, paper: str | None
) -> RecordData:
    """The values of a new dataset."""
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
    """Bring what an entry says into the values of a dataset; another name becomes a claim."""
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
    """The links of a dataset: those of its paper stand in the paper's record, if there is one."""
    return tuple(link for link in facts.links if not (paper and link[0] == "paper"))


def _add_claim(data: RecordData, source: str, values: dict[str, Any]) -> None:
    claim = {"source": source, **values}
    claims = data.setdefault("claims", [])
    if not any(claim.items() <= known.items() for known in claims):
        claims.append(claim)


def _add_source(data: RecordData, source: str) -> None:
    if source not in data["sources"]:
        data["sources"] = [*data["sources"], source]


def add_links(data: RecordData, links: tuple[tuple[str, str], ...]) -> None:
    """Add the links that the record does not have, under whatever kind."""
    written: dict[str, Any] = data.get("links", {})
    known = {
        url_key(url) for value in written.values() for url in ([value] if isinstance(value, str) else value)
    }
    for kind, url in links:
        if url_key(url) in known or _is_own_acm_page(url, data):
            continue
        known.add(url_key(url))
        value = written.get(kind)
        written[kind] = url if value is None else [*([value] if isinstance(value, str) else value), url]
    if written:
        data["links"] = written


def _is_own_acm_page(url: str, data: RecordData) -> bool:
    """Whether an old address of the ACM leads to the record's DOI, which ends in its number."""
    found = re.search(r"//dl\.acm\.org/citation\.cfm\?(?:.*&)?id=(?:\d+\.)?(\d+)", url)
    return bool(found and str(data.get("doi", "")).endswith(f".{found[1]}"))

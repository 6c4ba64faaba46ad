"""Rules about references from one record to another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Mapping, Sequence

from catalog.checks.check import Finding, check
from catalog.documents.problems import KeyPath, Replace, quote
from catalog.documents.wording import Phrase, find_similar
from catalog.records.catalog import Catalog
from catalog.records.ids import PAPER_ID
from catalog.records.result import Result
from catalog.records.schema import Paper, Record
from catalog.records.vocabularies import Venue
from catalog.utils.text import fold

MAX_LISTED_NAMES = 12
"""Names in a hint."""
UNKNOWN_NAME = {
    "message": "Unknown {kind} {name}",
    "spelling": Phrase.WRITE,
    "similar": Phrase.DID_YOU_MEAN,
    "few": "Known: {known}; add it if it is new",
    "many": "See {file}; add it there if it is new",
}
"""Wordings of the rules on unknown names."""
FILES = {"paper": "data/papers/", "dataset": "data/datasets/", "category": "data/categories.yml"}
"""Where kinds of records are, if not in a file named after them."""
NameFinder = Callable[[Record], Iterator[tuple[KeyPath, str]]]
"""Function that yields the path and text of each reference in a record."""


def find_unknown_names(
    records: Mapping[str, Record] | Sequence[Record],
    find_names: NameFinder,
    known: Mapping[str, Record],
    kind: str,
    unread_ids: Container[str] = (),
) -> Iterator[Finding]:
    """Yield a finding for each name that is not a known ID.

    Without known IDs the vocabulary is missing or broken, which another rule reports once.

    Args:
        records: The records that contain the names.
        find_names: Function that yields the names in a record.
        known: The records that names may refer to, by ID.
        kind: The kind of those records, in messages: `venue`.
        unread_ids: IDs of records that exist but are invalid.
    """
    if not known and kind != "paper":
        return
    file = FILES.get(kind, f"data/{kind}s.yml")
    fallback = "few" if len(known) <= MAX_LISTED_NAMES else "many"
    ids_by_spelling: Mapping[str, str] = {}
    for record in records.values() if isinstance(records, Mapping) else records:
        for path, name in find_names(record):
            if name in known or name in unread_ids:
                continue
            ids_by_spelling = ids_by_spelling or _ids_by_spelling(known)
            words = {"kind": kind, "name": quote(name), "file": file, "known": ", ".join(known)}
            if id := ids_by_spelling.get(_fold_without_year(name, record)):
                yield Finding(record, path, "spelling", words | {"value": id}, Replace(id))
            elif similar := find_similar(name, known):
                yield Finding(record, path, "similar", words | {"similar": quote(similar)})
            else:
                yield Finding(record, path, fallback, words)


def _ids_by_spelling(known: Mapping[str, Record]) -> Mapping[str, str]:
    """Return the ID of the only record with each folded spelling: ID, name or alias."""
    ids: dict[str, set[str]] = defaultdict(set)
    for id, record in known.items():
        names = (getattr(record, field, None) for field in ("name", "short"))
        aliases = () if isinstance(record, Paper) else getattr(record, "aliases", ())  # as in the browser
        for spelling in (id, *names, *aliases):
            ids[fold(spelling or "")].add(id)
    return {
        spelling: spelling_ids.pop()
        for spelling, spelling_ids in ids.items()
        if spelling and len(spelling_ids) == 1
    }


def _fold_without_year(name: str, record: Record) -> str:
    """Fold a name and remove the record's own year: `CVPR 2023` is `cvpr` in a record of 2023."""
    return fold(name).removesuffix(f" {getattr(record, 'year', None)}")


def names_in_list(field: str) -> NameFinder:
    """Return a function that yields the references in a list."""
    return lambda record: (((field, index), name) for index, name in enumerate(getattr(record, field)))


def name_in_field(field: str) -> NameFinder:
    """Return a function that yields the reference in a field."""
    return lambda record: iter([((field,), getattr(record, field))] if getattr(record, field) else [])


def _names_in_claims(field: str) -> NameFinder:
    return lambda record: (
        (("claims", index, field), getattr(claim, field))
        for index, claim in enumerate(getattr(record, "claims", ()))
        if getattr(claim, field)
    )


@check("unknown-venue", **UNKNOWN_NAME)
def unknown_venue(catalog: Catalog) -> Iterator[Finding]:
    """Venues, their parents, and their proceedings are IDs from venues.yml."""
    venues = catalog.venues
    yield from find_unknown_names(catalog.papers, name_in_field("venue"), venues, "venue")
    yield from find_unknown_names(catalog.papers, _names_in_claims("venue"), venues, "venue")
    yield from find_unknown_names(venues, name_in_field("parent"), venues, "venue")
    yield from find_unknown_names(venues, name_in_field("proceedings"), venues, "venue")


@check("unknown-category", **UNKNOWN_NAME)
def unknown_category(catalog: Catalog) -> Iterator[Finding]:
    """Categories are IDs from categories.yml."""
    yield from find_unknown_names(catalog.papers, names_in_list("categories"), catalog.categories, "category")


@check("unknown-tag", **UNKNOWN_NAME)
def unknown_tag(catalog: Catalog) -> Iterator[Finding]:
    """Tags are IDs from tags.yml."""
    yield from find_unknown_names(catalog.papers, names_in_list("tags"), catalog.tags, "tag")


@check("unknown-source", **UNKNOWN_NAME)
def unknown_source(catalog: Catalog) -> Iterator[Finding]:
    """Sources, including those of claims, are IDs from sources.yml."""
    yield from find_unknown_names(catalog.records, names_in_list("sources"), catalog.sources, "source")
    yield from find_unknown_names(catalog.records, _names_in_claims("source"), catalog.sources, "source")


@check("unknown-paper", **UNKNOWN_NAME)
def unknown_paper(catalog: Catalog) -> Iterator[Finding]:
    """Papers that datasets, people and results name by ID are in the catalog."""
    papers, unread_ids = catalog.paper, catalog.unread_ids
    yield from find_unknown_names(catalog.datasets, name_in_field("paper"), papers, "paper", unread_ids)
    yield from find_unknown_names(catalog.people, names_in_list("papers"), papers, "paper", unread_ids)
    yield from find_unknown_names(catalog.results, name_in_field("reported_by"), papers, "paper", unread_ids)
    yield from find_unknown_names(catalog.results, _methods, papers, "paper", unread_ids)


def _methods(record: Record) -> Iterator[tuple[KeyPath, str]]:
    """Yield the methods that have the form of an ID; others are names."""
    for index, row in enumerate(record.rows if isinstance(record, Result) else ()):
        if PAPER_ID.fullmatch(row.method):
            yield ("rows", index, "method"), row.method


@check("unknown-dataset", **UNKNOWN_NAME)
def unknown_dataset(catalog: Catalog) -> Iterator[Finding]:
    """Datasets that papers, results and other datasets name are IDs of records in data/datasets/."""
    datasets, unread_ids = catalog.datasets, catalog.unread_ids
    yield from find_unknown_names(catalog.papers, datasets_of, datasets, "dataset", unread_ids)
    yield from find_unknown_names(datasets, names_in_list("instead"), datasets, "dataset", unread_ids)
    yield from find_unknown_names(catalog.results, name_in_field("dataset"), datasets, "dataset", unread_ids)


def datasets_of(record: Record) -> Iterator[tuple[KeyPath, str]]:
    """Yield the path and ID of each dataset of a paper."""
    return iter(record.datasets.paths_and_ids if isinstance(record, Paper) else ())


@check("venue-spelling", shared=("{spelling} is also a spelling of {owner}", "Keep it for one of them"))
def venue_spelling(catalog: Catalog) -> Iterator[Finding]:
    """A spelling belongs to only one venue."""
    owners: dict[str, Venue] = {}
    for venue in catalog.venues.values():
        spellings: list[tuple[KeyPath, str]] = [((), venue.id), (("short",), venue.short)]
        spellings += [(("aliases", index), alias) for index, alias in enumerate(venue.aliases)]
        for path, spelling in spellings:
            owner = owners.setdefault(fold(spelling), venue)
            if owner is not venue:
                words = {"spelling": quote(spelling), "owner": quote(owner.id)}
                yield Finding(venue, path, "shared", words)


@check(
    "person-spelling",
    shared=("{spelling} is also a spelling of {owner}", "List each person's papers under `papers`"),
)
def person_spelling(catalog: Catalog) -> Iterator[Finding]:
    """A spelling belongs to only one person, unless everyone who shares it lists their papers."""
    owners: dict[str, list[str]] = defaultdict(list)
    for person in catalog.people.values():
        spellings: list[tuple[KeyPath, str]] = [(("name",), person.name)]
        spellings += [(("spellings", index), name) for index, name in enumerate(person.spellings)]
        for path, spelling in spellings:
            other_ids = [id for id in owners[fold(spelling)] if id != person.id]
            if other_ids and not (person.papers and all(catalog.people[id].papers for id in other_ids)):
                words = {"spelling": quote(spelling), "owner": quote(other_ids[0])}
                yield Finding(person, path, "shared", words)
            owners[fold(spelling)].append(person.id)

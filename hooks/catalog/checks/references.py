"""Names of other records: each must stand for one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterator, Mapping, Sequence

from catalog.checks.registry import Finding, check
from catalog.documents.problems import KeyPath, Remove, Replace, did_you_mean, quote
from catalog.records.catalog import Catalog
from catalog.records.schema import Dataset, Paper, Record
from catalog.records.vocabularies import Venue
from catalog.utils.text import fold

MAX_LISTED_NAMES = 12
"""Names that a hint can still list."""
NameFinder = Callable[[Record], Iterator[tuple[KeyPath, str]]]


def _unknown_names(
    records: Mapping[str, Record] | Sequence[Record],
    names: NameFinder,
    known: Mapping[str, Record],
    kind: str,
    unread: Container[str] = (),
) -> Iterator[Finding]:
    """Every name that is not among the known ones, with the one that it spells or the nearest.

    Where none is known, the vocabulary is missing or broken: that has been told, once.
    """
    if not known and kind != "paper":
        return
    file = {"paper": "data/papers/", "category": "data/categories.yml"}.get(kind, f"data/{kind}s.yml")
    new_hint = f"See {file}; add it there if it is new"
    if len(known) <= MAX_LISTED_NAMES:
        new_hint = f"Known: {', '.join(known)}; add it if it is new"
    spellings: Mapping[str, str] = {}
    for record in records.values() if isinstance(records, Mapping) else records:
        for path, name in names(record):
            if name in known or name in unread:
                continue
            spellings = spellings or _ids_by_spelling(known)
            message = f"Unknown {kind} {quote(name)}"
            if spelt := spellings.get(_fold_without_year(name, record)):
                yield Finding(record, path, message, f"Write {spelt}", Replace(spelt))
            else:
                yield Finding(record, path, message, did_you_mean(name, known, new_hint))


def _ids_by_spelling(known: Mapping[str, Record]) -> Mapping[str, str]:
    """The only record that each folded spelling stands for: id, names and aliases."""
    found: dict[str, set[str]] = defaultdict(set)
    for id, record in known.items():
        names = (getattr(record, field, None) for field in ("name", "short"))
        for spelling in (id, *names, *getattr(record, "aliases", ())):
            found[fold(spelling or "")].add(id)
    return {spelling: ids.pop() for spelling, ids in found.items() if spelling and len(ids) == 1}


def _fold_without_year(name: str, record: Record) -> str:
    """A name, folded, without the year that the record has anyhow: `CVPR 2023`."""
    return fold(name).removesuffix(f" {getattr(record, 'year', None)}")


def _names_in_list(field: str) -> NameFinder:
    """The names in a list field."""
    return lambda record: (((field, at), name) for at, name in enumerate(getattr(record, field)))


def _name_in_field(field: str) -> NameFinder:
    """The name in a field, if it has one."""
    return lambda record: iter([((field,), getattr(record, field))] if getattr(record, field) else [])


def _names_in_claims(field: str) -> NameFinder:
    """The names in one field of the claims."""
    return lambda record: (
        (("claims", at, field), getattr(claim, field))
        for at, claim in enumerate(getattr(record, "claims", ()))
        if getattr(claim, field)
    )


@check("unknown-venue")
def unknown_venue(catalog: Catalog) -> Iterator[Finding]:
    """Venues, their parents and their proceedings are IDs from venues.yml."""
    venues = catalog.venues
    yield from _unknown_names(catalog.papers, _name_in_field("venue"), venues, "venue")
    yield from _unknown_names(catalog.papers, _names_in_claims("venue"), venues, "venue")
    yield from _unknown_names(venues, _name_in_field("parent"), venues, "venue")
    yield from _unknown_names(venues, _name_in_field("proceedings"), venues, "venue")


@check("unknown-category")
def unknown_category(catalog: Catalog) -> Iterator[Finding]:
    """Categories are IDs from categories.yml."""
    yield from _unknown_names(catalog.papers, _names_in_list("categories"), catalog.categories, "category")


@check("unknown-tag")
def unknown_tag(catalog: Catalog) -> Iterator[Finding]:
    """Tags are IDs from tags.yml."""
    yield from _unknown_names(catalog.papers, _names_in_list("tags"), catalog.tags, "tag")


@check("unknown-source")
def unknown_source(catalog: Catalog) -> Iterator[Finding]:
    """Sources, including those of claims, are IDs from sources.yml."""
    yield from _unknown_names(catalog.records, _names_in_list("sources"), catalog.sources, "source")
    yield from _unknown_names(catalog.records, _names_in_claims("source"), catalog.sources, "source")


@check("unknown-paper")
def unknown_paper(catalog: Catalog) -> Iterator[Finding]:
    """The paper of a dataset and the papers of a person are IDs of papers in the catalog."""
    yield from _unknown_names(catalog.datasets, _name_in_field("paper"), catalog.paper, "paper", catalog.unread_ids)
    yield from _unknown_names(catalog.people, _names_in_list("papers"), catalog.paper, "paper", catalog.unread_ids)


@check("repeated-item")
def repeated_item(catalog: Catalog) -> Iterator[Finding]:
    """A list contains each item once."""
    for record in catalog.records:
        for field in ("categories", "tags", "sources", "kind", "aliases", "replaces"):
            seen: set[str] = set()
            for at, item in enumerate(getattr(record, field, ())):
                if item in seen:
                    yield Finding(
                        record, (field, at), f"{quote(item)} appears twice in {field}", "Keep only one", Remove()
                    )
                seen.add(item)


@check("venue-spelling")
def venue_spelling(catalog: Catalog) -> Iterator[Finding]:
    """A spelling belongs to only one venue."""
    owners: dict[str, Venue] = {}
    for venue in catalog.venues.values():
        spellings = [((), venue.id), (("short",), venue.short)]
        spellings += [(("aliases", at), alias) for at, alias in enumerate(venue.aliases)]  # type: ignore[misc]
        for path, spelling in spellings:
            owner = owners.setdefault(fold(spelling), venue)
            if owner is not venue:
                message = f"{quote(spelling)} is also a spelling of {quote(owner.id)}"
                yield Finding(venue, path, message, "Keep it for one of them")


@check("person-spelling")
def person_spelling(catalog: Catalog) -> Iterator[Finding]:
    """A spelling belongs to only one person, unless everyone who shares it lists their papers."""
    owners: dict[str, list[str]] = defaultdict(list)
    for person in catalog.people.values():
        spellings = [(("name",), person.name)]
        spellings += [(("spellings", at), name) for at, name in enumerate(person.spellings)]  # type: ignore[misc]
        for path, spelling in spellings:
            others = [id for id in owners[fold(spelling)] if id != person.id]
            if others and not (person.papers and all(catalog.people[id].papers for id in others)):
                message = f"{quote(spelling)} is also a spelling of {quote(others[0])}"
                yield Finding(person, path, message, "List each person's papers under `papers`")
            owners[fold(spelling)].append(person.id)


@check("taken-claim")
def taken_claim(catalog: Catalog) -> Iterator[Finding]:
    """A claim marked as taken agrees with the record, and each field has at most one taken claim."""
    for record in catalog.records:
        taken: dict[str, int] = {}
        for at, claim in enumerate(record.claims):
            for field, claimed in claim.claimed_values.items() if claim.taken else ():
                said = _record_value(record, field)
                if _has_own_problem(catalog, record, field, claimed):
                    continue
                if said != claimed:
                    says = "none" if said is None else quote(str(said))
                    message = f"The taken claim has {field} {quote(str(claimed))}, but the record has {says}"
                    yield Finding(record, ("claims", at, field), message, "Change one of them")
                elif field in taken:
                    message = f"Two taken claims for {field}"
                    yield Finding(record, ("claims", at, field), message, "Mark only the one the record follows")
                taken.setdefault(field, at)


def _has_own_problem(catalog: Catalog, record: Paper | Dataset, field: str, claimed: object) -> bool:
    """Whether a field of record or claim has a problem of its own, which may be all that keeps them apart."""
    if field == "venue":
        return bool(catalog.venues) and not {_record_value(record, field), claimed} <= catalog.venues.keys()
    written = catalog.documents[record.file].data
    return field in written and not getattr(record, field, None)


def _record_value(record: Paper | Dataset, field: str) -> object:
    return record.venue_id if field == "venue" and isinstance(record, Paper) else getattr(record, field, None)

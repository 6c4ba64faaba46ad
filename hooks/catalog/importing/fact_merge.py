"""Merge of facts into records. It never overwrites a value; a second merge changes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from catalog.checks.rules import run_checks
from catalog.documents.problems import Location, Severity
from catalog.importing.fact_file import Fact, FactFile
from catalog.importing.venue_merge import VENUE_FIELDS, add_claim, merge_venues
from catalog.records.catalog import Catalog, newest_first
from catalog.records.repository import Repository
from catalog.records.schema import Claim, Paper
from catalog.writing.draft import Draft, RecordData

KIND_RANKS = {"proceedings": 0, "authors": 1, "statement": 2, "weak": 3}
"""Order in which facts are merged: the strongest source fills a field."""
UNIQUE_FIELDS = ("arxiv", "doi")
"""Fields whose values only one paper can have."""
LIST_FIELDS = ("aliases",)
"""Fields to which values are added."""


@dataclass(frozen=True)
class FactOutcome:
    """Outcome of one value that a fact states."""

    location: Location
    id: str
    """ID of the record."""
    field: str
    source: str
    action: str
    """Action: `filled`, `taken`, `claimed`, `added`, `agrees`, `kept`, `refused` or `skipped`."""

    @property
    def text(self) -> str:
        """The outcome in one line."""
        source = f" ({self.source})" if self.source else ""
        return f"{self.location.file}:{self.location.line}: {self.id}: {self.field} {self.action}{source}"


@dataclass(frozen=True)
class FactMerge:
    """The result of a merge: the changed records, and what became of every value."""

    drafts: tuple[Draft, ...]
    outcomes: tuple[FactOutcome, ...]


def merge_facts(catalog: Catalog, files: Iterable[FactFile]) -> FactMerge:
    """Merge valid facts into a catalog, without writing anything.

    Records that would break a rule stay as they are, which is reported for each of their values.
    """
    facts: dict[str, list[Fact]] = defaultdict(list)
    repositories: dict[str, tuple[Location, Mapping[str, Any]]] = {}
    for file in files:
        repositories |= file.repositories
        for fact in file.facts:
            facts[fact.paper].append(fact)
    owners = _owners(catalog)
    drafts, outcomes = list[Draft](), list[FactOutcome]()
    for id in sorted(facts):
        draft = _draft_of(catalog, Paper, id, f"data/papers/{id[-4:]}/{id}.yml")
        in_order = sorted(facts[id], key=_order)
        data = draft.copy_data()
        outcomes += _merge_paper(catalog, data, in_order, owners)
        drafts.append(replace(draft, data=data))
    for id in sorted(repositories):
        location, values = repositories[id]
        draft = _draft_of(catalog, Repository, id, f"data/repositories/{id}.yml")
        data = draft.copy_data()
        outcomes += _merge_repository(data, id, location, values)
        drafts.append(replace(draft, data=data))
    return _without_violations(catalog, [draft for draft in drafts if draft.has_changes], outcomes)


def _order(fact: Fact) -> tuple[Any, ...]:
    """Return a key by which facts are merged in one order, whatever order they are read in."""
    return (
        KIND_RANKS[fact.kind],
        fact.source,
        sorted((name, str(value)) for name, value in fact.values.items()),
        fact.is_refused,
        [*fact.values],  # the same values may be written in another order
    )


def _draft_of(catalog: Catalog, model: type[Paper] | type[Repository], id: str, file: str) -> Draft:
    """Return the draft of an existing record, or of a new one."""
    record = catalog.paper.get(id) if model is Paper else catalog.repositories.get(id)
    document = catalog.documents[record.file] if record else None
    return Draft(model, id, record.file if record else file, document.data if document else {}, document)


def _owners(catalog: Catalog) -> dict[tuple[str, str], str]:
    """Return the ID of the paper with each arXiv ID and DOI, by field and lowercase value."""
    return {
        (name, value.lower()): paper.id
        for paper in catalog.papers
        for name in UNIQUE_FIELDS
        if (value := getattr(paper, name))
    }


def _merge_paper(
    catalog: Catalog, data: RecordData, facts: Sequence[Fact], owners: dict[tuple[str, str], str]
) -> Iterator[FactOutcome]:
    """Merge facts into the data of a paper, in place."""
    venue_facts = [fact for fact in facts if "venue" in fact.values]
    for fact, action in merge_venues(data, venue_facts, catalog.sources):
        yield FactOutcome(fact.location, fact.paper, "venue", fact.source, action)
        _add_source(data, fact.source, action)
    for fact in facts:
        for name, value in fact.values.items():
            if name in VENUE_FIELDS and "venue" in fact.values:
                continue
            key = (name, str(value).lower())
            owner = owners.setdefault(key, fact.paper) if name in UNIQUE_FIELDS else fact.paper
            if owner == fact.paper or fact.is_refused:
                action = _merge_value(data, fact, name, value)
            else:
                action = f"skipped: it is that of {owner}"
            _add_source(data, fact.source, action)
            yield FactOutcome(fact.location, fact.paper, name, fact.source, action)


def _merge_value(data: RecordData, fact: Fact, name: str, value: Any) -> str:
    """Merge one value, in place, and return what was done."""
    current = data.get(name)
    if fact.is_refused:
        is_new = name in Claim.model_fields and add_claim(data, fact.source, {name: value, "refused": "true"})
        return "refused" if is_new else "refused before"
    if name in LIST_FIELDS:
        return _extend(data, name, value)
    if name == "datasets":
        return _merge_datasets(data, value)
    if current is not None and _is_equal(current, value):
        return "agrees"
    claims = data.get("claims", ())
    if any(
        claim.get("refused") and claim["source"] == fact.source and claim.get(name) == value
        for claim in claims
    ):
        return "skipped: refused before"
    if current is None and fact.kind == "weak":
        return "skipped: the source is too weak"
    if current is None and not any(claim.get("taken") and name in claim for claim in claims):
        data[name] = value
        return "filled"
    if name in Claim.model_fields and fact.kind != "weak":
        return "claimed" if add_claim(data, fact.source, {name: value}) else "agrees with a claim"
    return "kept: the record has another value"


def _is_equal(current: Any, value: Any) -> bool:
    if isinstance(current, str) and isinstance(value, str):
        return current.lower() == value.lower()
    return bool(current == value)


def _extend(data: RecordData, name: str, values: Sequence[str]) -> str:
    names = [*data.get(name, ()), data.get("title"), data.get("short")]
    new_values = [value for value in dict.fromkeys(values) if value not in names]
    if new_values:
        data[name] = [*data.get(name, ()), *new_values]
    return "added" if new_values else "agrees"


def _merge_datasets(data: RecordData, uses: Mapping[str, Sequence[str]]) -> str:
    """Add datasets; one that is known to train or test is not added as one that is just used."""
    merged = {use: list(ids) for use, ids in data.get("datasets", {}).items()}
    for use, ids in uses.items():
        known = merged.get(use, []) if use != "uses" else [id for ids in merged.values() for id in ids]
        if new_ids := [id for id in dict.fromkeys(ids) if id not in known]:
            merged[use] = [*merged.get(use, []), *new_ids]
    if merged == data.get("datasets", {}):
        return "agrees"
    data["datasets"] = merged
    return "added"


def _add_source(data: RecordData, source: str, action: str) -> None:
    """Name the source of a value that the record now has."""
    if action in ("taken", "filled", "added") and source not in data["sources"]:
        data["sources"] = [*data["sources"], source]


def _merge_repository(
    data: RecordData, id: str, location: Location, values: Mapping[str, Any]
) -> Iterator[FactOutcome]:
    """Fill the keys that a repository lacks, in place; values that it has stay."""
    for name, value in values.items():
        if name not in data:
            data[name] = value
            action = "filled"
        else:
            action = "agrees" if data[name] == value else "kept: the record has another value"
        yield FactOutcome(location, id, name, "", action)


def _without_violations(catalog: Catalog, drafts: list[Draft], outcomes: list[FactOutcome]) -> FactMerge:
    """Leave out the drafts that would break a rule, until none does."""
    known = {problem.identity for problem in run_checks(catalog)}
    while reasons := dict(_violations(catalog, drafts, known)):
        outcomes = [
            replace(outcome, action=f"skipped: {reasons[outcome.id]}") if outcome.id in reasons else outcome
            for outcome in outcomes
        ]
        drafts = [draft for draft in drafts if draft.id not in reasons]
    return FactMerge(tuple(drafts), tuple(outcomes))


def _violations(
    catalog: Catalog, drafts: Sequence[Draft], known: set[tuple[str, str, str]]
) -> Iterator[tuple[str, str]]:
    """Yield the ID of each changed record that breaks a rule, with the message."""
    ids = {draft.file: draft.id for draft in drafts}
    for draft in drafts:
        known_errors = replace(draft, data=draft.document.data).validate()[1] if draft.document else ()
        for text in draft.validate()[1]:
            if text not in known_errors:
                yield draft.id, text
    for problem in run_checks(_apply(catalog, drafts)):
        id = ids.get(problem.location.file)
        if id and problem.rule.severity is Severity.ERROR and problem.identity not in known:
            yield id, problem.text


def _apply(catalog: Catalog, drafts: Iterable[Draft]) -> Catalog:
    """Return the catalog with the drafts in it."""
    records = {draft.id: draft.validate()[0] for draft in drafts}
    papers = {paper.id: paper for paper in catalog.papers}
    papers |= {id: record for id, record in records.items() if isinstance(record, Paper)}
    repositories = {id: record for id, record in records.items() if isinstance(record, Repository)}
    return replace(
        catalog,
        papers=newest_first(papers.values()),
        repositories={**catalog.repositories, **repositories},
        documents={**catalog.documents, **{draft.file: draft.to_document() for draft in drafts}},
    )

"""Files of facts for `catalog merge`: JSON that states values of records, each with its source.

{"facts": [
  {"record": "wav2lip-2020", "source": "arxiv", "kind": "authors", "values": {"submitted": "2020-08-23"}},
  {"repository": {"url": "https://github.com/Rudrabha/Wav2Lip", "read": {"checked": "2026-11-29"}}}
]}
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import ConfigDict

from catalog.checks.references import FILES, unknown_dataset, unknown_paper, unknown_source, unknown_venue
from catalog.checks.repositories import repository_file, unknown_license
from catalog.documents.document import Document
from catalog.documents.problems import KeyPath, Location, Problem, Rule, quote
from catalog.documents.wording import describe_type, find_similar
from catalog.importing.json_document import parse_json
from catalog.records.catalog import Catalog
from catalog.records.repository import LICENSE_FIELDS, Repository, repository_id
from catalog.records.rules import WRONG_TYPE
from catalog.records.schema import Paper, Record
from catalog.records.types import Flag, Id, Sentence
from catalog.records.validate import validate_record

FactKind = Literal["proceedings", "authors", "statement", "weak"]
"""Strength of a source: proceedings, the authors' own words, a list or index by others, anything less."""
MERGED_FIELDS = (
    *("aliases", "summary", "authors", "venue", "year", "track", "pages", "arxiv", "doi", "submitted"),
    "datasets",
)
"""Fields of papers that facts may state."""
FACT_FILE = Rule(
    "fact-file",
    "A file of facts is a list `facts` of statements about papers and repositories.",
    no_list=("The file has no list of facts", 'Write {"facts": [...]}'),
    fact=(
        "A fact is about neither a record nor a repository",
        'Write "record": ... or "repository": {...}',
    ),
    values=("The fact states nothing", 'Write "values": {"year": 2020} or another field'),
    field=("{field} cannot be merged", "State one of {fields}"),
)


class PaperFact(Record):
    """Statement of one source about one paper."""

    record: Id
    """ID of the paper."""
    source: Id
    """Source ID from sources.yml."""
    kind: FactKind
    """Strength of the source."""
    refused: Flag = False
    """Set if a curator turned this statement down; it becomes a refused claim."""
    reason: Sentence | None = None
    """Why it was turned down; shown by the command only."""

    model_config = ConfigDict(extra="allow")


@dataclass(frozen=True)
class Fact:
    """A valid fact about a paper."""

    location: Location
    paper: str
    """ID of the paper, after redirects."""
    source: str
    kind: FactKind
    values: Mapping[str, Any]
    """Values as a file has them, by field."""
    is_refused: bool = False


@dataclass
class FactFile:
    """The facts of one file, and what is wrong with it."""

    facts: list[Fact] = field(default_factory=list)
    repositories: dict[str, tuple[Location, Mapping[str, Any]]] = field(default_factory=dict)
    """Values of repositories by ID."""
    problems: list[Problem] = field(default_factory=list)


def read_fact_file(name: str, content: bytes, catalog: Catalog) -> FactFile:
    """Read a file of facts. It has facts only where it has no problems.

    Args:
        name: Name of the file, for problems.
        content: Its bytes.
        catalog: The catalog whose records it speaks of.
    """
    result = FactFile()
    document, result.problems = parse_json(name, content)
    if not document or result.problems:
        return result
    facts = document.data.get("facts")
    if not isinstance(facts, list):
        result.problems.append(FACT_FILE.violation("no_list").at(document.location()))
        return result
    current_ids = {old: paper.id for paper in catalog.papers for old in (paper.id, *paper.replaces)}
    for index, data in enumerate(facts):
        path: KeyPath = ("facts", index)
        if isinstance(data, dict) and "repository" in data:
            problems = _read_repository(result, document, data["repository"], (*path, "repository"), catalog)
        elif isinstance(data, dict) and "record" in data:
            problems = _read_fact(result, document, data, path, catalog, current_ids)
        else:
            problems = [FACT_FILE.violation("fact").at(document.location(path), path)]
        result.problems += problems
    return result


def _read_fact(
    result: FactFile,
    document: Document,
    data: Mapping[str, Any],
    path: KeyPath,
    catalog: Catalog,
    current_ids: Mapping[str, str],
) -> list[Problem]:
    """Add a fact about a paper to the result, or return its problems."""
    frame = {key: value for key, value in data.items() if key != "values"}
    fact, problems = validate_record(PaperFact, document, "", frame, path)
    values = data.get("values")
    value_path = (*path, "values")
    if not isinstance(values, dict) or not values:
        return [*problems, FACT_FILE.violation("values").at(document.location(value_path), value_path)]
    problems += _check_values(document, values, value_path)
    problems += _check_references(document, data, path, catalog, current_ids)
    if not problems and isinstance(fact, PaperFact):
        result.facts.append(
            Fact(
                document.location(path),
                current_ids[fact.record],
                fact.source,
                fact.kind,
                values,
                fact.refused,
            )
        )
    return problems


def _check_values(document: Document, values: Mapping[str, Any], path: KeyPath) -> list[Problem]:
    """Return the problems of values by themselves."""
    unknown = [name for name in values if name not in MERGED_FIELDS]
    fields = ", ".join(MERGED_FIELDS)
    problems = [
        FACT_FILE.violation("field", field=quote(name), fields=fields).at(
            document.location((*path, name), key=True), (*path, name)
        )
        for name in unknown
    ]
    known = {name: value for name, value in values.items() if name not in unknown}
    required = {"title": "x", "categories": ["x"], "sources": ["x"]}
    return problems + validate_record(Paper, document, "", required | known, path)[1]


def _check_references(
    document: Document,
    data: Mapping[str, Any],
    path: KeyPath,
    catalog: Catalog,
    current_ids: Collection[str],
) -> Iterator[Problem]:
    """Yield a problem for each ID that names nothing."""
    values = data.get("values", {})
    venue, datasets = values.get("venue"), values.get("datasets")
    ids: list[tuple[Rule, str, KeyPath, Any, Collection[str]]] = [
        (unknown_paper.rule, "paper", ("record",), data.get("record"), current_ids),
        (unknown_source.rule, "source", ("source",), data.get("source"), catalog.sources),
        (unknown_venue.rule, "venue", ("values", "venue"), venue, catalog.venues),
    ]
    for use, names in datasets.items() if isinstance(datasets, dict) else ():
        for at, name in enumerate(names if isinstance(names, list) else ()):
            where: KeyPath = ("values", "datasets", use, at)
            ids.append((unknown_dataset.rule, "dataset", where, name, catalog.datasets))
    for rule, kind, id_path, id, known in ids:
        if isinstance(id, str) and id.strip() and id not in known:
            yield _unknown_id(rule, kind, id, known, document, (*path, *id_path))


def _unknown_id(
    rule: Rule, kind: str, id: str, known: Collection[str], document: Document, path: KeyPath
) -> Problem:
    words = {"kind": kind, "name": quote(id), "file": FILES.get(kind, f"data/{kind}s.yml")}
    if similar := find_similar(id, known):
        violation = rule.violation("similar", **words, similar=quote(similar))
    else:
        violation = rule.violation("many", **words)
    return violation.at(document.location(path), path)


def _read_repository(
    result: FactFile, document: Document, data: Any, path: KeyPath, catalog: Catalog
) -> list[Problem]:
    """Add the values of a repository to the result, or return their problems."""
    if not isinstance(data, dict):
        violation = WRONG_TYPE.violation("mapping", field="'repository'", actual=describe_type(data))
        return [violation.at(document.location(path), path)]
    repository, problems = validate_record(Repository, document, "", data, path)
    if repository is None or problems:
        return problems
    id = repository_id(repository.url)
    if id is None:
        violation = repository_file.rule.violation("unknown", url=quote(repository.url))
        return [violation.at(document.location((*path, "url")), path)]
    licenses = ((name, getattr(repository, name)) for name in LICENSE_FIELDS)
    problems = [
        _unknown_id(unknown_license.rule, "license", license, catalog.licenses, document, (*path, name))
        for name, license in licenses
        if license and license not in catalog.licenses
    ]
    if not problems:
        result.repositories[id] = document.location(path), data
    return problems

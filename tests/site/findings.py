"""The findings of the Python rules in one record that is added to a valid catalog."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from catalog import Catalog, Dataset, Paper
from catalog.checks import RULES, run_checks
from catalog.documents.document import Document, parse_document
from catalog.documents.problems import KeyPath, Problem, quote
from catalog.records.catalog import newest_first
from catalog.records.validate import validate_record
from catalog.site.browser_rules import PYTHON_ONLY_RULES
from tests.site.generated_records import Sample


class Finding(NamedTuple):
    """A violation in a record."""

    rule: str
    path: KeyPath
    message: str
    hint: str


def findings(catalog: Catalog, known_problems: Sequence[Problem], sample: Sample) -> set[Finding]:
    """Return the violations that a record brings into a catalog, beside its `known_problems`."""
    document = parse_document(sample.file, to_ascii_yaml(sample.record).encode())
    model = Paper if sample.file.startswith("data/papers/") else Dataset
    record, problems = validate_record(model, document, PurePosixPath(sample.file).stem, document.data)
    changed = replace(catalog, documents={**catalog.documents, sample.file: document})
    if isinstance(record, Paper):
        papers = (paper for paper in catalog.papers if paper.file != sample.file)
        changed = replace(changed, papers=newest_first((*papers, record)))
    elif isinstance(record, Dataset):
        changed = replace(changed, datasets={**catalog.datasets, record.id: record})
    in_text = {_finding(problem, _path_at_location(document, problem)) for problem in document.problems}
    new_problems = [
        problem
        for problem in run_checks(changed)
        if problem not in known_problems and problem.rule.id not in PYTHON_ONLY_RULES
    ]
    return in_text | {_in_document(problem, document, catalog) for problem in (*problems, *new_problems)}


def to_ascii_yaml(value: Any) -> str:
    """Return a value as YAML in ASCII that keeps every character: JSON with YAML's escapes."""
    text = json.dumps(value, ensure_ascii=False)
    return re.sub(r"[^ -~]", lambda char: f"\\U{ord(char[0]):08x}", text)


def _finding(problem: Problem, path: KeyPath) -> Finding:
    return Finding(problem.rule.id, path, problem.message, problem.hint)


def _in_document(problem: Problem, document: Document, catalog: Catalog) -> Finding:
    """Return a problem as a finding in the document, even if Python reports it at another record."""
    file = problem.location.file
    if file == document.file:
        return _finding(problem, tuple(part for part in problem.path if part not in ("", "[key]")))
    data, id, other_id = document.data, PurePosixPath(document.file).stem, PurePosixPath(file).stem
    match problem.rule.id:
        case "duplicate-arxiv" | "duplicate-doi" as rule:
            field = rule.removeprefix("duplicate-")
            return _mirrored(rule, (field,), "duplicate", file=file, value=quote(data[field]))
        case "near-equal-titles" as rule:
            title = quote(catalog.documents[file].data["title"])
            return _mirrored(rule, ("title",), "similar", file=file, title=title)
        case "id-collision" as rule:
            return _mirrored(rule, (), "collision", id=quote(id), other=quote(other_id))
        case "reused-id" as rule:
            for index, old_id in enumerate(data.get("replaces", ())):
                if quote(old_id) in problem.message:
                    return _mirrored(rule, ("replaces", index), "replaced", id=quote(old_id))
            variant = "retired" if file == "data/gone.yml" else "earlier"
            return _mirrored(rule, (), variant, id=quote(id), owner=other_id)
    raise AssertionError(f"a problem of another record: {problem}")


def _mirrored(rule: str, path: KeyPath, variant: str, **values: object) -> Finding:
    """Return the finding from the other record's side."""
    return Finding(rule, path, *RULES[rule].violation(variant, **values).wording)


def _path_at_location(document: Document, problem: Problem) -> KeyPath:
    """Return the path of the value or key at the location of a problem."""
    positions = document._positions
    paths = {
        position: path
        for positions_by_path in (positions.values, positions.keys)
        for path, position in positions_by_path.items()
    }
    return tuple(part for part in paths[problem.location.line, problem.location.column] if part != "")

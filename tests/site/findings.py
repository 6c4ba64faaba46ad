"""The findings of the Python rules in one record that is added to a valid catalog."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from catalog import Catalog, Dataset, Paper
from catalog.checks import run_checks
from catalog.documents.document import Document, parse_document
from catalog.documents.problems import KeyPath, Problem, quote
from catalog.records.catalog import newest_first
from catalog.records.validate import validate_record
from tests.site.generated_records import Sample

Finding = tuple[str, KeyPath]
"""A rule, and the path of the field that violates it."""
FIELD_OF_RULE = {"near-equal-titles": "title", "duplicate-arxiv": "arxiv", "duplicate-doi": "doi"}
"""The field in the new record that the problem of another record is about."""


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
    in_text = {(problem.rule.id, _path_at_location(document, problem)) for problem in document.problems}
    new_problems = [problem for problem in run_checks(changed) if problem not in known_problems]
    return in_text | {_to_finding(problem, document) for problem in (*problems, *new_problems)}


def to_ascii_yaml(value: Any) -> str:
    """Return a value as YAML in ASCII that keeps every character: JSON with YAML's escapes."""
    text = json.dumps(value, ensure_ascii=False)
    return re.sub(r"[^ -~]", lambda char: f"\\U{ord(char[0]):08x}", text)


def _to_finding(problem: Problem, document: Document) -> Finding:
    """Return a problem as a finding in the document, even if an older or newer record reports it."""
    rule = problem.rule.id
    if problem.location.file == document.file:
        return rule, tuple(part for part in problem.path if part not in ("", "[key]"))
    if rule == "reused-id":
        old_ids = enumerate(document.data.get("replaces", ()))
        return rule, next((("replaces", at) for at, id in old_ids if quote(id) in problem.message), ())
    return rule, (FIELD_OF_RULE[rule],) if rule in FIELD_OF_RULE else ()


def _path_at_location(document: Document, problem: Problem) -> KeyPath:
    """Return the path of the value or key at the location of a problem."""
    positions = document._positions
    paths = {
        position: path
        for positions_by_path in (positions.values, positions.keys)
        for path, position in positions_by_path.items()
    }
    return tuple(part for part in paths[problem.location.line, problem.location.column] if part != "")

"""What Python finds wrong with one record beside a sound catalog, as rules and places in that record."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any

from catalog import Catalog, Dataset, Paper
from catalog.checks import run_checks
from catalog.documents.document import Document, parse_document
from catalog.documents.problems import KeyPath, Location, Problem, quote
from catalog.records.catalog import newest_first
from catalog.records.validate import validate_record as validated
from tests.site.generated_records import Sample

Finding = tuple[str, KeyPath]
"""A rule, and the field that breaks it."""


@dataclass(frozen=True)
class Traced(Document):
    """A document that knows which paths it was asked for: the line of a place is the number of its path."""

    paths: list[KeyPath] = field(default_factory=list)

    def place(self, path: KeyPath = (), *, key: bool = False) -> Location:
        self.paths.append(path)
        return Location(self.file, len(self.paths))


def findings(catalog: Catalog, before: Sequence[Problem], sample: Sample) -> set[Finding]:
    """Every breach of every rule that the record brings with it; `before` are those of the catalog."""
    written = parse_document(sample.file, as_yaml(sample.record).encode())
    document = Traced(written.file, written.text, written.data, written.problems)
    model = Paper if sample.file.startswith("data/papers/") else Dataset
    found, problems = validated(model, document, PurePosixPath(sample.file).stem, document.data)
    changed = replace(catalog, documents={**catalog.documents, sample.file: document})
    if isinstance(found, Paper):
        others = (paper for paper in catalog.papers if paper.file != sample.file)
        changed = replace(changed, papers=newest_first((*others, found)))
    elif isinstance(found, Dataset):
        changed = replace(changed, datasets={**catalog.datasets, found.id: found})
    own = {(problem.rule.id, _path(written, problem)) for problem in written.problems}
    brought = [problem for problem in run_checks(changed) if problem not in before]
    return own | {_finding(problem, document) for problem in (*problems, *brought)}


def as_yaml(value: Any) -> str:
    """A record as YAML in ASCII that keeps every character: JSON with YAML's own escapes."""
    text = json.dumps(value, ensure_ascii=False)
    return re.sub(r"[^ -~]", lambda char: f"\\U{ord(char[0]):08x}", text)


def _finding(problem: Problem, document: Traced) -> Finding:
    """Where the record has what a problem is about, even if it is told at another one, the newer."""
    rule = problem.rule.id
    if problem.location.file == document.file:
        path = document.paths[problem.location.line - 1]
        return rule, tuple(part for part in path if part not in ("", "[key]"))
    if rule == "reused-id":
        given_up = enumerate(document.data.get("replaces", ()))
        return rule, next((("replaces", at) for at, old in given_up if quote(old) in problem.message), ())
    field = {"near-equal-titles": "title", "duplicate-arxiv": "arxiv", "duplicate-doi": "doi"}.get(rule)
    return rule, (field,) if field else ()


def _path(written: Document, problem: Problem) -> KeyPath:
    """The path of the value or key that begins at a place."""
    marks = written._positions
    paths = {place: path for found in (marks.values, marks.keys) for path, place in found.items()}
    return tuple(part for part in paths[problem.location.line, problem.location.column] if part != "")

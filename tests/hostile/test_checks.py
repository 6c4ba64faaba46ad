"""Hostile text is refused in every field of every kind of record, at its file and line."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from catalog.checks import check_catalog
from catalog.documents.problems import Severity
from catalog.records.dataset import Dataset, Fact
from catalog.records.schema import Claim, Links, Paper
from catalog.records.vocabularies import VOCABULARIES
from tests.hostile.attack import attacked_field_names
from tests.hostile.payloads import DANGEROUS_URLS, REFUSED_TEXTS
from tests.sites import TOY

MODELS: dict[str, type[BaseModel]] = {"paper": Paper, "dataset": Dataset, **VOCABULARIES}
INNER_MODELS: dict[str, type[BaseModel]] = {"links": Links, "claims": Claim, "facts": Fact}
VALID_RECORDS: dict[str, dict[str, Any]] = {
    "paper": {"title": "A Valid Title", "venue": "toycon", "year": "2020"}
    | {"categories": ["silent-heads"], "sources": ["napkin"], "links": {}},
    "dataset": {"name": "Valid", "sources": ["napkin"]},
    "metrics": {"name": "Valid", "group": "human", "measures": "Valid."},
    "venues": {"name": "Valid", "short": "Valid", "kind": "journal", "about": "Valid."},
    "categories": {"name": "Valid", "about": "Valid."},
    "tags": {"group": "task", "name": "Valid", "about": "Valid."},
    "sources": {"name": "Valid", "kind": "web", "about": "Valid."},
    "licenses": {"name": "Valid", "commercial": "yes", "about": "Valid."},
    "glossary": {"group": "task", "name": "Valid", "means": "Valid.", "see": "tags/audio"},
    "questions": {"question": "Valid?", "answer": "Valid.", "query": "year:2020"},
    "people": {"name": "Valid"},
    "gone": {"reason": "Valid."},
    "refused": {"title": "Valid", "refused": "2020-01-01"},
    "links": {"state": "dead", "since": "2022-02-03"},
    "claims": {"source": "napkin"},
    "facts": {"states": "Valid.", "source": "https://toys.example/"},
}
"""Valid records, each to be given one hostile field."""


def field_paths(kind: str) -> Iterator[tuple[str, ...]]:
    """Yield the path of every field of a record, including those of inner records."""
    for name in MODELS[kind].model_fields:
        if name in INNER_MODELS:
            yield from ((name, inner_name) for inner_name in INNER_MODELS[name].model_fields)
        elif name not in ("id", "file"):
            yield (name,)


def field_type(kind: str, path: tuple[str, ...]) -> str:
    model = INNER_MODELS[path[0]] if len(path) > 1 else MODELS[kind]
    return str(model.model_fields[path[-1]].annotation)


def record_lines(kind: str, path: tuple[str, ...], text: str) -> list[str]:
    """Return the lines of a record with a text in one of its fields, one line per field."""
    annotation = field_type(kind, path)
    value: Any = {text: "1"} if "dict" in annotation else [text] if "tuple" in annotation else text
    if path[0] in INNER_MODELS:
        inner = {**VALID_RECORDS.get(path[0], {}), path[1]: value}
        value = inner if path[0] == "links" else [inner]
    record = {**VALID_RECORDS[kind], path[0]: value}
    return [f"{key}: {json.dumps(value)}" for key, value in record.items() if value]


def add_record(data: Path, kind: str, at: int, lines: list[str]) -> tuple[str, int]:
    """Add a record to a catalog; return its file and the number of lines before it."""
    if kind in ("paper", "dataset"):
        name = f"papers/2020/evil{at}-2020.yml" if kind == "paper" else f"datasets/evil{at}.yml"
        (data / name).write_text("\n".join(lines) + "\n", "utf-8")
        return f"data/{name}", 0
    path = data / f"{kind}.yml"
    before = path.read_text("utf-8")
    path.write_text(before + f"evil{at}:\n" + "".join(f"  {line}\n" for line in lines), "utf-8")
    return f"data/{kind}.yml", before.count("\n") + 1


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        pytest.param(kind, path, id=f"{kind}-{'-'.join(path)}")
        for kind in MODELS
        for path in field_paths(kind)
    ],
)
@pytest.mark.every(4)
def test_hostile_text_is_refused_at_its_line(tmp_path: Path, kind: str, path: tuple[str, ...]) -> None:
    shutil.copytree(TOY, tmp_path / "data")
    is_url = path[0] == "links" or path[-1] == "url" or path == ("facts", "source")
    is_url = is_url or (kind, path) == ("links", ("to",))
    expected = {}
    for at, text in enumerate(DANGEROUS_URLS if is_url else REFUSED_TEXTS):
        lines = record_lines(kind, path, text)
        file, above = add_record(tmp_path / "data", kind, at, lines)
        line = next(n for n, line in enumerate(lines, 1) if line.startswith(f"{path[0]}:"))
        expected[file, above + line] = text

    _, problems = check_catalog(tmp_path)

    errors = [problem for problem in problems if problem.rule.severity is Severity.ERROR]
    refused = {(problem.location.file, problem.location.line) for problem in errors}
    accepted = [text for location, text in expected.items() if location not in refused]
    assert not accepted


def test_free_text_fields_are_attacked() -> None:
    names = {*attacked_field_names(Paper)}
    assert {"title", "short", "aliases", "doi", "links.code", "note", "claims.title"} <= names
    assert not {"year", "track", "added", "venue", "pages"} & names
    assert {"hours", "size", "facts.states"} <= {*attacked_field_names(Dataset)}

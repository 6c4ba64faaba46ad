"""Validation of values as records: types, locations of errors, and the fields of invalid records."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from catalog.documents.document import parse_document
from catalog.records.as_json import schema_files
from catalog.records.dataset import Dataset
from catalog.records.schema import Paper, Record
from catalog.records.validate import validate_record
from catalog.records.vocabularies import VOCABULARIES
from tests.helpers import MINIMAL_PAPER_YAML, TOY_PAPER
from tests.properties import examples

ID = "lipsyncopation-2020"


def paper(lines: str, needed: str = MINIMAL_PAPER_YAML) -> tuple[Paper | None, list[tuple[str, int, int]]]:
    """Return a paper with additional lines, and its problems as (rule, line, column)."""
    document = parse_document(TOY_PAPER, f"{needed}{lines}\n".encode())
    record, problems = validate_record(Paper, document, ID, document.data)
    return record, [(problem.rule.id, problem.location.line, problem.location.column) for problem in problems]


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("year: 2020", "year", 2020),
        ("year: '1999'", "year", 1999),
        ("added: 2022-11-01", "added", date(2022, 11, 1)),
        ("arxiv: 2401.10000", "arxiv", "2401.10000"),
        ("arxiv: cs/0112017", "arxiv", "cs/0112017"),
        ("doi: 10.9999/jest", "doi", "10.9999/jest"),
        ("pages: 7", "pages", "7"),
        ("pages: 484-492", "pages", "484-492"),
        ("note: 'NO'", "note", "NO"),
        ("short: null", "short", "null"),
        ("aliases: []", "aliases", ()),
        ("authors: [A, 'B, C']", "authors", ("A", "B, C")),
    ],
)
def test_values(line: str, field: str, value: object) -> None:
    record, problems = paper(line)
    assert problems == []
    assert getattr(record, field) == value


@pytest.mark.parametrize(
    ("line", "problems"),
    [
        ("year: 20201", [("bad-year", 4, 7)]),
        ("year: 2_020", [("bad-year", 4, 7)]),
        ("year: ٢٠٢٠", [("bad-year", 4, 7)]),
        ("year: 1899", [("bad-year", 4, 7)]),
        ("year: 2020.0", [("bad-year", 4, 7)]),
        (f"year: {'9' * 900}", [("bad-year", 4, 7)]),
        ("year: [2020]", [("wrong-type", 4, 7)]),
        ("added: 2022-13-01", [("bad-date", 4, 8)]),
        ("added: 2022-1-1", [("bad-date", 4, 8)]),
        ("added: 2022-11-01 12:00", [("bad-date", 4, 8)]),
        ("arxiv: 2401.1", [("bad-arxiv", 4, 8)]),
        ("arxiv: arXiv:2401.10000", [("bad-arxiv", 4, 8)]),
        ("pages: 1--2", [("bad-pages", 4, 8)]),
        (
            "tags: [a, [b], {c: d}, '']",
            [("wrong-type", 4, 11), ("wrong-type", 4, 16), ("empty-value", 4, 24)],
        ),
        ("tags: a", [("wrong-type", 4, 7)]),
        ("links: https://jest.example/", [("wrong-type", 4, 8)]),
        ("links: {code: {a: b}}", [("wrong-type", 4, 15)]),
        ("links:\n  code:\n    - https://jest.example/\n    - jest", [("bad-url", 7, 7)]),
        ("links: {blog: https://jest.example/}", [("unknown-key", 4, 9)]),
        ("claims: [{year: 20}]", [("missing-field", 4, 10), ("bad-year", 4, 17)]),
        ("claims: {source: a}", [("wrong-type", 4, 9)]),
        ("claims: [a]", [("wrong-type", 4, 10)]),
        ("claims: [{source: a, taken: True}]", [("bad-flag", 4, 29)]),
        ("status: gone", [("unknown-value", 4, 9)]),
        ("mumble: 1", [("unknown-key", 4, 1)]),
        ("id: x", [("unknown-key", 4, 1)]),
        ("? ''\n: x", [("unknown-key", 4, 3)]),
    ],
)
def test_errors_have_locations(line: str, problems: list[tuple[str, int, int]]) -> None:
    assert sorted(paper(line)[1], key=lambda problem: problem[1:]) == problems


@pytest.mark.parametrize("field", ["categories", "sources"])
def test_a_broken_item_does_not_make_a_list_empty(field: str) -> None:
    needed = "".join(
        line for line in MINIMAL_PAPER_YAML.splitlines(keepends=True) if not line.startswith(field)
    )
    assert paper(f"{field}: [<b>]", needed)[1] == [("text-markup", 3, len(field) + 4)]


def test_all_errors_of_a_record_are_reported_and_valid_fields_kept() -> None:
    record, problems = paper("year: MMXX\nshort: Lip\nadded: soon\ntags: [<b>]\nauthors: [Polly Phony]")
    assert sorted(problems, key=lambda problem: problem[1:]) == [
        ("bad-year", 4, 7),
        ("bad-date", 6, 8),
        ("text-markup", 7, 8),
    ]
    assert record
    assert (record.title, record.short, record.authors) == (
        "Lip Reading Between the Lines",
        "Lip",
        ("Polly Phony",),
    )
    assert (record.year, record.added, record.tags) == (None, None, ())


def test_missing_required_fields_are_empty() -> None:
    record, problems = paper("short: Lip", needed="")
    assert {rule for rule, *_ in problems} == {"missing-field"}
    assert record
    assert (record.title, record.categories, record.sources) == ("", (), ())


def test_records_do_not_change() -> None:
    record, _ = paper("year: 2020")
    assert record
    with pytest.raises(ValidationError, match="frozen"):
        record.title = "Another"


@pytest.mark.parametrize(
    ("text", "subjects", "hours"),
    [
        ("subjects: 12\nhours: 1.5", {"": 12}, {"": 1.5}),
        ("subjects: {a: 1, b: 2}\nhours: {a: 0.5}", {"a": 1, "b": 2}, {"a": 0.5}),
    ],
)
def test_counts_are_one_number_or_one_for_each_part(text: str, subjects: Any, hours: Any) -> None:
    document = parse_document("data/datasets/d.yml", f"name: Mumble\nsources: [napkin]\n{text}\n".encode())
    record, problems = validate_record(Dataset, document, "d", document.data)
    assert problems == []
    assert record
    assert (record.subjects, record.hours) == (subjects, hours)


keys = st.sampled_from([*Paper.model_fields, *Dataset.model_fields, "mumble", ""])
values = st.recursive(
    st.sampled_from(
        ["", "a", "2020", "<b>", "javascript:x", "1" * 30, "2022-02-30", "10.1/x", "é" * 1100, "true"]
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=6,
)


@examples
@given(st.dictionaries(keys, values, max_size=6), st.sampled_from([Paper, Dataset, *VOCABULARIES.values()]))
def test_validation_is_total(data: dict[str, Any], model: type[Record]) -> None:
    record, problems = validate_record(model, parse_document(TOY_PAPER, json.dumps(data).encode()), ID, data)
    assert record is not None
    assert all(str(problem) for problem in problems)
    assert problems or model.model_validate(data | {"id": ID, "file": TOY_PAPER}) == record


def properties(model: type[Record]) -> set[str]:
    return model.model_fields.keys() - {"id", "file"}


@pytest.mark.parametrize(("name", "model"), [("paper.schema.json", Paper), ("dataset.schema.json", Dataset)])
def test_editors_know_every_key_and_what_it_means(name: str, model: type[Record]) -> None:
    schema = json.loads(schema_files()[name])
    assert schema["properties"].keys() == properties(model)
    assert all(value.get("description") or "$ref" in value for value in schema["properties"].values())
    assert set(schema["required"]) == {
        key for key in properties(model) if model.model_fields[key].is_required()
    }
    assert schema["additionalProperties"] is False


@pytest.mark.parametrize(
    "model", [Paper, Dataset, *VOCABULARIES.values()], ids=lambda model: str(model.__name__)
)
def test_every_field_is_explained(model: type[Record]) -> None:
    assert [name for name, field in model.model_fields.items() if not field.description] == []

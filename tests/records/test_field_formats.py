"""A format in the annotation of a field is a rule: in Python, in editors and in the browser."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Annotated, Any

import pytest

from catalog.checks.rules import collect_rules
from catalog.documents.document import parse_document
from catalog.records.as_json import record_schema
from catalog.records.schema import Record
from catalog.records.types import Text
from catalog.records.validate import validate_record
from catalog.records.validators import declare_format
from catalog.site.browser_rules import _fields_of

AFFILIATION = declare_format(
    "bad-affiliation",
    "An affiliation is the name of an institution.",
    r"[^@/]+",
    expected="the name of an institution",
    hint="Write its name only, such as affiliation: University of Mumble",
)


class Speaker(Record):
    affiliation: Annotated[Text, AFFILIATION] | None = None
    """Institution of the speaker."""


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("University of Mumble", None),
        (
            "ann@mumble.example",
            "Expected the name of an institution, found 'ann@mumble.example'. "
            "Write its name only, such as affiliation: University of Mumble.",
        ),
        ("<b>@</b>", "'<b' is not plain text. Write the text without markup."),
    ],
)
def test_a_text_in_another_form_is_a_problem(value: str, problem: str | None) -> None:
    document = parse_document("data/papers/2020/x.yml", f"affiliation: {value!r}\n".encode())
    record, problems = validate_record(Speaker, document, "x", document.data)
    assert [each.text for each in problems] == ([problem] if problem else [])
    assert record is not None
    assert record.affiliation == (None if problem else value)
    assert [each.path for each in problems] == ([("affiliation",)] if problem else [])


def test_editors_know_the_form() -> None:
    assert record_schema(Speaker)["properties"]["affiliation"] == {
        "type": "string",
        "maxLength": 1000,
        "pattern": "^(?:[^@/]+)$",
        "description": "Institution of the speaker.",
    }


def test_the_browser_gets_the_form() -> None:
    field: dict[str, Any] = _fields_of(Speaker)["affiliation"]
    assert field["type"] == "text"
    assert field["formats"][0]["pattern"] == ("[^@/]+", "u")
    assert field["formats"][0]["rule"] == "bad-affiliation"


def test_its_rule_is_a_rule_of_the_module_that_declares_it() -> None:
    module: Any = SimpleNamespace(AFFILIATION=AFFILIATION)
    assert collect_rules([module]) == {"bad-affiliation": AFFILIATION.rule}

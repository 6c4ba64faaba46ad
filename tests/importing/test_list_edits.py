"""LIST.md is made from the records; what somebody writes into it is told as records."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from catalog import Catalog
from catalog.importing.list_edits import LineEdit, interpret_edit
from catalog.importing.list_writer import render_lists
from tests.helpers import TOY_ROOT

CATALOG = Catalog.load(TOY_ROOT)
LIST = render_lists(CATALOG)["LIST.md"]
LIPS = next(line for line in LIST.splitlines() if "LipSyncopation" in line)
HEADS = next(line for line in LIST.splitlines() if "Talking Heads" in line)
MUMBLE = next(line for line in LIST.splitlines() if "Mumble-1k" in line)
CASES = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))


@pytest.fixture(autouse=True)
def march(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1898726400")  # the third of March 2030


def changes(one: LineEdit) -> dict[str, Any]:
    """What a case says of one line: the record, its new and its lost lines, and the note."""
    document = CATALOG.documents.get(one.path)
    old = document.text.splitlines() if document else []
    new = one.text.splitlines()
    found = {
        "record": one.path,
        "adds": [line for line in new if line not in old],
        "takes": [line for line in old if line not in new] if new else [],
        "note": one.note,
    }
    return {key: value for key, value in found.items() if value}


def as_left(case: dict[str, Any]) -> str:
    """The list of a case: passages replaced (`edit`), lines put after others (`insert`) or taken out."""
    assert case.keys() <= {"edit", "insert", "delete", "added", "removed"}
    lines = {"LIPS": LIPS, "HEADS": HEADS, "MUMBLE": MUMBLE}
    changes = dict(case.get("edit", {}))
    changes |= {f"{lines[name]}\n": "" for name in case.get("delete", [])}
    text = LIST
    for old, new in changes.items():
        assert text.count(old) == 1
        text = text.replace(old, new)
    for name, line in case.get("insert", {}).items():
        text = text.replace(lines[name], f"{lines[name]}\n{lines.get(line, line)}")
    return text


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_an_edit(case: dict[str, Any]) -> None:
    result = interpret_edit(CATALOG, LIST, as_left(case))
    assert [changes(one) for one in result.added] == case.get("added", [])
    assert [changes(one) for one in result.removed] == case.get("removed", [])


def test_lines_are_those_of_each_list() -> None:
    text = LIST.replace(LIPS, f"{LIPS}\n- Shush \\[JEST 2021\\] [Paper](https://shush.example/)")
    result = interpret_edit(CATALOG, LIST, text.replace(HEADS + "\n", ""))
    at = LIST.splitlines().index
    assert [one.line for one in result.removed] == [at(HEADS) + 1]
    assert [one.line for one in result.added] == [at(LIPS) + (2 if at(LIPS) < at(HEADS) else 1)]


@pytest.mark.parametrize("text", ["", "la\n", "- \n" * 5000, "|a|\n|-|\n|b|\n", "# Mumbling\n" * 9])
def test_whatever_it_became_is_answered(text: str) -> None:
    result = interpret_edit(CATALOG, LIST, text)
    assert {one.path for one in result.removed} == {
        *(paper.file for paper in CATALOG.papers),
        "data/datasets/mumble-1k.yml",
    }
    assert [one.text for one in result.added if one.text] == []

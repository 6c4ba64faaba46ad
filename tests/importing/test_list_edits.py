"""Edits of the generated LIST.md, interpreted as changes to records."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from catalog import Catalog
from catalog.importing.list_edits import LineEdit, interpret_edit
from catalog.importing.list_writer import render_lists
from tests.helpers import TOY_ROOT, load_yaml

CATALOG = Catalog.load(TOY_ROOT)
LIST = render_lists(CATALOG)["LIST.md"]
LIPS = next(line for line in LIST.splitlines() if "LipSyncopation" in line)
HEADS = next(line for line in LIST.splitlines() if "Talking Heads" in line)
MUMBLE = next(line for line in LIST.splitlines() if "Mumble-1k" in line)
CASES = load_yaml(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))


@pytest.fixture(autouse=True)
def fixed_date(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1898726400")  # 2030-03-03


def describe(edit: LineEdit) -> dict[str, Any]:
    """Describe an edit in the form of the cases: the record, its new and removed lines, and the note."""
    document = CATALOG.documents.get(edit.path)
    old = document.text.splitlines() if document else []
    new = edit.text.splitlines()
    description = {
        "record": edit.path,
        "adds": [line for line in new if line not in old],
        "removes": [line for line in old if line not in new] if new else [],
        "note": edit.note,
    }
    return {key: value for key, value in description.items() if value}


def edited_list(case: dict[str, Any]) -> str:
    """Return the list of a case: replace passages (`edit`), insert lines after others, delete lines."""
    assert case.keys() <= {"edit", "insert", "delete", "added", "removed"}
    lines = {"LIPS": LIPS, "HEADS": HEADS, "MUMBLE": MUMBLE}
    replacements = dict(case.get("edit", {}))
    replacements |= {f"{lines[name]}\n": "" for name in case.get("delete", [])}
    text = LIST
    for old, new in replacements.items():
        assert text.count(old) == 1
        text = text.replace(old, new)
    for name, line in case.get("insert", {}).items():
        text = text.replace(lines[name], f"{lines[name]}\n{lines.get(line, line)}")
    return text


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_an_edit(case: dict[str, Any]) -> None:
    result = interpret_edit(CATALOG, LIST, edited_list(case))
    assert list(map(describe, result.added)) == case.get("added", [])
    assert list(map(describe, result.removed)) == case.get("removed", [])


def test_line_numbers() -> None:
    text = LIST.replace(LIPS, f"{LIPS}\n- Shush \\[JEST 2021\\] [Paper](https://shush.example/)")
    result = interpret_edit(CATALOG, LIST, text.replace(HEADS + "\n", ""))
    lips, heads = map(LIST.splitlines().index, (LIPS, HEADS))
    assert [edit.line for edit in result.removed] == [heads + 1]
    assert [edit.line for edit in result.added] == [lips + (2 if lips < heads else 1)]


@pytest.mark.parametrize("text", ["", "la\n", "- \n" * 5000, "|a|\n|-|\n|b|\n", "# Mumbling\n" * 9])
def test_any_text_can_be_interpreted(text: str) -> None:
    result = interpret_edit(CATALOG, LIST, text)
    assert {edit.path for edit in result.removed} == {
        *(paper.file for paper in CATALOG.papers),
        "data/datasets/mumble-1k.yml",
    }
    assert [edit.text for edit in result.added if edit.text] == []

"""Mistakes that contributors make: invalid records, the output, and the result of `--fix`.

A case changes the toy paper, or another `file`, by `edit`, or adds `files` to the toy catalog. `problems` is
the output. `fixed` are the changes that remain after `--fix`, {} if the valid record is restored; without it,
only people can fix the file and no byte changes.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from catalog.checks import check_catalog
from catalog.cli.main import main
from tests.helpers import TOY_PAPER, TOY_ROOT, make_checkout, replace_passages

FOLDER = Path(__file__).parents[1] / "invalid"
TABLES = {path: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.yml"))}
CASES = {f"{path.stem}: {name}": case for path, table in TABLES.items() for name, case in table.items()}
LINE = re.compile(r"(?P<file>data/.*?):\d+:\d+: (?:error|warning)\[[a-z-]+\]: \S.*[.?]")
NOW = "1780000000"  # in May 2026

each_case = pytest.mark.parametrize("case", CASES.values(), ids=CASES)


@pytest.fixture(autouse=True)
def may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOW)


def checkout(folder: Path, case: dict[str, Any]) -> Path:
    assert case.keys() <= {"file", "edit", "files", "problems", "fixed"}
    return make_checkout(folder, case.get("files") or {case.get("file", TOY_PAPER): {"edit": case["edit"]}})


def check(root: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), "check", *options], catch_exceptions=False)


def contents(root: Path) -> dict[str, bytes]:
    files = (path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def test_there_are_a_hundred() -> None:
    assert len(CASES) >= 100
    assert sum("fixed" in case for case in CASES.values()) >= 40


@each_case
def test_it_is_reported_with_location_rule_and_hint(case: dict[str, Any], tmp_path: Path) -> None:
    root = checkout(tmp_path, case)
    result = check(root)
    assert result.stdout.splitlines() == case["problems"]
    assert all(LINE.fullmatch(line) for line in case["problems"])
    assert result.exit_code == 1
    assert [problem for problem in check_catalog(root)[1] if not problem.hint] == []


@each_case
def test_fix_repairs_it_or_changes_nothing(case: dict[str, Any], tmp_path: Path) -> None:
    root = checkout(tmp_path, case)
    before = contents(root)
    result = check(root, "--fix")
    expected = before
    if "fixed" in case:
        file = case.get("file", TOY_PAPER)
        fixed = replace_passages((TOY_ROOT / file).read_text("utf-8"), case["fixed"])
        expected = before | {file: fixed.encode()}
        assert check(root).stdout == ""
    assert contents(root) == expected
    assert result.exit_code == ("fixed" not in case)
    assert any(": fixed[" in line for line in result.stdout.splitlines()) == ("fixed" in case)


@each_case
def test_once_is_enough(case: dict[str, Any], tmp_path: Path) -> None:
    root = checkout(tmp_path, case)
    check(root, "--fix")
    before = contents(root)
    assert ": fixed[" not in check(root, "--fix").stdout
    assert contents(root) == before


def update_problems(table: dict[str, Any]) -> Iterator[str]:
    """Yield the cases of a table with the current output, for people to review."""
    for name, case in table.items():
        with tempfile.TemporaryDirectory() as folder:
            case["problems"] = check(checkout(Path(folder), case)).stdout.splitlines()
        yield yaml.safe_dump({name: case}, sort_keys=False, allow_unicode=True, width=1000)


if (
    __name__ == "__main__"
):  # SOURCE_DATE_EPOCH=1780000000 PYTHONPATH=hooks:. python tests/checks/test_invalid.py
    for path, table in TABLES.items():
        path.write_text("".join(update_problems(table)), encoding="utf-8")

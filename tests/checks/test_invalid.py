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

from catalog.checks import check_catalog
from catalog.checks.fix import FixRun, fix_catalog
from catalog.documents.problems import Problem, has_errors
from catalog.utils.files import write_files
from tests.helpers import TOY_PAPER, TOY_ROOT, load_yaml, make_checkout, replace_passages

FOLDER = Path(__file__).parents[1] / "invalid"
TABLES = {path: load_yaml(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.yml"))}
CASES = {f"{path.stem}: {name}": case for path, table in TABLES.items() for name, case in table.items()}
LINE = re.compile(r"(?P<file>data/.*?):\d+:\d+: (?:error|warning)\[[a-z-]+\]: \S.*[.?]")
NOW = "1780000000"  # in May 2026

each_case = pytest.mark.parametrize("case", CASES.values(), ids=CASES)


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOW)


def checkout(folder: Path, case: dict[str, Any]) -> Path:
    assert case.keys() <= {"file", "edit", "files", "problems", "fixed"}
    return make_checkout(folder, case.get("files") or {case.get("file", TOY_PAPER): {"edit": case["edit"]}})


def fix(root: Path) -> tuple[list[Problem], FixRun]:
    """Fix a checkout as `catalog check --fix` does; return the problems before, and the result."""
    catalog, problems = check_catalog(root)
    run = fix_catalog(root, catalog, problems)
    write_files(run.texts.items(), root)
    return problems, run


def contents(root: Path) -> dict[str, bytes]:
    files = (path for path in root.rglob("*") if path.is_file() and not path.is_symlink())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def test_there_are_a_hundred() -> None:
    assert len(CASES) >= 100
    assert sum("fixed" in case for case in CASES.values()) >= 40


@each_case
def test_it_is_reported_and_fixed_or_left_alone(case: dict[str, Any], tmp_path: Path) -> None:
    root = checkout(tmp_path, case)
    before = contents(root)
    problems, run = fix(root)
    assert [str(problem) for problem in problems] == case["problems"]
    assert all(LINE.fullmatch(line) for line in case["problems"])
    assert [problem for problem in problems if not problem.hint] == []
    assert has_errors(problems)
    if "fixed" not in case:
        assert (run.fixed, contents(root)) == ([], before)
        assert has_errors(run.problems)
        return
    file = case.get("file", TOY_PAPER)
    fixed = replace_passages((TOY_ROOT / file).read_text("utf-8"), case["fixed"])
    assert contents(root) == before | {file: fixed.encode()}
    assert run.fixed
    again, second_run = fix(root)
    assert (again, second_run.texts) == ([], {})


def update_problems(table: dict[str, Any]) -> Iterator[str]:
    """Yield the cases of a table with the current output, for people to review."""
    for name, case in table.items():
        with tempfile.TemporaryDirectory() as folder:
            problems = check_catalog(checkout(Path(folder), case))[1]
            case["problems"] = [str(problem) for problem in problems]
        yield yaml.safe_dump({name: case}, sort_keys=False, allow_unicode=True, width=1000)


# SOURCE_DATE_EPOCH=1780000000 PYTHONPATH=hooks:. python tests/checks/test_invalid.py
if __name__ == "__main__":
    for path, table in TABLES.items():
        path.write_text("".join(update_problems(table)), encoding="utf-8")

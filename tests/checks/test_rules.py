"""Every rule has a fixture in tests/rules/: files that violate it, files that almost do, and the output."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from catalog.checks import check_catalog
from catalog.checks.authors import duplicate_author
from catalog.checks.names import near_equal_titles
from catalog.checks.rules import RULES
from catalog.cli.main import main
from catalog.documents.problems import Severity
from tests.helpers import TOY_ROOT, load_yaml, make_catalog, make_checkout, make_paper

FIXTURES = sorted((Path(__file__).parents[1] / "rules").glob("*.yml"))
LINE = re.compile(r"(?P<place>data/\S*:\d+:\d+): (?P<severity>error|warning)\[(?P<rule>[a-z-]+)\]: \S.*[.?]")
NOW = "1780000000"  # in May 2026

each_fixture = pytest.mark.parametrize("fixture", FIXTURES, ids=lambda path: path.stem)


def load(fixture: Path) -> dict[str, Any]:
    data = load_yaml(fixture.read_text(encoding="utf-8"))
    assert data.keys() <= {"invalid", "valid", "problems", "also"}
    return {"also": [], **data}


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", NOW)


def check(root: Path) -> list[str]:
    """Return the lines that `catalog check` prints."""
    return [str(problem) for problem in check_catalog(root)[1]]


def rule_of(line: str) -> str:
    match = LINE.fullmatch(line)
    assert match, f"not `file:line:column: severity[rule]: message. hint`: {line}"
    return match["rule"]


def test_every_rule_has_a_fixture() -> None:
    names = {fixture.stem for fixture in FIXTURES}
    missing, unknown = sorted(RULES.keys() - names), sorted(names - RULES.keys())
    assert not missing + unknown, (
        f"{len(RULES)} rules, {len(names)} fixtures; no fixture: {missing}; no rule: {unknown}"
    )


def test_the_base_is_sound() -> None:
    assert check(TOY_ROOT) == []


def test_the_base_is_canonical() -> None:
    files = [str(path) for path in TOY_ROOT.rglob("*.yml")]
    result = CliRunner().invoke(main, ["--root", str(TOY_ROOT), "format", "--check", *files])
    assert (result.stdout, result.exit_code) == ("", 0)


@each_fixture
def test_a_violation_is_reported(fixture: Path, tmp_path: Path) -> None:
    case = load(fixture)
    lines = check(make_checkout(tmp_path, case["invalid"]))
    assert [line for line in lines if rule_of(line) == fixture.stem] == case["problems"]
    assert {rule_of(line) for line in lines} == {fixture.stem, *case["also"]}


@each_fixture
def test_a_near_miss_is_not(fixture: Path, tmp_path: Path) -> None:
    lines = check(make_checkout(tmp_path, load(fixture)["valid"]))
    assert [line for line in lines if rule_of(line) == fixture.stem] == []


@pytest.mark.parametrize("rule", ["unknown-tag", "no-link"])
def test_only_an_error_fails_the_command(rule: str, tmp_path: Path) -> None:
    case = load(next(fixture for fixture in FIXTURES if fixture.stem == rule))
    root = make_checkout(tmp_path, case["invalid"])
    result = CliRunner().invoke(main, ["--root", str(root), "check"], catch_exceptions=False)
    assert result.stdout.splitlines() == check(root)
    assert result.exit_code == (RULES[rule].severity is Severity.ERROR)


def rewrite(fixture: Path, folder: Path) -> None:
    """Replace the problems in a fixture by the current output, for people to review."""
    lines = [
        line
        for line in check(make_checkout(folder, load(fixture)["invalid"]))
        if rule_of(line) == fixture.stem
    ]
    head = fixture.read_text(encoding="utf-8").partition("\nproblems:\n")[0].rstrip("\n")
    quoted = ("'" + line.replace("'", "''") + "'" for line in lines)
    fixture.write_text("\n  - ".join([f"{head}\nproblems:", *quoted]) + "\n", encoding="utf-8")


def test_equal_titles_are_reported_once_for_each_paper() -> None:
    papers = [make_paper(f"lip-service-{at}-2020") for at in range(300)]
    assert len(list(near_equal_titles.find(make_catalog(*papers)))) == 299


def test_authors_are_compared_within_a_paper_even_if_its_id_is_taken() -> None:
    first = make_paper(authors=("Ann Alder", "Bob Birch"))
    second = make_paper(file="data/papers/2021/lip-service-2020.yml", authors=("Ann Alder", "A. Alder"))
    person = {"name": "Ann Alder", "spellings": ("A. Alder",)}
    for papers in ((first, second), (second, first)):
        findings = list(duplicate_author.find(make_catalog(*papers, ann_alder=person)))
        assert [finding.path for finding in findings] == [("authors", 1)]


# SOURCE_DATE_EPOCH=1780000000 PYTHONPATH=hooks:. python tests/checks/test_rules.py
if __name__ == "__main__":
    for each in FIXTURES:
        with tempfile.TemporaryDirectory() as folder:
            rewrite(each, Path(folder))

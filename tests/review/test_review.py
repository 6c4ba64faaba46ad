"""Problems that count against a change, with a real history."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from catalog.cli.main import main
from catalog.review.review import Review, review_checkout
from catalog.review.revisions import ComparisonError
from tests.helpers import TOY_PAPER, load_yaml, make_checkout
from tests.repository import Repository
from tests.review.changes import make_change, write_files

CASES = load_yaml((Path(__file__).parent / "cases.yml").read_text("utf-8"))
PAPER_2029 = "data/papers/2029/hum-2029.yml"
HUM = "title: Hum\narxiv: '2901.00001'\ncategories: [mumbling]\nsources: [napkin]\n"
BROKEN = {TOY_PAPER: {"edit": {"[audio, jazz]": "[audio, jaz]"}}}

each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case["it"])


def run(root: Path, *words: str) -> Result:
    result = CliRunner().invoke(main, ["--root", str(root), *words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def counted_problems(review: Review) -> list[str]:
    return [
        f"{problem.rule.severity} {problem.rule.id} {problem.location.file}" for problem in review.problems
    ]


@each_case
@pytest.mark.every(3)
def test_problems_that_count(case: dict[str, Any], tmp_path: Path) -> None:
    root = tmp_path / "toy"
    repository = make_change(root, case.get("before", {}), case.get("after", {}))
    review = review_checkout(root, "main")
    assert sorted(counted_problems(review)) == sorted(case.get("counted", []))
    said = f"Already present in unchanged files and not counted: {case.get('older')}."
    assert review.older_summary == (said if "older" in case else "")

    repository.git("switch", "--quiet", "--create", "change")  # once committed, it is the same
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "--allow-empty", "-m", "-")
    assert counted_problems(review_checkout(root, "main")) == counted_problems(review)
    assert not list(tmp_path.rglob("pwned"))


@each_case
@pytest.mark.every(4)
def test_the_command_reports_the_same(case: dict[str, Any], tmp_path: Path) -> None:
    make_change(tmp_path, case.get("before", {}), case.get("after", {}))
    result = run(tmp_path, "check", "--since", "main")
    lines = result.stdout.splitlines()
    assert len(lines) == len(case.get("counted", []))
    assert all(line.startswith("data/") for line in lines)
    assert result.exit_code == any(line.startswith("error") for line in case.get("counted", []))
    assert (f"not counted: {case['older']}." if "older" in case else "") in result.stderr


def test_later_commits_on_main_are_not_part_of_the_change(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    repository.git("switch", "--quiet", "--create", "change")
    repository.write("hum-2029")
    repository.commit()
    repository.git("switch", "--quiet", "main")
    repository.write("drone-2029", arxiv='"la la"')
    repository.commit()
    repository.git("switch", "--quiet", "change")
    assert review_checkout(tmp_path, "main").changed_files == {PAPER_2029}


def test_a_merge_is_compared_with_its_first_parent(tmp_path: Path) -> None:
    """As in the checks of pull requests, on the merge commit that GitHub creates."""
    repository = Repository(tmp_path)
    repository.git("switch", "--quiet", "--create", "change")
    write_files(tmp_path, {PAPER_2029: HUM})
    repository.commit()
    repository.git("switch", "--quiet", "main")
    repository.write("drone-2029", "Drone", arxiv='"la la"')
    repository.commit()
    repository.git("merge", "--quiet", "--no-ff", "change")
    review = review_checkout(tmp_path, "HEAD^1")
    assert review.changed_files == {PAPER_2029}
    assert (counted_problems(review), len(review.older_problems)) == ([], 1)


def test_a_catalog_in_a_subfolder_of_the_repository(tmp_path: Path) -> None:
    outer = Repository(tmp_path)
    inner = make_checkout(tmp_path / "inner", BROKEN)
    outer.commit()
    (inner / PAPER_2029).parent.mkdir()
    (inner / PAPER_2029).write_text("title: Hum\n", encoding="utf-8")
    outer.commit()
    review = review_checkout(inner, "HEAD^1")
    assert {problem.location.file for problem in review.problems} == {PAPER_2029} == review.changed_files
    assert len(review.older_problems) == 1


def test_a_base_without_data(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    repository.git("rm", "--quiet", "-r", "data")
    repository.commit()
    make_checkout(tmp_path, BROKEN)
    assert counted_problems(review_checkout(tmp_path, "main")) == [f"error unknown-tag {TOY_PAPER}"]


@pytest.mark.parametrize(
    ("ref", "reason"),
    [
        ("no-such-branch", "Unknown commit 'no-such-branch'"),
        ("main:data/venues.yml", "is not a valid commit name"),
        ("HEAD^{tree}", "Unknown commit"),
        ("", "is not a valid commit name"),
        ("--output=pwned", "is not a valid commit name"),
        ("main;touch pwned", "is not a valid commit name"),
        ("$(touch pwned)", "is not a valid commit name"),
        ("main\n::error ::pwned", "is not a valid commit name"),
        ("main --not", "is not a valid commit name"),
    ],
)
@pytest.mark.parametrize("command", ["check", "review"])
def test_an_invalid_ref(command: str, ref: str, reason: str, tmp_path: Path) -> None:
    Repository(tmp_path)
    result = run(tmp_path, command, f"--since={ref}")
    assert (result.exit_code, result.stdout) == (2, "")
    assert reason in result.stderr
    assert "::error" not in [line[:7] for line in result.stderr.splitlines()]
    assert not list(tmp_path.rglob("pwned"))


def test_a_shallow_clone_gets_a_hint(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "whole")
    repository.git("tag", "start")
    for title in ("Hum", "Hmm"):
        repository.write("hum-2029", title)
        repository.commit()
    shallow = tmp_path / "shallow"
    repository.git("clone", "--quiet", "--depth=1", repository.root.as_uri(), str(shallow))
    with pytest.raises(ComparisonError, match="git fetch --unshallow"):
        review_checkout(shallow, "start")
    with pytest.raises(ComparisonError, match="git fetch --unshallow"):
        review_checkout(shallow, "HEAD^1")


def test_unrelated_histories_cannot_be_compared(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    repository.git("switch", "--quiet", "--orphan", "other")
    make_checkout(tmp_path)
    repository.commit()
    with pytest.raises(ComparisonError, match="no commit in common"):
        review_checkout(tmp_path, "main")


def test_without_a_repository_there_is_no_comparison(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(ComparisonError, match="not a git repository"):
        review_checkout(make_checkout(tmp_path), "main")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ComparisonError, match="git is not installed"):
        review_checkout(tmp_path, "main")


def test_git_settings_make_no_difference(tmp_path: Path) -> None:
    repository = make_change(tmp_path, {}, {PAPER_2029: "title: Hum\n", TOY_PAPER: None})
    expected = counted_problems(review_checkout(tmp_path, "main"))
    for name, value in (("diff.renames", "copies"), ("core.quotePath", "true"), ("diff.noprefix", "true")):
        repository.git("config", name, value)
    repository.git("config", "diff.external", "touch pwned")
    assert counted_problems(review_checkout(tmp_path, "main")) == expected
    assert len(expected) > 1
    assert not (tmp_path / "pwned").exists()

"""What counts against a change, beside a real history."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from catalog.cli.main import main
from catalog.review.review import Review, review_checkout
from catalog.review.revisions import ComparisonError
from tests.helpers import TOY_PAPER, make_checkout
from tests.repository import Repository
from tests.review.changes import changed

CASES = yaml.safe_load((Path(__file__).parent / "cases.yml").read_text("utf-8"))
PAPER_2029 = "data/papers/2029/hum-2029.yml"
BROKEN = {TOY_PAPER: {"edit": {"[audio, jazz]": "[audio, jaz]"}}}

each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case["it"])


def run(root: Path, *words: str) -> Result:
    result = CliRunner().invoke(main, ["--root", str(root), *words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def counted(found: Review) -> list[str]:
    return [f"{one.rule.severity} {one.rule.id} {one.location.file}" for one in found.problems]


@each_case
def test_what_counts(case: dict[str, Any], tmp_path: Path) -> None:
    root = tmp_path / "toy"
    repository = changed(root, case.get("before", {}), case.get("after", {}))
    found = review_checkout(root, "main")
    assert sorted(counted(found)) == sorted(case.get("counted", []))
    said = f"Already present in unchanged files and not counted: {case.get('older')}."
    assert found.older_summary == (said if "older" in case else "")

    repository.git("switch", "--quiet", "--create", "change")  # committed, it is the same
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "--allow-empty", "-m", "-")
    assert counted(review_checkout(root, "main")) == counted(found)
    assert not list(tmp_path.rglob("pwned"))


@each_case
def test_the_command_says_the_same(case: dict[str, Any], tmp_path: Path) -> None:
    changed(tmp_path, case.get("before", {}), case.get("after", {}))
    result = run(tmp_path, "check", "--since", "main")
    lines = result.stdout.splitlines()
    assert len(lines) == len(case.get("counted", []))
    assert all(line.startswith("data/") for line in lines)
    assert result.exit_code == any(line.startswith("error") for line in case.get("counted", []))
    assert (f"not counted: {case['older']}." if "older" in case else "") in result.stderr


def test_what_main_got_meanwhile_is_not_this_change(tmp_path: Path) -> None:
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
    """As checks of pull requests do, on the merge that GitHub makes."""
    repository = Repository(tmp_path)
    repository.git("switch", "--quiet", "--create", "change")
    repository.write("hum-2029")
    repository.commit()
    repository.git("switch", "--quiet", "main")
    repository.write("drone-2029", "Drone", arxiv='"la la"')
    repository.commit()
    repository.git("merge", "--quiet", "--no-ff", "change")
    found = review_checkout(tmp_path, "HEAD^1")
    assert found.changed_files == {PAPER_2029}
    assert (counted(found), len(found.older_problems)) == ([], 1)


def test_a_catalog_in_a_folder_of_the_repository(tmp_path: Path) -> None:
    outer = Repository(tmp_path)
    inner = make_checkout(tmp_path / "inner", BROKEN)
    outer.commit()
    (inner / PAPER_2029).parent.mkdir()
    (inner / PAPER_2029).write_text("title: Hum\n", encoding="utf-8")
    outer.commit()
    found = review_checkout(inner, "HEAD^1")
    assert {one.location.file for one in found.problems} == {PAPER_2029} == found.changed_files
    assert len(found.older_problems) == 1


def test_the_first_catalog_has_nothing_to_lean_on(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    repository.git("rm", "--quiet", "-r", "data")
    repository.commit()
    make_checkout(tmp_path, BROKEN)
    assert counted(review_checkout(tmp_path, "main")) == [f"error unknown-tag {TOY_PAPER}"]


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
def test_a_ref_that_is_none(command: str, ref: str, reason: str, tmp_path: Path) -> None:
    Repository(tmp_path)
    result = run(tmp_path, command, f"--since={ref}")
    assert (result.exit_code, result.stdout) == (2, "")
    assert reason in result.stderr
    assert "::error" not in [line[:7] for line in result.stderr.splitlines()]
    assert not list(tmp_path.rglob("pwned"))


def test_a_cut_off_history_says_what_to_do(tmp_path: Path) -> None:
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


def test_unrelated_histories_have_nothing_in_common(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    repository.git("switch", "--quiet", "--orphan", "other")
    make_checkout(tmp_path)
    repository.commit()
    with pytest.raises(ComparisonError, match="no commit in common"):
        review_checkout(tmp_path, "main")


def test_without_a_repository_there_is_nothing_to_compare(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(ComparisonError, match="not a git repository"):
        review_checkout(make_checkout(tmp_path), "main")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ComparisonError, match="git is not installed"):
        review_checkout(tmp_path, "main")


def test_settings_of_git_make_no_difference(tmp_path: Path) -> None:
    repository = changed(tmp_path, {}, {PAPER_2029: "title: Hum\n", TOY_PAPER: None})
    told = counted(review_checkout(tmp_path, "main"))
    for name, value in (("diff.renames", "copies"), ("core.quotePath", "true"), ("diff.noprefix", "true")):
        repository.git("config", name, value)
    repository.git("config", "diff.external", "touch pwned")
    assert counted(review_checkout(tmp_path, "main")) == told
    assert len(told) > 1
    assert not (tmp_path / "pwned").exists()

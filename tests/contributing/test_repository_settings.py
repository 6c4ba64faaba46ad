"""Settings of the repository, as far as GitHub's API tells, compared with those that SECURITY.md asks for."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.helpers import ROOT
from tests.review.scripts import write_program

PROGRAM = ROOT / "hooks/catalog/contributing/repository_settings.py"
REVIEW = {
    "required_approving_review_count": 1,
    "require_code_owner_review": True,
    "dismiss_stale_reviews_on_push": True,
    "require_last_push_approval": True,
}
CHECKS = {"required_status_checks": [{"context": "Verdict"}], "strict_required_status_checks_policy": True}
RULES: list[dict[str, Any]] = [
    {"type": "pull_request", "parameters": REVIEW},
    {"type": "required_status_checks", "parameters": CHECKS},
    {"type": "non_fast_forward"},
    {"type": "deletion"},
]


def complete() -> dict[str, Any]:
    """Return the answers of the API for a repository that has every setting."""
    labels = ("add-paper", "correction", "dead-link", "category", "result", "bug")
    return {
        "rules/branches/main": RULES,
        "branches/main": {"protected": True},
        "codeowners/errors": {"errors": []},
        "private-vulnerability-reporting": {"enabled": True},
        "actions/permissions/workflow": {
            "default_workflow_permissions": "read",
            "can_approve_pull_request_reviews": True,
        },
        "pages": {"build_type": "workflow"},
        "actions/workflows": {"workflows": [{"name": "Nightly", "state": "active"}]},
        "commits/main": {"commit": {"committer": {"date": days_ago(3)}}},
        "labels": [{"name": label} for label in labels],
    }


def without(key: str) -> dict[str, Any]:
    """Return the answers that differ if the rule for pull requests does not ask for something."""
    return {"rules/branches/main": [{**RULES[0], "parameters": {**REVIEW, key: False}}, *RULES[1:]]}


def days_ago(days: int) -> str:
    return (datetime.now(UTC) - timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")


def compare(folder: Path, answers: Mapping[str, Any]) -> tuple[int, list[str], str]:
    """Return exit code, missing settings and report for the answers of the API; others are refused."""
    for path, answer in answers.items():
        file = folder / "answers" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        (file.with_name(f"{file.name}.json")).write_text(json.dumps(answer), "utf-8")
    write_program(folder, "bin/gh", 'path="${2#repos/o/r/}"; cat "answers/${path%%\\?*}.json"')
    summary = folder / "summary.md"
    env = {"GH_REPO": "o/r", "BRANCH": "main", "GITHUB_STEP_SUMMARY": str(summary)}
    process = subprocess.run(
        [sys.executable, "-I", "-S", str(PROGRAM)],
        cwd=folder,
        env={**os.environ, "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}", **env},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert not process.stderr, process.stderr
    start = "::error title=Repository settings::"
    missing = [line.removeprefix(start) for line in process.stdout.splitlines() if line.startswith(start)]
    return process.returncode, missing, summary.read_text("utf-8")


def test_nothing_is_missing(tmp_path: Path) -> None:
    code, missing, report = compare(tmp_path, complete())
    assert (code, missing) == (0, [])
    assert "### Missing" not in report
    assert "### Not readable" not in report


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"rules/branches/main": RULES[1:]}, "Pull requests need a review from Code Owners"),
        ({"rules/branches/main": [RULES[0], *RULES[2:]]}, "main requires the check Verdict"),
        (
            {"rules/branches/main": [{"type": RULES[1]["type"], "parameters": {}}]},
            "The merged state is checked: a merge queue, or branches up to date",
        ),
        ({"rules/branches/main": RULES[:3]}, "Deletion is blocked on main"),
        (
            {"rules/branches/main": [], "branches/main": {"protected": False}},
            "Pull requests need an approval",
        ),
        ({"rules/branches/main": [*RULES[:2], RULES[3]]}, "Force pushes are blocked on main"),
        (without("require_code_owner_review"), "Pull requests need a review from Code Owners"),
        (without("dismiss_stale_reviews_on_push"), "New commits dismiss stale approvals"),
        (
            without("require_last_push_approval"),
            "The most recent push needs an approval by someone else",
        ),
        ({"labels": []}, "The label add-paper exists"),
        ({"pages": {"build_type": "legacy"}}, "Pages are published by GitHub Actions"),
        ({"codeowners/errors": {"errors": [{"line": 5}]}}, "CODEOWNERS names existing teams or people"),
        (
            {"actions/workflows": {"workflows": [{"name": "Nightly", "state": "disabled_inactivity"}]}},
            "The workflow Nightly is enabled",
        ),
        ({"commits/main": {"commit": {"committer": {"date": days_ago(50)}}}}, "Scheduled workflows go on"),
        ({"private-vulnerability-reporting": {"enabled": False}}, "Private vulnerability reporting"),
    ],
)
def test_a_missing_setting_is_named(changes: dict[str, Any], missing: str, tmp_path: Path) -> None:
    code, found, report = compare(tmp_path, complete() | changes)
    assert code == 1
    assert [line for line in found if line.startswith(f"{missing}: ")]
    assert missing in report.partition("### Set")[0]


def test_a_merge_queue_checks_the_merged_state(tmp_path: Path) -> None:
    checks = {**CHECKS, "strict_required_status_checks_policy": False}
    rules = [*RULES, {"type": "required_status_checks", "parameters": checks}, {"type": "merge_queue"}]
    assert compare(tmp_path, complete() | {"rules/branches/main": rules[:1] + rules[2:]})[1] == []


def test_what_cannot_be_read_is_not_missing(tmp_path: Path) -> None:
    code, missing, report = compare(tmp_path, {})
    assert (code, missing) == (0, [])
    assert report.count("\n- ") > 10
    assert "### Missing" not in report


def test_a_classic_protection_cannot_be_read(tmp_path: Path) -> None:
    code, missing, report = compare(tmp_path, complete() | {"rules/branches/main": []})
    assert (code, missing) == (0, [])
    assert "requires the check Verdict" in report.partition("### Not readable")[2]


def test_security_md_lists_the_settings() -> None:
    text = " ".join((ROOT / ".github/SECURITY.md").read_text("utf-8").split())
    for words in (
        "Verdict",
        "Require review from Code Owners",
        "Dismiss stale pull request approvals",
        "approval of the most recent reviewable push",
        "merge queue",
        "branches to be up to date",
        "Block force pushes",
        "Restrict deletions",
        "Private vulnerability reporting",
        "`add-paper`, `correction`, `dead-link`, and `category`",
        "Read repository contents",
        "60 days",
    ):
        assert words in text, words

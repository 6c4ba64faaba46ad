"""Compare the settings of the repository on GitHub with those that SECURITY.md asks for.

Workflows run this file by itself: `python3 -I repository_settings.py`. It needs the standard library and
GitHub's CLI, `gh`, and changes nothing. What the token of a workflow may not read is listed as unknown.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import quote

REQUIRED_CHECK = "Verdict"
LABELS = ("add-paper", "correction", "dead-link", "category", "result")
"""Labels that the issue forms add."""
MAX_QUIET_DAYS = 60
"""Days without activity after which GitHub stops scheduled workflows of a public repository.
Source: https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows#schedule"""
WARNING_DAYS = 15
"""Days in advance of which to say so; the workflow runs once a week."""
TIMEOUT_SECONDS = 60


class Setting(NamedTuple):
    """A setting, and whether the repository has it."""

    name: str
    is_set: bool | None
    """None if it cannot be read."""
    advice: str
    """Where to change it."""


@dataclass(frozen=True)
class Repository:
    """A repository, as the API of GitHub describes it."""

    name: str
    """owner/name."""
    branch: str
    """Its default branch."""

    def get(self, path: str = "") -> Any:
        """Return the answer of the API to a path below the repository; None if it may not be read."""
        command = ["gh", "api", f"repos/{self.name}/{path}".rstrip("/")]
        process = subprocess.run(
            command, capture_output=True, encoding="utf-8", timeout=TIMEOUT_SECONDS, check=False
        )
        try:
            return json.loads(process.stdout) if process.returncode == 0 else None
        except ValueError:
            return None

    @cached_property
    def rules(self) -> Mapping[str, Mapping[str, Any]] | None:
        """Parameters of the rules for the default branch, by type; None if they cannot be read."""
        rules = self.get(f"rules/branches/{quote(self.branch, safe='')}?per_page=100")
        if not isinstance(rules, list):
            return None
        merged: dict[str, dict[str, Any]] = {}
        for rule in rules:  # several rule sets can have a rule of one type, and all apply
            parameters = merged.setdefault(rule["type"], {})
            for key, value in (rule.get("parameters") or {}).items():
                known = parameters.get(key)
                parameters[key] = [*known, *value] if isinstance(known, list) else known or value
        return merged

    def settings(self) -> Iterator[Setting]:
        """Yield every setting that the API tells of."""
        yield from self._branch_settings()
        yield from self._access_settings()
        yield from self._workflow_settings()
        labels = self.get("labels?per_page=100")
        names = {label["name"] for label in labels} if isinstance(labels, list) else None
        for label in LABELS:
            is_set = None if names is None else label in names
            yield Setting(f"The label {label} exists", is_set, "Issues, Labels")

    def _branch_settings(self) -> Iterator[Setting]:
        where = f"Settings, Rules, Rulesets, a rule set for {self.branch}"
        rules = self.rules
        if not rules:  # a classic protection is for administrators to read
            branch = self.get(f"branches/{quote(self.branch, safe='')}")
            is_protected = branch.get("protected") if isinstance(branch, dict) else None
            rules = {} if is_protected is False else None
        reviews, checks = (
            None if rules is None else rules.get(type, {})
            for type in ("pull_request", "required_status_checks")
        )

        def has(parameters: Mapping[str, Any] | None, key: str) -> bool | None:
            return None if parameters is None else bool(parameters.get(key))

        contexts = [check["context"] for check in (checks or {}).get("required_status_checks", ())]
        has_check = None if checks is None else REQUIRED_CHECK in contexts
        yield Setting(f"{self.branch} requires the check {REQUIRED_CHECK}", has_check, where)
        is_current = has(checks, "strict_required_status_checks_policy")
        if rules and "merge_queue" in rules:
            is_current = True
        yield Setting("The merged state is checked: a merge queue, or branches up to date", is_current, where)
        for name, key in (
            ("Pull requests need an approval", "required_approving_review_count"),
            ("Pull requests need a review from Code Owners", "require_code_owner_review"),
            ("New commits dismiss stale approvals", "dismiss_stale_reviews_on_push"),
            ("The most recent push needs an approval by someone else", "require_last_push_approval"),
        ):
            yield Setting(name, has(reviews, key), where)
        for name, type in (
            ("Force pushes are blocked", "non_fast_forward"),
            ("Deletion is blocked", "deletion"),
        ):
            yield Setting(f"{name} on {self.branch}", None if rules is None else type in rules, where)

    def _access_settings(self) -> Iterator[Setting]:
        errors = self.get("codeowners/errors")
        is_valid = not errors["errors"] if isinstance(errors, dict) and "errors" in errors else None
        yield Setting("CODEOWNERS names existing teams or people", is_valid, ".github/CODEOWNERS")
        reports = self.get("private-vulnerability-reporting")
        is_set = reports.get("enabled") if isinstance(reports, dict) else None
        yield Setting("Private vulnerability reporting", is_set, "Settings, Advanced Security")
        token = self.get("actions/permissions/workflow")
        where = "Settings, Actions, General, Workflow permissions"
        can_read, can_propose = None, None
        if isinstance(token, dict):
            can_read = token.get("default_workflow_permissions") == "read"
            can_propose = bool(token.get("can_approve_pull_request_reviews"))
        yield Setting("Workflows may only read by default", can_read, where)
        yield Setting("Workflows may create pull requests", can_propose, where)
        pages = self.get("pages")
        is_set = pages.get("build_type") == "workflow" if isinstance(pages, dict) else None
        yield Setting("Pages are published by GitHub Actions", is_set, "Settings, Pages")

    def _workflow_settings(self) -> Iterator[Setting]:
        answer = self.get("actions/workflows?per_page=100")
        for workflow in answer.get("workflows", ()) if isinstance(answer, dict) else ():
            is_active = not workflow["state"].startswith("disabled")
            yield Setting(
                f"The workflow {workflow['name']} is enabled", is_active, "Actions, Enable workflow"
            )
        commit = self.get(f"commits/{quote(self.branch, safe='')}")
        goes_on: bool | None = None
        end = ""
        if isinstance(commit, dict):
            date = datetime.fromisoformat(commit["commit"]["committer"]["date"].replace("Z", "+00:00"))
            stop = date + timedelta(days=MAX_QUIET_DAYS)
            goes_on, end = stop - datetime.now(UTC) > timedelta(days=WARNING_DAYS), f" on {stop:%d %B %Y}"
        advice = f"GitHub stops them{end}, {MAX_QUIET_DAYS} days after the last commit: merge something"
        yield Setting("Scheduled workflows go on", goes_on, advice)


def render_report(settings: list[Setting]) -> str:
    """Return the settings as Markdown, missing ones first."""
    lines = ["## Repository settings", ""]
    for is_set, heading in (
        (False, "Missing"),
        (None, "Not readable: please compare by hand"),
        (True, "Set"),
    ):
        items = [f"- {setting.name} ({setting.advice})" for setting in settings if setting.is_set is is_set]
        lines += [f"### {heading}", "", *items, ""] if items else []
    return "\n".join(lines)


def main() -> int:
    """Print missing settings as annotations, and write the report; return 1 if one is missing."""
    repository = Repository(os.environ["GH_REPO"], os.environ["BRANCH"])
    settings = list(repository.settings())
    if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
        with open(summary, "a", encoding="utf-8") as file:  # noqa: PTH123
            file.write(render_report(settings))
    missing = [setting for setting in settings if setting.is_set is False]
    for setting in missing:
        print(f"::error title=Repository settings::{setting.name}: {setting.advice}")
    unknown = sum(setting.is_set is None for setting in settings)
    print(f"{len(settings)} settings: {len(missing)} missing, {unknown} not readable")
    return int(bool(missing))


if __name__ == "__main__":
    sys.exit(main())

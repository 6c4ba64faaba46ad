"""Fetch the answers that earlier runs of rounds kept as artifacts; the program behind `hooks/fetch.py`.

Needs only the standard library and GitHub's CLI, `gh`. Answers that cannot be had are no failure: the round
asks for everything again, and a build shows less.
"""

from __future__ import annotations

import argparse
import json
import subprocess
from collections.abc import Mapping, Sequence
from os import environ
from pathlib import Path
from typing import Any

ARTIFACT = "answers-{round}"
FOLDER = Path(".cache")
MAX_ARTIFACTS = 100
TIMEOUT_SECONDS = 300


def fetch_answers(round: str, repository: str, branch: str) -> str:
    """Download the newest answers of a round, and return a sentence on them.

    Args:
        round: Name of the round.
        repository: `owner/name`.
        branch: Branch whose runs count; anybody can run a workflow on another one.
    """
    name = ARTIFACT.format(round=round)
    try:
        query = f"repos/{repository}/actions/artifacts?name={name}&per_page={MAX_ARTIFACTS}"
        artifacts = json.loads(_run_gh("api", query))["artifacts"]
        runs = [artifact["workflow_run"]["id"] for artifact in artifacts if _is_ours(artifact, branch)]
        if not runs:
            return f"{round}: no answers are kept"
        _run_gh("run", "download", str(int(runs[0])), "--name", name, "--dir", str(FOLDER))
    except (subprocess.SubprocessError, OSError, ValueError, KeyError, TypeError):
        return f"{round}: the answers cannot be had"
    return f"{round}: answers of run {runs[0]}"


def _is_ours(artifact: Mapping[str, Any], branch: str) -> bool:
    """Return whether a run of our branch made an artifact; forks may have branches of that name."""
    run = artifact["workflow_run"]
    is_own = run["head_repository_id"] == run["repository_id"]
    return not artifact["expired"] and is_own and run["head_branch"] == branch


def _run_gh(*arguments: str) -> str:
    options: dict[str, Any] = {"capture_output": True, "encoding": "utf-8", "timeout": TIMEOUT_SECONDS}
    return str(subprocess.run(["gh", *arguments], check=True, **options).stdout)


def main(arguments: Sequence[str] | None = None) -> str:
    """Fetch the answers of rounds, and return what was fetched."""
    parser = argparse.ArgumentParser(
        description="Download the newest answers of rounds of upkeep to .cache/.",
        epilog="Example: fetch.py audit links",
    )
    parser.add_argument("--repository", default=environ.get("GH_REPO", ""), help="owner/name")
    parser.add_argument("--branch", default=environ.get("BRANCH", "main"), help="branch whose runs count")
    parser.add_argument("rounds", nargs="+", metavar="ROUND")
    options = parser.parse_args(arguments)
    lines = [fetch_answers(round, options.repository, options.branch) for round in options.rounds]
    return "\n".join(lines)

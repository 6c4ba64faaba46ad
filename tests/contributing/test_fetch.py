"""Answers of earlier rounds, fetched from artifacts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.contributing.fake_github import FakeGitHub, install_gh
from tests.helpers import ROOT


@pytest.fixture
def hub(tmp_path: Path) -> FakeGitHub:
    """A stand-in with the answers of an audit, in a run of ours and in one of a fork."""
    hub = FakeGitHub(tmp_path)
    install_gh(tmp_path / "bin")
    hub.checkout.mkdir()
    kept = tmp_path / "artifacts/answers-audit/refresh"
    kept.mkdir(parents=True)
    (kept / "audit.json").write_text("{}", "utf-8")
    return hub


def fetch(hub: FakeGitHub, *rounds: str, branch: str = "main") -> list[str]:
    """Run the program as workflows do, and return its lines."""
    path = os.pathsep.join([str(hub.folder / "bin"), os.environ["PATH"]])
    command = [
        sys.executable,
        "-I",
        "-S",
        str(ROOT / "hooks/fetch.py"),
        "--repository",
        "o/r",
        "--branch",
        branch,
    ]
    env = {**os.environ, "PATH": path, "GH_LOG": str(hub.folder)}
    process = subprocess.run(
        [*command, *rounds], cwd=hub.checkout, env=env, capture_output=True, encoding="utf-8", check=True
    )
    return process.stdout.splitlines()


def test_the_newest_answers_of_our_branch_are_fetched(hub: FakeGitHub) -> None:
    assert fetch(hub, "audit", "links") == ["audit: answers of run 7", "links: no answers are kept"]
    assert (hub.checkout / ".cache/refresh/audit.json").read_text("utf-8") == "{}"


def test_runs_of_other_branches_do_not_count(hub: FakeGitHub) -> None:
    assert fetch(hub, "audit", branch="develop") == ["audit: no answers are kept"]
    assert not (hub.checkout / ".cache").exists()


@pytest.mark.parametrize("script", ["exit 1", "echo '{'", "echo '[]'", """echo '{"artifacts": [{}]}'"""])
def test_answers_that_cannot_be_had_are_no_failure(hub: FakeGitHub, script: str) -> None:
    (hub.folder / "bin/gh").write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    assert fetch(hub, "audit") == ["audit: the answers cannot be had"]

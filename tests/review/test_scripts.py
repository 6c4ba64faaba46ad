"""The shell of the workflows, run with stand-ins for what it calls."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from tests.repository import Repository
from tests.sites import ROOT

BASH = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c")
"""How a runner starts a step."""


def script(workflow: str, name: str) -> str:
    """The shell of one step."""
    jobs = yaml.safe_load((ROOT / ".github/workflows" / workflow).read_text("utf-8"))["jobs"].values()
    (found,) = (str(step["run"]) for job in jobs for step in job["steps"] if step["name"] == name)
    return found


def run(text: str, folder: Path, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run it in a folder, whose bin/ comes first in the path."""
    path = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        [*BASH, text],
        cwd=folder,
        env={**os.environ, "PATH": path, **env},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def stand_in(folder: Path, name: str, text: str) -> Path:
    """A program that says and does what a test wants."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/usr/bin/env bash\n{text}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


@pytest.mark.parametrize(
    ("results", "code"),
    [
        ("success success success", 0),
        ("success skipped success", 0),
        ("success success skipped", 0),
        ("success success failure", 1),
        ("success failure success", 1),
        ("success cancelled success", 1),
        ("failure skipped success", 1),
    ],
)
def test_the_verdict(results: str, code: int, tmp_path: Path) -> None:
    done = run(script("check.yml", "Fail if another job failed"), tmp_path, {"RESULTS": results})
    assert done.returncode == code


@pytest.mark.parametrize(
    ("event", "files", "program"),
    [
        ("pull_request", ["data/papers/2029/hum-2029.yml"], "false"),
        ("pull_request", ["LIST.md", "data/tags.yml"], "false"),
        ("pull_request", ["data/tags.yml", "hooks/events.py"], "true"),
        ("pull_request", ["docs/data.md"], "true"),
        ("pull_request", ["database.yml"], "true"),
        ("push", ["data/papers/2029/hum-2029.yml"], "true"),
    ],
)
def test_the_program_is_tested_when_it_changes(
    event: str, files: list[str], program: str, tmp_path: Path
) -> None:
    repository = Repository(tmp_path)
    repository.git("switch", "--quiet", "--create", "change")
    for name in files:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x\n", encoding="utf-8")
    repository.commit()
    repository.git("switch", "--quiet", "main")
    repository.git("merge", "--quiet", "--no-ff", "change")
    output = tmp_path / "output"
    look = script("check.yml", "Check whether anything but records changes")
    done = run(look, tmp_path, {"EVENT": event, "GITHUB_OUTPUT": str(output)})
    assert done.returncode == 0, done.stderr
    assert output.read_text("utf-8") == f"program={program}\n"


@pytest.mark.parametrize(("first", "last"), [("true", "--first"), ("false", "0123")])
def test_the_review_gets_its_words_whole(first: str, last: str, tmp_path: Path) -> None:
    stand_in(tmp_path, ".venv/bin/catalog", """printf '%s\\n' "$@"; exit 1""")
    env = {
        "SITE": "https://a.example/",
        "HEAD_REPOSITORY": "x; touch pwned $(touch pwned)",
        "HEAD_SHA": "0123",
    }
    env |= {"FIRST": first, "GITHUB_STEP_SUMMARY": "summary"}
    done = run(script("check.yml", "Review the records"), tmp_path, env)
    words = done.stdout.splitlines()
    assert words[:3] == ["review", "--since", "HEAD^1"]
    assert words[words.index("--repository") + 1] == env["HEAD_REPOSITORY"]
    assert (words[-1], done.returncode) == (last, 1)
    assert not (tmp_path / "pwned").exists()


@pytest.mark.parametrize("code", [0, 2])
def test_a_build_says_nothing_to_the_runner_and_blocks_nothing(code: int, tmp_path: Path) -> None:
    stand_in(tmp_path, "bin/make", f"mkdir -p site; echo '::error ::pwned'; exit {code}")
    summary = tmp_path / "summary.md"
    summary.touch()
    build = script("check.yml", "Build the site")
    runs = [run(build, tmp_path, {"GITHUB_STEP_SUMMARY": str(summary)}) for _ in range(2)]
    assert [done.returncode for done in runs] == [0, 0]
    lines = runs[0].stdout.splitlines()
    token = lines[0].removeprefix("::stop-commands::")
    assert lines == [f"::stop-commands::{token}", "::error ::pwned", f"::{token}::"]
    assert len(token) == 32
    assert runs[1].stdout != runs[0].stdout  # nobody can guess it
    assert ("No preview" in summary.read_text("utf-8")) == bool(code)
    assert (tmp_path / "site").exists() == (not code)


@pytest.mark.parametrize(
    ("result", "number", "told"),
    [
        ("success", "", []),
        ("success", "7", ["issue close 7"]),
        ("failure", "", ["issue create --title The nightly check fails"]),
        ("failure", "7", ["issue comment 7"]),
    ],
)
def test_there_is_one_issue(result: str, number: str, told: list[str], tmp_path: Path) -> None:
    stand_in(tmp_path, "bin/gh", 'if [ "$2" = list ]; then echo "$FOUND"; else echo "$*"; fi')
    env = {"RESULT": result, "FOUND": number, "RUN": "https://github.com/o/r/actions/runs/1"}
    done = run(script("nightly.yml", "Open, update or close it"), tmp_path, env)
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert len(lines) == len(told)
    assert all(line.startswith(start) for line, start in zip(lines, told, strict=True))
    assert all(line.endswith(env["RUN"]) for line in lines)

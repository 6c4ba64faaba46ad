"""The shell scripts of the workflows, run with stand-ins for the programs that they call."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.repository import Repository
from tests.review.scripts import read_script, run_script, write_program


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
    process = run_script(
        read_script("check.yml", "Fail if another job failed"), tmp_path, {"RESULTS": results}
    )
    assert process.returncode == code


@pytest.mark.parametrize(
    ("event", "files", "program"),
    [
        ("pull_request", ["data/papers/2029/hum-2029.yml"], "false"),
        ("pull_request", ["LIST.md", "data/tags.yml"], "false"),
        ("pull_request", ["data/tags.yml", "hooks/events.py"], "true"),
        ("pull_request", ["docs/data.md"], "true"),
        ("pull_request", ["database.yml"], "true"),
        ("merge_group", ["data/papers/2029/hum-2029.yml"], "false"),
        ("workflow_dispatch", ["docs/lists/hums.md"], "false"),
        ("workflow_dispatch", [], "true"),  # to publish
        ("push", ["data/papers/2029/hum-2029.yml"], "true"),
    ],
)
def test_the_code_is_tested_when_it_changes(
    event: str, files: list[str], program: str, tmp_path: Path
) -> None:
    repository = Repository(tmp_path)
    repository.git("switch", "--quiet", "--create", "change")
    for name in files:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x\n", encoding="utf-8")
    if files:
        repository.commit()
    repository.git("switch", "--quiet", "main")
    repository.git("merge", "--quiet", "--no-ff", "change")
    output = tmp_path / "output"
    look = read_script("check.yml", "Check whether anything but records changes")
    env = {"EVENT": event, "BASE": "HEAD^1" if files else "HEAD", "GITHUB_OUTPUT": str(output)}
    process = run_script(look, tmp_path, env)
    assert process.returncode == 0, process.stderr
    assert output.read_text("utf-8") == f"program={program}\n"


@pytest.mark.parametrize(("first", "last"), [("true", "--first"), ("false", "0123")])
def test_the_review_gets_its_arguments_unsplit(first: str, last: str, tmp_path: Path) -> None:
    write_program(tmp_path, ".venv/bin/catalog", """printf '%s\\n' "$@"; exit 1""")
    env = {
        "SITE": "https://a.example/",
        "HEAD_REPOSITORY": "x; touch pwned $(touch pwned)",
        "HEAD_SHA": "0123",
    }
    env |= {"FIRST": first, "BASE": "HEAD^1", "GITHUB_STEP_SUMMARY": "summary"}
    process = run_script(read_script("check.yml", "Review the records"), tmp_path, env)
    words = process.stdout.splitlines()
    assert words[:3] == ["review", "--since", "HEAD^1"]
    assert words[words.index("--repository") + 1] == env["HEAD_REPOSITORY"]
    assert (words[-1], process.returncode) == (last, 1)
    assert not (tmp_path / "pwned").exists()


@pytest.mark.parametrize("code", [0, 2])
def test_build_output_is_never_a_workflow_command(code: int, tmp_path: Path) -> None:
    write_program(tmp_path, "bin/make", f"mkdir -p site; echo '::error ::pwned'; exit {code}")
    write_program(tmp_path, ".venv/bin/catalog", "exit 1")
    summary = tmp_path / "summary.md"
    summary.touch()
    build = read_script("check.yml", "Build the site")
    runs = [run_script(build, tmp_path, {"GITHUB_STEP_SUMMARY": str(summary)}) for _ in range(2)]
    assert [process.returncode for process in runs] == [0, 0]
    lines = runs[0].stdout.splitlines()
    token = lines[0].removeprefix("::stop-commands::")
    assert lines == [f"::stop-commands::{token}", "::error ::pwned", f"::{token}::"]
    assert len(token) == 32
    assert runs[1].stdout != runs[0].stdout  # nobody can guess it
    assert ("No preview" in summary.read_text("utf-8")) == bool(code)
    assert (tmp_path / "site").exists() == (not code)


@pytest.mark.parametrize(
    ("results", "number", "calls"),
    [
        ("success", "", []),
        ("success skipped", "7", ["issue close 7"]),
        ("failure skipped skipped", "", ["issue create --title A test fails"]),
        ("success failure", "7", ["issue comment 7"]),
        ("cancelled", "", ["issue create --title A test fails"]),
    ],
)
def test_the_issue_about_a_workflow_is_opened_updated_and_closed(
    results: str, number: str, calls: list[str], tmp_path: Path
) -> None:
    write_program(tmp_path, "bin/gh", 'if [ "$2" = list ]; then echo "$FOUND"; else echo "$*"; fi')
    run_url = "https://github.com/o/r/actions/runs/1"
    env = {"TITLE": "A test fails", "NOTE": "That is bad.", "RESULTS": results, "FOUND": number}
    script = read_script("report.yml", "Open, update or close it")
    process = run_script(script, tmp_path, {**env, "RUN": run_url})
    assert process.returncode == 0, process.stderr
    lines = process.stdout.splitlines()
    assert len(lines) == len(calls)
    assert all(line.startswith(start) for line, start in zip(lines, calls, strict=True))
    assert all(line.endswith(run_url) for line in lines)


@pytest.mark.parametrize(("is_valid", "code"), [(True, 1), (False, 0)])
def test_a_valid_catalog_that_cannot_be_built_is_refused(is_valid: bool, code: int, tmp_path: Path) -> None:
    write_program(tmp_path, "bin/make", "exit 2")
    write_program(tmp_path, ".venv/bin/catalog", f"exit {int(not is_valid)}")
    process = run_script(
        read_script("check.yml", "Build the site"), tmp_path, {"GITHUB_STEP_SUMMARY": "summary"}
    )
    assert process.returncode == code

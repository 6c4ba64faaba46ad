"""The workflows, the lock files and what else runs with rights outside the tests."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

from tests.helpers import load_yaml

ROOT = Path(__file__).parent.parent
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.y*ml"))
PINNED = re.compile(
    r"\s*(?:- )?uses: (?:[\w-]+/[\w./-]+@[0-9a-f]{40} # v\d+(\.\d+)*|\$/\.github/workflows/\w+\.yml)"
)
LOCKED = re.compile(r"^([a-z0-9-]+)==(\S+)(?: ; .+)? \\$", re.MULTILINE)

each_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)


def run(*command: str) -> None:
    """Run one of the environment's own tools and fail with all that it says if it finds fault."""
    tool = shutil.which(command[0], path=str(Path(sys.executable).parent))
    assert tool, f"{command[0]} is not installed beside {sys.executable}"
    done = subprocess.run(
        [tool, *command[1:]], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def load(path: Path) -> Any:
    """Read a workflow. YAML 1.1 takes its key `on` for a truth value, so that key is True."""
    return load_yaml(path.read_text(encoding="utf-8"))


def steps(workflow: Any) -> Iterator[dict[str, Any]]:
    """Give every step of every job."""
    for job in workflow["jobs"].values():
        yield from job.get("steps", [])


def test_there_are_workflows() -> None:
    assert {"check.yml", "publish.yml"} <= {path.name for path in WORKFLOWS}


def test_zizmor_finds_nothing() -> None:
    run("zizmor", "--offline", "--persona", "pedantic", "--no-progress", ".github")


def test_workflows_follow_their_schema() -> None:
    paths = map(str, WORKFLOWS)
    run("check-jsonschema", "--builtin-schema", "vendor.github-workflows", *paths)


def test_dependabot_follows_its_schema() -> None:
    run("check-jsonschema", "--builtin-schema", "vendor.dependabot", ".github/dependabot.yml")


@each_workflow
def test_every_action_is_pinned_to_a_commit(path: Path) -> None:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if "uses:" in line]
    assert [line for line in lines if not PINNED.fullmatch(line)] == []


@each_workflow
def test_permissions_are_stated_by_each_job_alone(path: Path) -> None:
    workflow = load(path)
    assert workflow["permissions"] == {}
    assert [name for name, job in workflow["jobs"].items() if "permissions" not in job] == []


@each_workflow
def test_every_job_has_a_time_limit(path: Path) -> None:
    jobs = load(path)["jobs"]
    own = {name: job for name, job in jobs.items() if "uses" not in job}  # others have limits themselves
    assert [name for name, job in own.items() if not job.get("timeout-minutes", 999) <= 60] == []


@each_workflow
def test_no_workflow_mixes_strangers_code_with_rights(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    workflow = load(path)
    assert "pull_request_target" not in text
    if "pull_request" in workflow[True]:
        assert "secrets." not in text
        for job in workflow["jobs"].values():
            assert set(job["permissions"].values()) <= {"read"}


@each_workflow
def test_no_input_is_pasted_into_a_shell(path: Path) -> None:
    assert [step["run"] for step in steps(load(path)) if "${{" in step.get("run", "")] == []


@each_workflow
def test_no_checkout_leaves_its_token_behind(path: Path) -> None:
    for step in steps(load(path)):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


@each_workflow
def test_packages_run_in_jobs_without_a_token_that_can_write(path: Path) -> None:
    """A package that somebody has taken over runs with the rights of its job."""
    for name, job in load(path)["jobs"].items():
        can_write = "write" in {*job["permissions"].values()} - {"read"}
        scripts = " ".join(step.get("run", "") for step in job.get("steps", ()))
        assert not (can_write and runs_packages(scripts)), name
        for step in job.get("steps", ()):
            assert not ("GH_TOKEN" in step.get("env", {}) and runs_packages(step.get("run", ""))), name


def runs_packages(script: str) -> bool:
    return bool(re.search(r"\bmake\b|\.venv|\bpip\b|\.ci/", script))


@pytest.mark.parametrize(
    "name", ["nightly.yml", "gates.yml", "publish.yml", "refresh.yml", "upkeep.yml", "settings.yml"]
)
def test_a_failing_or_cancelled_run_is_reported(name: str) -> None:
    jobs = load(ROOT / ".github/workflows" / name)["jobs"]
    report = jobs["report"]
    assert report["uses"] == "$/.github/workflows/report.yml"
    assert report["if"] == "${{ always() }}"
    needs = [report["needs"]] if isinstance(report["needs"], str) else report["needs"]
    assert set(needs) == jobs.keys() - {"report"}
    assert "needs." in report["with"]["results"]
    assert load(ROOT / ".github/workflows" / name)["concurrency"]["cancel-in-progress"] is False


def test_publishing_waits_for_the_check() -> None:
    workflow = load(ROOT / ".github/workflows/publish.yml")
    jobs = workflow["jobs"]
    assert jobs["check"]["uses"] == "$/.github/workflows/check.yml"
    assert (jobs["build"]["needs"], jobs["deploy"]["needs"]) == ("check", "build")
    assert not {"if", "continue-on-error"} & {*jobs["check"], *jobs["build"], *jobs["deploy"]}


def test_what_is_merged_is_checked_first() -> None:
    workflow = load(ROOT / ".github/workflows/check.yml")
    assert {"pull_request", "merge_group", "workflow_dispatch", "workflow_call"} == workflow[True].keys()
    assert set(workflow["jobs"]["verdict"]["needs"]) == workflow["jobs"].keys() - {"verdict"}


def test_a_change_of_records_runs_the_tests_of_the_records() -> None:
    data = load(ROOT / ".github/workflows/check.yml")["jobs"]["data"]
    assert [step["run"] for step in data["steps"] if "run" in step] == ["make test-data"]
    assert not any({"if", "continue-on-error"} & step.keys() for step in data["steps"])
    recipe = re.search(r"^test-data:.*\n((?:\t.*\n)+)", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert recipe
    assert '-m pytest -m "data and not gate" $(TESTS)' in recipe[1]


@pytest.mark.parametrize(("engine", "lock"), [("mkdocs", "requirements"), ("properdocs", "requirements-dev")])
def test_the_engine_is_a_variable(engine: str, lock: str, tmp_path: Path) -> None:
    for name in ("Makefile", "pyproject.toml", "requirements.lock", "requirements-dev.lock"):
        shutil.copy(ROOT / name, tmp_path)
    process = subprocess.run(
        ["make", "--dry-run", "site", "serve", f"ENGINE={engine}"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    engines = re.findall(r"-m (\w+) (build|serve)\b", process.stdout)
    assert engines == [(engine, "build"), (engine, "serve")]
    assert re.findall(r"-r ([\w-]+)\.lock", process.stdout)[-1] == lock


@pytest.mark.parametrize("name", ["check.yml", "nightly.yml", "publish.yml"])
def test_the_site_is_built_with_the_whole_history(name: str) -> None:
    every = steps(load(ROOT / ".github/workflows" / name))
    checkouts = [step["with"] for step in every if step.get("uses", "").startswith("actions/checkout@")]
    assert {options.get("fetch-depth") for options in checkouts} == {0}


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_lock_is_hashed_and_names_no_host(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z0-9-]+==)", text)[1:]
    assert len(entries) > 40
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
    assert re.findall(r"://|^-|/(?:home|root|tmp|Users|work)/", text, re.MULTILINE) == []


@pytest.mark.parametrize(
    ("name", "groups"), [("requirements.lock", ["build"]), ("requirements-dev.lock", ["dev"])]
)
def test_lock_is_up_to_date_with_pyproject(name: str, groups: list[str]) -> None:
    locked = dict(LOCKED.findall((ROOT / name).read_text(encoding="utf-8")))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = list(project["project"]["dependencies"])
    for group in groups:
        wanted += [item for item in project["dependency-groups"][group] if isinstance(item, str)]
    unmet = [
        line
        for line, want in zip(wanted, map(Requirement, wanted), strict=True)
        if locked.get(want.name.lower(), "") not in want.specifier
    ]
    assert unmet == [], "run `make lock`"


def test_both_locks_agree() -> None:
    site, dev = (
        set(LOCKED.findall((ROOT / name).read_text(encoding="utf-8")))
        for name in ("requirements.lock", "requirements-dev.lock")
    )
    assert site <= dev, "run `make lock`"

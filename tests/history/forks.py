"""A fork on GitHub without secrets, in a folder, where the workflow release.yml runs."""

from __future__ import annotations

import copy
import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from tests.contributing.fake_github import FakeGitHub, install_gh
from tests.helpers import ROOT, load_yaml
from tests.repository import Repository
from tests.review.scripts import write_program
from tests.workflow_jobs import CATALOG, JobRun, fill, run_job

WORKFLOW: dict[Any, Any] = load_yaml((ROOT / ".github/workflows/release.yml").read_text("utf-8"))
MAKE = '[ "$*" = site ] && mkdir -p site && cp -R data site/data && git rev-parse HEAD > site/index.html'
"""Program in place of `make site`."""


@dataclass
class Run:
    """One run of the workflow."""

    commit: str
    """Commit for which it was started."""
    jobs: dict[str, JobRun] = field(default_factory=dict)
    report: str = ""
    """Results of the jobs, as the last job gets them."""
    artifact: dict[str, bytes] = field(default_factory=dict)
    """Files of the first job, by name."""
    signed: set[str] = field(default_factory=set)
    """Names of the files whose origin is signed."""

    @property
    def log(self) -> str:
        """Output of all scripts."""
        return "".join(job.log for job in self.jobs.values())


class Fork:
    """A fork with the toy catalog on its main branch."""

    def __init__(self, folder: Path) -> None:
        self.repository = Repository(folder / "curator")
        self.github = FakeGitHub(folder)
        self.run_count = 0
        self.repository.git("init", "--quiet", "--bare", "--initial-branch=main", str(self.github.remote))
        install_gh(folder / "bin")

    @property
    def releases(self) -> dict[str, dict[str, Any]]:
        """Releases by tag, oldest first."""
        store = self.github.folder / "releases.json"
        releases = json.loads(store.read_text("utf-8")) if store.exists() else []
        return {release["tag"]: release for release in releases}

    def add_release(self, tag: str, *, is_draft: bool = False) -> None:
        """Add a release without files and tag."""
        releases = [{"tag": tag, "isDraft": is_draft, "title": "Made before", "notes": ""}]
        (self.github.folder / "releases.json").write_text(json.dumps(releases), "utf-8")

    def files(self, tag: str) -> dict[str, bytes]:
        """Return the files of a release by name."""
        return read_files(self.github.folder / "releases" / tag)

    def commit_of(self, name: str) -> str:
        """Return the commit of a tag or branch on GitHub."""
        return self.github.git("rev-parse", f"{name}^{{commit}}").strip()

    def push(self) -> None:
        """Push the main branch and the tags."""
        self.repository.git("push", "--quiet", "--tags", str(self.github.remote), "HEAD:main")

    def release(
        self, *, changes: Mapping[str, Any] | None = None, after_build: Callable[[], None] = lambda: None
    ) -> Run:
        """Push, and run the workflow on the main branch, each job on a machine of its own.

        Args:
            changes: Other inputs for the checkout.
            after_build: What happens between the jobs.
        """
        self.push()
        self.run_count += 1
        shutil.rmtree(self.github.folder / "artifacts", ignore_errors=True)
        run = Run(self.commit_of("main"))
        needs: dict[str, Any] = {}
        github = {"token": "short-lived", "repository": "o/r", "run_id": "7", "sha": run.commit}
        context: dict[str, Any] = {"github": github, "secrets": {}, "needs": needs}
        for name, job in WORKFLOW["jobs"].items():
            if "steps" not in job:
                run.report = fill(job["with"]["results"], context)
                continue
            is_ready = "needs" not in job or needs[job["needs"]]["result"] == "success"
            run.jobs[name] = (
                self._run_job(name, job, context, run, changes) if is_ready else JobRun("skipped")
            )
            needs[name] = {"result": run.jobs[name].result, "outputs": run.jobs[name].outputs}
            if name == "build":
                after_build()
        return run

    def _run_job(
        self, name: str, job: Any, context: dict[str, Any], run: Run, changes: Mapping[str, Any] | None
    ) -> JobRun:
        machine = self.github.folder / f"machines/{self.run_count}-{name}"
        machine.mkdir(parents=True)
        if changes:
            job = copy.deepcopy(job)
            job["steps"][0]["with"].update(changes)
        actions = {
            "actions/checkout": partial(self._check_out, machine),
            "actions/upload-artifact": partial(self._upload, machine, run),
            "actions/attest-build-provenance": partial(_sign, machine, run),
        }
        (machine / "bin").mkdir()
        shutil.copy(self.github.folder / "bin/gh", machine / "bin/gh")
        return run_job(job, machine, context, actions=actions, env={"GH_LOG": str(self.github.folder)})

    def _check_out(self, machine: Path, inputs: Mapping[str, str]) -> None:
        """Fetch the main branch as actions/checkout does, which has one commit and no tags by default."""
        depth = inputs.get("fetch-depth", "1")
        options = [] if depth == "0" else [f"--depth={depth}", "--no-tags"]
        self.repository.git("init", "--quiet", "--initial-branch=main", str(machine))
        for command in (
            ("fetch", "--quiet", *options, f"file://{self.github.remote}", "main:refs/remotes/origin/main"),
            ("switch", "--quiet", "--create", "main", "origin/main", "--no-track"),
        ):
            self.repository.git("-C", str(machine), *command)
        write_program(machine, "bin/make", MAKE)
        write_program(machine, ".venv/bin/catalog", CATALOG)

    def _upload(self, machine: Path, run: Run, inputs: Mapping[str, str]) -> None:
        shutil.copytree(machine / inputs["path"], self.github.folder / "artifacts" / inputs["name"])
        run.artifact = read_files(machine / inputs["path"])


def _sign(machine: Path, run: Run, inputs: Mapping[str, str]) -> None:
    run.signed = {path.name for path in machine.glob(inputs["subject-path"])}


def read_files(folder: Path) -> dict[str, bytes]:
    """Return the contents of the files in a folder by name."""
    return {path.name: path.read_bytes() for path in folder.iterdir()}

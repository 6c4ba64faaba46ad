"""A runner for the jobs of check.yml, as GitHub runs them on a checkout, with stand-ins for what takes long.

The site is not built, and tests are not run: both succeed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.helpers import ROOT, load_yaml
from tests.review.scripts import write_program
from tests.workflow_jobs import CATALOG, JobRun, is_wanted, run_job

STAND_INS = {
    # it would ask the sites of the links
    ".venv/bin/catalog": f'[ "$1" = refresh ] && exit 0; {CATALOG}',
    "bin/make": "exit 0",
    "bin/google-chrome": "exit 0",
    ".ci/run": "exit 0",
}


@dataclass
class Run:
    """One run of the workflow."""

    results: dict[str, str] = field(default_factory=dict)
    """Results of the jobs."""
    log: str = ""
    summary: str = ""


def run_check(root: Path, event_name: str, event: Mapping[str, Any]) -> Run:
    """Run check.yml for an event on the checked-out commit of a repository."""
    github = {"event_name": event_name, "event": event, "repository": "o/r", "repository_owner": "o"}
    context: dict[str, Any] = {"github": {**github, "sha": "0" * 40}, "vars": {}, "needs": {}}
    run = Run()
    (root / ".git/info/exclude").write_text(".venv\nbin\n.ci\nreview\ndocs\n", "utf-8")
    if not (root / "docs").exists():
        (root / "docs").symlink_to(ROOT / "docs")
    for name, text in STAND_INS.items():
        write_program(root, name, text)
    workflow = load_yaml((ROOT / ".github/workflows/check.yml").read_text("utf-8"))
    assert event_name in workflow[True]
    for name, job in workflow["jobs"].items():
        needs = job.get("needs", [])
        needed = {need: context["needs"][need] for need in ([needs] if isinstance(needs, str) else needs)}
        own = {**context, "needs": needed}
        job_run = run_job(job, root, own) if is_wanted(job, own) else JobRun("skipped")
        run.results[name] = job_run.result
        run.log += job_run.log
        run.summary += job_run.summary
        context["needs"][name] = {"result": job_run.result, "outputs": job_run.outputs}
    return run

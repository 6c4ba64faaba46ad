"""Rounds as GitHub runs them: from a schedule, over the scripts of the workflows, to a local git remote."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from catalog import Catalog
from catalog.cli.refresh import ROUNDS
from tests.contributing.fake_github import FakeGitHub, make_github
from tests.helpers import ROOT
from tests.lookup.services import Services
from tests.refresh.audit.registry import Registry, Work
from tests.review.actions import evaluate, fill
from tests.review.scripts import run_script, write_program

WORKFLOWS = ROOT / ".github/workflows"
REFRESH: dict[Any, Any] = yaml.safe_load((WORKFLOWS / "refresh.yml").read_text("utf-8"))
ROUND: dict[Any, Any] = yaml.safe_load((WORKFLOWS / "round.yml").read_text("utf-8"))
CRONS = [schedule["cron"] for schedule in REFRESH[True]["schedule"]]
CONTEXT: dict[str, Any] = {
    "github": {
        "token": "read-only",
        "server_url": "https://github.example",
        "repository": "o/r",
        "ref_name": "main",
        "event": {"repository": {"default_branch": "main"}},
        "run_id": "7",
    },
    "secrets": {},
}


def choose_rounds(event: dict[str, Any], round: str | None = None) -> list[str]:
    """Return the rounds that an event starts."""
    expression = REFRESH["jobs"]["rounds"]["strategy"]["matrix"]["round"].strip().removeprefix("${{")
    rounds: list[str] = evaluate(
        expression.removesuffix("}}"), {"github": {"event": event}, "inputs": {"round": round}}
    )
    return rounds


class Hub:
    """GitHub in a folder, where the jobs of a round run."""

    def __init__(self, hub: FakeGitHub, services: Services) -> None:
        self.github = hub
        self.services = services
        services.ca.cert_pem.write_to_path(str(hub.checkout / "ca.pem"))
        program = f'"{sys.executable}" "{ROOT}/tests/refresh/run_round.py"'
        write_program(
            hub.checkout, ".venv/bin/catalog", f'exec {program} "$2" {services.base} "$PWD" "${{@:3}}"'
        )
        write_program(hub.checkout, "bin/make", "exit 0")
        shutil.copy(hub.folder / "bin/gh", hub.checkout / "bin/gh")
        shutil.copytree(ROOT / "hooks", hub.checkout / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
        (hub.checkout / ".git/info/exclude").write_text(
            ".venv\nbin\nhooks\nca.pem\n.cache\noutcome\nreport.md\n", "utf-8"
        )

    def run_round(self, name: str) -> str:
        """Run both jobs of a round on a fresh checkout, and return what the second one printed."""
        self.services.requests.clear()
        self.github.git("switch", "--quiet", "--force", "main", at=self.github.checkout)
        for folder in (self.github.checkout / ".cache", self.github.checkout / "outcome"):
            shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(self.github.folder / "outcome", ignore_errors=True)
        for job in ("ask", "send"):
            for step in ROUND["jobs"][job]["steps"]:
                log = self._run_step(step, name)
        return log

    def _run_step(self, step: dict[str, Any], round: str) -> str:
        context = {**CONTEXT, "inputs": {"round": round}}
        checkout = self.github.checkout
        if str(step.get("uses", "")).startswith("actions/upload-artifact@"):
            source = checkout / fill(step["with"]["path"], context)
            target = self.github.folder / "artifacts" / fill(step["with"]["name"], context)
            if source.exists():
                shutil.copytree(source, target, dirs_exist_ok=True)
            return ""
        if "run" not in step:
            return ""
        env = {name: fill(value, context) for name, value in step.get("env", {}).items()}
        env |= {
            "GITHUB_STEP_SUMMARY": str(self.github.folder / "summary.md"),
            "RUNNER_TEMP": str(checkout / ".."),
        }
        env |= {"GH_LOG": str(self.github.folder), "SOURCE_DATE_EPOCH": "1795305600", "NO_PROXY": "localhost"}
        script = step["run"].replace("https://github.com/${GH_REPO}.git", str(self.github.remote))
        process = run_script(script, checkout, env)
        assert process.returncode == 0, (step["name"], process.stdout, process.stderr)
        return process.stdout.strip()


@pytest.fixture
def hub(tmp_path: Path, services: Services) -> Hub:
    return Hub(make_github(tmp_path / "github"), services)


def test_every_round_has_a_schedule_and_can_be_started_by_hand() -> None:
    scheduled = [round for cron in CRONS for round in choose_rounds({"schedule": cron})]
    names = {round.name for round in ROUNDS}
    options = REFRESH[True]["workflow_dispatch"]["inputs"]["round"]["options"]
    assert sorted(scheduled) == sorted(options)
    assert names <= {*options}
    for name in options:
        assert choose_rounds({}, name) == [name]


def test_an_audit_ends_in_one_issue_that_closes_itself(hub: Hub) -> None:
    papers = Catalog.load(hub.github.checkout).papers
    registry = Registry.of(papers)
    wrong = next(paper.arxiv for paper in papers if paper.arxiv)
    registry.arxiv[wrong] = Work("A Survey of Doorbells", ("Ding Dong",))
    hub.services.set_replies("arxiv", registry.answer_arxiv)
    hub.services.set_replies("crossref", registry.answer_crossref)
    assert hub.run_round("audit").startswith("Issue https://github.example/issues/1")
    (issue,) = [call["body"] for call in hub.github.calls if call["arguments"][:2] == ["issue", "create"]]
    assert "A Survey of Doorbells" in issue
    assert "A Survey of Doorbells" in (hub.github.folder / "summary.md").read_text("utf-8")
    assert hub.run_round("audit") == "Issue 1 updated"
    assert hub.services.requests == []  # the answers of the first run were kept
    record = next(paper.file for paper in papers if paper.arxiv == wrong)
    path = hub.github.checkout / record
    path.write_text(path.read_text("utf-8").replace(wrong, "2101.09999"), "utf-8")
    registry.arxiv["2101.09999"] = registry.of(papers).arxiv[wrong]
    hub.github.git("add", record, at=hub.github.checkout)
    identity = ("-c", "user.name=Curator", "-c", "user.email=curator@example.org")
    hub.github.git(*identity, "commit", "--quiet", "-m", "Correct", at=hub.github.checkout)
    assert hub.run_round("audit") == "Issue 1 closed"
    assert len(hub.services.requests) == 1
    runs = json.loads((hub.github.checkout / ".cache/refresh/runs/audit.json").read_text("utf-8"))
    assert runs["open"] == 0
    kept = hub.github.folder / "artifacts/answers-audit"
    assert [path.name for path in kept.iterdir()] == ["refresh"]

"""GitHub in a folder, where rounds run as workflows do: their scripts, and a local git remote."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

import yaml

from tests.contributing.fake_github import GIT_IDENTITY, FakeGitHub
from tests.helpers import ROOT
from tests.lookup.services import Services
from tests.review.actions import fill
from tests.review.scripts import run_script, write_program

ROUND: dict[Any, Any] = yaml.safe_load((ROOT / ".github/workflows/round.yml").read_text("utf-8"))
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


class Hub:
    """GitHub in a folder, where the jobs of a round run."""

    def __init__(self, hub: FakeGitHub, services: Services) -> None:
        self.github = hub
        self.services = services
        services.ca.cert_pem.write_to_path(str(hub.checkout / "ca.pem"))
        self.use_program("tests/refresh/run_round.py", '"$2"', services.base)
        write_program(hub.checkout, "bin/make", "exit 0")
        shutil.copy(hub.folder / "bin/gh", hub.checkout / "bin/gh")
        shutil.copytree(ROOT / "hooks", hub.checkout / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
        (hub.checkout / ".git/info/exclude").write_text(
            ".venv\nbin\nhooks\nca.pem\n.cache\noutcome\nreport.md\n", "utf-8"
        )

    def use_program(self, path: str, *arguments: str) -> None:
        """Run a program in place of `catalog refresh ROUND`, with its own arguments first."""
        command = " ".join([f'"{sys.executable}" "{ROOT}/{path}"', *arguments, '"$PWD"', '"${@:3}"'])
        write_program(self.github.checkout, ".venv/bin/catalog", f"exec {command}")

    def use_data(self, data: Path) -> None:
        """Put another catalog on the main branch."""
        shutil.rmtree(self.github.checkout / "data")
        shutil.copytree(data, self.github.checkout / "data")
        self.commit()

    def commit(self) -> None:
        """Commit everything on the main branch, which is pushed."""
        git = self.github.git
        git("add", "--all", at=self.github.checkout)
        git(*GIT_IDENTITY, "commit", "--quiet", "-m", "A change", at=self.github.checkout)
        git("push", "--quiet", str(self.github.remote), "HEAD:main", at=self.github.checkout)

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

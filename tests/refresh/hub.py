"""GitHub in a folder, where rounds run as workflows do: their scripts, and a local git remote."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.contributing.fake_github import GIT_IDENTITY, FakeGitHub
from tests.helpers import ROOT, load_yaml
from tests.lookup.services import Services
from tests.review.scripts import write_program
from tests.workflow_jobs import run_job

ROUND: dict[Any, Any] = load_yaml((ROOT / ".github/workflows/round.yml").read_text("utf-8"))
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
        (hub.checkout / "hooks").symlink_to(ROOT / "hooks", target_is_directory=True)
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
        context = {**CONTEXT, "inputs": {"round": name}}
        for job in ("ask", "send"):
            actions = {"actions/upload-artifact": self._upload}
            run = run_job(ROUND["jobs"][job], self.github.checkout, context, actions=actions, env=self._env)
            assert run.result == "success", (job, run.log)
            with (self.github.folder / "summary.md").open("a", encoding="utf-8") as summary:
                summary.write(run.summary)
        return run.last_output

    def _upload(self, inputs: Mapping[str, str]) -> None:
        """Copy a folder to the artifacts."""
        source = self.github.checkout / inputs["path"]
        if source.exists():
            shutil.copytree(source, self.github.folder / "artifacts" / inputs["name"], dirs_exist_ok=True)

    @property
    def _env(self) -> dict[str, str]:
        return {
            "GH_LOG": str(self.github.folder),
            "RUNNER_TEMP": str(self.github.folder),
            "SOURCE_DATE_EPOCH": "1795305600",
            "NO_PROXY": "localhost",
            # the remote of the workflow is the one in the folder
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": f"url.{self.github.remote}.insteadOf",
            "GIT_CONFIG_VALUE_0": "https://github.com/o/r.git",
        }

"""GitHub in a folder: a remote repository, a checkout, issue events, and a `gh` that logs its calls."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from catalog.cli.main import main
from tests.helpers import ROOT, make_checkout

FORM = ".github/ISSUE_TEMPLATE/add-paper.yml"
SENDER = ROOT / "hooks/send.py"
SOURCES = ("arxiv", "crossref", "primary", "project-page", "github-readme", "cvf-openaccess", "openreview")
"""Sources of the facts in links, which are added to the toy catalog."""
GIT_IDENTITY = (
    "-c",
    "user.name=Curator",
    "-c",
    "user.email=curator@example.org",
    "-c",
    "commit.gpgSign=false",
)


@dataclass(frozen=True)
class FakeGitHub:
    """The folder with all parts."""

    folder: Path

    @property
    def checkout(self) -> Path:
        return self.folder / "checkout"

    @property
    def remote(self) -> Path:
        return self.folder / "remote.git"

    def git(self, *arguments: str, at: Path | None = None) -> str:
        """Run git and return its output."""
        return subprocess.run(
            ["git", "-C", str(at or self.remote), *arguments],
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout

    @property
    def branches(self) -> list[str]:
        return self.git("for-each-ref", "--format=%(refname:short)", "refs/heads").split()

    def changed_files(self, branch: str) -> dict[str, str]:
        """Return the contents of the files that a branch changes."""
        names = self.git("diff", "--name-only", "-z", f"main...{branch}").split("\0")
        return {name: self.git("show", f"{branch}:{name}") for name in names if name}

    @property
    def calls(self) -> list[dict[str, Any]]:
        """Calls of `gh`, in order."""
        log = self.folder / "calls.jsonl"
        return [json.loads(line) for line in log.read_text("utf-8").splitlines()] if log.exists() else []

    @property
    def comments(self) -> list[str]:
        return [call["body"] for call in self.calls if call["arguments"][:2] == ["issue", "comment"]]

    @property
    def pull_requests(self) -> list[str]:
        return [call["body"] for call in self.calls if call["arguments"][:2] == ["pr", "create"]]

    def answer_issue(self, body: Any, number: int = 7, **issue: Any) -> subprocess.CompletedProcess[str]:
        """Run both jobs of the workflow for an issue, without requests to services."""
        self.git("switch", "--quiet", "--force", "main", at=self.checkout)
        event = self.folder / "event.json"
        user = {"login": "ada-lovelace", "id": 1815}
        payload = {"number": number, "body": body, "user": user, "author_association": "NONE"} | issue
        event.write_text(json.dumps({"action": "opened", "issue": payload}), "utf-8")
        reply = str(self.folder / f"reply-{number}")
        arguments = ["answer", "--offline", "--site", "https://pages.example/", "--out", reply, str(event)]
        result = self.run_catalog("issue", *arguments)
        assert result.exit_code == 0, result.output
        return self.send("--issue", str(number), reply)

    def run_catalog(self, *arguments: str) -> Result:
        """Run `catalog` in the checkout."""
        env = {"SOURCE_DATE_EPOCH": "1795305600"}
        return CliRunner().invoke(main, ["--root", str(self.checkout), *arguments], env=env)

    def send(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Send what is in a folder as the workflows do, without packages, and with the stand-in for gh."""
        path = os.pathsep.join([str(self.folder / "bin"), os.environ["PATH"]])
        return subprocess.run(
            [sys.executable, "-I", "-S", str(SENDER), "--remote", str(self.remote), *arguments],
            cwd=self.checkout,
            env={**os.environ, "PATH": path, "GH_LOG": str(self.folder)},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    def open_from_fork(self, branch: str, times: int = 1) -> None:
        """Open pull requests from branches of forks."""
        store = self.folder / "pulls.json"
        pulls = json.loads(store.read_text("utf-8")) if store.exists() else []
        for _ in range(times):
            url = f"https://github.example/pull/{len(pulls) + 1}-from-a-fork"
            pulls.append(
                {"url": url, "isCrossRepository": True, "headRefName": branch, "baseRefName": "main"}
            )
        store.write_text(json.dumps(pulls), "utf-8")


def make_github(folder: Path) -> FakeGitHub:
    """Create a stand-in with the toy catalog on its main branch."""
    hub = FakeGitHub(folder)
    entries = "".join(f"{id}:\n  name: {id}\n  kind: web\n  about: Stands in for it.\n" for id in SOURCES)
    make_checkout(hub.checkout)
    with (hub.checkout / "data/sources.yml").open("a", encoding="utf-8") as sources:
        sources.write(entries)
    (hub.checkout / FORM).parent.mkdir(parents=True)
    shutil.copy(ROOT / FORM, hub.checkout / FORM)
    hub.git("init", "--quiet", "--initial-branch=main", at=hub.checkout)
    hub.git("add", "--all", at=hub.checkout)
    hub.git(*GIT_IDENTITY, "commit", "--quiet", "--message", "The toy catalog", at=hub.checkout)
    hub.git("clone", "--quiet", "--bare", str(hub.checkout), str(hub.remote), at=hub.checkout)
    install_gh(folder / "bin")
    return hub


def install_gh(folder: Path) -> None:
    """Install `gh` in a folder, on any system."""
    script = Path(__file__).with_name("fake_gh.py")
    folder.mkdir()
    name = "gh.bat" if os.name == "nt" else "gh"
    call = (
        f'@"{sys.executable}" "{script}" %*\n'
        if os.name == "nt"
        else f'#!/bin/sh\nexec "{sys.executable}" "{script}" "$@"\n'
    )
    (folder / name).write_text(call, "utf-8")
    (folder / name).chmod(0o755)

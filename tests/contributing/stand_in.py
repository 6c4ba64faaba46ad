"""GitHub in a folder: a repository to push to, a checkout, events of issues, and a `gh` that keeps a log."""

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
SOURCES = ("arxiv", "crossref", "primary", "project-page", "github-readme", "cvf-openaccess", "openreview")
"""Who states what links tell; the toy catalog gets them."""
WHO = ("-c", "user.name=Curator", "-c", "user.email=curator@example.org", "-c", "commit.gpgSign=false")


@dataclass(frozen=True)
class GitHub:
    """The stand-in."""

    folder: Path

    @property
    def checkout(self) -> Path:
        return self.folder / "checkout"

    @property
    def remote(self) -> Path:
        return self.folder / "remote.git"

    def git(self, *arguments: str, at: Path | None = None) -> str:
        """What git says."""
        done = subprocess.run(
            ["git", "-C", str(at or self.remote), *arguments],
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        return done.stdout

    @property
    def branches(self) -> list[str]:
        return self.git("for-each-ref", "--format=%(refname:short)", "refs/heads").split()

    def changed(self, branch: str) -> dict[str, str]:
        """The files that a branch changes, with their texts."""
        names = self.git("diff", "--name-only", "-z", f"main...{branch}").split("\0")
        return {name: self.git("show", f"{branch}:{name}") for name in names if name}

    @property
    def calls(self) -> list[dict[str, Any]]:
        """What `gh` was asked, in order."""
        log = self.folder / "calls.jsonl"
        return [json.loads(line) for line in log.read_text("utf-8").splitlines()] if log.exists() else []

    @property
    def comments(self) -> list[str]:
        return [call["body"] for call in self.calls if call["arguments"][:2] == ["issue", "comment"]]

    @property
    def pull_requests(self) -> list[str]:
        return [call["body"] for call in self.calls if call["arguments"][:2] == ["pr", "create"]]

    def answer(self, body: Any, number: int = 7, **issue: Any) -> list[Result]:
        """Run both steps of the workflow for an issue with some text; nobody is asked."""
        self.git("switch", "--quiet", "--force", "main", at=self.checkout)
        event = self.folder / "event.json"
        user = {"login": "ada-lovelace", "id": 1815}
        said = {"number": number, "body": body, "user": user, "author_association": "NONE"} | issue
        event.write_text(json.dumps({"action": "opened", "issue": said}), "utf-8")
        reply = str(self.folder / f"reply-{number}")
        asked = ["answer", "--offline", "--site", "https://pages.example/", "--out", reply, str(event)]
        return [self.run("issue", *asked), self.run("issue", "send", "--remote", str(self.remote), reply)]

    def run(self, *arguments: str) -> Result:
        """Run the command `catalog` in the checkout, with the stand-in for gh."""
        path = os.pathsep.join([str(self.folder / "bin"), os.environ["PATH"]])
        env = {"PATH": path, "GH_LOG": str(self.folder), "SOURCE_DATE_EPOCH": "1795305600"}
        return CliRunner().invoke(main, ["--root", str(self.checkout), *arguments], env=env)


def github(folder: Path) -> GitHub:
    """A stand-in with the toy catalog on its main branch."""
    found = GitHub(folder)
    entries = "".join(f"{id}:\n  name: {id}\n  kind: web\n  about: Stands in for it.\n" for id in SOURCES)
    make_checkout(found.checkout)
    with (found.checkout / "data/sources.yml").open("a", encoding="utf-8") as sources:
        sources.write(entries)
    (found.checkout / FORM).parent.mkdir(parents=True)
    shutil.copy(ROOT / FORM, found.checkout / FORM)
    found.git("init", "--quiet", "--initial-branch=main", at=found.checkout)
    found.git("add", "--all", at=found.checkout)
    found.git(*WHO, "commit", "--quiet", "--message", "The toy catalog", at=found.checkout)
    found.git("clone", "--quiet", "--bare", str(found.checkout), str(found.remote), at=found.checkout)
    _program(folder / "bin", Path(__file__).with_name("gh.py"))
    return found


def _program(folder: Path, script: Path) -> None:
    """Make `gh` a program of this folder, on any system."""
    folder.mkdir()
    name = "gh.bat" if os.name == "nt" else "gh"
    call = (
        f'@"{sys.executable}" "{script}" %*\n'
        if os.name == "nt"
        else f'#!/bin/sh\nexec "{sys.executable}" "{script}" "$@"\n'
    )
    (folder / name).write_text(call, "utf-8")
    (folder / name).chmod(0o755)

"""A git repository with a toy catalog, built commit by commit."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from catalog import Catalog
from catalog.history.changes import load_history
from catalog.history.news import News
from catalog.views.views import Views
from tests.helpers import make_checkout

PAPER = """\
title: "{title}"
authors: [Polly Phony]
{facts}categories: [mumbling]
tags: [jazz]
sources: [napkin]
"""
SETTINGS = {f"GIT_{role}_{key}": "toy" for role in ("AUTHOR", "COMMITTER") for key in ("NAME", "EMAIL")}
SETTINGS |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


class Repository:
    """A checkout with the toy catalog and its history."""

    def __init__(self, root: Path) -> None:
        self.root = make_checkout(root)
        self.commit_count = 0
        self.git("init", "--quiet", "--initial-branch=main")
        self.commit("2030-01-01")

    def git(self, *arguments: str, **env: str) -> str:
        """Run git without the settings of the user, and return its output."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        return subprocess.run(
            ["git", "-C", str(self.root), *arguments],
            env={**environment, **SETTINGS, **env},
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        ).stdout

    def commit(self, day: str = "") -> str:
        """Commit all files at noon of a day, by default one not used before; return the day."""
        self.commit_count += 1
        day = day or f"2030-02-{self.commit_count:02}"
        time = f"{day}T12:00:00+0000"
        self.git("add", "--all")
        self.git("commit", "--quiet", "-m", "-", GIT_AUTHOR_DATE=time, GIT_COMMITTER_DATE=time)
        return day

    def path(self, id: str) -> Path:
        """Return the file of a paper."""
        return self.root / f"data/papers/{id[-4:]}/{id}.yml"

    def write(self, id: str, title: str = "Hum", **facts: str) -> None:
        """Write a paper, by default with an arXiv id as its only fact."""
        facts = facts or {"arxiv": '"2901.00001"'}
        self.path(id).parent.mkdir(parents=True, exist_ok=True)
        lines = "".join(f"{key}: {value}\n" for key, value in facts.items())
        self.path(id).write_text(PAPER.format(title=title, facts=lines), encoding="utf-8")

    def news(self) -> News:
        """Return the news of the current catalog."""
        return News(Views(Catalog.load(self.root)), load_history(self.root))

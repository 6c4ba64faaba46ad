"""Scripts of workflows, to run them with stand-ins for the programs that they call."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tests.helpers import load_yaml
from tests.sites import ROOT

BASH = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c")
"""Command with which a runner starts a step."""


def read_script(workflow: str, name: str) -> str:
    """Return the script of one step."""
    jobs = load_yaml((ROOT / ".github/workflows" / workflow).read_text("utf-8"))["jobs"].values()
    (scripts,) = (str(step["run"]) for job in jobs for step in job.get("steps", ()) if step["name"] == name)
    return scripts


def run_script(text: str, folder: Path, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a script in a folder, with its bin/ first in the path."""
    path = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
    return subprocess.run(
        [*BASH, text],
        cwd=folder,
        env={**os.environ, "PATH": path, **env},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def write_program(folder: Path, name: str, text: str) -> Path:
    """Write a program for a test."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/usr/bin/env bash\n{text}\n", encoding="utf-8")
    path.chmod(0o755)
    return path

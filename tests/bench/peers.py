"""Install the other search engines in pinned versions into a folder; nothing of them is committed."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

MINISEARCH_VERSION = "7.2.0"
PAGEFIND_VERSION = "1.5.2"
ESBUILD_VERSION = "0.25.12"
"""Minifies MiniSearch, as a site would."""


def fetch_peers(folder: Path) -> dict[str, str]:
    """Install the peers, add their Python packages to the path, and return name and version by id."""
    scripts = folder / "peers"
    scripts.mkdir(parents=True, exist_ok=True)
    _fetch_minisearch(folder / "npm", scripts / "minisearch.js")
    _fetch_pagefind(folder / "python")
    shutil.copy(_lunr_script(), scripts / "lunr.js")
    return {
        "minisearch": f"MiniSearch {MINISEARCH_VERSION}",
        "lunr": f"Material for MkDocs {version('mkdocs-material')}",
        "pagefind": f"Pagefind {PAGEFIND_VERSION}",
    }


def _fetch_minisearch(folder: Path, script: Path) -> None:
    if not shutil.which("npm"):
        raise FileNotFoundError("npm is needed for MiniSearch; install Node.js.")
    source = folder / f"node_modules/minisearch-{MINISEARCH_VERSION}/dist/es/index.js"
    if not source.exists():
        packages = (
            f"minisearch-{MINISEARCH_VERSION}@npm:minisearch@{MINISEARCH_VERSION}",
            f"esbuild@{ESBUILD_VERSION}",
        )
        _run("npm", "install", "--prefix", str(folder), "--no-audit", "--no-fund", "--no-save", *packages)
    _run(str(folder / "node_modules/.bin/esbuild"), str(source), "--minify", f"--outfile={script}")


def _fetch_pagefind(folder: Path) -> None:
    if not (folder / f"pagefind-{PAGEFIND_VERSION}.dist-info").exists():
        shutil.rmtree(folder, ignore_errors=True)
        _run(
            sys.executable,
            "-m",
            "pip",
            "install",
            "--target",
            str(folder),
            f"pagefind[bin]=={PAGEFIND_VERSION}",
        )
    sys.path.insert(0, str(folder))


def _lunr_script() -> Path:
    """Return the theme's search worker."""
    spec = importlib.util.find_spec("material")
    assert spec
    assert spec.origin
    workers = Path(spec.origin).parent / "templates/assets/javascripts/workers"
    return next(workers.glob("search.*.min.js"))


def _run(*command: str) -> None:
    process = subprocess.run(command, capture_output=True, text=True, check=False)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{process.stdout}{process.stderr}")

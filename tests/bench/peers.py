"""Gets the other engines, in the versions named here, into a folder; nothing of them is committed."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

MINISEARCH = "7.2.0"
PAGEFIND = "1.5.2"
ESBUILD = "0.25.12"
"""Makes MiniSearch small, as a site would."""


def fetch(folder: Path) -> dict[str, str]:
    """Have the peers in a folder, and their Python on the path; their names and versions."""
    scripts = folder / "peers"
    scripts.mkdir(parents=True, exist_ok=True)
    _minisearch(folder / "npm", scripts / "minisearch.js")
    _pagefind(folder / "python")
    shutil.copy(_lunr(), scripts / "lunr.js")
    return {
        "minisearch": f"MiniSearch {MINISEARCH}",
        "lunr": f"Material for MkDocs {version('mkdocs-material')}",
        "pagefind": f"Pagefind {PAGEFIND}",
    }


def _minisearch(folder: Path, script: Path) -> None:
    if not shutil.which("npm"):
        raise FileNotFoundError("The benchmark gets MiniSearch with npm, and there is none: install Node.js.")
    source = folder / f"node_modules/minisearch-{MINISEARCH}/dist/es/index.js"
    if not source.exists():
        packages = (f"minisearch-{MINISEARCH}@npm:minisearch@{MINISEARCH}", f"esbuild@{ESBUILD}")
        _run("npm", "install", "--prefix", str(folder), "--no-audit", "--no-fund", "--no-save", *packages)
    _run(str(folder / "node_modules/.bin/esbuild"), str(source), "--minify", f"--outfile={script}")


def _pagefind(folder: Path) -> None:
    if not (folder / f"pagefind-{PAGEFIND}.dist-info").exists():
        shutil.rmtree(folder, ignore_errors=True)
        _run(sys.executable, "-m", "pip", "install", "--target", str(folder), f"pagefind[bin]=={PAGEFIND}")
    sys.path.insert(0, str(folder))


def _lunr() -> Path:
    """The worker script of the theme."""
    found = importlib.util.find_spec("material")
    assert found
    assert found.origin
    workers = Path(found.origin).parent / "templates/assets/javascripts/workers"
    return next(workers.glob("search.*.min.js"))


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)}\n{done.stdout}{done.stderr}")

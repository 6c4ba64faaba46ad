"""Runs of the rounds of upkeep: when each ran last, and what it left open, for the page on data quality.

The file is in `.cache/`, which a build may lack: nothing is shown then. It is written by `catalog refresh`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from catalog.utils.files import TooLargeError, read_bytes, write_text

RUNS_FILE = ".cache/refresh/runs.json"
MAX_FILE_BYTES = 1_000_000
ROUND_TITLES: Mapping[str, str] = {
    "audit": "IDs against titles and authors",
    "venues": "Venues of preprints",
    "repositories": "Code repositories",
    "links": "Links",
    "radar": "New papers on arXiv",
    "abstracts": "Abstracts",
}
"""Names of the rounds for readers, in the order of the page."""


@dataclass(frozen=True)
class Run:
    """Last run of a round."""

    date: date
    open: int
    """Findings and proposals for people."""
    asked: int
    """Questions that were answered."""
    due: int
    """Questions that were left."""
    failures: int
    """Services that could not be asked, or not for everything."""


def read_runs(root: Path) -> dict[str, Run]:
    """Return the last run of each round, in the order of `ROUND_TITLES`; empty if none is known."""
    try:
        content = json.loads(read_bytes(root / RUNS_FILE, MAX_FILE_BYTES))
        runs = {name: _parse(values) for name, values in content.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, TooLargeError):
        return {}
    return {name: runs[name] for name in ROUND_TITLES if name in runs}


def write_run(root: Path, name: str, run: Run) -> None:
    """Keep the run of a round.

    Raises:
        OSError: The file cannot be written.
    """
    runs = {**read_runs(root), name: run}
    values = {name: asdict(run) | {"date": run.date.isoformat()} for name, run in runs.items()}
    write_text(root / RUNS_FILE, json.dumps(values, indent=1) + "\n")


def _parse(values: Mapping[str, Any]) -> Run:
    numbers = [values[name] for name in ("open", "asked", "due", "failures")]
    if not all(isinstance(number, int) and 0 <= number < 10**9 for number in numbers):
        raise ValueError("not a number")
    return Run(date.fromisoformat(values["date"]), *numbers)

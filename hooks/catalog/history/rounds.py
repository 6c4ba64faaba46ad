"""Runs of the rounds of upkeep: when each ran last, and what it left open, for the page on data quality.

`catalog refresh` writes them to `.cache/`, which a build may lack: it shows none then.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from catalog.utils.files import TooLargeError, read_bytes, write_text

RUNS_FOLDER = ".cache/refresh/runs"
MAX_FILE_BYTES = 10_000
ROUND_TITLES: Mapping[str, str] = {
    "audit": "IDs, titles, and authors",
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
    """Return the last runs that are known, in the order of `ROUND_TITLES`."""
    runs = {name: _read_run(root / RUNS_FOLDER / f"{name}.json") for name in ROUND_TITLES}
    return {name: run for name, run in runs.items() if run}


def write_run(root: Path, name: str, run: Run) -> None:
    """Keep the run of a round.

    Raises:
        OSError: The file cannot be written.
    """
    values = asdict(run) | {"date": run.date.isoformat()}
    write_text(root / RUNS_FOLDER / f"{name}.json", json.dumps(values) + "\n")


def _read_run(path: Path) -> Run | None:
    try:
        values = json.loads(read_bytes(path, MAX_FILE_BYTES))
        numbers = [values[name] for name in ("open", "asked", "due", "failures")]
        if not all(type(number) is int and 0 <= number < 10**9 for number in numbers):
            return None
        return Run(date.fromisoformat(values["date"]), *numbers)
    except (OSError, ValueError, KeyError, TypeError, RecursionError, TooLargeError):
        return None

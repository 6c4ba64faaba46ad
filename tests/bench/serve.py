"""Measure the wall time from saving a record until `mkdocs serve` shows it.

Every result includes 0.1 s in which MkDocs waits for further changes, and up to 0.1 s until the page is
asked for again.
"""

from __future__ import annotations

import time
from pathlib import Path
from statistics import median

from tests.bench import catalogs, sites
from tests.serving import Server, until

SAVE_COUNT = 5
FIRST_BUILD_TIMEOUT_SECONDS = 600
"""Limit of the first build, before which nothing is served."""
SAVE_TIMEOUT_SECONDS = 60


def measure_save(root: Path, folder: Path, papers: int, seed: int) -> float:
    """Return the median seconds from a save to the updated page."""
    catalog = catalogs.make_catalog(root, papers, seed)
    sites.write_checkout(catalog, sites.empty_folder(folder))
    paper = catalog.papers[len(catalog.papers) // 2]
    server = Server(folder)
    try:
        until(
            lambda: server.shows(f"papers/{paper.id}/", "<h1"), "the first build", FIRST_BUILD_TIMEOUT_SECONDS
        )
        return round(
            median(_measure_one_save(server, paper.id, paper.file, number) for number in range(SAVE_COUNT)), 2
        )
    finally:
        server.stop()


def _measure_one_save(server: Server, id: str, file: str, number: int) -> float:
    note = f"Saved, number {number}."
    lines = (server.root / file).read_text("utf-8").splitlines()
    other_lines = [line for line in lines if not line.startswith("note: ")]
    started = time.monotonic()
    (server.root / file).write_text("\n".join([*other_lines, f"note: {note}", ""]), "utf-8")
    until(lambda: server.shows(f"papers/{id}/", note), "a saved record", SAVE_TIMEOUT_SECONDS)
    return time.monotonic() - started

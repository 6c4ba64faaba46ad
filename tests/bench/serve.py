"""How long a saved record takes until `mkdocs serve` shows it, by the clock on the wall.

MkDocs looks for changes every half second and waits another tenth: so much is in every figure.
"""

from __future__ import annotations

import time
from pathlib import Path
from statistics import median

from tests.bench import catalogs, sites
from tests.serving import Server, until

SAVE_COUNT = 5
FIRST_BUILD_TIMEOUT_SECONDS = 600
"""Seconds that the first build may take, before which nothing is served."""
SAVE_TIMEOUT_SECONDS = 60


def measure_save(root: Path, folder: Path, papers: int, seed: int) -> float:
    """Seconds from a save to the page with so many papers: the middle of several saves."""
    catalog = catalogs.make_catalog(root, papers, seed)
    sites.write_checkout(catalog, sites.empty_folder(folder))
    paper = catalog.papers[len(catalog.papers) // 2]
    server = Server(folder)
    try:
        until(lambda: server.shows(f"papers/{paper.id}/", "<h1"), "the first build", FIRST_BUILD_TIMEOUT_SECONDS)
        return round(median(_measure_one_save(server, paper.id, paper.file, at) for at in range(SAVE_COUNT)), 2)
    finally:
        server.stop()


def _measure_one_save(server: Server, id: str, file: str, at: int) -> float:
    note = f"Saved for the time number {at}."
    lines = (server.root / file).read_text("utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("note: ")]
    started = time.monotonic()
    (server.root / file).write_text("\n".join([*kept, f"note: {note}", ""]), "utf-8")
    until(lambda: server.shows(f"papers/{id}/", note), "a saved record", SAVE_TIMEOUT_SECONDS)
    return time.monotonic() - started

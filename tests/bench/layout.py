"""Build a large catalog as it is published and in the layout for 100,000 papers, and compare both.

docs/about/scale.md describes that layout: no export files of lists, one more level of large folders, and a
search index in shards. It is a draft to measure: links keep the addresses of today, and no script reads the
shards.
"""

from __future__ import annotations

import gzip
import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from statistics import median
from typing import NamedTuple

import click

from catalog.search.engine import SearchEngine
from catalog.views.views import Views
from tests.bench import builders, catalogs, sites
from tests.bench.build import ENVIRONMENT, print_progress
from tests.bench.indexes import write_file
from tests.bench.output import file_sizes
from tests.bench.process import measure_command
from tests.bench.results import ROOT
from tests.bench.shards import loaded_shards, render_shards
from tests.search import quality

MAX_ENTRIES = 10_000
"""Entries of a folder, above which it gets one more level."""
YEAR = re.compile(r"-(\d{4})(?:\.\w+)?$")
"""Matches the year at the end of the name of a paper's folder or file."""
WHOLE_INDEX = ("search/index.json", "search/people.json")
"""Files that the shards replace. A first search waits for the first of them."""
OPTIONS = 7
"""Papers that the search box shows: `MAX_PAPERS` of docs/assets/search/options.js."""
QUERIES = ROOT / "tests/search/real.yml"


class Layout(NamedTuple):
    """A site in one layout."""

    files: int
    mb: float
    folder: str
    """The folder with the most entries."""
    entries: int
    """Files and folders in it."""
    searches_kb: Sequence[float]
    """What each first search loads, gzip."""

    def __str__(self) -> str:
        """Return the figures as text."""
        typical, most = median(self.searches_kb), max(self.searches_kb)
        searches = f"a first search loads {typical:.1f} KB, at most {most:.1f}"
        folder = f"at most {self.entries:,} entries in a folder ({self.folder})"
        return f"{self.mb:,.1f} MB in {self.files:,} files, {folder}; {searches}"


def measure_layout(site: Path, searches: Iterable[Iterable[str]]) -> Layout:
    """Measure a site, given the paths of the files that each search loads."""

    @cache
    def zipped_kb(path: str) -> float:
        return len(gzip.compress((site / path).read_bytes(), 9)) / 1e3 if (site / path).exists() else 0

    sizes = file_sizes(site)
    entries = {folder: len(folders) + len(names) for folder, folders, names in os.walk(site)}
    largest = max(entries, key=lambda folder: entries[folder])
    return Layout(
        files=len(sizes),
        mb=sum(sizes.values()) / 1e6,
        folder=f"{Path(largest).relative_to(site).as_posix()}/",
        entries=entries[largest],
        searches_kb=[sum(map(zipped_kb, paths)) for paths in searches],
    )


def divide_folders(site: Path, max_entries: int = MAX_ENTRIES) -> None:
    """Divide each folder with too many entries: papers by year, others by their first two characters."""
    large = [folder for folder, folders, names in os.walk(site) if len(folders) + len(names) > max_entries]
    for folder in map(Path, large):
        for entry in [entry for entry in folder.iterdir() if entry.stem != "index"]:
            year = YEAR.search(entry.name)
            part = folder / ".divided" / (year[1] if year else entry.name[:2])
            part.mkdir(parents=True, exist_ok=True)
            entry.rename(part / entry.name)
        for part in [*(folder / ".divided").iterdir()]:
            part.rename(folder / part.name)
        (folder / ".divided").rmdir()


def replace_index(site: Path, views: Views) -> None:
    """Write the shards of the search index instead of the whole."""
    for path in WHOLE_INDEX:
        (site / path).unlink()
    for path, text in render_shards(views):
        write_file(site / path, text)


def find_searches(views: Views) -> dict[str, list[int]]:
    """Return the rows of the papers that the search box shows for each judged query."""
    engine = SearchEngine(views.catalog)
    rows = {paper.id: row for row, paper in enumerate(views.catalog.papers)}
    queries = [judged.query for judged in quality.load(QUERIES)]
    return {query: [rows[paper.id] for paper in engine.search(query).papers[:OPTIONS]] for query in queries}


@click.command(epilog="Example: python -m tests.bench.layout --papers 2000")
@click.option("--papers", default=30_000, help="Size of the catalog.", show_default=True)
@click.option("--seed", default=1, help="Seed of the synthetic papers.", show_default=True)
@click.option("--work", type=click.Path(path_type=Path), help="Where to build; default: a temporary folder.")
def main(papers: int, seed: int, work: Path | None) -> None:
    """Measure a catalog in both layouts. 30,000 papers take ten minutes and 5 GB of disk space."""
    work = (work or Path(tempfile.gettempdir()) / "catalog-layout").resolve()
    print_progress(f"Generating a catalog of {papers:,} papers ...")
    views = Views(catalogs.make_catalog(ROOT, papers, seed))
    folder = sites.empty_folder(work / "checkout")
    builders.write_timed_checkout(views.catalog, folder)
    print_progress("Searching ...")
    searches = find_searches(views)
    whole = [WHOLE_INDEX[:1]] * len(searches)
    shards = [loaded_shards(query, rows) for query, rows in searches.items()]
    for name, is_draft in {"As published": False, "For 100,000 papers": True}.items():
        print_progress(f"Building the layout {name.lower()} ...")
        shutil.rmtree(folder / ".cache", ignore_errors=True)
        env = {**ENVIRONMENT, "BENCH_STAGES": str(work / "stages.json")}
        env |= {"BENCH_NO_LIST_EXPORTS": "1"} if is_draft else {}
        cost = measure_command(builders.STRICT_BUILD, folder, work / "report.json", env)
        if is_draft:
            replace_index(folder / "site", views)
            divide_folders(folder / "site")
        layout = measure_layout(folder / "site", shards if is_draft else whole)
        click.echo(f"{name}: {cost.cpu_s:.1f} s CPU, {cost.memory_mb:,.0f} MB of memory; {layout}")


if __name__ == "__main__":
    main()

"""Compare the search of the site with MiniSearch, Material's lunr and Pagefind, in one browser.

Each round measures every engine with every catalog once, starting with an empty cache; the results are
medians over the rounds, so that other load on the machine affects all engines alike.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import time
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

import click
from playwright.sync_api import sync_playwright

from catalog import Catalog
from catalog.views.views import Views
from tests.bench import catalogs, indexes, peers
from tests.bench.measure import CPU_SLOWDOWN, LAYER_KB, SearchBenchmark
from tests.bench.quality import measure_quality
from tests.bench.report.pages import write_pages
from tests.bench.results import ROOT, SEARCH_RESULTS, read_build_results, read_search_results
from tests.bench.server import serve_folders
from tests.browser.chromium import executable, launch_args

WORK_FOLDER = ROOT / "build/bench"

Cell = tuple[int, str]
"""Number of papers, and id of the engine."""
Figures = dict[str, Any]
"""The results of one cell, with its number of papers and engine."""


def parse_list(_context: click.Context, _option: click.Parameter, value: str) -> list[str]:
    """Parse a comma-separated list."""
    return [part.strip() for part in value.split(",")]


@click.command(epilog="Example: python -m tests.bench.search --papers 100,1000 --engines ours,minisearch")
@click.option("--papers", default="100,1000,10000", callback=parse_list, help="Catalog sizes.")
@click.option("--engines", default=",".join(indexes.ENGINES), callback=parse_list, help="Engines to measure.")
@click.option("--repeat", default=3, help="Rounds.", show_default=True)
@click.option("--seconds", default=45.0, help="Limit of typing with one engine.", show_default=True)
@click.option("--held-out", is_flag=True, help="Include the queries that nothing may be tuned on.")
@click.option("--quick", is_flag=True, help="One round with 100 and 1,000 papers; write no file.")
@click.option("--add", is_flag=True, help="Keep previous results of other sizes and engines.")
def main(
    papers: list[str], engines: list[str], repeat: int, seconds: float, held_out: bool, quick: bool, add: bool
) -> None:
    """Measure the search and its peers, and write docs/about/benchmarks.json and the page that shows it."""
    if unknown := set(engines) - indexes.ENGINES.keys():
        raise click.BadParameter(f"unknown: {', '.join(unknown)}; choose from {', '.join(indexes.ENGINES)}")
    if quick:
        papers, repeat = [size for size in papers if int(size) <= 1000], 1
    click.echo("Installing the other engines ...", err=True)
    versions = peers.fetch_peers(WORK_FOLDER)
    real_papers = len(Catalog.load(ROOT).papers)
    measured_sizes = set(map(int, papers))
    sizes = {
        size: catalogs.make_catalog(ROOT, size)
        for size in sorted(measured_sizes | {real_papers})  # the real catalog answers the questions
    }
    all_cells = [(size, engine) for size in sizes for engine in engines]
    build_seconds = {cell: build_index(sizes[cell[0]], *cell) for cell in all_cells}
    cells = [(size, engine) for size, engine in all_cells if size in measured_sizes]
    folders = {
        "bench": Path(__file__).parent,
        "peers": WORK_FOLDER / "peers",
        "data": WORK_FOLDER / "data",
    }
    with sync_playwright() as playwright, serve_folders(folders) as (url, traffic):
        browser = playwright.chromium.launch(executable_path=executable(), args=launch_args())
        bench = SearchBenchmark(browser, url, traffic, seconds)
        costs = measure_costs(bench, cells, repeat, build_seconds)
        qualities = [
            quality
            for size, engine in all_cells
            for quality in measure_quality(bench, sizes[size], engine, real_papers, held_out)
        ]
        machine = describe_machine(browser.version) | {"engines": versions, "slowed": CPU_SLOWDOWN}
        browser.close()
    if not quick:
        write_results(machine, costs, qualities, add)


def build_index(catalog: Catalog, papers: int, engine: str) -> float:
    """Write the files of an engine, and return the seconds that takes."""
    views, folder = Views(catalog), WORK_FOLDER / f"data/{papers}/{engine}"
    shutil.rmtree(folder, ignore_errors=True)
    start = time.perf_counter()
    indexes.ENGINES[engine](views, folder)
    seconds = time.perf_counter() - start
    click.echo(f"{engine:10} {papers:7,} papers: index built in {seconds:.2f} s", err=True)
    return seconds


def measure_costs(
    bench: SearchBenchmark, cells: Sequence[Cell], repeat: int, build_seconds: dict[Cell, float]
) -> list[Figures]:
    """Return the cost of each cell, as medians over the rounds."""
    rounds: dict[Cell, list[dict[str, float]]] = defaultdict(list)
    for number in range(repeat):
        for papers, engine in cells:
            figures = bench.measure_costs(engine, papers)
            rounds[papers, engine].append(figures)
            text = ", ".join(f"{name} {value:,.0f}" for name, value in figures.items())
            click.echo(f"round {number + 1}/{repeat} {engine:10} {papers:7,} papers: {text}", err=True)
    return [
        {"papers": papers, "engine": engine}
        | summarize(results)
        | {"build_s": round(build_seconds[papers, engine], 2), "rounds": repeat}
        for (papers, engine), results in rounds.items()
    ]


def summarize(rounds: Sequence[dict[str, float]]) -> Figures:
    """Return the median of each figure over the rounds, with the kilobytes of layers by name."""
    medians = {name: round(median(figures[name] for figures in rounds), 1) for name in rounds[0]}
    layers = {name.removeprefix(LAYER_KB): kb for name, kb in medians.items() if name.startswith(LAYER_KB)}
    costs = {name: value for name, value in medians.items() if not name.startswith(LAYER_KB)}
    return costs | {"layer_kb": layers}


def describe_machine(chromium: str) -> Figures:
    """Return date and machine of the measurement."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "chromium": chromium,
    }


def write_results(machine: Figures, costs: list[Figures], qualities: list[Figures], add: bool) -> None:
    """Write the results in a fixed order, and the pages that show them."""
    previous = json.loads(SEARCH_RESULTS.read_text("utf-8")) if add else {}
    new = {(row["papers"], row["engine"]) for row in (*costs, *qualities)}
    kept_rows = {
        name: [row for row in previous.get(name, ()) if (row["papers"], row["engine"]) not in new]
        for name in ("costs", "quality")
    }
    order = list(indexes.ENGINES)
    results = machine | {
        name: sorted(kept_rows[name] + rows, key=lambda row: (row["papers"], order.index(row["engine"])))
        for name, rows in (("costs", costs), ("quality", qualities))
    }
    SEARCH_RESULTS.write_text(json.dumps(results, indent=1) + "\n", "utf-8")
    write_pages(read_build_results(), read_search_results())
    click.echo(f"Wrote {SEARCH_RESULTS.relative_to(ROOT)}", err=True)


if __name__ == "__main__":
    main()

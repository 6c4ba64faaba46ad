"""Measures the search of the site beside MiniSearch, Material's lunr and Pagefind, in one browser.

Each round measures every engine with every catalog once, from a fresh start; the figures are the medians of
the rounds, so that whatever else the machine does in the meantime hits all engines alike.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

import click
from playwright.sync_api import sync_playwright

from catalog import Catalog
from catalog.utils.text import fold
from catalog.views.views import Views
from tests.bench import catalogs, indexes, peers
from tests.bench.measure import CPU_SLOWDOWN, SearchBenchmark
from tests.bench.report.pages import write_pages
from tests.bench.results import ROOT, SEARCH_RESULTS, read_build_results, read_search_results
from tests.bench.server import serve_folders
from tests.browser.chromium import executable, launch_args
from tests.search.quality import HERE as QUERIES
from tests.search.quality import Query, evaluate, load, public

WORK_FOLDER = ROOT / "build/bench"
ALL_REAL_PAPERS = 1000
"""From here on the public queries are answered by the papers judged to fit, as all of these are there."""
HELD_OUT_SET = "held out"
ONE_PAPER_KINDS = {"name", "name-typo", "name-split", "name-joined", "repository", "link-slug"}
ONE_PAPER_KINDS |= {"half-title", "word-order", "phrase", "stopwords"}
"""The kinds of queries that mean one certain paper."""

Cell = tuple[int, str]
"""How many papers, and which engine."""
Figures = dict[str, Any]
"""The figures of one cell, and which it is."""


def parse_list(_context: click.Context, _option: click.Parameter, value: str) -> list[str]:
    """The parts of an option that is a list."""
    return [part.strip() for part in value.split(",")]


@click.command(epilog="Example: python -m tests.bench.search --papers 100,1000 --engines ours,minisearch")
@click.option("--papers", default="100,1000,10000", callback=parse_list, help="Sizes of catalogs.")
@click.option("--engines", default=",".join(indexes.ENGINES), callback=parse_list, help="What to measure.")
@click.option("--repeat", default=3, help="Rounds.", show_default=True)
@click.option("--seconds", default=45.0, help="The longest one engine is typed at.", show_default=True)
@click.option("--held-out", is_flag=True, help="Ask the queries that nothing may be tuned on, too.")
@click.option("--quick", is_flag=True, help="One round at 100 and 1,000 papers; writes nothing.")
@click.option("--add", is_flag=True, help="Keep what the results file says of other sizes and engines.")
def main(
    papers: list[str], engines: list[str], repeat: int, seconds: float, held_out: bool, quick: bool, add: bool
) -> None:
    """Measure the search beside its peers, and write docs/about/benchmarks.json."""
    if unknown := set(engines) - indexes.ENGINES.keys():
        raise click.BadParameter(f"{', '.join(unknown)}; there are {', '.join(indexes.ENGINES)}")
    if quick:
        papers, repeat = [size for size in papers if int(size) <= 1000], 1
    click.echo("Getting the other engines ...", err=True)
    versions = peers.fetch_peers(WORK_FOLDER)
    made = {int(size): catalogs.make_catalog(ROOT, int(size)) for size in papers}
    cells = [(size, engine) for size in made for engine in engines]
    built = {cell: build_index(made[cell[0]], *cell) for cell in cells}
    folders = {
        "bench": Path(__file__).parent,
        "peers": WORK_FOLDER / "peers",
        "data": WORK_FOLDER / "data",
    }
    with sync_playwright() as playwright, serve_folders(folders) as (url, traffic):
        browser = playwright.chromium.launch(executable_path=executable(), args=launch_args())
        bench = SearchBenchmark(browser, url, traffic, seconds)
        costs = measure_costs(bench, cells, repeat, built)
        found = [row for cell in cells for row in measure_quality(bench, made[cell[0]], cell, held_out)]
        about = describe_machine(browser.version) | {"engines": versions, "slowed": CPU_SLOWDOWN}
        browser.close()
    if not quick:
        write_results(about, costs, found, add)


def build_index(catalog: Catalog, papers: int, engine: str) -> float:
    """Write the files of an engine; the seconds that takes once the site knows its pages."""
    views, folder = Views(catalog), WORK_FOLDER / f"data/{papers}/{engine}"
    shutil.rmtree(folder, ignore_errors=True)
    start = time.perf_counter()
    indexes.ENGINES[engine](views, folder)
    took = time.perf_counter() - start
    click.echo(f"{engine:10} {papers:7,} papers: index built in {took:.2f} s", err=True)
    return took


def measure_costs(bench: SearchBenchmark, cells: Sequence[Cell], repeat: int, built: dict[Cell, float]) -> list[Figures]:
    """What each cell costs: medians over the rounds."""
    rounds: dict[Cell, list[dict[str, float]]] = defaultdict(list)
    for number in range(repeat):
        for papers, engine in cells:
            figures = bench.measure_costs(engine, papers)
            rounds[papers, engine].append(figures)
            said = ", ".join(f"{name} {value:,.0f}" for name, value in figures.items())
            click.echo(f"round {number + 1}/{repeat} {engine:10} {papers:7,} papers: {said}", err=True)
    return [
        {"papers": papers, "engine": engine}
        | {name: round(median(figures[name] for figures in each), 1) for name in each[0]}
        | {"build_s": round(built[papers, engine], 2), "rounds": repeat}
        for (papers, engine), each in rounds.items()
    ]


def measure_quality(bench: SearchBenchmark, catalog: Catalog, cell: Cell, held_out: bool) -> Iterator[Figures]:
    """How good the answers of one cell are, for each set of queries."""
    papers, engine = cell
    for name, queries in query_sets(catalog, held_out):
        ids = bench.search(engine, papers, [query.query for query in queries])
        answers = {query.query: paper_ids(catalog, found) for query, found in zip(queries, ids, strict=True)}
        good = evaluate(answers, queries)
        figures = {key: round(getattr(good, key), 3) for key in ("hit1", "hit5", "mrr")}
        missed = ", ".join(query.query for query in good.failures) if name != HELD_OUT_SET else "is not told"
        said = ", ".join(f"{key} {value:.2f}" for key, value in figures.items())
        click.echo(f"{engine:10} {papers:7,} papers, {name}: {said}; missed: {missed or 'none'}", err=True)
        yield {"papers": papers, "engine": engine, "set": name, "queries": len(queries)} | figures


def query_sets(catalog: Catalog, held_out: bool) -> Iterator[tuple[str, tuple[Query, ...]]]:
    """The sets of queries that make sense for a catalog, without those that nothing fits.

    Among many made papers others may be right too, which nobody judged, unless one certain paper is meant;
    even then those fit that have every word of the query in their title or names.
    """
    sets = {"public": public(catalog)}
    if len(catalog.papers) >= ALL_REAL_PAPERS:
        sets = {"public": load(QUERIES / "public_real.yml"), "own": load(QUERIES / "real.yml")}
        if held_out:
            sets[HELD_OUT_SET] = load(QUERIES / "heldout.yml")
    for name, queries in sets.items():
        certain = len(catalog.papers) < 2 * ALL_REAL_PAPERS
        asked = (q for q in queries if q.accepted and (certain or q.kind in ONE_PAPER_KINDS))
        yield name, tuple(asked if certain else (accept_synthetic_papers(query, catalog) for query in asked))


def accept_synthetic_papers(query: Query, catalog: Catalog) -> Query:
    """A query that is answered, too, by every paper whose title or names have all its words."""
    words = set(fold(query.query).split())
    named = ((paper.id, (paper.title, paper.short or "", *paper.aliases)) for paper in catalog.papers)
    fit = (id for id, texts in named if words <= set(fold(" ".join(texts)).split()))
    return replace(query, accepted=tuple(dict.fromkeys((*query.accepted, *fit))))


def paper_ids(catalog: Catalog, found: Iterable[str | int]) -> list[str]:
    """The ids of papers; from an engine that knows only rows, by the order of the catalog."""
    return [one if isinstance(one, str) else catalog.papers[one].id for one in found]


def describe_machine(chromium: str) -> Figures:
    """When and with what it was measured."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "chromium": chromium,
    }


def write_results(about: Figures, costs: list[Figures], found: list[Figures], add: bool) -> None:
    """Write the results, in an order that does not change from run to run."""
    before = json.loads(SEARCH_RESULTS.read_text("utf-8")) if add else {}
    new = {(row["papers"], row["engine"]) for row in costs}
    kept = {
        name: [row for row in before.get(name, ()) if (row["papers"], row["engine"]) not in new]
        for name in ("costs", "quality")
    }
    order = list(indexes.ENGINES)
    results = about | {
        name: sorted(kept[name] + rows, key=lambda row: (row["papers"], order.index(row["engine"])))
        for name, rows in (("costs", costs), ("quality", found))
    }
    SEARCH_RESULTS.write_text(json.dumps(results, indent=1) + "\n", "utf-8")
    write_pages(read_build_results(), read_search_results())
    click.echo(f"Written: {SEARCH_RESULTS.relative_to(ROOT)}", err=True)


if __name__ == "__main__":
    main()

"""Measures the build of the site beside Material, Zensical and Hugo, which write the same pages.

In each round every generator builds every catalog once, in an order drawn anew, so that whatever else the
machine does hits all alike; the figures are the medians of the rounds. What a generator builds from is laid
out before, and not counted. Afterwards it is made sure that every page was written, and no other.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

import click

from catalog.views.views import Views
from tests.bench import catalogs, sites
from tests.bench.builders import Builder, available_builders
from tests.bench.output import file_kind, file_sizes, make_run
from tests.bench.process import ProcessCost, measure_command
from tests.bench.report.pages import write_pages
from tests.bench.results import (
    BUILD_RESULTS,
    PAGES_ONLY,
    ROOT,
    BuildResults,
    BuildRun,
    read_search_results,
)
from tests.bench.serve import measure_save

FLOOR = "floor"
QUICK_ONE_ROUND_PAPERS = 10_000
"""From here on one round is enough for `--quick`."""
ENVIRONMENT = {"NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1", "SOURCE_DATE_EPOCH": "1795305600"}
Cell = tuple[int, str]
"""How many papers, and which generator."""


def parse_sizes(_context: click.Context, _option: click.Parameter, value: str) -> list[int]:
    """The sizes of an option that is a list."""
    return [int(part) for part in value.replace("_", "").split(",")]


@click.command(epilog="Example: python -m tests.bench.build --papers 100,1000 --only ours,hugo --dry")
@click.option(
    "--papers", default="100,1000,10000", callback=parse_sizes, help="Sizes; 100000 needs 30 GB of disk."
)
@click.option(
    "--only", default="", help="Generators: ours, pages, floor, material, zensical, hugo; else all."
)
@click.option("--repeat", default=3, help="Rounds.", show_default=True)
@click.option("--quick", is_flag=True, help="One round for 10,000 papers and more.")
@click.option(
    "--seed", default=1, help="Another one draws other papers and another order.", show_default=True
)
@click.option(
    "--work", type=click.Path(path_type=Path), help="Where to build and keep the peers; a temporary folder."
)
@click.option("--serve", is_flag=True, help="Measure also how soon `mkdocs serve` shows a saved record.")
@click.option("--dry", is_flag=True, help="Print the results, and write no file.")
def main(
    papers: list[int],
    only: str,
    repeat: int,
    quick: bool,
    seed: int,
    work: Path | None,
    serve: bool,
    dry: bool,
) -> None:
    """Measure what a build costs, and write docs/about/build.json.

    A round with 1,000 papers takes about a minute of one core, one with 10,000 eight; Zensical has a third.
    """
    about = describe_machine()  # now: later, the checkout may be another one
    work = (work or Path(tempfile.gettempdir()) / "catalog-bench").resolve()
    work.mkdir(parents=True, exist_ok=True)
    print_progress("Getting the other generators ...")
    there = available_builders(work, print_progress)
    chosen = [id for id in (*there, FLOOR) if not only or id in only.split(",")]
    if FLOOR in chosen and PAGES_ONLY not in chosen:
        raise click.BadParameter("floor writes what `pages` does; name it, too", param_hint="--only")
    bench = BuildBenchmark(work, there)
    for size in papers:
        bench.prepare(size, seed, [id for id in chosen if id != FLOOR])
    random, runs = Random(seed), defaultdict(list)
    for number in range(repeat):
        cells = [(size, id) for size in papers for id in chosen if not (quick and number and size >= QUICK_ONE_ROUND_PAPERS)]
        random.shuffle(cells)
        cells.sort(key=lambda cell: cell[1] == FLOOR)  # it needs what another one wrote
        for at, cell in enumerate(cells, 1):
            runs[cell].append(run := bench.run(*cell))
            wrote = f"{run.pages:,} pages of {run.page_kb:.1f} KB, {run.files:,} files of {run.mb:,.1f} MB"
            said = f"{run.cpu_s:7.2f} s CPU {run.memory_mb:5.0f} MB, {wrote}"
            print_progress(f"round {number + 1}/{repeat} {at:2}/{len(cells)} {cell[0]:7,} papers {cell[1]:9} {said}")
    names = {id: there[id].name if id in there else "Writing the pages' bytes" for id in chosen}
    results = BuildResults(
        **about,
        builders=names,
        runs=tuple(median_run(runs[key]) for key in sort_cells(runs, names)),
        saved={size: measure_save(ROOT, work / "serve", size, seed) for size in papers} if serve else {},
    )
    text = results.model_dump_json(indent=1) + "\n"
    if dry:
        click.echo(text)
        return
    BUILD_RESULTS.write_text(text, "utf-8")
    write_pages(results, read_search_results())
    print_progress(f"Written: {BUILD_RESULTS.relative_to(ROOT)}")


class BuildBenchmark:
    """The folders in which sites are built."""

    def __init__(self, work: Path, there: Mapping[str, Builder]) -> None:
        self.work = work
        self.builders = there
        self.expected: dict[int, set[str]] = {}
        """The pages that every generator has to write, by the number of papers."""

    def prepare(self, papers: int, seed: int, ids: Iterable[str]) -> None:
        """Lay out what the generators build from."""
        print_progress(f"Making a catalog of {papers:,} papers ...")
        views = Views(catalogs.make_catalog(ROOT, papers, seed))
        self.expected[papers] = sites.page_files(views)
        for id in ids:
            self.builders[id].prepare(views, sites.empty_folder(self.work / str(papers) / id))

    def run(self, papers: int, id: str) -> BuildRun:
        """Build once, from nothing: what caches keep in the folder is gone before."""
        folder, report = self.work / str(papers) / id, self.work / "report.json"
        if id == FLOOR:
            return self._run_floor(papers, folder, report)
        builder, stages = self.builders[id], self.work / "stages.json"
        for made in (builder.output, ".cache"):
            shutil.rmtree(folder / made, ignore_errors=True)
        stages.unlink(missing_ok=True)
        env = {**ENVIRONMENT, "BENCH_STAGES": str(stages), **builder.env}
        spent = measure_command(builder.command, folder, report, env)
        self.check_pages(papers, builder.name, {*file_sizes(folder / builder.output)})
        seconds = json.loads(stages.read_text("utf-8")) if stages.exists() else {}
        return make_run(papers, id, spent, folder / builder.output, seconds)

    def check_pages(self, papers: int, name: str, files: set[str]) -> None:
        """Make sure that a generator has written all pages, and none that others have not."""
        if missing := self.expected[papers] - files:
            raise RuntimeError(f"{name} did not write {len(missing)} pages, such as {min(missing)}")
        pages = {file for file in files if file_kind(file).endswith("pages")}
        if more := pages - self.expected[papers] - sites.handwritten_page_files():
            raise RuntimeError(f"{name} wrote {len(more)} pages that others did not, such as {min(more)}")

    def _run_floor(self, papers: int, folder: Path, report: Path) -> BuildRun:
        shutil.rmtree(folder, ignore_errors=True)
        pages = self.work / str(papers) / PAGES_ONLY / self.builders[PAGES_ONLY].output
        program = (sys.executable, "-S", str(Path(__file__).with_name("floor.py")))
        subprocess.run([*program, str(pages), str(folder), str(report)], check=True)
        cpu = json.loads(report.read_text("utf-8"))
        return make_run(papers, FLOOR, ProcessCost(cpu, 0), folder, {})


def median_run(runs: list[BuildRun]) -> BuildRun:
    """The medians of several runs of one cell."""

    def of(*values: float) -> float:
        return round(median(values), 3)

    first = runs[0]
    costs = {name: of(*(getattr(run, name) for run in runs)) for name in ("cpu_s", "memory_mb", "mb")}
    stages = {name: of(*(run.stages[name] for run in runs)) for name in first.stages}
    return first.model_copy(update={**costs, "stages": stages, "rounds": len(runs)})


def sort_cells(runs: Iterable[Cell], names: Mapping[str, str]) -> list[Cell]:
    """The cells by the number of papers, generators in their order."""
    return sorted(runs, key=lambda cell: (cell[0], list(names).index(cell[1])))


def describe_machine() -> dict[str, Any]:
    """When, where and of which commit it was measured."""
    asked = ("git", "describe", "--always", "--dirty", "--abbrev=10", "--exclude=*")
    commit = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "commit": commit or "unknown",
        "cores": os.cpu_count() or 1,
        "processor": processor_name(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
    }


def processor_name() -> str:
    """What the processor calls itself, as far as the system tells."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text("utf-8").splitlines() if told.exists() else []
    models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(models, platform.processor() or "unknown")


def print_progress(text: str) -> None:
    """Show how far it is."""
    click.echo(text, err=True)


if __name__ == "__main__":
    main()

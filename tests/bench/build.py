"""Compare the build of the site with Material, Zensical and Hugo, which write the same pages.

In each round, every generator builds every catalog once in a new random order, so that other load on the
machine affects all alike; the results are medians over the rounds. Preparing the sources is not counted.
After each build, its pages are checked: none may be missing, none may be extra.
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
"""With `--quick`, larger catalogs are built in one round only."""
ENVIRONMENT = {"NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1", "SOURCE_DATE_EPOCH": "1795305600"}
Cell = tuple[int, str]
"""Number of papers, and id of the generator."""


def parse_sizes(_context: click.Context, _option: click.Parameter, value: str) -> list[int]:
    """Parse a comma-separated list of catalog sizes."""
    return [int(part) for part in value.replace("_", "").split(",")]


@click.command(epilog="Example: python -m tests.bench.build --papers 100,1000 --only ours,hugo --dry")
@click.option(
    "--papers",
    default="100,1000,10000",
    callback=parse_sizes,
    help="Catalog sizes; 100000 needs 30 GB of disk space.",
)
@click.option(
    "--only", default="", help="Generators: ours, pages, floor, material, zensical, hugo; default: all."
)
@click.option("--repeat", default=3, help="Rounds.", show_default=True)
@click.option("--quick", is_flag=True, help="One round for 10,000 papers and more.")
@click.option("--seed", default=1, help="Seed of the synthetic papers and the order.", show_default=True)
@click.option(
    "--work",
    type=click.Path(path_type=Path),
    help="Where to build and keep the peers; default: a temporary folder.",
)
@click.option("--serve", is_flag=True, help="Also measure how soon `mkdocs serve` shows a saved record.")
@click.option("--dry", is_flag=True, help="Print the results and write no file.")
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
    """Measure the cost of a build, and write docs/about/build.json and the pages that show it.

    A round with 1,000 papers takes about one minute of one core, with 10,000 papers eight; Zensical takes a
    third.
    """
    machine = describe_machine()  # now, because the checkout may change while this runs
    work = (work or Path(tempfile.gettempdir()) / "catalog-bench").resolve()
    work.mkdir(parents=True, exist_ok=True)
    print_progress("Installing the other generators ...")
    builders = available_builders(work, print_progress)
    chosen = [id for id in (*builders, FLOOR) if not only or id in only.split(",")]
    if FLOOR in chosen and PAGES_ONLY not in chosen:
        raise click.BadParameter("floor needs the output of `pages`; include both", param_hint="--only")
    bench = BuildBenchmark(work, builders)
    for size in papers:
        bench.prepare(size, seed, [id for id in chosen if id != FLOOR])
    random, runs = Random(seed), defaultdict(list)
    for number in range(repeat):
        cells = [
            (size, id)
            for size in papers
            for id in chosen
            if not (quick and number and size >= QUICK_ONE_ROUND_PAPERS)
        ]
        random.shuffle(cells)
        cells.sort(key=lambda cell: cell[1] == FLOOR)  # needs another builder's output
        for index, cell in enumerate(cells, 1):
            runs[cell].append(run := bench.run(*cell))
            output = f"{run.pages:,} pages of {run.page_kb:.1f} KB, {run.files:,} files of {run.mb:,.1f} MB"
            progress = f"round {number + 1}/{repeat} {index:2}/{len(cells)} {cell[0]:7,} papers {cell[1]:9}"
            print_progress(f"{progress} {run.cpu_s:7.2f} s CPU {run.memory_mb:5.0f} MB, {output}")
    names = {id: builders[id].name if id in builders else "Writing the pages' bytes" for id in chosen}
    results = BuildResults(
        **machine,
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
    print_progress(f"Wrote {BUILD_RESULTS.relative_to(ROOT)}")


class BuildBenchmark:
    """The folders in which the generators build."""

    def __init__(self, work: Path, builders: Mapping[str, Builder]) -> None:
        self.work = work
        self.builders = builders
        self.expected: dict[int, set[str]] = {}
        """Pages that every generator has to write, by number of papers."""
        self.redirects: dict[int, set[str]] = {}
        """Redirects of this site, which no other generator writes, by number of papers."""

    def prepare(self, papers: int, seed: int, ids: Iterable[str]) -> None:
        """Write the sources of some generators."""
        print_progress(f"Generating a catalog of {papers:,} papers ...")
        views = Views(catalogs.make_catalog(ROOT, papers, seed))
        self.expected[papers] = sites.page_files(views)
        self.redirects[papers] = sites.redirect_files(views)
        for id in ids:
            self.builders[id].prepare(views, sites.empty_folder(self.work / str(papers) / id))

    def run(self, papers: int, id: str) -> BuildRun:
        """Build once, without output or caches of an earlier build."""
        folder, report = self.work / str(papers) / id, self.work / "report.json"
        if id == FLOOR:
            return self._run_floor(papers, folder, report)
        builder, stages = self.builders[id], self.work / "stages.json"
        for name in (builder.output, ".cache"):
            shutil.rmtree(folder / name, ignore_errors=True)
        stages.unlink(missing_ok=True)
        env = {**ENVIRONMENT, "BENCH_STAGES": str(stages), **builder.env}
        cost = measure_command(builder.command, folder, report, env)
        self.check_pages(papers, builder.name, {*file_sizes(folder / builder.output)})
        seconds = json.loads(stages.read_text("utf-8")) if stages.exists() else {}
        return make_run(papers, id, cost, folder / builder.output, seconds, self.redirects[papers])

    def check_pages(self, papers: int, name: str, files: set[str]) -> None:
        """Check that a generator wrote all pages, and none that others did not."""
        if missing := self.expected[papers] - files:
            raise RuntimeError(f"{name} did not write {len(missing)} pages, such as {min(missing)}")
        redirects = self.redirects[papers]
        pages = {file for file in files if file_kind(file, redirects).endswith("pages")}
        if extra := pages - self.expected[papers] - sites.handwritten_page_files():
            raise RuntimeError(f"{name} wrote {len(extra)} pages that others did not, such as {min(extra)}")

    def _run_floor(self, papers: int, folder: Path, report: Path) -> BuildRun:
        shutil.rmtree(folder, ignore_errors=True)
        pages = self.work / str(papers) / PAGES_ONLY / self.builders[PAGES_ONLY].output
        program = (sys.executable, "-S", str(Path(__file__).with_name("floor.py")))
        subprocess.run([*program, str(pages), str(folder), str(report)], check=True)
        cpu = json.loads(report.read_text("utf-8"))
        return make_run(papers, FLOOR, ProcessCost(cpu, 0), folder, {}, set())


def median_run(runs: list[BuildRun]) -> BuildRun:
    """Return the medians of several runs of one cell."""

    def rounded_median(*values: float) -> float:
        return round(median(values), 3)

    first = runs[0]
    costs = {
        name: rounded_median(*(getattr(run, name) for run in runs)) for name in ("cpu_s", "memory_mb", "mb")
    }
    stages = {name: rounded_median(*(run.stages[name] for run in runs)) for name in first.stages}
    return first.model_copy(update={**costs, "stages": stages, "rounds": len(runs)})


def sort_cells(runs: Iterable[Cell], names: Mapping[str, str]) -> list[Cell]:
    """Sort cells by number of papers and order of generators."""
    return sorted(runs, key=lambda cell: (cell[0], list(names).index(cell[1])))


def describe_machine() -> dict[str, Any]:
    """Return date, commit, and machine of the measurement."""
    command = ("git", "describe", "--always", "--dirty", "--abbrev=10", "--exclude=*")
    commit = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False).stdout.strip()
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "commit": commit or "unknown",
        "cores": os.cpu_count() or 1,
        "processor": processor_name(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
    }


def processor_name() -> str:
    """Return the model of the processor, if the system knows it."""
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text("utf-8").splitlines() if cpuinfo.exists() else []
    models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(models, platform.processor() or "unknown")


def print_progress(text: str) -> None:
    """Print progress to stderr."""
    click.echo(text, err=True)


if __name__ == "__main__":
    main()

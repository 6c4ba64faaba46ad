"""Build catalogs with unusual distributions, which must neither break nor slow down the build.

Each shape is built in strict mode. Built at several sizes, it shows which stages grow faster than the number
of papers, before the real catalog does.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

import click

from catalog.records.catalog import Catalog, newest_first
from tests.bench import builders, catalogs, sites
from tests.bench.build import ENVIRONMENT, parse_sizes, print_progress
from tests.bench.output import file_sizes
from tests.bench.process import measure_command
from tests.bench.results import ROOT
from tests.helpers import load_yaml

TITLE_WORDS = (
    "talking",
    "face",
    "audio",
    "driven",
    "portrait",
    "speech",
    "video",
    "head",
    "lip",
    "synthesis",
)
SYLLABLES = ("ba", "de", "fi", "go", "hu", "ka", "le", "mi", "no", "pu")
CHINESE_CHARACTERS = tuple(map(chr, range(0x4E00, 0x5200)))
MAX_GROWTH_RATIO = 1.3
"""A stage grows too fast if it takes more than this many times what would be in proportion, ..."""
MIN_GROWTH_SECONDS = 0.5
"""... and this many seconds more; smaller differences are noise."""
TAG_IDS = sorted(load_yaml((ROOT / "data/tags.yml").read_text("utf-8")))
PaperChange = Callable[[int, Random], Mapping[str, Any]]
"""Returns the fields that a shape changes in a paper, given its number."""


def make_person(number: int) -> str:
    """Return a different name for each number."""
    return "".join(SYLLABLES[int(digit)] for digit in str(number)).capitalize() + " Example"


def random_text(words: tuple[str, ...], count: int, random: Random, separator: str = " ") -> str:
    """Return a text of random words."""
    return separator.join(random.choices(words, k=count))


SHAPES: dict[str, PaperChange] = {
    "as it is": lambda number, random: {},
    "one venue and year": lambda number, random: {"venue": "cvpr", "year": 2024},
    "half in one venue and year": lambda number, random: (
        {"venue": "cvpr", "year": 2024} if number % 2 else {}
    ),
    "a third by one author": lambda number, random: {} if number % 3 else {"authors": ["Ada Everywhere"]},
    "thirty authors each": lambda number, random: {
        "authors": [*map(make_person, random.sample(range(3000), 30))]
    },
    "300 authors each": lambda number, random: {
        "authors": [make_person(300 * number + index) for index in range(300)]
    },
    "nobody twice": lambda number, random: {
        "authors": [make_person(3 * number + index) for index in range(3)]
    },
    "no authors": lambda number, random: {"authors": []},
    "ten tags each": lambda number, random: {"tags": random.sample(TAG_IDS, 10)},
    "hardly any tags": lambda number, random: {"tags": []} if number % 10 else {},
    "long titles": lambda number, random: {
        "title": f"{make_person(number)}: {random_text(TITLE_WORDS, 60, random)}"[:300].strip()
    },
    "titles of the same words": lambda number, random: {
        "title": random_text(TITLE_WORDS, 8, random).capitalize()
    },
    "titles of the same beginning": lambda number, random: {
        "title": f"Talking Face Generation by {make_person(number)}"
    },
    "one title": lambda number, random: {"title": "Everybody Calls It a Talking Face"},
    "Chinese": lambda number, random: {
        "title": random_text(CHINESE_CHARACTERS, 20, random, ""),
        "authors": [random_text(CHINESE_CHARACTERS, 3, random, "") for _ in range(4)],
    },
    "one category and day": lambda number, random: {
        "categories": ["2d-person-independent"],
        "added": "2026-11-01",
    },
}


def apply_shape(catalog: Catalog, change: PaperChange, random: Random) -> Catalog:
    """Return a catalog with a change applied to every paper."""
    cleared = {"claims": (), "aliases": ()}  # may contradict the change
    papers = [
        paper.model_copy(update=cleared | dict(change(number, random)))
        for number, paper in enumerate(catalog.papers)
    ]
    return replace(catalog, papers=newest_first(papers))


@click.command(epilog="Example: python -m tests.bench.shapes --papers 2000,4000 --only 'Chinese,no authors'")
@click.option(
    "--papers", default="1000", callback=parse_sizes, help="Catalog sizes, smallest first.", show_default=True
)
@click.option(
    "--seeds", default="1", callback=parse_sizes, help="Seeds of the synthetic papers.", show_default=True
)
@click.option("--only", default="", help="Shapes, separated by commas; default: all.")
@click.option("--work", type=click.Path(path_type=Path), help="Where to build; default: a temporary folder.")
def main(papers: list[int], seeds: list[int], only: str, work: Path | None) -> None:
    """Build catalogs of unusual shapes, and stop at the first that cannot be built.

    A shape with 1,000 papers takes about 8 seconds of one core.
    """
    work = (work or Path(tempfile.gettempdir()) / "catalog-shapes").resolve()
    count = 0
    for seed in seeds:
        base_catalogs = {size: catalogs.make_catalog(ROOT, size, seed) for size in papers}
        for name in only.split(",") if only else SHAPES:
            previous: dict[str, float] = {}
            for size, base in base_catalogs.items():
                catalog = apply_shape(base, SHAPES[name], Random(seed))
                seconds = build_catalog(catalog, work, f"{size:6,} papers, {name}")
                for stage, growth in superlinear_stages(previous, seconds, size) if previous else ():
                    print_progress(f"       {stage}: {growth}")
                previous = {**seconds, "papers": size}
                count += 1
    click.echo(f"Built {count} catalogs of {len(SHAPES) if not only else len(only.split(','))} shapes.")


def build_catalog(catalog: Catalog, work: Path, name: str) -> dict[str, float]:
    """Build a catalog, print the cost, and return the seconds by stage."""
    folder = sites.empty_folder(work / "site")
    builders.write_timed_checkout(catalog, folder, rewrite=True)
    env = {**ENVIRONMENT, "BENCH_STAGES": str(work / "stages.json")}
    cost = measure_command(builders.STRICT_BUILD, folder, work / "report.json", env)
    sizes = file_sizes(folder / "site")
    print_progress(
        f"{cost.cpu_s:7.2f} s CPU {cost.memory_mb:5,.0f} MB, "
        f"{len(sizes):7,} files of {sum(sizes.values()) / 1e6:7,.1f} MB: {name}"
    )
    return dict(json.loads((work / "stages.json").read_text("utf-8")))


def superlinear_stages(
    before: Mapping[str, float], now: Mapping[str, float], papers: int
) -> Iterator[tuple[str, str]]:
    """Yield the stages that grew faster than the number of papers."""
    ratio = papers / before["papers"]
    for stage, seconds in now.items():
        expected = before.get(stage, 0) * ratio
        if seconds > MAX_GROWTH_RATIO * expected and seconds > expected + MIN_GROWTH_SECONDS:
            yield stage, f"{before.get(stage, 0):.2f} s became {seconds:.2f} s with {ratio:.1f}x the papers"


if __name__ == "__main__":
    main()

"""Builds catalogs of strange shapes: what the real one never showed must not break the build, nor slow it.

Each shape is built strictly. Built at several sizes, it shows which stages grow faster than the papers: what
takes four times as long for twice the papers is found here and not in life.
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
import yaml

from catalog.records.catalog import Catalog, newest_first
from tests.bench import builders, catalogs, sites
from tests.bench.build import ENVIRONMENT, parse_sizes, print_progress
from tests.bench.output import file_sizes
from tests.bench.process import measure_command
from tests.bench.results import ROOT

TITLE_WORDS = ("talking", "face", "audio", "driven", "portrait", "speech", "video", "head", "lip", "synthesis")
SYLLABLES = ("ba", "de", "fi", "go", "hu", "ka", "le", "mi", "no", "pu")
CHINESE_CHARACTERS = tuple(map(chr, range(0x4E00, 0x5200)))
"""Chinese characters."""
MAX_GROWTH_RATIO = 1.3
"""A stage grows fast if it takes more than so many times what would be in proportion ..."""
MIN_GROWTH_SECONDS = 0.5
"""... and as many seconds more, as below that everything is noise."""
TAG_IDS = sorted(yaml.safe_load((ROOT / "data/tags.yml").read_text("utf-8")))
PaperChange = Callable[[int, Random], Mapping[str, Any]]
"""What a shape writes into a paper, by the paper's number."""


def make_person(number: int) -> str:
    """Somebody's name; another one for each number."""
    return "".join(SYLLABLES[int(digit)] for digit in str(number)).capitalize() + " Example"


def random_text(words: tuple[str, ...], many: int, random: Random, between: str = " ") -> str:
    """A text of so many words."""
    return between.join(random.choices(words, k=many))


SHAPES: dict[str, PaperChange] = {
    "as it is": lambda at, random: {},
    "one venue and year": lambda at, random: {"venue": "cvpr", "year": 2024},
    "half in one venue and year": lambda at, random: {"venue": "cvpr", "year": 2024} if at % 2 else {},
    "a third by one author": lambda at, random: {} if at % 3 else {"authors": ["Ada Everywhere"]},
    "thirty authors each": lambda at, random: {"authors": [*map(make_person, random.sample(range(3000), 30))]},
    "300 authors each": lambda at, random: {"authors": [make_person(300 * at + number) for number in range(300)]},
    "nobody twice": lambda at, random: {"authors": [make_person(3 * at + number) for number in range(3)]},
    "no authors": lambda at, random: {"authors": []},
    "ten tags each": lambda at, random: {"tags": random.sample(TAG_IDS, 10)},
    "hardly any tags": lambda at, random: {"tags": []} if at % 10 else {},
    "long titles": lambda at, random: {"title": f"{make_person(at)}: {random_text(TITLE_WORDS, 60, random)}"[:300].strip()},
    "titles of the same words": lambda at, random: {"title": random_text(TITLE_WORDS, 8, random).capitalize()},
    "titles of the same beginning": lambda at, random: {"title": f"Talking Face Generation by {make_person(at)}"},
    "one title": lambda at, random: {"title": "Everybody Calls It a Talking Face"},
    "Chinese": lambda at, random: {
        "title": random_text(CHINESE_CHARACTERS, 20, random, ""),
        "authors": [random_text(CHINESE_CHARACTERS, 3, random, "") for _ in range(4)],
    },
    "one category and day": lambda at, random: {
        "categories": ["2d-person-independent"],
        "added": "2026-11-01",
    },
}


def apply_shape(whole: Catalog, change: PaperChange, random: Random) -> Catalog:
    """A catalog with a change of every paper."""
    plain = {"claims": (), "aliases": ()}  # they may contradict what changes
    papers = [
        paper.model_copy(update=plain | dict(change(at, random))) for at, paper in enumerate(whole.papers)
    ]
    return replace(whole, papers=newest_first(papers))


@click.command(epilog="Example: python -m tests.bench.shapes --papers 2000,4000 --only 'Chinese,no authors'")
@click.option("--papers", default="1000", callback=parse_sizes, help="Sizes, smallest first.", show_default=True)
@click.option("--seeds", default="1", callback=parse_sizes, help="Each draws other papers.", show_default=True)
@click.option("--only", default="", help="Shapes, divided by commas; else all.")
@click.option("--work", type=click.Path(path_type=Path), help="Where to build; else a temporary folder.")
def main(papers: list[int], seeds: list[int], only: str, work: Path | None) -> None:
    """Build catalogs of strange shapes, each strictly; stop at the first that cannot be built.

    A shape of 1,000 papers takes about 8 seconds of one core.
    """
    work = (work or Path(tempfile.gettempdir()) / "catalog-shapes").resolve()
    built = 0
    for seed in seeds:
        wholes = {size: catalogs.make_catalog(ROOT, size, seed) for size in papers}
        for name in only.split(",") if only else SHAPES:
            before: dict[str, float] = {}
            for size, whole in wholes.items():
                spent = build_catalog(apply_shape(whole, SHAPES[name], Random(seed)), work, f"{size:6,} papers, {name}")
                for stage, told in superlinear_stages(before, spent, size) if before else ():
                    print_progress(f"       {stage}: {told}")
                before = {**spent, "papers": size}
                built += 1
    click.echo(f"Built: {built} catalogs of {len(SHAPES) if not only else len(only.split(','))} shapes.")


def build_catalog(catalog: Catalog, work: Path, name: str) -> dict[str, float]:
    """Build one strictly, and tell what it cost; the seconds by stage."""
    folder = sites.empty_folder(work / "site")
    builders.write_timed_checkout(catalog, folder, anew=True)
    env = {**ENVIRONMENT, "BENCH_STAGES": str(work / "stages.json")}
    spent = measure_command(builders.STRICT_BUILD, folder, work / "report.json", env)
    sizes = file_sizes(folder / "site")
    cost = f"{spent.cpu_s:7.2f} s CPU {spent.memory_mb:5,.0f} MB"
    print_progress(f"{cost}, {len(sizes):7,} files of {sum(sizes.values()) / 1e6:7,.1f} MB: {name}")
    return dict(json.loads((work / "stages.json").read_text("utf-8")))


def superlinear_stages(before: Mapping[str, float], now: Mapping[str, float], papers: int) -> Iterator[tuple[str, str]]:
    """The stages that have grown faster than the papers."""
    times = papers / before["papers"]
    for stage, seconds in now.items():
        expected = before.get(stage, 0) * times
        if seconds > MAX_GROWTH_RATIO * expected and seconds > expected + MIN_GROWTH_SECONDS:
            yield stage, f"{before.get(stage, 0):.2f} s became {seconds:.2f} s, for {times:.1f}x the papers"


if __name__ == "__main__":
    main()

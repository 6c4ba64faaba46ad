"""The output of a build: number and size of its files, by kind."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Mapping, Set
from pathlib import Path

from tests.bench.process import ProcessCost
from tests.bench.results import BuildRun

FOLDER_KINDS = {"assets": "assets", "catalog": "assets", "search": "search", "api": "API", "schema": "API"}
FOLDER_KINDS |= {"arxiv": "redirects", "feeds": "feeds", "embed": "embeds"}
"""Kinds of files by top-level folder of the site."""


def make_run(
    papers: int, id: str, cost: ProcessCost, site: Path, stages: Mapping[str, float], redirects: Set[str]
) -> BuildRun:
    """Return one run, with number and size of files of each kind."""
    sizes = file_sizes(site)
    pages = [name for name in sizes if file_kind(name, redirects).endswith("pages")]
    kinds: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for name, size in sizes.items():
        kind = kinds[file_kind(name, redirects)]
        kind[0], kind[1] = kind[0] + 1, kind[1] + size
    return BuildRun(
        papers=papers,
        builder=id,
        cpu_s=cost.cpu_s,
        memory_mb=cost.memory_mb,
        pages=len(pages),
        pages_mb=sum(sizes[name] for name in pages) / 1e6,
        files=len(sizes),
        mb=sum(sizes.values()) / 1e6,
        rounds=1,
        stages={name: seconds for name, seconds in stages.items() if name != "end"},
        kinds={kind: (count, size) for kind, (count, size) in sorted(kinds.items())},
    )


def file_sizes(site: Path) -> dict[str, int]:
    """Return the size of every file of a site, by path."""
    files = (Path(folder, name) for folder, _, names in os.walk(site) for name in names)
    return {path.relative_to(site).as_posix(): path.stat().st_size for path in files}


def file_kind(name: str, redirects: Set[str] = frozenset()) -> str:
    """Return the kind of a file, to show which kinds grow with the number of papers.

    Args:
        name: Path of the file.
        redirects: Paths of the redirects, of which some lie beside pages.
    """
    if name in redirects:
        return "redirects"
    folder, _, rest = name.partition("/")
    if folder in FOLDER_KINDS:
        return FOLDER_KINDS[folder]
    if not name.endswith(".html"):
        return "exports" if rest else "other files"
    return (
        f"{folder.removesuffix('s')} pages"
        if folder in ("papers", "authors") and "/" in rest
        else "other pages"
    )

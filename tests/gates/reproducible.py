"""One commit gives one site: built in several ways, it has the same bytes every time.

Each way differs from the first in one thing that a build must not depend on.

Example: python -m tests.gates.reproducible --real
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from random import Random

from tests.sites import EPOCH, MKDOCS, ROOT, TOY, BuiltSite, build, checkout

SHUFFLED_BUILD = """
import os, random, runpy
listed, scanned, chance = os.listdir, os.scandir, random.Random(7)

class Entries:
    "What scandir gives: it is gone through, and closed."
    def __init__(self, found): self.rest = shuffled(list(found))
    def __iter__(self): return self
    def __next__(self):
        if self.rest: return self.rest.pop()
        raise StopIteration
    def __enter__(self): return self
    def __exit__(self, *_): pass
    def close(self): pass

def shuffled(found):
    chance.shuffle(found)
    return found

os.listdir = lambda *of: shuffled(listed(*of))
os.scandir = lambda *of: Entries(scanned(*of))
runpy.run_module("mkdocs", run_name="__main__", alter_sys=True)
"""
"""A build to which every folder is listed in another order."""


@dataclass(frozen=True)
class Variant:
    """A way to build: in which it differs from the first."""

    folder: str = "site"
    env: Mapping[str, str] = field(default_factory=dict)
    command: tuple[str, ...] = MKDOCS
    prepare: Callable[[Path], None] = lambda _: None


def rewrite_records(root: Path) -> None:
    """Write the records anew, in another order, so that they lie otherwise on the disk."""
    files = sorted((root / "data").rglob("*.yml"))
    Random(11).shuffle(files)
    for path in files:
        text = path.read_bytes()
        path.unlink()
        path.write_bytes(text)


def on_one_core(command: tuple[str, ...]) -> tuple[str, ...]:
    """The command on one core only, where the system can do that."""
    return ("taskset", "--cpu-list", "0", *command) if shutil.which("taskset") else command


BASE_ENVIRONMENT = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}
VARIANTS: Mapping[str, Variant] = {
    "again": Variant(),
    "in another folder": Variant(folder="some where élse"),
    "in another time zone": Variant(env={"TZ": "Asia/Tokyo"}),
    "in another locale": Variant(env={"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0"}),
    "with another hash seed": Variant(env={"PYTHONHASHSEED": "2"}),
    "with folders listed in another order": Variant(command=(sys.executable, "-c", SHUFFLED_BUILD)),
    "with records written in another order": Variant(prepare=rewrite_records),
    "on one core": Variant(command=on_one_core(MKDOCS)),
}


def file_hashes(site: BuiltSite) -> dict[str, str]:
    """What each file of a site holds, in short."""
    return {name: sha256((site.output / name).read_bytes()).hexdigest() for name in site.files}


def build_variant(data: Path, way: Variant) -> dict[str, str]:
    """The files of a site that is built in some way."""
    with tempfile.TemporaryDirectory() as folder:
        root = checkout(Path(folder) / way.folder, data)
        way.prepare(root)
        site = build(root, way.command, SOURCE_DATE_EPOCH=EPOCH, **{**BASE_ENVIRONMENT, **way.env})
        return file_hashes(site)


def differing_files(one: Mapping[str, str], other: Mapping[str, str]) -> list[str]:
    """The files that are not the same, or only in one of two sites."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


def main() -> int:
    """Build in every way, and fail if a byte differs."""
    parser = argparse.ArgumentParser(prog="python -m tests.gates.reproducible", description=__doc__)
    parser.add_argument("--real", action="store_true", help="the real catalog, not the toy one")
    data = ROOT / "data" if parser.parse_args().real else TOY
    first = build_variant(data, Variant())
    bad = 0
    for name, way in VARIANTS.items():
        differ = differing_files(first, build_variant(data, way))
        bad += bool(differ)
        print(f"{name:40} {f'{len(differ)} differ: {differ[:5]}' if differ else 'the same'}", flush=True)
    print(f"reproducible: {len(first):,} files, {len(VARIANTS)} ways, {os.cpu_count()} cores: {bad} differ")
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main())

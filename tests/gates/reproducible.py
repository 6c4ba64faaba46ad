"""Check that one commit always gives the same site, byte for byte.

Each variant of the build differs from the first one in a single thing that the output must not depend on.

Example: python -m tests.gates.reproducible --real
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from random import Random

from tests.abstracts import TOY_ABSTRACTS, write_abstracts
from tests.gates.pip import install_packages
from tests.sites import ENGINE_COMMAND, EPOCH, ROOT, TOY, BuiltSite, build, checkout

SHUFFLED_BUILD = """
import os, random, runpy
listdir, scandir, generator = os.listdir, os.scandir, random.Random(7)

class Entries:
    "The result of scandir: iterable and closable."
    def __init__(self, entries): self.rest = shuffle(list(entries))
    def __iter__(self): return self
    def __next__(self):
        if self.rest: return self.rest.pop()
        raise StopIteration
    def __enter__(self): return self
    def __exit__(self, *_): pass
    def close(self): pass

def shuffle(items):
    generator.shuffle(items)
    return items

os.listdir = lambda *path: shuffle(listdir(*path))
os.scandir = lambda *path: Entries(scandir(*path))
runpy.run_module(os.environ.get("ENGINE", "mkdocs"), run_name="__main__", alter_sys=True)
"""
"""Program of a build to which folders are listed in another order."""
SQLITE = "pysqlite3-binary==0.5.4.post2"
"""Package with a SQLite of its own: 3.51.1."""
OTHER_SQLITE_BUILD = """
import os, runpy, sys
sys.path.append(sys.argv.pop(1))
import pysqlite3, sqlite3
if pysqlite3.sqlite_version == sqlite3.sqlite_version: sys.exit("Pin a package with another SQLite.")
sys.modules["sqlite3"] = pysqlite3
runpy.run_module(os.environ.get("ENGINE", "mkdocs"), run_name="__main__", alter_sys=True)
"""
"""Program of a build with another version of SQLite; its first argument is the folder of the package."""


@dataclass(frozen=True)
class Variant:
    """How a build differs from the first one."""

    folder: str = "site"
    env: Mapping[str, str] = field(default_factory=dict)
    command: tuple[str, ...] = ENGINE_COMMAND
    prepare: Callable[[Path], None] = lambda _: None


def rewrite_records(root: Path) -> None:
    """Rewrite the records in another order, which changes their order on disk."""
    files = sorted((root / "data").rglob("*.yml"))
    Random(11).shuffle(files)
    for path in files:
        text = path.read_bytes()
        path.unlink()
        path.write_bytes(text)


def on_one_core(command: tuple[str, ...]) -> tuple[str, ...]:
    """Return a command that runs on one core, if the system supports that."""
    return ("taskset", "--cpu-list", "0", *command) if shutil.which("taskset") else command


def with_other_sqlite() -> tuple[str, ...]:
    """Return the command of a build with another version of SQLite."""
    python = install_packages("sqlite", (SQLITE,))
    command = (str(python), "-c", "import pysqlite3; print(*pysqlite3.__path__)")
    process = subprocess.run(command, capture_output=True, text=True, check=True)
    return (sys.executable, "-c", OTHER_SQLITE_BUILD, str(Path(process.stdout.strip()).parent))


BASE_ENVIRONMENT = {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}
VARIANTS: Mapping[str, Variant] = {
    "again": Variant(),
    "in another folder": Variant(folder="some where élse"),
    "in another time zone": Variant(env={"TZ": "Asia/Tokyo"}),
    "in another locale": Variant(env={"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0"}),
    "with another hash seed": Variant(env={"PYTHONHASHSEED": "2"}),
    "with folders listed in another order": Variant(command=(sys.executable, "-c", SHUFFLED_BUILD)),
    "with records written in another order": Variant(prepare=rewrite_records),
    "on one core": Variant(command=on_one_core(ENGINE_COMMAND)),
}


def file_hashes(site: BuiltSite) -> dict[str, str]:
    """Return the hash of each file of a site."""
    return {name: sha256((site.output / name).read_bytes()).hexdigest() for name in site.files}


def build_variant(data: Path, variant: Variant) -> dict[str, str]:
    """Build a site, and return the hashes of its files."""
    with tempfile.TemporaryDirectory() as folder:
        root = checkout(Path(folder) / variant.folder, data)
        write_abstracts(root, TOY_ABSTRACTS)
        variant.prepare(root)
        site = build(root, variant.command, SOURCE_DATE_EPOCH=EPOCH, **{**BASE_ENVIRONMENT, **variant.env})
        return file_hashes(site)


def differing_files(left: Mapping[str, str], right: Mapping[str, str]) -> list[str]:
    """Return the files that differ or that only one of two sites has."""
    return sorted(name for name in left.keys() | right.keys() if left.get(name) != right.get(name))


def main() -> int:
    """Build every variant, and fail if a byte differs."""
    parser = argparse.ArgumentParser(prog="python -m tests.gates.reproducible", description=__doc__)
    parser.add_argument("--real", action="store_true", help="use the real catalog instead of the toy one")
    data = ROOT / "data" if parser.parse_args().real else TOY
    first = build_variant(data, Variant())
    failures = 0
    variants = {**VARIANTS, "with another version of SQLite": Variant(command=with_other_sqlite())}
    for name, variant in variants.items():
        files = differing_files(first, build_variant(data, variant))
        failures += bool(files)
        print(f"{name:40} {f'{len(files)} files differ: {files[:5]}' if files else 'equal'}", flush=True)
    print(
        f"reproducible: {len(first):,} files, {len(variants)} variants, {os.cpu_count()} cores: "
        f"{failures} variants differ"
    )
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main())

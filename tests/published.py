"""The addresses that were ever published, as a list in `published.txt`, and the command that adds to it.

Others link to addresses, cite them and subscribe to them, so that none may disappear. The list is kept
short by naming the addresses of a shape (`papers/*/`) once, with the ids that stand for the star.

Example: make published
"""

from __future__ import annotations

import argparse
import re
import sys
import textwrap
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from catalog.facets.facets import FACETS

ROOT = Path(__file__).parents[1]
LIST = ROOT / "tests/published.txt"
OURS = ("assets/", "search/", "cite/", "home/", "add/rules.json")
"""What only the site's own pages ask for, which may change with them."""
TWIN = "index.md"
"""End of the address of a Markdown twin, which lasts as long as that of its page."""
FOLDERS = "|".join(facet.plural for facet in FACETS if facet.has_pages)
PART = re.compile(rf"(?:all|(?:{FOLDERS})/[^/]+)/\d+/")
"""A further page of a long list: it moves on as the catalog grows."""
FAMILY = re.compile(
    rf"(?P<folder>(?:papers|datasets|{FOLDERS}|feeds/\w+|embed/\w+|api/v1/(?:papers|datasets))/)"
    r"(?P<id>[^/.]+)(?P<rest>[/.].*)|(?P<arxiv>arxiv/)(?P<number>.+)/"
)
"""The address of a record or list: its folder, its id, and what follows."""
HEAD = """\
# Every address that was ever published: none disappears. `make published` adds the new ones.
# A line that is set in names the ids that stand for the star in the addresses above it.
"""


def addresses(files: Iterable[str]) -> Iterator[str]:
    """The addresses for readers and programs among the files of a site: `papers/x/`, `data/papers.bib`."""
    for name in files:
        address = name.removesuffix("index.html")
        if not address.startswith(OURS) and not PART.fullmatch(address) and not address.endswith(TWIN):
            yield address


def parts(address: str) -> tuple[str, str]:
    """The shape of an address, and the id in it: (`papers/*/`, `wav2lip-2020`); no id, if it is alone."""
    found = FAMILY.fullmatch(address)
    if not found:
        return address, ""
    if found["arxiv"]:
        return "arxiv/*/", found["number"]
    return f"{found['folder']}*{found['rest']}", found["id"]


def read(text: str) -> set[str]:
    """The addresses of a list."""
    found: set[str] = set()
    shapes: list[str] = []
    for line in text.splitlines():
        if line.startswith("  "):
            found.update(shape.replace("*", id) for shape in shapes for id in line.split())
        elif not line.startswith("#"):
            shapes = line.split()
            found.update("" if shape == "." else shape for shape in shapes if "*" not in shape)
    return found


def write(found: Iterable[str]) -> str:
    """The list of addresses, the shapes with the same ids together."""
    ids: dict[str, set[str]] = defaultdict(set)
    for address in found:
        shape, id = parts(address)
        ids[shape].add(id)
    together: dict[frozenset[str], list[str]] = defaultdict(list)
    for shape in sorted(ids):
        together[frozenset(ids[shape])].append(shape or ".")
    lines = [HEAD]
    for theirs, shapes in together.items():
        wrapped = textwrap.wrap(" ".join(sorted(theirs)), 108, break_on_hyphens=False, break_long_words=False)
        lines += [f"{' '.join(shapes)}\n", *(f"  {line}\n" for line in wrapped)]
    return "".join(lines)


def main() -> int:
    """Add the addresses of a built site to the list."""
    parser = argparse.ArgumentParser(prog="python -m tests.published", description=__doc__)
    parser.add_argument("site", nargs="?", type=Path, default=ROOT / "site", help="a built site")
    site: Path = parser.parse_args().site
    if not (site / "index.html").is_file():
        print(f"There is no site in {site}. Build it first: make site", file=sys.stderr)
        return 2
    files = (path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    known, now = read(LIST.read_text("utf-8")) if LIST.exists() else set(), set(addresses(files))
    LIST.write_text(write(known | now), "utf-8")
    print(f"{len(known | now):,} addresses, {len(now - known):,} of them new")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""What a first visit costs: bytes over the wire and requests, on the largest page of each kind.

Counted at a server that compresses as GitHub Pages does, with nothing in the cache and the search not used.

Example: python -m tests.gates.budgets site
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.bench.server import served
from tests.browser.chromium import HELP, executable, launch_args
from tests.gates.pages import SITE, kinds

KILOBYTES, REQUESTS = 102.4, 12
"""100 KiB; the limits of DESIGN: they hold for every page that is not named below."""
LONG = "a list of hundreds of papers, whole, to be read and searched in without a script"
PROGRAM = "a program in small modules, for who came to use it"
LARGER: Mapping[str, tuple[int, int, str]] = {
    "all/": (190, 12, "every paper, without a script"),
    "health/": (140, 12, "every record that lacks something"),
    "categories/": (150, 12, LONG),
    "tags/": (170, 12, LONG),
    "venues/": (160, 12, LONG),
    "years/": (150, 12, LONG),
    "papers/": (210, 38, f"the search itself with its index, {PROGRAM}"),
    "add/": (220, 52, PROGRAM),
    "compare/": (110, 30, PROGRAM),
    "preview/": (230, 52, PROGRAM),
}
"""Pages that may cost more: kilobytes, requests, the reason. Of lists in a folder, the largest."""


def limits(address: str) -> tuple[float, int]:
    """The kilobytes and requests that a page may cost."""
    folder = address.partition("/")[0] + "/"
    listed = folder in ("categories/", "tags/", "venues/", "years/")
    known = LARGER.get(folder) if listed == (address != folder) else None
    return known[:2] if known else (KILOBYTES, REQUESTS)


def measured(site: Path, addresses: list[str]) -> dict[str, tuple[float, int]]:
    """The kilobytes and requests of each page, each in a new browser context."""
    found: dict[str, tuple[float, int]] = {}
    with served({"site": site}) as (url, traffic), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=launch_args())
        for address in addresses:
            context = browser.new_context()
            traffic.taken()
            context.new_page().goto(f"{url}site/{address}index.html", wait_until="networkidle")
            found[address] = traffic.taken()
            context.close()
        browser.close()
    return found


def main() -> int:
    """Measure, print a table, and fail if a page is over its limit."""
    parser = argparse.ArgumentParser(prog="python -m tests.gates.budgets", description=__doc__)
    parser.add_argument("site", nargs="?", type=Path, default=SITE, help="a built site")
    site: Path = parser.parse_args().site
    if executable() is None:
        print(HELP, file=sys.stderr)
        return 2
    over = 0
    for address, (size, requests) in (found := measured(site, kinds(site))).items():
        most, often = limits(address)
        bad = size > most or requests > often
        over += bad
        mark = " OVER" if bad else ""
        print(f"{address or '/':44} {size:6.1f} of {most:5} kB {requests:3} of {often} requests{mark}")
    named = sum(limits(address) != (KILOBYTES, REQUESTS) for address in found)
    print(f"budgets: {len(found)} pages, {over} over their limit, {named} with a limit of their own")
    if over:
        print("Make the page smaller, or name it with a reason in tests/gates/budgets.py.", file=sys.stderr)
    return bool(over)


if __name__ == "__main__":
    sys.exit(main())

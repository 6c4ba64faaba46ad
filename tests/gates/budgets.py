"""What a first visit costs: bytes over the wire and requests, on the largest page of each kind.

Counted at a server that compresses as GitHub Pages does, on a phone, with nothing in the cache and the search
not used; and on a wide screen where that is more. The limits hold for a catalog of any size.

Example: python -m tests.gates.budgets site
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, sync_playwright

from tests.bench.server import served
from tests.browser.chromium import HELP, executable, launch_args
from tests.gates.pages import SITE, kinds

KILOBYTES, REQUESTS = 102.4, 12
"""100 KiB; the limits of DESIGN. They hold for every page on a phone."""
PHONE, WIDE = 390, 1280
SETTLED = 300
"""Milliseconds in which what follows of a script has been asked for."""
FILTERS = "papers/"
"""Its filters stand beside the list where there is room, with the papers of each value: a search index."""
INDEX = (130.0, 0.06, 15)
"""What that page may cost there: kilobytes, as many more for each paper, and requests."""


class Cost(NamedTuple):
    """What one page has cost."""

    address: str
    width: int
    kilobytes: float
    requests: int
    most: float
    often: int

    @property
    def is_over(self) -> bool:
        return self.kilobytes > self.most or self.requests > self.often

    def __str__(self) -> str:
        mark = " OVER" if self.is_over else ""
        where = f"{self.address or '/'}{' (wide)' if self.width == WIDE else ''}"
        size = f"{self.kilobytes:6.1f} of {self.most:.1f} kB"
        return f"{where:48} {size} {self.requests:3} of {self.often} requests{mark}"


def limits(site: Path, address: str, width: int) -> tuple[float, int]:
    """The kilobytes and requests that a page may cost."""
    if (address, width) != (FILTERS, WIDE):
        return KILOBYTES, REQUESTS
    base, each, often = INDEX
    papers = sum(1 for _ in (site / "api/v1/papers").glob("*.json"))
    return base + each * papers, often


def measured(browser: Browser, site: Path, addresses: Iterable[str]) -> Iterator[Cost]:
    """The cost of each page, each in a new browser context."""
    views = [(address, PHONE) for address in addresses]
    with served({"site": site}) as (url, traffic):
        for address, width in [*views, (FILTERS, WIDE)]:
            context = browser.new_context(viewport={"width": width, "height": 800})
            traffic.taken()
            page = context.new_page()
            page.goto(f"{url}site/{address}index.html", wait_until="load")
            page.wait_for_load_state("networkidle")
            page.wait_for_timeout(SETTLED)
            yield Cost(address, width, *traffic.taken(), *limits(site, address, width))
            context.close()


def main() -> int:
    """Measure, print a table, and fail if a page is over its limit."""
    parser = argparse.ArgumentParser(prog="python -m tests.gates.budgets", description=__doc__)
    parser.add_argument("site", nargs="?", type=Path, default=SITE, help="a built site")
    site: Path = parser.parse_args().site
    if executable() is None:
        print(HELP, file=sys.stderr)
        return 2
    costs = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=launch_args())
        for cost in measured(browser, site, kinds(site)):
            costs.append(cost)
            print(cost, flush=True)
    over = sum(cost.is_over for cost in costs)
    print(
        f"budgets: {len(costs)} pages, {over} over their limit, 1 with a limit of its own ({FILTERS}, wide)"
    )
    if over:
        print(
            "Make the page smaller: docs/templates/, docs/assets/, hooks/catalog/views/pagination.py.",
            file=sys.stderr,
        )
    return bool(over)


if __name__ == "__main__":
    sys.exit(main())

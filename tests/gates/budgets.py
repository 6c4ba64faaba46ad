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

from tests.bench.server import serve_folders
from tests.browser.chromium import HELP, executable, launch_args
from tests.gates.pages import SITE, representative_pages

MAX_KILOBYTES, MAX_REQUESTS = 102.4, 12
"""100 KiB; the limits of DESIGN. They hold for every page on a phone."""
PHONE_WIDTH, WIDE_WIDTH = 390, 1280
SETTLE_MILLISECONDS = 300
"""Milliseconds in which what follows of a script has been asked for."""
FILTERS_PAGE = "papers/"
"""Its filters stand beside the list where there is room, with the papers of each value: a search index."""
FILTERS_PAGE_LIMITS = (130.0, 0.06, 15)
"""What that page may cost there: kilobytes, as many more for each paper, and requests."""


class PageCost(NamedTuple):
    """What one page has cost."""

    href: str
    width: int
    kilobytes: float
    requests: int
    max_kilobytes: float
    max_requests: int

    @property
    def is_over(self) -> bool:
        return self.kilobytes > self.max_kilobytes or self.requests > self.max_requests

    def __str__(self) -> str:
        mark = " OVER" if self.is_over else ""
        where = f"{self.href or '/'}{' (wide)' if self.width == WIDE_WIDTH else ''}"
        size = f"{self.kilobytes:6.1f} of {self.max_kilobytes:.1f} kB"
        return f"{where:48} {size} {self.requests:3} of {self.max_requests} requests{mark}"


def limits(site: Path, address: str, width: int) -> tuple[float, int]:
    """The kilobytes and requests that a page may cost."""
    if (address, width) != (FILTERS_PAGE, WIDE_WIDTH):
        return MAX_KILOBYTES, MAX_REQUESTS
    base, each, often = FILTERS_PAGE_LIMITS
    papers = sum(1 for _ in (site / "api/v1/papers").glob("*.json"))
    return base + each * papers, often


def measure_pages(browser: Browser, site: Path, addresses: Iterable[str]) -> Iterator[PageCost]:
    """The cost of each page, each in a new browser context."""
    views = [(address, PHONE_WIDTH) for address in addresses]
    with serve_folders({"site": site}) as (url, traffic):
        for address, width in [*views, (FILTERS_PAGE, WIDE_WIDTH)]:
            context = browser.new_context(viewport={"width": width, "height": 800})
            traffic.reset()
            page = context.new_page()
            page.goto(f"{url}site/{address}index.html", wait_until="load")
            page.wait_for_load_state("networkidle")
            page.wait_for_timeout(SETTLE_MILLISECONDS)
            yield PageCost(address, width, *traffic.reset(), *limits(site, address, width))
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
        for cost in measure_pages(browser, site, representative_pages(site)):
            costs.append(cost)
            print(cost, flush=True)
    over = sum(cost.is_over for cost in costs)
    print(
        f"budgets: {len(costs)} pages, {over} over their limit, 1 with a limit of its own ({FILTERS_PAGE}, wide)"
    )
    if over:
        print(
            "Make the page smaller: docs/templates/, docs/assets/, hooks/catalog/views/pagination.py.",
            file=sys.stderr,
        )
    return bool(over)


if __name__ == "__main__":
    sys.exit(main())

"""Check the bytes and requests of a first visit to the largest page of each kind.

Counted at a server that compresses as GitHub Pages does, on a phone, with an empty cache and without using
the search. One page costs more on a wide screen and is measured there too, and one has a row for each code
repository. The other limits hold for a catalog of any size.

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
"""100 KiB and 12 requests for every page on a phone."""
PHONE_WIDTH, WIDE_WIDTH = 390, 1280
FILTERS_PAGE = "papers/"
"""On a wide screen, its filters are next to the list and need the search index for their counts."""
FILTERS_PAGE_LIMITS = (130.0, 0.16, 16)
"""Limits of that page on a wide screen: kilobytes, further kilobytes per paper, and requests.

Index, people, details and summaries of each paper are loaded one after the other; the first result needs
only the index.
"""
CODE_PAGE = "code/"
CODE_PAGE_LIMITS = (85.0, 0.125)
"""Limits of that page: kilobytes, and further kilobytes per repository."""


class PageCost(NamedTuple):
    """The cost of one page."""

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
        suffix = " OVER" if self.is_over else ""
        page = f"{self.href or '/'}{' (wide)' if self.width == WIDE_WIDTH else ''}"
        size = f"{self.kilobytes:6.1f} of {self.max_kilobytes:.1f} kB"
        return f"{page:48} {size} {self.requests:3} of {self.max_requests} requests{suffix}"


def limits(site: Path, href: str, width: int) -> tuple[float, int]:
    """Return the maximum kilobytes and requests of a page."""
    if href == CODE_PAGE:
        kilobytes, kilobytes_per_row = CODE_PAGE_LIMITS
        rows = (site / href / "index.html").read_text("utf-8").count('<th scope="row">')
        return max(MAX_KILOBYTES, kilobytes + kilobytes_per_row * rows), MAX_REQUESTS
    if (href, width) != (FILTERS_PAGE, WIDE_WIDTH):
        return MAX_KILOBYTES, MAX_REQUESTS
    kilobytes, kilobytes_per_paper, requests = FILTERS_PAGE_LIMITS
    papers = sum(1 for _ in (site / "api/v1/papers").glob("*.json"))
    return kilobytes + kilobytes_per_paper * papers, requests


def measure_pages(browser: Browser, site: Path, hrefs: Iterable[str]) -> Iterator[PageCost]:
    """Yield the cost of each page, each in a new browser context."""
    views = [(href, PHONE_WIDTH) for href in hrefs]
    with serve_folders({"site": site}) as (url, traffic):
        for href, width in [*views, (FILTERS_PAGE, WIDE_WIDTH)]:
            context = browser.new_context(viewport={"width": width, "height": 800})
            traffic.reset()
            page = context.new_page()
            page.goto(f"{url}site/{href}index.html", wait_until="load")
            page.wait_for_load_state("networkidle")
            yield PageCost(href, width, *traffic.reset(), *limits(site, href, width))
            context.close()


def main() -> int:
    """Measure, print a table, and fail if a page exceeds its limits."""
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
        f"budgets: {len(costs)} pages, {over} over their limits; "
        f"{FILTERS_PAGE} on a wide screen and {CODE_PAGE} have their own"
    )
    if over:
        print(
            "Make the page smaller: see docs/templates/, docs/assets/, and facets/pagination.py.",
            file=sys.stderr,
        )
    return bool(over)


if __name__ == "__main__":
    sys.exit(main())

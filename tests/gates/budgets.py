"""Check the bytes and requests of a first visit to the largest page of each kind.

Counted at a server that compresses as GitHub Pages does, on a phone and on a wide screen, with an empty cache
and without using the search. The limits hold for a catalog of any size.

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
from tests.gates.pages import SITE, page_group, representative_pages

MAX_KIBIBYTES = 80.0
MAX_PAPER_KIBIBYTES = 55.0
"""The limit of the page of a paper, to which most visits lead."""
MAX_REQUESTS = 10
WIDTHS = {"phone": 390, "wide": 1280}


class PageCost(NamedTuple):
    """The cost of one page."""

    href: str
    screen: str
    kibibytes: float
    requests: int

    @property
    def max_kibibytes(self) -> float:
        """The limit of its kind."""
        is_paper = page_group(Path(self.href)) == "papers"
        return MAX_PAPER_KIBIBYTES if is_paper else MAX_KIBIBYTES

    @property
    def is_over(self) -> bool:
        """True if it exceeds a limit."""
        return self.kibibytes > self.max_kibibytes or self.requests > MAX_REQUESTS

    def __str__(self) -> str:
        size = f"{self.kibibytes:6.1f} of {self.max_kibibytes:.0f} KiB"
        suffix = " OVER" if self.is_over else ""
        requests = f"{self.requests:3} of {MAX_REQUESTS} requests"
        return f"{self.href or '/':44} {self.screen:5} {size} {requests}{suffix}"


def measure_pages(browser: Browser, site: Path, hrefs: Iterable[str]) -> Iterator[PageCost]:
    """Yield the cost of each page on each screen, each in a new browser context."""
    with serve_folders({"site": site}) as (url, traffic):
        for href, (screen, width) in ((href, item) for href in hrefs for item in WIDTHS.items()):
            context = browser.new_context(viewport={"width": width, "height": 800})
            traffic.reset()
            page = context.new_page()
            page.goto(f"{url}site/{href}index.html", wait_until="load")
            page.wait_for_load_state("networkidle")
            kilobytes, requests = traffic.reset()
            yield PageCost(href, screen, kilobytes / 1.024, requests)
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
    print(f"budgets: {len(costs)} visits to {len(costs) // len(WIDTHS)} pages, {over} over their limits")
    if over:
        print(
            "Make the page smaller: see docs/templates/, docs/assets/, and the limits in hooks/catalog/.",
            file=sys.stderr,
        )
    return bool(over)


if __name__ == "__main__":
    sys.exit(main())

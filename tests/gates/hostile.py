"""Hostile text in every field, in a real browser on every page: nothing of it runs.

The site is built with the checks off. First as it is: nothing runs, breaks, asks another host or leads to a
dangerous href; and every file for programs is read back. Then without its encoders, too: the build stops
by itself and, made not to, the policy of the pages lets nothing run. Some of these pages without that policy
show that the texts do run where nothing stops them.

Example: python -m tests.gates.hostile --pages 40
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields
from pathlib import Path
from random import Random

from playwright.sync_api import Error as BrowserError
from playwright.sync_api import sync_playwright
from pydantic import BaseModel

from catalog.records.schema import Dataset, Paper
from catalog.records.vocabularies import VOCABULARIES
from tests.browser.chromium import HELP, executable, launch_args
from tests.browser.previewing import HOST
from tests.browser.visits import Visit, visit
from tests.hostile import actions, attack
from tests.hostile.build import build_hostile_site
from tests.hostile.payloads import PAYLOADS
from tests.hostile.without_encoders import WITHOUT_ENCODERS
from tests.server import serve_site
from tests.sites import ROOT, BuiltSite

OUTPUT_TESTS = (
    "tests/hostile/test_outputs.py",
    "tests/history/test_feeds.py",
    "tests/utils/test_github_markdown.py",
)
"""The tests of what programs read, and of what a review says on GitHub."""
MAX_PAGES_PER_KIND = 40
"""Pages of one kind that are opened; each text is in half a dozen kinds, and tests read the rest."""
CONTROL_PAGES = 40
"""Pages that are opened without any protection."""


@dataclass
class Counts:
    """What became of the texts."""

    pages: int = 0
    executed: int = 0
    broken: int = 0
    """Pages without their heading or their end, or that led elsewhere."""
    requests: int = 0
    """Requests to other hosts."""
    dangerous: int = 0
    """Pages with an href that no link may lead to."""

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))

    def __str__(self) -> str:
        return ", ".join(f"{getattr(self, one.name):,} {one.name}" for one in fields(self))

    def add_problem(self, what: str) -> None:
        """Count what an act tells of a page."""
        self.executed += "ran" in what
        self.dangerous += "dangerous" in what
        self.broken += bool(what) and "ran" not in what and "dangerous" not in what


def open_pages(site: BuiltSite, hrefs: Iterable[str], *, policy: bool = True, strict: bool = True) -> Counts:
    """Open pages in a browser of its own, one after the other, and tell what is wrong with them."""
    counts = Counts()
    with serve_site(site) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=launch_args())
        with visit(browser, url, bypass_csp=not policy) as opened:
            for href in hrefs:
                counts.pages += 1
                try:
                    what = actions.page_problem(opened, href)
                except BrowserError as error:
                    what = f"broken: {error}"
                counts.add_problem(what)
                if what and (strict or (policy and what == "a text ran")):
                    print(f"{href}: {what}", file=sys.stderr)
            counts.requests += sum(fault.startswith("request to ") for fault in opened.errors)
        browser.close()
    return counts


def sample_pages(site: BuiltSite, most: int, seed: str) -> list[str]:
    """Pages of every kind, at most so many of each; every seed chooses others, and always the same."""
    kinds: dict[str, list[str]] = defaultdict(list)
    for href in sorted(site.pages):
        if not href.endswith(".html"):
            kinds[re.sub("(?<=/)[^/]+/", "*", href)].append(href)
    some = [Random(seed).sample(pages, min(most, len(pages))) for pages in kinds.values()]
    return [href for pages in some for href in pages]


def open_pages_in_parallel(site: BuiltSite, some: Sequence[str], **how: bool) -> Counts:
    """Open pages of a site, half of them on each of two cores."""
    with ThreadPoolExecutor(2) as pool:
        return sum(pool.map(lambda half: open_pages(site, half, **how), (some[::2], some[1::2])), Counts())


def use_site(site: BuiltSite, step: int) -> Counts:
    """Search, browse, compare, add and preview with every text."""
    counts = Counts()
    with serve_site(site) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=launch_args())
        with visit(browser, url, [HOST]) as opened:
            for what in action_problems(opened, step):
                counts.add_problem(what)
                print(what, file=sys.stderr)
        browser.close()
        counts.requests += sum(fault.startswith("request to ") for fault in opened.errors)
        counts.broken += sum(not fault.startswith("request to ") for fault in opened.errors)
    return counts


def action_problems(opened: Visit, step: int) -> Iterator[str]:
    """What goes wrong while somebody does all that."""
    yield from actions.search_box(opened, PAYLOADS[::step])
    yield from actions.browse_papers(opened, [*actions.HOSTILE_QUERIES, *PAYLOADS[:: 2 * step]])
    yield from actions.compare_papers(opened, range(0, len(PAYLOADS), 4 * step))
    yield from actions.fill_add_form(opened, PAYLOADS[::step])
    yield from actions.preview_records(opened, range(0, 40, step))


def build_is_refused(folder: Path) -> bool:
    """Whether a build without encoders stops at what comes of it."""
    try:
        build_hostile_site(folder, **{WITHOUT_ENCODERS: "watched"})
    except AssertionError as error:
        return "inline script that is not the theme's" in str(error)
    return False


def main() -> int:
    """Print the counts; 0 if all is well, 2 without a browser."""
    parser = argparse.ArgumentParser(prog="python -m tests.gates.hostile", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument(
        "--pages", type=int, default=MAX_PAGES_PER_KIND, help=f"open so many pages of a kind (default: {MAX_PAGES_PER_KIND})"
    )
    most = parser.parse_args().pages
    if executable() is None:
        print(HELP, file=sys.stderr)
        return 2
    models: list[type[BaseModel]] = [Paper, Dataset, *VOCABULARIES.values()]
    names = [name for model in models for name in attack.attacked_field_names(model)]
    print(f"hostile: {len(PAYLOADS)} payloads in {len(names)} fields", flush=True)
    tests = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--tb=line", *OUTPUT_TESTS],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if not (read := tests.returncode == 0):
        print(tests.stdout, file=sys.stderr)
    with tempfile.TemporaryDirectory() as made:
        dressed, naked = build_hostile_site(Path(made, "dressed")), build_hostile_site(Path(made, "naked"), **{WITHOUT_ENCODERS: "all"})
        stopped = build_is_refused(Path(made, "watched"))
        some, others = sample_pages(dressed, most, "as it is"), sample_pages(dressed, most, "without encoders")
        with ThreadPoolExecutor(1) as beside:  # most of what it does is to wait
            acting = beside.submit(use_site, dressed, max(1, MAX_PAGES_PER_KIND // most))
            as_it_is = open_pages_in_parallel(dressed, some) + acting.result()
        print(f"hostile: {len(dressed.files):,} outputs, of {len(dressed.pages)} pages; as it is: {as_it_is}",
              flush=True)  # fmt: skip
        without = open_pages_in_parallel(naked, others, strict=False)
        control = open_pages_in_parallel(naked, others[:: max(1, len(others) // CONTROL_PAGES)], policy=False, strict=False)
    print(f"hostile: without encoders {without.executed} executed on {without.pages} pages;"
          f" without the policy, too: {control.executed} on {control.pages}")  # fmt: skip
    sound = not (as_it_is.executed or as_it_is.broken or as_it_is.requests or as_it_is.dangerous)
    for holds, why in (
        (read, "A file for programs does not hold its text: see the test above."),
        (
            sound,
            "An encoder lets text through, where it is said above: see tests/hostile/test_pages.py.",
        ),
        (stopped, "A build without encoders is not stopped: see breaches in hooks/catalog/html/csp.py."),
        (not without.executed, "The policy lets text run: see hooks/catalog/html/csp.py."),
        (control.executed > 0, "Nothing runs even without protection, so that this gate sees nothing."),
    ):
        print(end="" if holds else f"{why}\n", file=sys.stderr)
    return int(not (read and sound and stopped and not without.executed and control.executed))


if __name__ == "__main__":
    sys.exit(main())

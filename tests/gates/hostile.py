"""Build the site with hostile text in every field, and check in a browser that none of it runs.

The site is built without checks, first as it is: nothing may run, break a page, contact another host or
become a dangerous link, and every file for programs is read back. Then also without encoders: the build must
fail and, forced not to, the policy of the pages must let nothing run. Finally some of these pages are opened
without that policy, to show that the texts do run if nothing stops them.

Example: python -m tests.gates.hostile --pages 40
"""

from __future__ import annotations

import argparse
import math
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields
from pathlib import Path

from playwright.sync_api import Error as BrowserError
from playwright.sync_api import sync_playwright
from pydantic import BaseModel

from catalog.records.vocabularies import VOCABULARIES
from catalog.views.api import RECORD_TYPES
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
"""Tests of the files for programs, and of reviews on GitHub."""
MAX_PAGES_PER_KIND = 20
"""Each text is in about six kinds of pages, and tests read the other pages."""
CONTROL_PAGES = 40
"""Number of pages that are opened without any protection."""


@dataclass
class Counts:
    """What the texts did."""

    pages: int = 0
    executed: int = 0
    broken: int = 0
    """Pages without heading or footer, or that led to another URL."""
    requests: int = 0
    """Requests to other hosts."""
    dangerous: int = 0
    """Pages with a dangerous link."""

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, count.name) + getattr(other, count.name) for count in fields(self)))

    def __str__(self) -> str:
        return ", ".join(f"{getattr(self, count.name):,} {count.name}" for count in fields(self))

    def add_problem(self, problem: str) -> None:
        """Count a problem as `actions` describe it; blank for none."""
        self.executed += "ran" in problem
        self.dangerous += "dangerous" in problem
        self.broken += bool(problem) and "ran" not in problem and "dangerous" not in problem


def open_pages(site: BuiltSite, hrefs: Iterable[str], *, policy: bool = True, strict: bool = True) -> Counts:
    """Open pages one after the other in a new browser.

    Args:
        site: The built site.
        hrefs: Paths of the pages from the site root.
        policy: False to ignore the content security policy.
        strict: Print all problems; else only texts that ran despite the policy.
    """
    counts = Counts()
    with serve_site(site) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=launch_args())
        with visit(browser, url, bypass_csp=not policy) as visitor:
            for href in hrefs:
                counts.pages += 1
                try:
                    problem = actions.page_problem(visitor, href)
                except BrowserError as error:
                    problem = f"broken: {error}"
                counts.add_problem(problem)
                if problem and (strict or (policy and problem == "a text ran")):
                    print(f"{href}: {problem}", file=sys.stderr)
            counts.requests += sum(error.startswith("request to ") for error in visitor.errors)
        browser.close()
    return counts


def sample_pages(site: BuiltSite, max_per_kind: int, start: int = 0) -> list[str]:
    """Return pages of every kind, those of each kind with other texts; `start` chooses among them."""
    kinds: dict[str, list[str]] = defaultdict(list)
    for href in sorted({*site.pages, *site.embeds}):
        if not href.endswith(".html"):
            kinds[re.sub("(?<=/)[^/]+/", "*", href)].append(href)
    steps = {kind: math.ceil(len(pages) / max_per_kind) for kind, pages in kinds.items()}
    samples = (
        pages[(start + at) % steps[kind] :: steps[kind]] for at, (kind, pages) in enumerate(kinds.items())
    )
    return [href for pages in samples for href in pages]


def open_pages_in_parallel(site: BuiltSite, hrefs: Sequence[str], **options: bool) -> Counts:
    """Open half of the pages on each of two cores; see `open_pages` for the options."""
    with ThreadPoolExecutor(2) as pool:
        return sum(
            pool.map(lambda half: open_pages(site, half, **options), (hrefs[::2], hrefs[1::2])), Counts()
        )


def use_site(site: BuiltSite, step: int) -> Counts:
    """Search, browse, compare, add and preview with every `step`-th text."""
    counts = Counts()
    with serve_site(site) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=launch_args())
        with visit(browser, url, [HOST]) as visitor:
            for problem in action_problems(visitor, step):
                counts.add_problem(problem)
                print(problem, file=sys.stderr)
        browser.close()
        counts.requests += sum(error.startswith("request to ") for error in visitor.errors)
        counts.broken += sum(not error.startswith("request to ") for error in visitor.errors)
    return counts


def action_problems(visitor: Visit, step: int) -> Iterator[str]:
    """Yield the problems of all actions."""
    yield from actions.search_box(visitor, PAYLOADS[::step])
    yield from actions.browse_papers(visitor, [*actions.HOSTILE_QUERIES, *PAYLOADS[:: 2 * step]])
    yield from actions.compare_papers(visitor, range(0, len(PAYLOADS), 4 * step))
    yield from actions.fill_add_form(visitor, PAYLOADS[::step])
    yield from actions.preview_records(visitor, range(0, 40, step))


def build_is_refused(folder: Path) -> bool:
    """Return True if a build without encoders fails because of an inline script."""
    try:
        build_hostile_site(folder, **{WITHOUT_ENCODERS: "checked"})
    except AssertionError as error:
        return "inline script that is not ours" in str(error)
    return False


def output_tests_pass() -> bool:
    """Run the tests of files for programs, and print their failures."""
    process = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--tb=line", *OUTPUT_TESTS],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if process.returncode:
        print(process.stdout, file=sys.stderr)
    return process.returncode == 0


def main() -> int:
    """Print the counts; return 0 if nothing is wrong, 2 without a browser."""
    parser = argparse.ArgumentParser(prog="python -m tests.gates.hostile", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument(
        "--pages",
        type=int,
        default=MAX_PAGES_PER_KIND,
        help=f"pages of one kind to open (default: {MAX_PAGES_PER_KIND})",
    )
    max_per_kind = parser.parse_args().pages
    if executable() is None:
        print(HELP, file=sys.stderr)
        return 2
    models: set[type[BaseModel]] = {*RECORD_TYPES.values(), *VOCABULARIES.values()}
    names = [name for model in models for name in attack.attacked_field_names(model)]
    print(f"hostile: {len(PAYLOADS)} payloads in {len(names)} fields", flush=True)
    files_are_intact = output_tests_pass()
    with tempfile.TemporaryDirectory() as folder:
        site = build_hostile_site(Path(folder, "site"))
        unencoded = build_hostile_site(Path(folder, "unencoded"), **{WITHOUT_ENCODERS: "unchecked"})
        is_refused = build_is_refused(Path(folder, "checked"))
        with ThreadPoolExecutor(1) as pool:  # it mostly waits
            actions_counts = pool.submit(use_site, site, max(1, MAX_PAGES_PER_KIND // max_per_kind))
            counts = open_pages_in_parallel(site, sample_pages(site, max_per_kind))
            counts += actions_counts.result()
        print(
            f"hostile: {len(site.files):,} outputs, of {len(site.pages) + len(site.embeds)} pages; "
            f"as it is: {counts}",
            flush=True,
        )
        sample = sample_pages(site, max_per_kind, start=1)
        policy_only = open_pages_in_parallel(unencoded, sample, strict=False)
        control_sample = sample[:: max(1, len(sample) // CONTROL_PAGES)]
        control = open_pages_in_parallel(unencoded, control_sample, policy=False, strict=False)
    print(
        f"hostile: without encoders, {policy_only.executed} executed on {policy_only.pages} pages; "
        f"without the policy too, {control.executed} on {control.pages}"
    )
    encoders_hold = not (counts.executed or counts.broken or counts.requests or counts.dangerous)
    failures = [
        message
        for holds, message in (
            (files_are_intact, "A file for programs lost or changed its text: see the failing test above."),
            (
                encoders_hold,
                "An encoder let text through on the pages above: see tests/hostile/test_pages.py.",
            ),
            (
                is_refused,
                "A build without encoders did not fail: see violations in hooks/catalog/html/csp.py.",
            ),
            (not policy_only.executed, "The policy let text run: see hooks/catalog/html/csp.py."),
            (control.executed > 0, "Nothing runs even without protection, so this gate detects nothing."),
        )
        if not holds
    ]
    print(*failures, sep="\n", end="\n" if failures else "", file=sys.stderr)
    return int(bool(failures))


if __name__ == "__main__":
    sys.exit(main())

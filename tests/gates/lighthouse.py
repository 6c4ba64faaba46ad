"""Lighthouse on a page of each kind, on a slow phone: how fast, how accessible, how well made.

Accessibility, best practices and what search engines need have to be perfect; performance, which varies from
run to run, at least 95 in the median of five: a page that has it at once is not asked again. On a machine
slower than those that Lighthouse is made for, performance is told but does not count. It is got with npm.

Example: python -m tests.gates.lighthouse site --page papers/ --page tags/audio/
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.server import serve_folders
from tests.browser.chromium import HELP, executable, launch_args
from tests.gates.npm import install_package
from tests.gates.pages import SITE, representative_pages

LIGHTHOUSE = "12.8.2"
MIN_SCORES: Mapping[str, int] = {"performance": 95, "accessibility": 100, "best-practices": 100, "seo": 100}
"""The categories, and the score that a page needs."""
MAX_RUNS = 5
MIN_BENCHMARK_INDEX = 1000
"""The index that Lighthouse gives the machine, below which it is too slow to judge performance."""
UNINDEXED_PAGES: Mapping[str, str] = {"preview/": "blocked from indexing"}
"""Pages that search engines should leave out, as they show anybody's text; and what Lighthouse says then."""

Report = Mapping[str, Any]


def run_lighthouse(lighthouse: Path, href: str, categories: Iterable[str]) -> Report:
    """One run on a page."""
    flags = f"--chrome-flags=--headless=new {' '.join(launch_args())}"
    options = (f"--only-categories={','.join(categories)}", "--disable-full-page-screenshot", flags)
    done = subprocess.run(
        ("node", str(lighthouse), href, "--quiet", "--output=json", *options),
        env=os.environ | {"CHROME_PATH": str(executable())},
        capture_output=True,
        text=True,
        timeout=180,
        check=True,
    )
    found: Report = json.loads(done.stdout)
    return found


def run_until_decided(lighthouse: Path, href: str, runs: int) -> list[Report]:
    """One run, or as many as it takes to know the median, where one says that the page is too slow."""
    found = [run_lighthouse(lighthouse, href, MIN_SCORES)]
    while len(found) < runs and median_score(found[:1], "performance") < MIN_SCORES["performance"]:
        found.append(run_lighthouse(lighthouse, href, ["performance"]))
    return found


def median_score(found: Sequence[Report], category: str) -> int:
    """The median of a category, from 0 to 100; the first run has all categories."""
    told = (one["categories"].get(category) for one in found)
    return round(100 * median(one["score"] or 0 for one in told if one))


def median_benchmark_index(found: Iterable[Report]) -> float:
    """How fast the machine was, in Lighthouse's words."""
    return float(median(one["environment"]["benchmarkIndex"] for one in found))


def failed_audits(found: Report, category: str) -> list[str]:
    """The audits that cost a page points in a category."""
    audits = (
        (ref["weight"], found["audits"][ref["id"]]) for ref in found["categories"][category]["auditRefs"]
    )
    return [
        f"{audit['title']} ({audit.get('displayValue') or audit['score']})"
        for weight, audit in audits
        if weight and audit["score"] is not None and audit["score"] < 0.9
    ]


def print_scores(href: str, found: Sequence[Report]) -> int:
    """Print the line of a page and what it falls short in; how many scores are too low and count."""
    scores = {name: median_score(found, name) for name in MIN_SCORES}
    marks = " ".join(f"{scores[name]:14}" for name in MIN_SCORES)
    print(f"{href or '/':44} {marks}  {len(found):4}  {median_benchmark_index(found):5.0f}", flush=True)
    short = 0
    for name in (name for name in MIN_SCORES if scores[name] < MIN_SCORES[name]):
        spared = ""
        if name == "performance" and median_benchmark_index(found) < MIN_BENCHMARK_INDEX:
            spared = " (does not count: the machine is too slow)"
        lacks = failed_audits(found[0], name)
        if name == "seo" and href in UNINDEXED_PAGES and len(lacks) == 1 and UNINDEXED_PAGES[href] in lacks[0]:
            spared = " (as it should be)"
        print(f"  {name}: {', '.join(lacks)}{spared}", flush=True)
        short += not spared
    return short


def main() -> int:
    """Run it on each page, print a table, and fail if a page falls short."""
    parser = argparse.ArgumentParser(prog="python -m tests.gates.lighthouse", description=__doc__)
    parser.add_argument("site", nargs="?", type=Path, default=SITE, help="a built site")
    parser.add_argument("--quick", action="store_true", help="one run a page, whatever it says")
    parser.add_argument("--page", action="append", help="only this href, such as papers/; may be repeated")
    options = parser.parse_args()
    if executable() is None:
        print(HELP, file=sys.stderr)
        return 2
    try:
        lighthouse = install_package(f"lighthouse@{LIGHTHOUSE}") / "lighthouse/cli/index.js"
    except (FileNotFoundError, RuntimeError) as error:
        print(error, file=sys.stderr)
        return 2
    short, every = 0, list[Report]()
    hrefs = options.page or representative_pages(options.site, named=())
    print(f"{'page':44} {' '.join(f'{name:>14}' for name in MIN_SCORES)}  runs  index")
    with serve_folders({"site": options.site}) as (url, _):
        for href in hrefs:
            found = run_until_decided(lighthouse, f"{url}site/{href}index.html", 1 if options.quick else MAX_RUNS)
            short += print_scores(href, found)
            every += found
    slow = f", less than {MIN_BENCHMARK_INDEX}: too slow to judge performance" if median_benchmark_index(every) < MIN_BENCHMARK_INDEX else ""
    print(
        f"lighthouse: {len(hrefs)} pages, {len(every)} runs, {short} scores too low; "
        f"the machine's index was {median_benchmark_index(every):.0f}{slow}"
    )
    if short:
        print("Mend what is named above; docs/templates/ and docs/assets/ make the pages.", file=sys.stderr)
    return bool(short)


if __name__ == "__main__":
    sys.exit(main())

"""Run Lighthouse on a page of each kind, as on a slow phone.

All scores must be 100, except performance, which varies between runs: 98 in the first run, or as the median
of five. On a machine slower than Lighthouse expects, performance is reported but does not count. Lighthouse
is installed with npm.

Example: python -m tests.gates.lighthouse site --page papers/ --page tags/audio/
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench.server import serve_folders
from tests.browser.chromium import HELP, executable, launch_args
from tests.gates.npm import install_package
from tests.gates.pages import SITE, representative_pages

LIGHTHOUSE = "12.8.2"
MIN_SCORES: Mapping[str, int] = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}
"""Minimum score by category."""
MAX_RUNS = 5
MAX_PARALLEL = 3
"""Pages at a time: Lighthouse mostly waits, and computes the times of a phone from what it saw."""
MIN_BENCHMARK_INDEX = 1000
"""Lighthouse's benchmark index of the machine, below which it is too slow to judge performance."""
UNINDEXED_PAGES: Mapping[str, str] = {"preview/": "blocked from indexing"}
"""Pages that must not be indexed, because they show anybody's text, and the audit that they fail."""

Report = Mapping[str, Any]


def run_lighthouse(lighthouse: Path, href: str, categories: Iterable[str]) -> Report:
    """Run Lighthouse once."""
    flags = f"--chrome-flags=--headless=new {' '.join(launch_args())}"
    options = (f"--only-categories={','.join(categories)}", "--disable-full-page-screenshot", flags)
    process = subprocess.run(
        ("node", str(lighthouse), href, "--quiet", "--output=json", *options),
        env=os.environ | {"CHROME_PATH": str(executable())},
        capture_output=True,
        text=True,
        timeout=180,
        check=True,
    )
    report: Report = json.loads(process.stdout)
    return report


def run_until_decided(lighthouse: Path, href: str, runs: int) -> list[Report]:
    """Run Lighthouse once; if the page is too slow, up to `runs` times or until the median is known."""
    reports = [run_lighthouse(lighthouse, href, MIN_SCORES)]
    while len(reports) < runs and median_score(reports[:1], "performance") < MIN_SCORES["performance"]:
        reports.append(run_lighthouse(lighthouse, href, ["performance"]))
    return reports


def median_score(reports: Sequence[Report], category: str) -> int:
    """Return the median score of a category, from 0 to 100. Only the first report has all categories."""
    results = (report["categories"].get(category) for report in reports)
    return round(100 * median(result["score"] or 0 for result in results if result))


def median_benchmark_index(reports: Iterable[Report]) -> float:
    """Return the speed of the machine, as Lighthouse measures it."""
    return float(median(report["environment"]["benchmarkIndex"] for report in reports))


def failed_audits(report: Report, category: str) -> list[str]:
    """Return the titles of audits that lower the score of a category."""
    refs = report["categories"][category]["auditRefs"]
    audits = ((ref["weight"], report["audits"][ref["id"]]) for ref in refs)
    return [
        f"{audit['title']} ({audit.get('displayValue') or audit['score']})"
        for weight, audit in audits
        if weight and audit["score"] is not None and audit["score"] < 0.9
    ]


def print_scores(href: str, reports: Sequence[Report]) -> int:
    """Print a page's scores and failed audits, and return how many scores count and are too low."""
    scores = {name: median_score(reports, name) for name in MIN_SCORES}
    columns = " ".join(f"{scores[name]:14}" for name in MIN_SCORES)
    print(f"{href or '/':44} {columns}  {len(reports):4}  {median_benchmark_index(reports):5.0f}", flush=True)
    failures = 0
    for name in (name for name in MIN_SCORES if scores[name] < MIN_SCORES[name]):
        excuse = ""
        if name == "performance" and median_benchmark_index(reports) < MIN_BENCHMARK_INDEX:
            excuse = " (does not count: the machine is too slow)"
        audits = failed_audits(reports[0], name)
        if name == "seo" and href in UNINDEXED_PAGES and len(audits) == 1:
            excuse = " (intended)" if UNINDEXED_PAGES[href] in audits[0] else ""
        print(f"  {name}: {', '.join(audits)}{excuse}", flush=True)
        failures += not excuse
    return failures


def main() -> int:
    """Run Lighthouse on each page, print a table, and fail if a score is too low."""
    parser = argparse.ArgumentParser(prog="python -m tests.gates.lighthouse", description=__doc__)
    parser.add_argument("site", nargs="?", type=Path, default=SITE, help="a built site")
    parser.add_argument("--quick", action="store_true", help="run once per page, whatever the score")
    parser.add_argument("--page", action="append", help="check only this page, such as papers/; repeatable")
    options = parser.parse_args()
    if executable() is None:
        print(HELP, file=sys.stderr)
        return 2
    try:
        lighthouse = install_package(f"lighthouse@{LIGHTHOUSE}") / "lighthouse/cli/index.js"
    except (FileNotFoundError, RuntimeError) as error:
        print(error, file=sys.stderr)
        return 2
    failures, all_reports = 0, list[Report]()
    hrefs = options.page or representative_pages(options.site, named=())
    print(f"{'page':44} {' '.join(f'{name:>14}' for name in MIN_SCORES)}  runs  index")
    max_runs = 1 if options.quick else MAX_RUNS
    with serve_folders({"site": options.site}) as (url, _), ThreadPoolExecutor(MAX_PARALLEL) as pool:

        def measure(href: str) -> list[Report]:
            return run_until_decided(lighthouse, f"{url}site/{href}index.html", max_runs)

        for href, reports in zip(hrefs, pool.map(measure, hrefs), strict=True):
            failures += print_scores(href, reports)
            all_reports += reports
    speed = median_benchmark_index(all_reports)
    note = (
        f", below {MIN_BENCHMARK_INDEX}: too slow to judge performance" if speed < MIN_BENCHMARK_INDEX else ""
    )
    print(
        f"lighthouse: {len(hrefs)} pages, {len(all_reports)} runs, {failures} scores too low; "
        f"benchmark index of the machine: {speed:.0f}{note}"
    )
    if failures:
        print("Fix the audits above in docs/templates/ or docs/assets/.", file=sys.stderr)
    return bool(failures)


if __name__ == "__main__":
    sys.exit(main())

"""Update the tables of docs/about/benchmarks.md and docs/about/scale.md from the results beside them.

Both benchmarks do this when they write their results.

Example: python -m tests.bench.report
"""

from __future__ import annotations

import argparse

from tests.bench.report.pages import PAGES, write_pages
from tests.bench.results import ROOT, read_build_results, read_search_results


def main() -> None:
    """Update the pages and print their names."""
    argparse.ArgumentParser(
        prog="python -m tests.bench.report",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    ).parse_args()
    write_pages(read_build_results(), read_search_results())
    for path in PAGES:
        print(f"Wrote {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()

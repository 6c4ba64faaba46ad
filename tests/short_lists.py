"""MkDocs with few papers on each page of a list and in each share, because the toy catalog is small.

Run in a checkout, with the arguments of mkdocs.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from catalog.facets import periods
from catalog.facets.pagination import AllPapers, PaperList
from catalog.html import table_rows
from tests.sites import ROOT, BuiltSite, build, run_engine

PAGE_SIZE = 3
"""Papers on a page."""
MAX_ROWS = 2
"""Rows of a table in its page."""


def shorten_lists() -> None:
    """Set the lengths of lists and tables, and the papers that a share needs, in this process."""
    PaperList.page_size = PaperList.later_page_size = AllPapers.page_size = PAGE_SIZE
    periods.MIN_PAPERS = 1
    table_rows.MAX_ROWS = MAX_ROWS


def build_short_site(root: Path, **env: str) -> BuiltSite:
    """Build the site of a checkout with short lists."""
    runner = (sys.executable, "-m", "tests.short_lists")
    return build(root, runner, PYTHONPATH=os.pathsep.join([str(root / "hooks"), str(ROOT)]), **env)


if __name__ == "__main__":
    shorten_lists()
    run_engine()

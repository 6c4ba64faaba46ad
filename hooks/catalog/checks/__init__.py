"""Rules that need more than one record, or more than one field of a record.

Each rule is a generator function with `@check`, which declares its wordings; its docstring is the text that
contributors read. A new rule needs the function, a fixture in tests/rules/ and its place in
docs/contributing/rules.md. A rule about single papers or datasets also needs a twin in docs/assets/add/: the
browser checks new records.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from catalog.checks.rules import CHECKS, RULES, run_checks
from catalog.documents.problems import Problem
from catalog.records.catalog import Catalog
from catalog.records.load import Progress, RecordCache

__all__ = ["CHECKS", "RULES", "check_catalog", "run_checks"]


def check_catalog(
    root: Path,
    progress: Progress = iter,
    texts: Mapping[str, str] | None = None,
    cache: RecordCache | None = None,
) -> tuple[Catalog, list[Problem]]:
    """Load the catalog of a checkout and return it with all its problems, in the order of the files.

    For the arguments, see `Catalog.load`.
    """
    catalog = Catalog.load(root, progress, texts, cache)
    return catalog, sorted([*catalog.problems, *run_checks(catalog)])

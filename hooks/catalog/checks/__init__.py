"""The rules that need more than one record, or more than one field.

Each rule is a generator function whose docstring is the rule; `@check` registers it. To add one, write
the function, a pair of fixtures in tests/rules/ and nothing else: the documentation lists it by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from catalog.checks import identity, links, names, references
from catalog.checks.registry import CHECKS, run_checks
from catalog.documents.problems import Problem
from catalog.records.catalog import Catalog
from catalog.records.load import Progress
from catalog.utils.gc import gc_paused

__all__ = ["CHECKS", "check_catalog", "identity", "links", "names", "references", "run_checks"]


@gc_paused()
def check_catalog(
    root: Path, progress: Progress = iter, texts: Mapping[str, str] | None = None
) -> tuple[Catalog, list[Problem]]:
    """The catalog of a checkout, and everything that is wrong with it, in the order of the files.

    See `Catalog.load` for the arguments.
    """
    catalog = Catalog.load(root, progress, texts)
    return catalog, sorted([*catalog.problems, *run_checks(catalog)])

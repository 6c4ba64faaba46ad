"""The catalog of talking-face research: YAML files to records, checked, and shown as a site.

A package imports only packages to its left or on lower lines; none imports MkDocs:

    cli
    review, contributing
    refresh
    site, importing, tools
    lookup, search, html
    history, lists
    citing, exports, twins, checks
    views, writing
    facets
    queries
    records
    documents
    utils

Read upwards, that is the pipeline: files to documents, to records, to views, to pages and other files.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from catalog.documents.problems import Problem
    from catalog.records.catalog import Author, Catalog
    from catalog.records.dataset import Dataset
    from catalog.records.schema import Paper

__all__ = ["Author", "Catalog", "Dataset", "Paper", "Problem"]
MODULES = {
    "Author": "records.catalog",
    "Catalog": "records.catalog",
    "Dataset": "records.dataset",
    "Paper": "records.schema",
    "Problem": "documents.problems",
}
"""Modules of the public names, imported on use: programs without packages import parts of the library."""


def __getattr__(name: str) -> Any:
    """Return a public name."""
    if name not in MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{MODULES[name]}"), name)

"""The two versions of the catalog in a review: restore the earlier one, and leave out what is invalid."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from catalog.checks import run_checks
from catalog.documents.problems import Problem, Severity
from catalog.records.catalog import Catalog, newest_first
from catalog.records.files import vocabulary_name
from catalog.records.load import EMPTY_VOCABULARY
from catalog.records.vocabularies import VOCABULARIES


def restore_catalog(new: Catalog, old: Catalog, changed_files: Collection[str]) -> Catalog:
    """Return the whole earlier catalog: changed files as they were, and all others as they are.

    Args:
        new: Catalog of the checkout.
        old: Earlier catalog, of which only the changed files are used.
        changed_files: Paths of files that differ.
    """

    def restore(kind: str) -> dict[str, Any]:
        records = {id: entry for id, entry in getattr(new, kind).items() if entry.file not in changed_files}
        return records | {
            id: entry for id, entry in getattr(old, kind).items() if entry.file in changed_files
        }

    papers = [paper for paper in new.papers if paper.file not in changed_files]
    return replace(
        new,
        papers=newest_first([*papers, *(paper for paper in old.papers if paper.file in changed_files)]),
        documents={
            **{file: document for file, document in new.documents.items() if file not in changed_files},
            **{file: document for file, document in old.documents.items() if file in changed_files},
        },
        unread_ids=old.unread_ids,
        problems=tuple(problem for problem in old.problems if problem.rule is not EMPTY_VOCABULARY),
        **{kind: restore(kind) for kind in ("datasets", "repositories", *VOCABULARIES)},
    )


def error_files(problems: Iterable[Problem]) -> set[str]:
    """Return the files that have an error."""
    return {problem.location.file for problem in problems if problem.rule.severity is Severity.ERROR}


def find_error_files(catalog: Catalog) -> set[str]:
    """Return the files of a catalog that have an error."""
    return error_files([*catalog.problems, *run_checks(catalog)])


def without_files(catalog: Catalog, files: Collection[str]) -> Catalog:
    """Return the catalog without the records of some files.

    It is empty if a vocabulary is among them, since any record may refer to that.
    """
    if any(map(vocabulary_name, files)):
        return Catalog()
    papers = tuple(paper for paper in catalog.papers if paper.file not in files)
    ids = {paper.id for paper in papers}
    datasets = {
        id: dataset
        for id, dataset in catalog.datasets.items()
        if dataset.file not in files and (dataset.paper is None or dataset.paper in ids)
    }
    return replace(catalog, papers=papers, datasets=datasets)

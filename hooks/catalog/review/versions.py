"""The two versions of the catalog in a review: restore the earlier one, and leave out what is invalid."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any

from catalog.documents.problems import Problem, Severity
from catalog.records.catalog import Catalog, newest_first
from catalog.records.files import record_id, vocabulary_name
from catalog.records.load import EMPTY_VOCABULARY
from catalog.records.vocabularies import VOCABULARIES


def restore_catalog(new: Catalog, old: Catalog, changed_files: Collection[str]) -> Catalog:
    """Return the whole earlier catalog: changed files as they were, and all others as they are.

    Args:
        new: Catalog of the checkout.
        old: Catalog of the changed files as they were.
        changed_files: Paths of files that differ.
    """

    def restore(kind: str) -> dict[str, Any]:
        records = {id: entry for id, entry in getattr(new, kind).items() if entry.file not in changed_files}
        return {**records, **getattr(old, kind)}

    papers = [paper for paper in new.papers if paper.file not in changed_files]
    return replace(
        new,
        papers=newest_first([*papers, *old.papers]),
        documents={file: document for file, document in new.documents.items() if file not in changed_files}
        | dict(old.documents),
        unread_ids=old.unread_ids | (new.unread_ids - {record_id(file) for file in changed_files}),
        problems=(
            *(problem for problem in new.problems if problem.location.file not in changed_files),
            *(problem for problem in old.problems if problem.rule is not EMPTY_VOCABULARY),
        ),
        **{kind: restore(kind) for kind in ("datasets", "repositories", "results", *VOCABULARIES)},
    )


def error_files(problems: Iterable[Problem]) -> set[str]:
    """Return the files that have an error."""
    return {problem.location.file for problem in problems if problem.rule.severity is Severity.ERROR}


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

"""Whether a catalog with one more file, or another text of one, is as sound as it was."""

from __future__ import annotations

from dataclasses import replace

from catalog.checks.registry import run_checks
from catalog.documents.document import DocumentError, parse_document
from catalog.documents.problems import Problem
from catalog.records.catalog import Catalog, newest_first
from catalog.records.schema import Dataset, Paper
from catalog.records.validate import validate_record


def problems_of_change(catalog: Catalog, file: str, content: bytes) -> list[Problem]:
    """What the bytes of a file would bring to a catalog that was not wrong with it before.

    Args:
        catalog: The catalog, which may have problems of its own.
        file: The record's path from the checkout: `data/papers/<year>/<id>.yml`, `data/datasets/<id>.yml`.
        content: The bytes as they are to be written.
    """
    try:
        document = parse_document(file, content)
    except DocumentError as error:
        return [error.problem]
    model: type[Paper] | type[Dataset] = Paper if file.startswith("data/papers/") else Dataset
    id = file.rpartition("/")[2].removesuffix(".yml")
    found, problems = validate_record(model, document, id, document.data)
    papers = [paper for paper in catalog.papers if paper.file != file]
    datasets = {key: dataset for key, dataset in catalog.datasets.items() if dataset.file != file}
    after = replace(
        catalog,
        papers=newest_first([*papers, found] if isinstance(found, Paper) else papers),
        datasets=datasets | ({id: found} if isinstance(found, Dataset) else {}),
        documents={**catalog.documents, file: document},
    )
    before = {problem.identity for problem in run_checks(catalog)}
    new_problems = [problem for problem in run_checks(after) if problem.identity not in before]
    return sorted([*document.problems, *problems, *new_problems])

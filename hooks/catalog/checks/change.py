"""Problems that a new or changed file would cause in a catalog."""

from __future__ import annotations

from dataclasses import replace

from catalog.checks.rules import run_checks
from catalog.documents.document import DocumentError, parse_document
from catalog.documents.problems import Problem
from catalog.records.catalog import Catalog, newest_first
from catalog.records.dataset import Dataset
from catalog.records.schema import Paper
from catalog.records.validate import validate_record


def problems_of_change(catalog: Catalog, file: str, content: bytes) -> list[Problem]:
    """Return the problems a catalog would have with a file, but does not have without it.

    Args:
        catalog: The catalog; problems it already has are not returned.
        file: The path of the record in the checkout: `data/papers/<year>/<id>.yml`, `data/datasets/<id>.yml`.
        content: The bytes of the file.
    """
    try:
        document = parse_document(file, content)
    except DocumentError as error:
        return [error.problem]
    model: type[Paper] | type[Dataset] = Paper if file.startswith("data/papers/") else Dataset
    id = file.rpartition("/")[2].removesuffix(".yml")
    new_record, problems = validate_record(model, document, id, document.data)
    papers = [paper for paper in catalog.papers if paper.file != file]
    datasets = {key: dataset for key, dataset in catalog.datasets.items() if dataset.file != file}
    changed_catalog = replace(
        catalog,
        papers=newest_first([*papers, new_record] if isinstance(new_record, Paper) else papers),
        datasets=datasets | ({id: new_record} if isinstance(new_record, Dataset) else {}),
        documents={**catalog.documents, file: document},
    )
    old_identities = {problem.identity for problem in run_checks(catalog)}
    new_problems = [
        problem for problem in run_checks(changed_catalog) if problem.identity not in old_identities
    ]
    return sorted([*document.problems, *problems, *new_problems])

"""Plans for whole lists, checked against the rules between records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from catalog.checks.rules import run_checks
from catalog.documents.problems import Severity
from catalog.importing.plan import Plan
from catalog.lists.entries import ListRow
from catalog.records.catalog import Catalog, newest_first
from catalog.records.dataset import Dataset
from catalog.records.schema import Paper
from catalog.records.vocabularies import Source
from catalog.utils.progress import Progress


def make_plan(
    catalog: Catalog,
    rows: Sequence[ListRow],
    source: Source,
    category: str | None = None,
    progress: Progress = iter,
) -> Plan:
    """Plan the import of a list, without writing anything.

    Args:
        catalog: The catalog to import into.
        rows: Rows of the list.
        source: Source that the list is.
        category: Category of new papers whose headings name none; by default a guess.
        progress: Wraps the rows, to show progress.
    """
    plan = Plan(catalog, source, category)
    for row in progress(rows):
        plan.add_row(row)
    skip_violations(plan)
    return plan


def skip_violations(plan: Plan) -> None:
    """Skip entries whose records would break a rule between records, until none does."""
    known_problems = {problem.identity for problem in run_checks(plan.catalog)}
    while violations := _violations_by_file(plan, known_problems):
        for index, outcome in enumerate(plan.outcomes):
            reason = next((violations[file] for file in outcome.files if file in violations), None)
            if reason and outcome.status != "skipped":
                plan.outcomes[index] = replace(outcome, status="skipped", files=(), reason=reason)
        for file in violations:
            document = plan.drafts[file].document
            if document is None:
                del plan.drafts[file]
            else:
                plan.drafts[file] = replace(plan.drafts[file], data=document.data)


def _violations_by_file(plan: Plan, known_problems: set[tuple[str, str, str]]) -> dict[str, str]:
    """Return the message of a new error for each changed file that has one."""
    changed_files = {draft.file for draft in plan.changed_drafts}
    return {
        problem.location.file: problem.text
        for problem in run_checks(apply_plan(plan))
        if problem.rule.severity is Severity.ERROR
        and problem.location.file in changed_files
        and problem.identity not in known_problems
    }


def apply_plan(plan: Plan) -> Catalog:
    """Return the catalog as it would be after the import."""
    records = [draft.validate()[0] for draft in plan.drafts.values()]
    documents = {draft.file: draft.to_document() for draft in plan.changed_drafts}
    return replace(
        plan.catalog,
        papers=newest_first(record for record in records if isinstance(record, Paper)),
        datasets={record.id: record for record in records if isinstance(record, Dataset)},
        sources={**plan.catalog.sources, plan.source.id: plan.source},
        documents={**plan.catalog.documents, **documents},
    )

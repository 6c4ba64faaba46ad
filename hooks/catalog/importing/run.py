"""A whole list brought into a catalog: entry by entry, and then against the rules of the whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from catalog.checks.registry import run_checks
from catalog.documents.problems import Severity
from catalog.importing.plan import Plan
from catalog.lists.entries import ListEntry, IgnoredRow, SkippedRow
from catalog.records.catalog import Catalog, newest_first
from catalog.records.schema import Dataset, Paper
from catalog.records.vocabularies import Source

ReadRow = ListEntry | SkippedRow | IgnoredRow


def reject_violations(plan: Plan) -> None:
    """Take back what breaks a rule of the whole catalog, until nothing does."""
    before = {problem.identity for problem in run_checks(plan.catalog)}
    while broken := _violations(plan, before):
        for at, outcome in enumerate(plan.outcomes):
            reason = next((broken[file] for file in outcome.files if file in broken), None)
            if reason and outcome.status != "skipped":
                plan.outcomes[at] = replace(outcome, status="skipped", files=(), reason=reason)
        for file in broken:
            document = plan.drafts[file].document
            if document is None:
                del plan.drafts[file]
            else:
                plan.drafts[file] = replace(plan.drafts[file], data=document.data)


def _violations(plan: Plan, before: set[tuple[str, str, str]]) -> dict[str, str]:
    """The changed files that would break a rule, and how."""
    changed = {draft.file for draft in plan.changed_drafts}
    problems = [
        problem
        for problem in run_checks(apply_plan(plan))
        if problem.rule.severity is Severity.ERROR
        and problem.location.file in changed
        and problem.identity not in before
    ]
    return {problem.location.file: problem.text for problem in problems}


def apply_plan(plan: Plan) -> Catalog:
    """The catalog as it would be."""
    records = [draft.validate()[0] for draft in plan.drafts.values()]
    documents = {draft.file: draft.to_document() for draft in plan.changed_drafts}
    return replace(
        plan.catalog,
        papers=newest_first(one for one in records if isinstance(one, Paper)),
        datasets={one.id: one for one in records if isinstance(one, Dataset)},
        sources={**plan.catalog.sources, plan.source.id: plan.source},
        documents={**plan.catalog.documents, **documents},
    )


def make_plan(
    catalog: Catalog,
    found: Sequence[ReadRow],
    source: Source,
    category: str | None = None,
    progress: Callable[[Sequence[ReadRow]], Iterable[ReadRow]] = iter,
) -> Plan:
    """What an import would do."""
    plan = Plan(catalog, source, category)
    for one in progress(found):
        plan.add_row(one)
    reject_violations(plan)
    return plan

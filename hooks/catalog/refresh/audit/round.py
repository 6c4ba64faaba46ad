"""The round `audit` as a command runs it."""

from __future__ import annotations

from collections.abc import Sequence

from catalog.documents.problems import format_count
from catalog.lookup.client import Client
from catalog.refresh.audit.audit import plan_audit, run_audit
from catalog.refresh.audit.registrations import Registrations
from catalog.refresh.audit.report import render_report
from catalog.refresh.outcome import Issue, Outcome
from catalog.refresh.round import Round, Scope, ShowProgress


class AuditRound(Round):
    """Compare arXiv IDs and DOIs with their titles and authors.

    Reports IDs of other papers, IDs that do not exist, and papers with another title at arXiv or Crossref.
    Proposes no change: a person decides which side is right.

    Example: catalog refresh audit --since origin/main
    """

    name = "audit"
    noun = "ID"
    max_age_days = 30

    def __init__(self, scope: Scope) -> None:
        super().__init__(scope)
        self.registrations = Registrations(self.path, scope.today)
        self.plan = plan_audit(scope.catalog, self.registrations, scope.max_age, scope.files, scope.limit)

    @property
    def problems(self) -> Sequence[str]:  # noqa: D102
        return self.registrations.problems

    def list_questions(self) -> Sequence[str]:  # noqa: D102
        return [f"{id.field} {id.value}" for id in self.plan.due]

    def run(self, client: Client, show_progress: ShowProgress) -> Outcome:  # noqa: D102
        scope = self.scope
        audit = run_audit(scope.catalog, self.registrations, self.plan, client, scope.max_age, show_progress)
        findings = format_count(len(audit.findings), "finding")
        return Outcome(
            round=self.name,
            open=len(audit.findings),
            summary=f"{audit.compared:,} of {format_count(audit.ids, self.noun)} compared, "
            f"{audit.asked:,} asked now, {audit.due:,} to ask: {findings}",
            asked=audit.asked,
            due=audit.due,
            failures=audit.failures,
            issue=Issue(
                "IDs and titles that disagree", render_report(audit, scope.today), len(audit.findings)
            ),
        )

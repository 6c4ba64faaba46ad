"""The audit: which IDs to ask for, and how their registrations compare with the records.

Registrations are compared in each run, so a corrected record needs no new request.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from catalog.lookup.client import Client
from catalog.records.catalog import Catalog
from catalog.records.schema import Paper
from catalog.refresh.audit.findings import Comparison, Finding, Kind
from catalog.refresh.audit.questions import ArxivQuestions, CrossrefQuestions
from catalog.refresh.audit.registrations import Identifier, Registrations
from catalog.refresh.round import ShowProgress

QUESTIONS = (ArxivQuestions, CrossrefQuestions)


@dataclass(frozen=True)
class Audit:
    """Result of a run."""

    findings: tuple[Finding, ...]
    ids: int
    """IDs in the audited records."""
    compared: int
    """IDs whose registration is known, from this run or an earlier one."""
    asked: int
    """IDs that services answered in this run."""
    due: int
    """IDs still to ask, because of a limit or a failure."""
    failures: tuple[str, ...]
    """Sentences on services that could not be asked."""
    agencies: tuple[tuple[Paper, Identifier, str], ...]
    """DOIs whose metadata another agency has, with its name."""


@dataclass(frozen=True)
class Plan:
    """IDs of the records to audit, and those to ask for."""

    papers: tuple[tuple[Paper, Identifier], ...]
    due: tuple[Identifier, ...]

    def due_at(self, field: str) -> list[Identifier]:
        """Return the IDs to ask one service for."""
        return [id for id in self.due if id.field == field]


def list_ids(paper: Paper) -> list[Identifier]:
    """Return the IDs of a paper."""
    values = (("arxiv", paper.arxiv), ("doi", paper.doi))
    return [Identifier(field, value) for field, value in values if value]


def plan_audit(
    catalog: Catalog,
    registrations: Registrations,
    max_age: timedelta,
    files: Collection[str] | None = None,
    limit: int | None = None,
) -> Plan:
    """Return what an audit is about.

    Args:
        catalog: The catalog.
        registrations: What earlier runs learned; those of IDs that no record has any more are dropped.
        max_age: Age from which a registration is asked for again.
        files: Files of the records to audit; None for all.
        limit: Number of IDs to ask for; None for all. New IDs come first, then the oldest.
    """
    pairs = [(paper, id) for paper in catalog.papers for id in list_ids(paper)]
    registrations.retain([id for _, id in pairs])
    papers = tuple((paper, id) for paper, id in pairs if files is None or paper.file in files)
    ids = {id.key: id for _, id in papers}
    return Plan(papers, tuple(ids[key] for key in registrations.select_due([*ids], max_age, limit)))


def run_audit(
    catalog: Catalog,
    registrations: Registrations,
    plan: Plan,
    client: Client,
    max_age: timedelta,
    show_progress: ShowProgress,
) -> Audit:
    """Ask the services for the IDs of a plan, and compare all registrations with the records."""
    failures: list[str] = []
    for questions in (kind(client, registrations) for kind in QUESTIONS):
        if ids := plan.due_at(questions.field):
            with show_progress(f"Asking {questions.name}") as progress:
                questions.ask(ids, progress)
            failures += questions.failures
    findings: list[Finding] = []
    agencies: list[tuple[Paper, Identifier, str]] = []
    comparison = Comparison(catalog)
    for paper, id in plan.papers:
        if registration := registrations.find(id):
            if finding := comparison.compare(paper, id, registration):
                findings.append(finding)
            if registration.agency:
                agencies.append((paper, id, registration.agency))
    order = list(Kind)
    return Audit(
        findings=tuple(sorted(findings, key=lambda finding: order.index(finding.kind))),
        ids=len(plan.papers),
        compared=sum(registrations.find(id) is not None for _, id in plan.papers),
        asked=sum(not registrations.is_due(id, max_age) for id in plan.due),
        due=sum(registrations.is_due(id, max_age) for _, id in plan.papers),
        failures=tuple(failures),
        agencies=tuple(agencies),
    )

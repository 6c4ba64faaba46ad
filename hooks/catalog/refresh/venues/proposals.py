"""Proposals: records with the venues that are confirmed, or with claims of those that are not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from catalog.importing.fact_file import FactFile
from catalog.importing.fact_merge import merge_facts
from catalog.records.catalog import Catalog
from catalog.records.schema import Claim, Paper
from catalog.refresh.outcome import Commit
from catalog.refresh.venues.judgment import Judgment
from catalog.refresh.venues.statements import Statement
from catalog.writing.draft import Draft

PREPRINT = "arxiv"
STRONG_SOURCES = 2
"""Independent sources that make the evidence strong."""


@dataclass(frozen=True)
class Proposal:
    """A record with a new venue, or with claims of one."""

    paper: Paper
    to: str
    """Venue and year, such as `ACM MM 2020`."""
    is_confirmed: bool
    """True if the record takes the venue, False if it only gets claims."""
    statements: tuple[Statement, ...]
    """Statements of the venue."""
    claims: tuple[Claim, ...]
    """Claims of the venue that the record had before."""
    commit: Commit

    @property
    def is_strong(self) -> bool:
        """True if independent sources agree."""
        sources = {statement.source for statement in self.statements} | {
            claim.source for claim in self.claims
        }
        return len(sources) >= STRONG_SOURCES


@dataclass(frozen=True)
class Proposals:
    """Result of a round."""

    proposals: tuple[Proposal, ...]
    open_cases: tuple[tuple[Judgment, str], ...]
    """Cases for a person, with the reason."""
    judgments: tuple[Judgment, ...]


def make_proposals(catalog: Catalog, judgments: Sequence[Judgment]) -> Proposals:
    """Merge the facts of judgments into their records, and leave out what breaks a rule."""
    facts = [fact for judgment in judgments for fact in judgment.facts]
    merge = merge_facts(catalog, [FactFile(facts=facts)])
    by_id = {judgment.paper.id: judgment for judgment in judgments}
    proposals = [_make_proposal(catalog, by_id[draft.id], draft) for draft in merge.drafts]
    violations = {
        outcome.id: outcome.action.removeprefix("skipped: ")
        for outcome in merge.outcomes
        if outcome.field == "venue" and outcome.action.startswith("skipped: ")
    }
    open_cases = [(judgment, judgment.reason) for judgment in judgments if judgment.reason]
    open_cases += [(by_id[id], reason) for id, reason in violations.items()]
    return Proposals(tuple(proposals), tuple(open_cases), tuple(judgments))


def _make_proposal(catalog: Catalog, judgment: Judgment, draft: Draft) -> Proposal:
    paper = judgment.paper
    is_confirmed = draft.data.get("venue", PREPRINT) != PREPRINT
    values = draft.data if is_confirmed else draft.data["claims"][-1]
    venue, year = values["venue"], str(values.get("year", ""))
    statements = [
        statement
        for statement in judgment.statements
        if statement.publication.venue == venue and str(statement.publication.year or "") in ("", year)
    ]
    claims = [
        claim for claim in paper.reporting_claims if (claim.venue, str(claim.year or "")) == (venue, year)
    ]
    to = f"{catalog.venues[venue].short} {year}".strip()
    message = f"{paper.short or paper.id}: {'' if is_confirmed else 'reported as '}{to}"
    commit = Commit(_plain(message), {draft.file: draft.to_yaml()})
    return Proposal(paper, to, is_confirmed, tuple(statements), tuple(claims), commit)


def _plain(message: str) -> str:
    """Return a commit message in which GitHub finds no mention, reference or command."""
    return " ".join(re.sub(r"[^\w .,:+'-]", " ", message).split())

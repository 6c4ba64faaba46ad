"""The texts for people: the evidence for each proposal, and what only a person can decide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from catalog.documents.problems import format_count
from catalog.lookup.services import SERVICE_NAMES
from catalog.records.catalog import Catalog
from catalog.records.schema import Claim, Paper
from catalog.refresh.issue import Section, render_failures, render_issue
from catalog.refresh.venues.proposals import Proposal, Proposals
from catalog.refresh.venues.statements import Statement
from catalog.utils import github_markdown as md

MAX_RAW_CHARACTERS = 200
EVIDENCE = ("Record", "From", "To", "Sources", "Evidence")


def render_report(
    proposals: Proposals, catalog: Catalog, today: date, failures: Sequence[str], notes: Sequence[str]
) -> str:
    """Return the text as Markdown.

    Args:
        proposals: Result of the round.
        catalog: The catalog, for names of venues.
        today: Day of the run.
        failures: Sentences on what could not be asked, which may quote strangers.
        notes: Sentences on services that are left out.
    """
    sections = [*_list_proposals(proposals, catalog), *_list_cases(proposals)]
    confirmed = sum(proposal.is_confirmed for proposal in proposals.proposals)
    reported = len(proposals.proposals) - confirmed
    summary = (
        f"{today}: {format_count(confirmed, 'venue')} confirmed, and {reported:,} reported. Each commit "
        "changes one record. To turn one down for good, add its statement as a refused claim instead."
    )
    return _render("Venues of preprints", summary, sections, (*notes, *failures))


def render_cases(proposals: Proposals, today: date, failures: Sequence[str]) -> tuple[str, int]:
    """Return what only a person can decide as the Markdown of an issue, and the number of these cases."""
    sections = [*_list_cases(proposals)]
    count = sum(len(section.rows) for section in sections)
    summary = f"{today}: {format_count(count, 'case')} to decide. Nothing is proposed for them."
    return _render("Venues that need a person", summary, sections, failures), count


def _render(title: str, summary: str, sections: Sequence[Section], failures: Sequence[str]) -> str:
    closing = [*render_failures(failures, "The next run asks for what is missing.")] if failures else []
    return render_issue(title, summary, [section for section in sections if section.rows], closing)


def _list_proposals(proposals: Proposals, catalog: Catalog) -> Iterator[Section]:
    confirmed = [proposal for proposal in proposals.proposals if proposal.is_confirmed]
    reported = [proposal for proposal in proposals.proposals if not proposal.is_confirmed]
    yield Section(
        "Published",
        "The record takes the venue, and the preprint stays as a claim. Evidence is strong if independent "
        "sources agree.",
        EVIDENCE,
        [_render_proposal(proposal, catalog) for proposal in confirmed],
    )
    yield Section(
        "Reported, not confirmed",
        "The record gets a claim, and stays a preprint until a second source agrees.",
        EVIDENCE,
        [_render_proposal(proposal, catalog) for proposal in reported],
    )
    yield Section(
        "Refused before",
        "A curator turned down the same venue and year. To have it proposed again, delete the refused claim.",
        ("Record", "Source", "Refused for"),
        [
            (
                md.inline_code(judgment.paper.file),
                _render_statement(statement),
                md.escape_text(f"Refused before by a curator for {claim.source}"),
            )
            for judgment in proposals.judgments
            for statement, claim in judgment.refused
        ],
    )


def _list_cases(proposals: Proposals) -> Iterator[Section]:
    yield Section(
        "To decide",
        "Nothing is proposed. Write the venue into the record, or add it as a claim, refused or not, and the "
        "statement is not listed again.",
        ("Record", "Why", "Sources"),
        [
            (
                md.inline_code(judgment.paper.file),
                md.escape_text(f"{reason}."),
                _render_statements(judgment.statements),
            )
            for judgment, reason in proposals.open_cases
        ],
    )
    yield Section(
        "Venues that the catalog does not have",
        "Add the venue to `data/venues.yml`, or the spelling to the aliases of one.",
        ("Record", "Venue", "Source"),
        [
            (
                md.inline_code(judgment.paper.file),
                md.escape_text(statement.unknown_name, MAX_RAW_CHARACTERS),
                _render_statement(statement),
            )
            for judgment in proposals.judgments
            for statement in judgment.statements
            if statement.unknown_name
        ],
    )


def _render_proposal(proposal: Proposal, catalog: Catalog) -> tuple[str, ...]:
    claims = [_render_claim(claim) for claim in proposal.claims]
    sources = "<br>".join([*map(_render_statement, proposal.statements), *claims])
    strength = "strong" if proposal.is_strong else "single"
    paper = proposal.paper
    return (
        md.inline_code(paper.file),
        _render_venue(paper, catalog),
        md.escape_text(proposal.to),
        sources,
        strength,
    )


def _render_venue(paper: Paper, catalog: Catalog) -> str:
    venue = catalog.venues.get(paper.venue_id)
    return md.escape_text(f"{venue.short if venue else paper.venue_id} {paper.display_year or ''}".strip())


def _render_statements(statements: Sequence[Statement]) -> str:
    return "<br>".join(map(_render_statement, statements))


def _render_statement(statement: Statement) -> str:
    name = SERVICE_NAMES.get(statement.source, statement.source)
    return f"{md.render_link(name, statement.url)}: {md.escape_text(statement.raw, MAX_RAW_CHARACTERS)}"


def _render_claim(claim: Claim) -> str:
    return md.escape_text(f"{claim.source} (claim in the record)")

"""The report of an audit: Markdown for one issue, in which the texts of services are only text."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date

from catalog.documents.problems import format_count
from catalog.lookup.services import SERVICE_NAMES
from catalog.records.catalog import given_first
from catalog.records.schema import Paper
from catalog.refresh.audit.audit import Audit
from catalog.refresh.audit.findings import Finding, Kind
from catalog.refresh.audit.registrations import Identifier
from catalog.refresh.issue import Section, render_failures, render_issue
from catalog.utils import github_markdown as md
from catalog.utils.urls import arxiv_url, doi_url

MAX_LINE_CHARACTERS = 2000
"""A line to paste must not be cut."""
MAX_SHOWN_AUTHORS = 3
SOURCES = {"arxiv": "arxiv", "doi": "crossref"}
"""IDs of the services by field."""
HEADINGS = {
    Kind.OTHER_PAPER: (
        "IDs of other papers",
        "Title and authors at the service are those of another paper. Correct the ID. If it is the same "
        "paper after all, add the title at the service to `aliases`, and the next run accepts it.",
    ),
    Kind.UNREGISTERED: ("IDs that do not exist", "The service has no such ID. Correct it."),
    Kind.OTHER_AUTHORS: (
        "The same title by other authors",
        "No author is in both lists. Correct the ID or the authors. If both lists are right, add that of the "
        "service as a claim, and the next run accepts it.",
    ),
    Kind.DOUBT: (
        "Titles to compare",
        "The titles differ, and the authors of one side are unknown. Correct the ID, or add the title at the "
        "service to `aliases`.",
    ),
    Kind.RETITLED: (
        "Papers with another title",
        "The authors are the same, so the paper was probably given another title. If so, paste the line into "
        "its record. If the ID is that of another paper by the same authors, correct it.",
    ),
}
"""Heading of each kind of findings, and what to do."""


def render_report(audit: Audit, today: date) -> str:
    """Return the report as Markdown."""
    counts = (
        f"{audit.compared:,} of {format_count(audit.ids, 'ID')} compared, {audit.asked:,} of them asked now"
    )
    verdict = "" if audit.findings else " No compared ID disagrees with its record."
    sections = []
    for kind, (heading, advice) in HEADINGS.items():
        rows = [_render_cells(finding) for finding in audit.findings if finding.kind is kind]
        last = "Line for the record" if kind is Kind.RETITLED else "At the service"
        if rows:
            sections.append(
                Section(heading, advice, ("Record", "ID", "In the record", last, "Checked"), rows)
            )
    closing = [*_render_other_agencies(audit)]
    if audit.failures or audit.due:
        rest = format_count(audit.due, "ID")
        closing += render_failures(
            audit.failures, f"The next run asks for {rest}: it continues where this one ended."
        )
    return render_issue("Audit of arXiv IDs and DOIs", f"{today}: {counts}.{verdict}", sections, closing)


def _render_other_agencies(audit: Audit) -> Iterator[str]:
    """Yield a section on DOIs whose metadata Crossref does not have."""
    if audit.agencies:
        yield from ("", "### Not at Crossref", "")
    for paper, id, agency in audit.agencies:
        yield f"- {md.inline_code(paper.file)}: {_render_id(id)} is registered at {md.escape_text(agency)}."


def _render_cells(finding: Finding) -> tuple[str, ...]:
    paper, registration = finding.paper, finding.registration
    theirs = f"{md.escape_text(registration.title)}{_render_authors(registration.authors)}"
    match finding.kind:
        case Kind.UNREGISTERED:
            theirs = f"{SERVICE_NAMES[SOURCES[finding.id.field]]} has no such ID"
        case Kind.RETITLED:
            line = alias_line(paper, registration.title)
            theirs = f"<code>{md.escape_text(line, MAX_LINE_CHARACTERS)}</code>"
    if finding.owner:
        theirs += f"<br>The title is that of {md.inline_code(finding.owner.file)}"
    ours = f"{md.escape_text(paper.title)}{_render_authors(paper.authors)}"
    return md.inline_code(paper.file), _render_id(finding.id), ours, theirs, str(registration.checked)


def alias_line(paper: Paper, title: str) -> str:
    """Return the line of a record that adds a title to its aliases."""
    return f"aliases: {json.dumps([*paper.aliases, title], ensure_ascii=False)}"


def _render_authors(names: Sequence[str]) -> str:
    if not names:
        return ""
    shown = ", ".join(map(given_first, names[:MAX_SHOWN_AUTHORS]))
    return f"<br>{md.escape_text(shown + (' et al.' if len(names) > MAX_SHOWN_AUTHORS else ''))}"


def _render_id(id: Identifier) -> str:
    return md.render_link(id.value, arxiv_url(id.value) if id.field == "arxiv" else doi_url(id.value))

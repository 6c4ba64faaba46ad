"""The report of an audit: Markdown for one issue, in which the texts of services are only text."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date

from catalog.documents.problems import format_count
from catalog.lookup.normalize import SERVICE_NAMES
from catalog.records.catalog import given_first
from catalog.records.schema import Paper
from catalog.refresh.audit import Audit
from catalog.refresh.findings import Finding, Kind
from catalog.refresh.registrations import Identifier
from catalog.utils import github_markdown as md
from catalog.utils.urls import arxiv_url, doi_url

MAX_REPORT_CHARACTERS = 60_000
"""GitHub accepts 65,536 in an issue."""
MAX_SHOWN_AUTHORS = 3
MAX_FAILURES = 20
MAX_LINE_CHARACTERS = 2000
"""A line to paste must not be cut."""
SOURCES = {"arxiv": "arxiv", "doi": "crossref"}
"""IDs of the services by field."""
SECTIONS = {
    Kind.OTHER_PAPER: (
        "IDs of other papers",
        "Title and authors at the service are those of another paper. Correct the ID. If it is the same "
        "paper after all, add the title at the service to `aliases`, and the next run accepts it.",
    ),
    Kind.UNREGISTERED: (
        "IDs that do not exist",
        "The service has no such ID. Correct it.",
    ),
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
    lines = ["## Audit of arXiv IDs and DOIs", "", f"{today}: {counts}."]
    if not audit.findings:
        lines += ["", "No compared ID disagrees with its record."]
    closing = [*_render_open(audit), ""]
    remaining = MAX_REPORT_CHARACTERS - sum(len(line) + 1 for line in (*lines, *closing))
    for kind, (heading, advice) in SECTIONS.items():
        findings = [finding for finding in audit.findings if finding.kind is kind]
        if not findings:
            continue
        section = ["", f"### {heading} ({len(findings):,})", "", advice, *_table_head(kind)]
        remaining -= sum(len(line) + 1 for line in section)
        rows: list[str] = []
        for finding in findings:
            row = _render_row(finding)
            remaining -= len(row) + 1
            if remaining < 0:
                rows += ["", f"{len(findings) - len(rows):,} more: see `catalog refresh audit`."]
                break
            rows.append(row)
        lines += [*section, *rows]
    return "\n".join((*lines, *closing))


def _render_open(audit: Audit) -> Iterator[str]:
    """Yield what could not be asked, and what another agency knows."""
    if audit.failures or audit.due:
        yield from ("", f"### Not asked ({audit.due:,})", "")
        yield f"The next run asks for {format_count(audit.due, 'ID')}: it continues where this one ended."
        if audit.failures:
            yield ""
        yield from (f"- {md.escape_text(sentence)}" for sentence in audit.failures[:MAX_FAILURES])
        if len(audit.failures) > MAX_FAILURES:
            yield f"- {len(audit.failures) - MAX_FAILURES:,} more"
    if audit.agencies:
        yield from ("", f"### Not at Crossref ({len(audit.agencies):,})", "")
        for paper, id, agency in audit.agencies:
            yield f"- {md.escape_text(paper.id)}: {_id_link(id)} is registered at {md.escape_text(agency)}."


def _table_head(kind: Kind) -> tuple[str, ...]:
    third = "Line for the record" if kind is Kind.RETITLED else "At the service"
    return md.table_head("Record", "ID", "Title in the record", third, "Checked")


def _render_row(finding: Finding) -> str:
    paper, registration = finding.paper, finding.registration
    ours = f"{md.escape_text(paper.title)}{_render_authors(paper.authors)}"
    theirs = f"{md.escape_text(registration.title)}{_render_authors(registration.authors)}"
    match finding.kind:
        case Kind.UNREGISTERED:
            theirs = f"{SERVICE_NAMES[SOURCES[finding.id.field]]} has no such ID"
        case Kind.RETITLED:
            theirs = (
                f"<code>{md.escape_text(alias_line(paper, registration.title), MAX_LINE_CHARACTERS)}</code>"
            )
    if finding.owner:
        theirs += f"<br>This is the title of {md.escape_text(finding.owner.id)}."
    return md.table_row(
        (md.inline_code(paper.file), _id_link(finding.id), ours, theirs, str(registration.checked))
    )


def alias_line(paper: Paper, title: str) -> str:
    """Return the line of a record that adds a title to its aliases."""
    return f"aliases: {json.dumps([*paper.aliases, title], ensure_ascii=False)}"


def _render_authors(names: Sequence[str]) -> str:
    if not names:
        return ""
    shown = ", ".join(map(given_first, names[:MAX_SHOWN_AUTHORS]))
    return f"<br>{md.escape_text(shown + (' et al.' if len(names) > MAX_SHOWN_AUTHORS else ''))}"


def _id_link(id: Identifier) -> str:
    return md.render_link(id.value, arxiv_url(id.value) if id.field == "arxiv" else doi_url(id.value))

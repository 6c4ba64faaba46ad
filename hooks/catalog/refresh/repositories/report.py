"""Texts for people: the pull request with changed records, and the issue on what needs a person."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from catalog.documents.problems import format_count
from catalog.records.repository import Repository
from catalog.refresh.issue import Section, render_failures, render_issue
from catalog.refresh.repositories.merge import COMMIT_DIGITS
from catalog.refresh.repositories.plan import LinkedRepository
from catalog.refresh.repositories.proposals import Finding, Kind, Proposal, Proposals
from catalog.refresh.repositories.states import State
from catalog.utils import github_markdown as md

HEADINGS = {
    Kind.GONE: (
        "Repositories that are gone",
        "GitHub has no such repository any more, or does not show it. Look for a new address, or note in the "
        "papers that the code is gone. No record is deleted.",
    ),
    Kind.REWRITTEN: (
        "Records of commits that do not exist",
        "The repository no longer has the commit that the record speaks of, so nothing can be compared. Read "
        "it again, correct the record, and write the commit under `read`.",
    ),
    Kind.LICENSE: (
        "License files to read",
        "The license file has changed since the record was written, and GitHub names no license for it that "
        "is in licenses.yml. Read it, and correct the record.",
    ),
}
"""Heading of each kind of findings, and what to do."""
ABSENT = "absent"
NOTE_ADVICE = "Notes and terms of weights are not changed: check that they still fit."


def render_pull_request(proposals: Proposals, today: date, failures: Sequence[str], due: int) -> str:
    """Return the Markdown of the pull request."""
    rows = [row for proposal in proposals.changed for row in _render_changes(proposal)]
    read_again = sum(not proposal.facts for proposal in proposals.changed)
    summary = (
        f"{today}: {format_count(len(proposals.changed) - read_again, 'record')} changed, "
        f"{len(proposals.new):,} new, {read_again:,} read again without a change. "
    )
    sections = []
    if rows:
        advice = f"Facts that have changed since the commit that the record speaks of. {NOTE_ADVICE}"
        columns = ("Record", "Commit", "Fact", "Before", "Now")
        sections.append(Section("Changed facts", advice, columns, rows))
    if proposals.new:
        advice = "Repositories that papers link to. What no rule can tell is left out."
        columns = ("Record", "Commit", "License", "Contents", "Weights")
        sections.append(Section("New records", advice, columns, [*map(_render_new, proposals.new)]))
    sections += _list_findings(proposals.findings)
    return render_issue("Code repositories", summary.strip(), sections, _render_rest(failures, due))


def render_findings(proposals: Proposals, today: date, failures: Sequence[str], due: int) -> str:
    """Return the Markdown of the issue."""
    sections = _list_findings(proposals.findings)
    count = len(proposals.findings)
    subject = format_count(count, "repository") if count else "No repository"
    summary = f"{today}: {subject} {'need' if count > 1 else 'needs'} a person."
    return render_issue(
        "Code repositories that need a person", summary, sections, _render_rest(failures, due)
    )


def _render_rest(failures: Sequence[str], due: int) -> list[str]:
    if not failures and not due:
        return []
    rest = format_count(due, "repository")
    return [*render_failures(failures, f"The next run asks for {rest}: it continues where this one ended.")]


def _list_findings(findings: Sequence[Finding]) -> list[Section]:
    sections = []
    for kind, (heading, advice) in HEADINGS.items():
        rows = [_render_finding(finding) for finding in findings if finding.kind is kind]
        if rows:
            columns = ("Record", "Repository", "Reason", "Linked by", "Checked")
            sections.append(Section(heading, advice, columns, rows))
    return sections


def _render_finding(finding: Finding) -> tuple[str, ...]:
    repository, state = finding.repository, finding.state
    name = state.name or repository.name
    reason = {
        Kind.GONE: "GitHub has no such repository",
        Kind.REWRITTEN: f"it has no commit {repository.commit}",
    }.get(finding.kind, finding.note)
    files = ", ".join(md.inline_code(file) for file in repository.files[:3])
    cells = (
        _render_file(repository),
        md.render_link(name, f"https://github.com/{name}"),
        md.escape_text(reason),
    )
    return *cells, files, str(state.checked)


def _render_file(repository: LinkedRepository) -> str:
    return md.inline_code(repository.file) if repository.record else "no record"


def _render_changes(proposal: Proposal) -> list[tuple[str, ...]]:
    record = proposal.repository.record
    assert record
    cells = md.inline_code(record.file), _render_commit(proposal.state)
    return [
        (*cells, md.inline_code(name), _render_value(_value_of(record, name)), _render_value(value))
        for name, value in proposal.facts.items()
    ]


def _value_of(record: Repository, name: str) -> Any:
    value = getattr(record, name)
    return "true" if value is True else value


def _render_new(proposal: Proposal) -> tuple[str, ...]:
    values = proposal.values
    facts = (_render_value(values.get(name)) for name in ("license", "holds", "weights"))
    return md.inline_code(proposal.repository.file), _render_commit(proposal.state), *facts


def _render_value(value: Any) -> str:
    """Return a value as Markdown; `absent` for a missing one."""
    if isinstance(value, list | tuple):
        is_links = any("/" in item for item in value)
        return ("<br>" if is_links else ", ").join(map(md.escape_text, value)) or ABSENT
    return md.escape_text(str(value)) if value else ABSENT


def _render_commit(state: State) -> str:
    if not state.commit:
        return ABSENT
    url = f"https://github.com/{state.name}/commit/{state.commit}"
    return md.render_link(state.commit[:COMMIT_DIGITS], url)

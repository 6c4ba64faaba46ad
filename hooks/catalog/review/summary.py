"""Render a review as Markdown, for the job summary that GitHub shows with a pull request."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from catalog.checks.rules import RULES
from catalog.documents.problems import Problem, Severity, format_count, has_errors, summarize
from catalog.records.dataset import Dataset
from catalog.records.ids import PAPER_ID, RECORD_ID
from catalog.records.schema import Paper
from catalog.review.changed_records import ChangedRecord, find_changed_records, find_removed_ids, has_page
from catalog.review.list_md import render_list_edit
from catalog.review.review import LOST_ID, Review
from catalog.review.similar import SimilarPaper, SimilarPapers
from catalog.utils import github_markdown as md

MAX_SUMMARY_BYTES = 1_000_000
"""GitHub refuses a summary of more than 1 MiB.
Source: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands"""
TRUNCATION_NOTE = "\n\n**Truncated: GitHub shows no more.** Run `catalog review` for the rest.\n"
MAX_PREVIEW_RECORDS = 40
"""Records in one preview, to limit the length of its URL."""
MAX_RECORDS_WITH_SIMILAR = 20
"""Similar papers are listed for the new papers among so many records; nobody reads more."""
MAX_CANONICAL_TEXTS = 20
"""Files whose text is shown in canonical form; those who change more have the command."""
MAX_COMMON_FEATURES = 4
"""Authors, words or tags that are named as the reason for similarity."""


@dataclass(frozen=True)
class ReviewLinks:
    """Targets of the links in a review. Blank values are unknown, and the methods then return blank URLs."""

    site: str = ""
    """URL of the published site, with a final slash."""
    repository: str = ""
    """owner/name of the repository that has the change."""
    sha: str = ""
    """Commit of the change."""

    def rule_url(self, id: str) -> str:
        """Return the URL of a rule's documentation."""
        return f"{self.site}contributing/rules/#{id}" if self.site and id in RULES else ""

    def page_url(self, paper: Paper) -> str:
        """Return the URL of a published paper."""
        return f"{self.site}papers/{paper.id}/" if self.site else ""

    def file_url(self, name: str, line: int = 0) -> str:
        """Return the URL of a file of the change on GitHub, at a line if it is not 0."""
        if not (self.repository and self.sha):
            return ""
        url = f"https://github.com/{self.repository}/blob/{self.sha}/{quote(name)}"
        return f"{url}#L{line}" if line else url

    def preview_url(self, records: Sequence[ChangedRecord]) -> str:
        """Return the URL of the page that shows records of the change in the reader's browser."""
        paths = [
            change.preview_path for change in records if has_page(change.record) and _has_valid_id(change)
        ]
        if not (paths and self.site and self.repository and self.sha):
            return ""
        files = ",".join(paths[:MAX_PREVIEW_RECORDS])
        values = {"repo": self.repository, "ref": self.sha, "files": files}
        return f"{self.site}preview/?{urlencode(values, safe='/,')}"


def _has_valid_id(change: ChangedRecord) -> bool:
    pattern = PAPER_ID if change.kind == "papers" else RECORD_ID
    return bool(pattern.fullmatch(change.record.id))


def render_summary(review: Review, links: ReviewLinks, is_first_contribution: bool = False) -> str:
    """Return the review as Markdown, truncated at GitHub's limit.

    Args:
        review: Review to render.
        links: Targets of its links.
        is_first_contribution: Whether to welcome a new contributor.
    """
    blocks = list(_summary_blocks(review, links, is_first_contribution))
    size = len(TRUNCATION_NOTE.encode())
    for at, block in enumerate(blocks):
        size += len(block.encode()) + 1
        if size > MAX_SUMMARY_BYTES:
            return "\n".join(blocks[:at]) + TRUNCATION_NOTE
    return "\n".join(blocks) + "\n"


def _summary_blocks(review: Review, links: ReviewLinks, is_first_contribution: bool) -> Iterator[str]:
    """Yield lines and code blocks; the summary may be cut between any two of them."""
    records = find_changed_records(review)
    yield from ("## Review of the records", "", _verdict_line(review, records))
    if is_first_contribution:
        yield from ("", "Welcome, and thank you for your first contribution! A maintainer will review it.")
    if preview := links.preview_url(records):
        is_truncated = sum(has_page(change.record) for change in records) > MAX_PREVIEW_RECORDS
        note = f" (the first {MAX_PREVIEW_RECORDS})" if is_truncated else ""
        yield from ("", md.render_link("Preview the records as pages of the site", preview) + note)
    if review.problems:
        yield from ("", "### Problems", *_problem_table(review.problems, links))
    if any(problem.fix for problem in review.problems):
        yield from ("", "`catalog check --fix` can fix some of these automatically.")
    if review.canonical_texts:
        yield from (
            "",
            "### Canonical form",
            "",
            "Replace the content of these files, or run `catalog format`.",
        )
    for file, text in list(review.canonical_texts.items())[:MAX_CANONICAL_TEXTS]:
        yield from ("", md.inline_code(file), "", md.code_block(text, "yaml"))
    if review.older_summary:
        yield from ("", review.older_summary)
    if review.list_edit:
        yield from render_list_edit(review.list_edit)
    similar_papers = SimilarPapers(review.new)
    new_ids = {change.record.id for change in records if change.before is None}
    for at, change in enumerate(records):
        yield from _record_section(change, links)
        if at < MAX_RECORDS_WITH_SIMILAR and change.before is None and isinstance(change.record, Paper):
            yield from _similar_section(similar_papers.find(change.record), new_ids, links)
    if removed_ids := find_removed_ids(review):
        reasons = {id: entry.reason for id, entry in review.new.gone.items()}
        items = (
            f"- {md.inline_code(id)} {md.escape_text(reasons.get(id, ''))}".rstrip() for id in removed_ids
        )
        yield from ("", "### Removed", "", *items)


def _verdict_line(review: Review, records: Sequence[ChangedRecord]) -> str:
    new = sum(change.before is None for change in records)
    changed, removed = len(records) - new, len(find_removed_ids(review))
    counts = [
        format_count(number, f"{adjective} record")
        for number, adjective in ((new, "new"), (changed, "changed"), (removed, "removed"))
        if number
    ]
    verdict = "Please fix the errors below." if has_errors(review.problems) else "Ready for review."
    return f"**{verdict}** {', '.join(counts) or 'No records changed'}; {summarize(review.problems)}."


def _problem_table(problems: Sequence[Problem], links: ReviewLinks) -> Iterator[str]:
    """Yield a table of all problems, errors first."""
    yield from md.table_head("", "Rule", "Location", "Problem", "How to fix it")
    for problem in sorted(problems, key=lambda problem: problem.rule.severity is not Severity.ERROR):
        location = problem.location
        label = f"{location.file}:{location.line}:{location.column}"
        url = "" if problem.rule is LOST_ID else links.file_url(location.file, location.line)
        yield md.table_row(
            (
                problem.rule.severity.value,
                md.render_link(problem.rule.id, links.rule_url(problem.rule.id)),
                md.render_link(label, url),
                md.escape_prose(problem.message),
                md.escape_prose(problem.hint),
            )
        )


def _record_section(change: ChangedRecord, links: ReviewLinks) -> Iterator[str]:
    """Yield heading, facts and changes of one record."""
    record = change.record
    label = "New" if change.before is None else "Changed"
    yield from ("", f"### {label}: {md.escape_text(change.display_name)}", "")
    facts = [
        md.inline_code(change.preview_path),
        *_venue_and_year(record),
        md.render_link(record.file, links.file_url(record.file)),
    ]
    if preview := links.preview_url([change]):
        facts.append(md.render_link("preview", preview))
    yield " · ".join(facts)
    if change.before is not None:
        yield from md.table_head("Field", "Before", "After")
        for field, before, after in change.field_changes:
            yield md.table_row((md.inline_code(field), md.escape_text(before), md.escape_text(after)))


def _venue_and_year(record: object) -> Iterator[str]:
    """Yield venue and year of a paper, or the year of a dataset, if it has one."""
    if isinstance(record, Paper):
        yield md.escape_text(f"{record.venue_id} {record.display_year or ''}")
    elif isinstance(record, Dataset) and record.year:
        yield md.escape_text(str(record.year))


def _similar_section(
    papers: Sequence[SimilarPaper], new_ids: Collection[str], links: ReviewLinks
) -> Iterator[str]:
    """Yield a list of similar papers. New ones have no page yet, so they link to their files."""
    if papers:
        yield from ("", "Similar papers:", "")
    for similar in papers:
        paper = similar.paper
        url = links.file_url(paper.file) if paper.id in new_ids else links.page_url(paper)
        yield f"- {_similar_line(similar, url)}"


def _similar_line(similar: SimilarPaper, url: str) -> str:
    reasons = [
        f"{label} {', '.join(map(md.escape_text, names[:MAX_COMMON_FEATURES]))}"
        for label, names in zip(("by", "words", "tags"), similar.common_features.values(), strict=True)
        if names
    ]
    paper = similar.paper
    line = f"{md.render_link(paper.title, url)}, {' '.join(_venue_and_year(paper))} ({'; '.join(reasons)})"
    return f"**Possible duplicate:** {line}" if similar.may_be_same else line

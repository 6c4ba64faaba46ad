"""The review in Markdown, as GitHub shows it beside a pull request."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from catalog.documents.problems import RULES, Problem, Severity, has_errors, summarize
from catalog.records.ids import PAPER_ID, RECORD_ID
from catalog.records.schema import Dataset, Paper
from catalog.review import list_md as list_edit
from catalog.review.changed_records import ChangedRecord, find_changed_records, find_removed_ids, has_page
from catalog.review.review import LOST_ID, Review
from catalog.review.similar import SimilarPaper, SimilarPapers
from catalog.utils import github_markdown as md

MAX_SUMMARY_BYTES = 1_000_000
"""GitHub refuses a summary of more than 1 MiB.
Source: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands"""
TRUNCATION_NOTE = "\n\n**The rest is left out: GitHub shows no more.** `catalog review` says all of it.\n"
MAX_PREVIEW_RECORDS = 40
"""Records in one preview, for the length of its address."""
MAX_RECORDS_WITH_SIMILAR = 20
"""New papers whose nearest ones are shown: a reviewer of more has other means."""


@dataclass(frozen=True)
class ReviewLinks:
    """Where the review can lead to. What is unknown is blank, and not linked."""

    site: str = ""
    """The address of the published site, with a slash at its end."""
    repository: str = ""
    """owner/name of the repository that holds the change."""
    sha: str = ""
    """The commit of the change."""

    def rule_url(self, id: str) -> str:
        """What a rule says, with examples."""
        return f"{self.site}contributing/rules/#{id}" if self.site and id in RULES else ""

    def page_url(self, paper: Paper) -> str:
        """The page of a paper that is published already."""
        return f"{self.site}papers/{paper.id}/" if self.site else ""

    def file_url(self, name: str, line: int = 0) -> str:
        """A line of a file in the change, on GitHub."""
        if not (self.repository and self.sha):
            return ""
        return f"https://github.com/{self.repository}/blob/{self.sha}/{quote(name)}" + (
            f"#L{line}" if line else ""
        )

    def preview_url(self, records: Sequence[ChangedRecord]) -> str:
        """The page of the site that shows records of the change in the reader's browser."""
        paths = [one.preview_path for one in records if has_page(one.record) and _has_valid_id(one)][
            :MAX_PREVIEW_RECORDS
        ]
        if not (paths and self.site and self.repository and self.sha):
            return ""
        values = {"repo": self.repository, "ref": self.sha, "files": ",".join(paths)}
        return f"{self.site}preview/?{urlencode(values, safe='/,')}"


def _has_valid_id(one: ChangedRecord) -> bool:
    """Whether the preview can make an address of an id."""
    return bool((PAPER_ID if one.kind == "papers" else RECORD_ID).fullmatch(one.record.id))


def render_summary(found: Review, links: ReviewLinks, is_first_contribution: bool = False) -> str:
    """The whole summary, cut where GitHub would refuse it.

    Args:
        found: What is told.
        links: Where it leads to.
        first: Whether to welcome somebody who is here for the first time.
    """
    pieces = list(_summary_blocks(found, links, is_first_contribution))
    size = len(TRUNCATION_NOTE.encode())
    for at, piece in enumerate(pieces):
        size += len(piece.encode()) + 1
        if size > MAX_SUMMARY_BYTES:
            return "\n".join(pieces[:at]) + TRUNCATION_NOTE
    return "\n".join(pieces) + "\n"


def _summary_blocks(found: Review, links: ReviewLinks, first: bool) -> Iterator[str]:
    """The summary by lines, and blocks of code; it may be cut between any two."""
    records = find_changed_records(found)
    yield from ("## The review", "", _verdict_line(found, records))
    if first:
        yield from (
            "",
            "Welcome, and thank you: this is your first contribution. A maintainer reads it next.",
        )
    if preview := links.preview_url(records):
        more = sum(has_page(one.record) for one in records) > MAX_PREVIEW_RECORDS
        yield from (
            "",
            f"{md.render_link('See the records as pages of the site', preview)}"
            + (f" (the first {MAX_PREVIEW_RECORDS})" if more else ""),
        )
    if found.problems:
        yield from ("", "### What was found", *_problem_table(found.problems, links))
    if any(problem.fix for problem in found.problems):
        yield from ("", "What is mechanical among these is mended by `catalog check --fix`.")
    if found.older_summary:
        yield from ("", found.older_summary)
    if found.list_edit:
        yield from list_edit.render_list_edit(found.list_edit)
    nearness = SimilarPapers(found.new)
    new = {one.record.id for one in records if one.before is None}
    for at, one in enumerate(records):
        yield from _record_section(one, links)
        if at < MAX_RECORDS_WITH_SIMILAR and one.before is None and isinstance(one.record, Paper):
            yield from _similar_section(nearness.find(one.record), new, links)
    if ids := find_removed_ids(found):
        reasons = {id: gone.reason for id, gone in found.new.gone.items()}
        listed = (f"- {md.inline_code(id)} {md.escape_text(reasons.get(id, ''))}".rstrip() for id in ids)
        yield from ("", "### Removed", "", *listed)


def _verdict_line(found: Review, records: Sequence[ChangedRecord]) -> str:
    new = sum(one.before is None for one in records)
    did = [
        f"{number} {word} {'record' if number == 1 else 'records'}"
        for number, word in (
            (new, "new"),
            (len(records) - new, "changed"),
            (len(find_removed_ids(found)), "removed"),
        )
        if number
    ]
    said = f"{', '.join(did) or 'No record changes'}; {summarize(found.problems)}."
    verdict = "Something has to be mended" if has_errors(found.problems) else "Nothing stands in the way"
    return f"**{verdict}.** {said}"


def _problem_table(problems: Sequence[Problem], links: ReviewLinks) -> Iterator[str]:
    """The table of everything, errors first."""
    yield from md.table_head("", "Rule", "Where", "What was found", "What to write")
    for problem in sorted(problems, key=lambda one: one.rule.severity is not Severity.ERROR):
        place = problem.location
        where = f"{place.file}:{place.line}:{place.column}"
        yield md.table_row(
            (
                problem.rule.severity.value,
                md.render_link(problem.rule.id, links.rule_url(problem.rule.id)),
                md.render_link(
                    where, "" if problem.rule is LOST_ID else links.file_url(place.file, place.line)
                ),
                md.escape_prose(problem.message),
                md.escape_prose(problem.hint),
            )
        )


def _record_section(one: ChangedRecord, links: ReviewLinks) -> Iterator[str]:
    """What a reviewer wants to know of one record."""
    record = one.record
    yield from (
        "",
        f"### {'New' if one.before is None else 'Changed'}: {md.escape_text(one.display_name)}",
        "",
    )
    about = [
        md.inline_code(one.preview_path),
        *_venue_and_year(record),
        md.render_link(record.file, links.file_url(record.file)),
    ]
    if preview := links.preview_url([one]):
        about.append(md.render_link("preview", preview))
    yield " · ".join(about)
    if one.before is not None:
        yield from md.table_head("Field", "Before", "Now")
        for field, before, after in one.field_changes:
            yield md.table_row((md.inline_code(field), md.escape_text(before), md.escape_text(after)))


def _venue_and_year(record: object) -> Iterator[str]:
    if isinstance(record, Paper):
        yield md.escape_text(f"{record.venue_id} {record.display_year or ''}")
    elif isinstance(record, Dataset) and record.year:
        yield md.escape_text(str(record.year))


def _similar_section(near: Sequence[SimilarPaper], new: Collection[str], links: ReviewLinks) -> Iterator[str]:
    """The near papers; those that are new as well have no page yet."""
    if near:
        yield from ("", "Nearest in the catalog:", "")
    for one in near:
        url = links.file_url(one.paper.file) if one.paper.id in new else links.page_url(one.paper)
        yield f"- {_similar_line(one, url)}"


def _similar_line(near: SimilarPaper, url: str) -> str:
    """A near paper, and why it is near."""
    why = [
        f"{name} {', '.join(map(md.escape_text, values[:4]))}"
        for name, values in zip(("by", "words", "tags"), near.common_features.values(), strict=True)
        if values
    ]
    paper = near.paper
    said = f"{md.render_link(paper.title, url)}, {' '.join(_venue_and_year(paper))} ({'; '.join(why)})"
    return f"**Perhaps the same paper:** {said}" if near.may_be_same else said

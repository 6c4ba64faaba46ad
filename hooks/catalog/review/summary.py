"""The review in Markdown, as GitHub shows it beside a pull request."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from catalog.documents.problems import RULES, Problem, Severity, has_errors, summarize
from catalog.records.ids import RECORD_ID, PAPER_ID
from catalog.records.schema import Dataset, Paper
from catalog.review import list_md as list_edit
from catalog.review.changed_records import Touched, is_page, removed, touched
from catalog.review.review import LOST_ID, Review
from catalog.review.similar import Near, Nearness
from catalog.utils import github_markdown as md

MAX_BYTES = 1_000_000
"""GitHub refuses a summary of more than 1 MiB.
Source: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands"""
CUT = "\n\n**The rest is left out: GitHub shows no more.** `catalog review` says all of it.\n"
PREVIEWED = 40
"""Records in one preview, for the length of its address."""
DETAILED = 20
"""New papers whose nearest ones are shown: a reviewer of more has other means."""


@dataclass(frozen=True)
class Links:
    """Where the review can lead to. What is unknown is blank, and not linked."""

    site: str = ""
    """The address of the published site, with a slash at its end."""
    repository: str = ""
    """owner/name of the repository that holds the change."""
    sha: str = ""
    """The commit of the change."""

    def rule(self, id: str) -> str:
        """What a rule says, with examples."""
        return f"{self.site}contributing/rules/#{id}" if self.site and id in RULES else ""

    def page(self, paper: Paper) -> str:
        """The page of a paper that is published already."""
        return f"{self.site}papers/{paper.id}/" if self.site else ""

    def file(self, name: str, line: int = 0) -> str:
        """A line of a file in the change, on GitHub."""
        if not (self.repository and self.sha):
            return ""
        return f"https://github.com/{self.repository}/blob/{self.sha}/{quote(name)}" + (
            f"#L{line}" if line else ""
        )

    def preview(self, records: Sequence[Touched]) -> str:
        """The page of the site that shows records of the change in the reader's browser."""
        paths = [one.path for one in records if is_page(one.record) and _is_sound(one)][:PREVIEWED]
        if not (paths and self.site and self.repository and self.sha):
            return ""
        values = {"repo": self.repository, "ref": self.sha, "files": ",".join(paths)}
        return f"{self.site}preview/?{urlencode(values, safe='/,')}"


def _is_sound(one: Touched) -> bool:
    """Whether the preview can make an address of an id."""
    return bool((PAPER_ID if one.kind == "papers" else RECORD_ID).fullmatch(one.record.id))


def markdown(found: Review, links: Links, first: bool = False) -> str:
    """The whole summary, cut where GitHub would refuse it.

    Args:
        found: What is told.
        links: Where it leads to.
        first: Whether to welcome somebody who is here for the first time.
    """
    pieces = list(_pieces(found, links, first))
    size = len(CUT.encode())
    for at, piece in enumerate(pieces):
        size += len(piece.encode()) + 1
        if size > MAX_BYTES:
            return "\n".join(pieces[:at]) + CUT
    return "\n".join(pieces) + "\n"


def _pieces(found: Review, links: Links, first: bool) -> Iterator[str]:
    """The summary by lines, and blocks of code; it may be cut between any two."""
    records = touched(found)
    yield from ("## The review", "", _verdict(found, records))
    if first:
        yield from (
            "",
            "Welcome, and thank you: this is your first contribution. A maintainer reads it next.",
        )
    if preview := links.preview(records):
        more = sum(is_page(one.record) for one in records) > PREVIEWED
        yield from (
            "",
            f"{md.link('See the records as pages of the site', preview)}"
            + (f" (the first {PREVIEWED})" if more else ""),
        )
    if found.problems:
        yield from ("", "### What was found", *_problems(found.problems, links))
    if any(problem.fix for problem in found.problems):
        yield from ("", "What is mechanical among these is mended by `catalog check --fix`.")
    if found.older_said:
        yield from ("", found.older_said)
    if found.edit:
        yield from list_edit.told(found.edit)
    nearness = Nearness(found.new)
    new = {one.record.id for one in records if one.before is None}
    for at, one in enumerate(records):
        yield from _record(one, links)
        if at < DETAILED and one.before is None and isinstance(one.record, Paper):
            yield from _nearest(nearness.to(one.record), new, links)
    if ids := removed(found):
        reasons = {id: gone.reason for id, gone in found.new.gone.items()}
        listed = (f"- {md.code(id)} {md.text(reasons.get(id, ''))}".rstrip() for id in ids)
        yield from ("", "### Removed", "", *listed)


def _verdict(found: Review, records: Sequence[Touched]) -> str:
    new = sum(one.before is None for one in records)
    did = [
        f"{number} {word} {'record' if number == 1 else 'records'}"
        for number, word in ((new, "new"), (len(records) - new, "changed"), (len(removed(found)), "removed"))
        if number
    ]
    said = f"{', '.join(did) or 'No record changes'}; {summarize(found.problems)}."
    verdict = "Something has to be mended" if has_errors(found.problems) else "Nothing stands in the way"
    return f"**{verdict}.** {said}"


def _problems(problems: Sequence[Problem], links: Links) -> Iterator[str]:
    """The table of everything, errors first."""
    yield from md.head("", "Rule", "Where", "What was found", "What to write")
    for problem in sorted(problems, key=lambda one: one.rule.severity is not Severity.ERROR):
        place = problem.location
        where = f"{place.file}:{place.line}:{place.column}"
        yield md.row(
            (
                problem.rule.severity.value,
                md.link(problem.rule.id, links.rule(problem.rule.id)),
                md.link(where, "" if problem.rule is LOST_ID else links.file(place.file, place.line)),
                md.prose(problem.message),
                md.prose(problem.hint),
            )
        )


def _record(one: Touched, links: Links) -> Iterator[str]:
    """What a reviewer wants to know of one record."""
    record = one.record
    yield from ("", f"### {'New' if one.before is None else 'Changed'}: {md.text(one.name)}", "")
    about = [md.code(one.path), *_place(record), md.link(record.file, links.file(record.file))]
    if preview := links.preview([one]):
        about.append(md.link("preview", preview))
    yield " · ".join(about)
    if one.before is not None:
        yield from md.head("Field", "Before", "Now")
        for field, before, after in one.differences:
            yield md.row((md.code(field), md.text(before), md.text(after)))


def _place(record: object) -> Iterator[str]:
    if isinstance(record, Paper):
        yield md.text(f"{record.venue_id} {record.display_year or ''}")
    elif isinstance(record, Dataset) and record.year:
        yield md.text(str(record.year))


def _nearest(near: Sequence[Near], new: Collection[str], links: Links) -> Iterator[str]:
    """The near papers; those that are new as well have no page yet."""
    if near:
        yield from ("", "Nearest in the catalog:", "")
    for one in near:
        url = links.file(one.paper.file) if one.paper.id in new else links.page(one.paper)
        yield f"- {_near(one, url)}"


def _near(near: Near, url: str) -> str:
    """A near paper, and why it is near."""
    why = [
        f"{name} {', '.join(map(md.text, values[:4]))}"
        for name, values in zip(("by", "words", "tags"), near.shared.values(), strict=True)
        if values
    ]
    paper = near.paper
    said = f"{md.link(paper.title, url)}, {' '.join(_place(paper))} ({'; '.join(why)})"
    return f"**Perhaps the same paper:** {said}" if near.same_title else said

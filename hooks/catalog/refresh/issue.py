"""The text of the issue in which a round ends: sections with tables, as long as GitHub accepts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from catalog.utils import github_markdown as md

MAX_ISSUE_CHARACTERS = 60_000
"""GitHub accepts 65,536."""
NOTE_CHARACTERS = 50
"""Length of the note on rows left out."""
MAX_FAILURES = 20


@dataclass(frozen=True)
class Section:
    """Findings of one kind. All texts are Markdown already."""

    heading: str
    advice: str
    """Sentences on what to do."""
    columns: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    """Cells of each row."""


def render_issue(title: str, summary: str, sections: Sequence[Section], closing: Sequence[str] = ()) -> str:
    """Return the Markdown of an issue; tables that do not fit end with the number of rows left out.

    Args:
        title: Heading.
        summary: Paragraph below it.
        sections: Findings, the most important first.
        closing: Lines at the end, which are never cut.
    """
    lines = [f"## {title}", "", summary]
    heads = [_render_head(section) for section in sections]
    remaining = MAX_ISSUE_CHARACTERS - sum(map(_length, (lines, closing, *heads)))
    remaining -= len(sections) * NOTE_CHARACTERS
    for section, head in zip(sections, heads, strict=True):
        lines += head
        for at, row in enumerate(map(md.table_row, section.rows)):
            remaining -= len(row) + 1
            if remaining < 0:
                lines += ["", f"{len(section.rows) - at:,} more do not fit here."]
                break
            lines.append(row)
    return "\n".join((*lines, *closing)) + "\n"


def _render_head(section: Section) -> list[str]:
    heading = f"### {section.heading} ({len(section.rows):,})"
    return ["", heading, "", section.advice, *md.table_head(*section.columns)]


def render_failures(failures: Sequence[str], summary: str) -> Iterator[str]:
    """Yield the lines of a section on what could not be asked.

    Args:
        failures: Sentences, which may quote strangers.
        summary: Sentence above them.
    """
    yield from ("", "### Not asked", "", summary)
    if failures:
        yield ""
    yield from (f"- {md.escape_text(sentence)}" for sentence in failures[:MAX_FAILURES])
    if len(failures) > MAX_FAILURES:
        yield f"- {len(failures) - MAX_FAILURES:,} more"


def _length(lines: Sequence[str]) -> int:
    return sum(len(line) + 1 for line in lines)

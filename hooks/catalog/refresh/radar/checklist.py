"""The issue of the radar: a list with boxes to add or refuse each paper, and what was ticked in it.

GitHub changes one character when somebody ticks a box, so the rest of a line is as it was written here.
Titles are encoded: no character of them can begin a line, a box or a link.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from catalog.documents.problems import format_count
from catalog.records.schema import Paper
from catalog.refresh.issue import MAX_ISSUE_CHARACTERS, render_failures
from catalog.refresh.radar.hits import Hit
from catalog.utils import github_markdown as md
from catalog.utils.urls import ARXIV_ID, arxiv_url, doi_url

TITLE = "New papers on arXiv"
MAX_HITS = 30
MAX_SHOWN_AUTHORS = 3
MAX_TITLE_CHARACTERS = 250
MAX_NAME_CHARACTERS = 80
ADVICE = (
    "Tick **Add** to get a pull request with the record of a paper, or **Refuse** if it does not belong in "
    "the catalog, so that it is never proposed again. The more the title is like those of the catalog, and "
    "the less like those that were refused, the higher a paper stands."
)
BOX = re.compile(
    r"^- \[([ xX])\] \*\*Add\*\* \[[^\[\]\n]*\]\(<https://arxiv\.org/abs/(\d{4}\.\d{4,5})>\)[^\n]*\n"
    r"  - \[([ xX])\] Refuse[ \t]*$",
    re.ASCII | re.MULTILINE,
)
"""The two lines of a paper."""


@dataclass(frozen=True)
class Ticks:
    """Papers whose boxes are ticked."""

    added: frozenset[str] = frozenset()
    """arXiv IDs."""
    refused: frozenset[str] = frozenset()
    """arXiv IDs."""

    @property
    def both(self) -> frozenset[str]:
        """IDs of papers to add and to refuse at once, about which people have to decide."""
        return self.added & self.refused


def render_checklist(
    hits: Sequence[Hit], papers: int, days: int, failures: Sequence[str], due: int, today: date
) -> str:
    """Return the text of the issue as Markdown.

    Args:
        hits: Papers that may belong in the catalog, the most likely first.
        papers: Number of papers that were looked at.
        days: Number of days that they were submitted on.
        failures: Sentences on what could not be asked, which may quote strangers.
        due: Number of days still to ask for.
        today: Day of the run.
    """
    looked_at = f"{format_count(papers, 'paper')} of {format_count(days, 'day')}"
    closing = []
    if failures or due:
        rest = f"The next run asks for {format_count(due, 'day')}: it continues where this one ended."
        closing = [*render_failures(failures, rest)]
    lines = [f"## {TITLE}", "", f"{today}: {looked_at} looked at, {len(hits):,} of them may belong here."]
    lines += ["", ADVICE, ""] if hits else []
    remaining = MAX_ISSUE_CHARACTERS - sum(len(line) + 1 for line in (*lines, *closing))
    shown = 0
    for hit in hits[:MAX_HITS]:
        text = render_hit(hit)
        remaining -= len(text) + 1
        if remaining < 0:
            break
        lines.append(text)
        shown += 1
    if shown < len(hits):
        lines += ["", f"{len(hits) - shown:,} more follow when these are decided."]
    return "\n".join((*lines, *closing)) + "\n"


def render_hit(hit: Hit) -> str:
    """Return the two lines of a paper."""
    listing = hit.listing
    link = md.render_link(_cut(listing.title, MAX_TITLE_CHARACTERS), arxiv_url(listing.arxiv))
    facts = [*_render_authors(listing.authors), str(listing.submitted)]
    facts += map(md.escape_text, listing.categories[:MAX_SHOWN_AUTHORS])
    reasons = "; ".join(_render_reasons(hit))
    return f"- [ ] **Add** {link}: {', '.join(facts)}; {reasons}\n  - [ ] Refuse"


def read_ticks(text: str) -> Ticks:
    """Return what is ticked in the text of the issue, which whoever may edit it may have changed.

    A line that is not exactly as `render_hit` writes it does not count. If a paper is there several times,
    each of its boxes counts.
    """
    matches = BOX.finditer(text.replace("\r\n", "\n"))
    boxes = [match.groups() for match in matches if ARXIV_ID.fullmatch(match[2])]
    added, refused = (frozenset(box[1] for box in boxes if box[column] in ("x", "X")) for column in (0, 2))
    return Ticks(added, refused)


def _render_authors(names: Sequence[str]) -> Iterator[str]:
    shown = ", ".join(_cut(name, MAX_NAME_CHARACTERS) for name in names[:MAX_SHOWN_AUTHORS])
    if names:
        yield md.escape_text(shown + (" et al." if len(names) > MAX_SHOWN_AUTHORS else ""))


def _render_reasons(hit: Hit) -> Iterator[str]:
    """Yield the reasons; a hit has words, since without any its log-odds are low."""
    words = (md.escape_text(f"“{_cut(word, MAX_NAME_CHARACTERS)}”") for word in hit.words)
    yield f"its title has {', '.join(words)}"
    if hit.nearest:
        title = _cut(hit.nearest.title, MAX_TITLE_CHARACTERS)
        yield f"most like {md.render_link(title, _find_url(hit.nearest))}"


def _find_url(paper: Paper) -> str:
    if paper.arxiv:
        return arxiv_url(paper.arxiv)
    return doi_url(paper.doi) if paper.doi else ""


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"

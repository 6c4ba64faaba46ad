"""The report on summaries close to their abstracts: Markdown for one issue, without the texts."""

from __future__ import annotations

from collections.abc import Sequence

from catalog.refresh.abstracts.copies import MIN_WORDS, Copy
from catalog.refresh.issue import Section, render_failures, render_issue
from catalog.utils import github_markdown as md
from catalog.utils.urls import arxiv_url

TITLE = "Summaries close to their abstracts"


def render_report(introduction: str, copies: Sequence[Copy], failures: Sequence[str], due: str) -> str:
    """Return the report as Markdown.

    Args:
        introduction: Sentences on the run.
        copies: Summaries with a passage of their abstract.
        failures: Sentences on what could not be asked.
        due: Sentence on what the next run asks for; blank for nothing.
    """
    advice = (
        f"At least {MIN_WORDS} words in a row stand in the summary and in the abstract. Write the summary in "
        "other words: see `docs/contributing/summaries.md`."
    )
    rows = [(md.inline_code(copy.paper.file), str(copy.words), _render_source(copy)) for copy in copies]
    sections = [Section("Summaries to write anew", advice, ("Record", "Words in a row", "Abstract"), rows)]
    closing = [*render_failures(failures, due)] if due else []
    return render_issue(TITLE, introduction, sections if rows else [], closing)


def _render_source(copy: Copy) -> str:
    id = copy.paper.arxiv or ""
    return md.render_link(f"arXiv:{id}", arxiv_url(id))

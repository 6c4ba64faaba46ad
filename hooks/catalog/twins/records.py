"""Markdown twins of papers and datasets: each fact of the record, once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from catalog.citing.bibtex import format_bibtex
from catalog.citing.reference import references
from catalog.documents.problems import format_count
from catalog.records.catalog import given_first
from catalog.records.dataset import Dataset
from catalog.records.schema import Paper
from catalog.twins.code_facts import code_lines
from catalog.twins.markdown import escape_text
from catalog.twins.sheet import (
    Sheet,
    detail_lines,
    link_details,
    section,
    source_lines,
    source_names,
    url_text,
)
from catalog.twins.values import format_access, format_kinds, format_number, format_parts, format_sizes
from catalog.utils.github_markdown import code_block
from catalog.views.api import API_FOLDER
from catalog.views.cards import Link, dataset_href, paper_href
from catalog.views.results import PaperScores

USES = {"train": "Trained on", "test": "Evaluated on", "uses": "Uses"}
"""Names of what papers do with datasets, by their field."""
USERS = {"train": "Trained on it", "test": "Evaluated on it", "uses": "Used by"}
"""Headings of the papers that use a dataset, by their field."""


def paper_lines(sheet: Sheet, paper: Paper) -> Iterator[str]:
    """Yield the twin of a paper."""
    views = sheet.views
    yield f"# {escape_text(paper.title)}"
    status = f"This paper was {paper.status}." if paper.status else ""
    for text in filter(None, (status, paper.summary, paper.note)):
        yield from ("", escape_text(text))
    yield ""
    yield from detail_lines(_paper_details(sheet, paper))
    yield from section("Code", code_lines(sheet, paper))
    yield from section("Reported results", _score_lines(sheet, paper))
    related = views.related.of(paper)
    lines = [f"- {sheet.paper(item.paper)}: {escape_text(item.reason)}" for item in related]
    yield from section("Related papers", lines)
    others = views.related.by_authors(paper)
    yield from section("More by these authors", [f"- {sheet.paper(other)}" for other in others])
    yield from section("Statements by source", source_lines(sheet, paper))
    bibtex = format_bibtex(references(views.catalog, paper)[0])
    yield from section("Cite", [code_block(bibtex, "bibtex")])
    yield from ("", f"[JSON]({sheet.root}{API_FOLDER}papers/{paper.id}.json)")


def _paper_details(sheet: Sheet, paper: Paper) -> Iterator[tuple[str, str]]:
    views = sheet.views
    catalog = views.catalog
    yield "ID", paper.id
    yield "Short name", escape_text(paper.short or "")
    yield "Also known as", escape_text("; ".join(paper.aliases))
    yield "Authors", escape_text(", ".join(map(given_first, paper.authors))) or "not listed yet"
    yield "Published", _format_publication(sheet, paper)
    yield (
        "Categories",
        sheet.links(Link(catalog.categories[id].name, f"categories/{id}/") for id in paper.categories),
    )
    yield "Tags", escape_text(", ".join(paper.tags))
    yield from link_details(paper)
    for use, name in USES.items():
        yield name, sheet.links(map(views.dataset_link, getattr(paper.datasets, use)))
    introduced = views.datasets_introduced_by(paper)
    yield "Introduces", sheet.links(Link(dataset.name, dataset_href(dataset)) for dataset in introduced)
    yield "Submitted", str(paper.submitted or "")
    yield "Added", str(paper.added or "")
    yield "Earlier IDs", escape_text(", ".join(paper.replaces))
    yield "Sources", source_names(views, paper)


def _format_publication(sheet: Sheet, paper: Paper) -> str:
    card = sheet.views.card(paper)
    name = card.venue.title
    venue = f"{sheet.link(card.venue)} {sheet.link(card.year)}"
    full_name = f" ({escape_text(name)})" if name not in ("", card.venue.name) else ""
    claims = paper.reporting_claims
    reported = f"{card['reported']} by {format_count(len(claims), 'source')}" if claims else ""
    pages = f"pages {paper.pages}" if paper.pages else ""
    others = (escape_text(text) for text in (paper.track, pages, reported) if text)
    return ", ".join([f"{venue}{full_name}", *others])


def _score_lines(sheet: Sheet, paper: Paper) -> Iterator[str]:
    """Yield the scores of a paper's method, and the papers that it is compared with."""
    views = sheet.views
    yield from (_format_scores(sheet, paper, scores) for scores in views.results.of_paper(paper))
    compared = views.results.compared_papers.get(paper.id, {})
    if compared:
        papers = ((views.catalog.paper[id], reports) for id, reports in compared.items())
        names = ", ".join(_format_compared(sheet, other, reports) for other, reports in papers)
        yield f"- Compared with {names}"


def _format_scores(sheet: Sheet, paper: Paper, scores: PaperScores) -> str:
    table, result = scores.table, scores.table.result
    subset = f" ({escape_text(result.subset)})" if result.subset else ""
    place = result.table if result.table and not result.table.isdigit() else ""
    parts = [f"{sheet.to(table.href, scores.dataset.name)}{subset}"]
    parts += [escape_text(text) for text in (place and f"“{place}”", scores.row.variant) if text]
    more = f" and {scores.hidden_count} more" if scores.hidden_count else ""
    reporter = f"reported by {sheet.link(table.reporter)}" if result.reported_by != paper.id else ""
    source = reporter or sheet.link(table.source)
    return f"- {', '.join(parts)}: {escape_text(', '.join(scores.shown_scores))}{more} ({source})"


def _format_compared(sheet: Sheet, paper: Paper, reports: int) -> str:
    count = f" ({format_count(reports, 'report')})" if reports > 1 else ""
    return f"{sheet.to(paper_href(paper), paper.short or paper.title)}{count}"


def dataset_lines(sheet: Sheet, dataset: Dataset) -> Iterator[str]:
    """Yield the twin of a dataset."""
    views = sheet.views
    yield f"# {escape_text(dataset.name)}"
    yield from ("", f"Dataset, {dataset.year}." if dataset.year else "Dataset.")
    if dataset.note:
        yield from ("", escape_text(dataset.note))
    yield ""
    yield from detail_lines(_dataset_details(sheet, dataset))
    if paper := views.catalog.paper.get(dataset.paper or ""):
        summary = [f"  {escape_text(paper.summary)}"] if paper.summary else []
        yield from section("Introduced in", [sheet.paper_line(paper), *summary])
    yield from section("Code", code_lines(sheet, dataset))
    if results := views.results.by_dataset.get(dataset.id):
        tables, methods = (
            format_count(len(results.tables), "table"),
            format_count(results.method_count, "method"),
        )
        line = f"{sheet.to(f'results/{dataset.id}/', f'{tables} with {methods}')}"
        yield from section("Reported results", [line])
    for use, heading in USERS.items():
        yield from _user_lines(sheet, heading, views.papers_by_dataset.get((dataset.id, use), ()))
    facts = [f"- {escape_text(fact.states)} {url_text(fact.source)}" for fact in dataset.facts]
    yield from section("Reported facts", facts)
    yield from section("Statements by source", source_lines(sheet, dataset))
    yield from ("", f"[All datasets as JSON]({sheet.root}{API_FOLDER}datasets.json)")


def _user_lines(sheet: Sheet, heading: str, papers: Sequence[Paper]) -> Iterator[str]:
    count = format_count(len(papers), "paper")
    yield from section(f"{heading} ({count})", [f"- {sheet.paper(paper)}" for paper in papers])


def _dataset_details(sheet: Sheet, dataset: Dataset) -> Iterator[tuple[str, str]]:
    views = sheet.views
    yield "ID", dataset.id
    texts = (
        ("Also known as", "; ".join(dataset.aliases)),
        ("Type", format_kinds(dataset.kind)),
        ("Subjects", format_parts(dataset.subjects)),
        ("Hours", format_parts(dataset.hours)),
        ("Size", format_sizes(dataset.size)),
        ("Frames per second", format_number(dataset.fps) if dataset.fps else ""),
        ("Emotions", ", ".join(dataset.emotions)),
        ("Resolution", dataset.resolution or ""),
        ("Language", dataset.language or ""),
        ("License", dataset.license or ""),
        ("Access", format_access(dataset.access)),
        ("Access checked", str(dataset.checked or "")),
        ("How to get it", dataset.availability or ""),
    )
    yield from ((name, escape_text(text)) for name, text in texts)
    yield "Use instead", sheet.links(map(views.dataset_link, dataset.instead))
    yield from link_details(dataset)
    yield "Added", str(dataset.added or "")
    yield "Sources", source_names(views, dataset)

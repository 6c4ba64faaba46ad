"""Markdown of the lists that hand-written pages show: papers, facets, metrics, results, and reading.

The templates of docs/templates/catalog/ show the same to people.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from catalog.documents.problems import format_count
from catalog.records.vocabularies import Metric
from catalog.twins.lists import disagreement_line, limited_lines
from catalog.twins.markdown import escape_text
from catalog.twins.sheet import Sheet, section, url_text
from catalog.views.cards import host_link
from catalog.views.reading import ReadingGuide, Recognition
from catalog.views.result_tables import BETTER, Table, results_href

MAX_NEWEST = 50
"""Papers on the front page of papers, as on the page for people."""
MAX_ALL = 1000
"""Papers in the list of all papers."""
ALL_PAPERS = "data/papers.json"
REFERENCES = {
    "yes": "needs ground truth",
    "no": "no reference needed",
    "distribution": "compares distributions",
    "transcript": "needs a transcript",
}
"""Needs of metrics in words."""


def paper_lines(sheet: Sheet) -> Iterator[str]:
    """Yield the newest papers."""
    papers = sheet.views.catalog.papers
    yield f"{format_count(len(papers), 'paper')}, here the newest; {sheet.to('all/', 'all papers')}."
    yield ""
    yield from map(sheet.paper_line, papers[:MAX_NEWEST])


def all_paper_lines(sheet: Sheet) -> Iterator[str]:
    """Yield all papers, up to a limit."""
    papers = sheet.views.catalog.papers
    yield f"{format_count(len(papers), 'paper')}."
    yield from limited_lines(sheet, papers, sheet.path_to(ALL_PAPERS), MAX_ALL)


def facet_lines(sheet: Sheet, plural: str) -> Iterator[str]:
    """Yield the values of a facet under their headings, each with its number of papers."""
    facet = sheet.views.facets[plural]
    for heading, values in sheet.views.index_groups(plural):
        if heading:
            yield from ("", f"## {escape_text(heading)}", "")
        for value in values:
            about = f" {escape_text(value.label.about)}" if facet.shows_descriptions else ""
            yield f"- {sheet.to(value.href, value.label.name)} ({format_count(value.size, 'paper')}).{about}"


def author_lines(sheet: Sheet) -> Iterator[str]:
    """Yield where to find authors, whose pages have no twins."""
    authors = format_count(len(sheet.views.catalog.authors), "author")
    json = sheet.to("api/v1/authors.json", "JSON")
    yield f"{authors}: {json} with names, spellings, and IDs of their papers."


def metric_lines(sheet: Sheet) -> Iterator[str]:
    """Yield the metrics, with what is known of them."""
    for group, metrics in sheet.views.metrics_by_group():
        yield from ("", f"## {escape_text(group.capitalize())}")
        for metric in metrics:
            yield from _metric_lines(sheet, metric)


def _metric_lines(sheet: Sheet, metric: Metric) -> Iterator[str]:
    results = sheet.views.results
    full = f" ({escape_text(metric.full)})" if metric.full else ""
    yield from ("", f"### {escape_text(metric.name)}{full}", "", escape_text(metric.measures), "")
    derived = " (by definition)" if metric.direction_from == "derived" else ""
    datasets = _result_links(sheet, results.by_metric.get(metric.id, ()))
    details = (
        ("ID", metric.id),
        ("Direction", f"{BETTER[metric.direction]}{derived}" if metric.direction else ""),
        ("Reference", REFERENCES[metric.needs_reference] if metric.needs_reference else ""),
        ("Also called", escape_text(", ".join(metric.aliases))),
        ("Limitation", escape_text(metric.caveat or "")),
        ("Reported on", ", ".join(datasets)),
    )
    yield from (f"- {name}: {value}" for name, value in details if value)
    yield from (_format_use(sheet, metric, table) for table in results.metric_uses(metric.id))
    yield from (f"- {escape_text(fact.states)} {url_text(fact.source)}" for fact in metric.facts)


def _result_links(sheet: Sheet, datasets: Iterable[str]) -> Iterator[str]:
    """Yield links to the results on datasets, by their IDs."""
    yield from (sheet.to(results_href(id), sheet.views.catalog.datasets[id].name) for id in datasets)


def _format_use(sheet: Sheet, metric: Metric, table: Table) -> str:
    """Return how a report measured a metric."""
    protocol = escape_text(table.result.protocol or "")
    code = table.result.implementations.get(metric.id)
    measured = f" Measured with {sheet.link(host_link(code))}." if code else ""
    return f"- {sheet.to(table.href, table.reporter.name)}: {protocol}{measured}"


def result_index_lines(sheet: Sheet) -> Iterator[str]:
    """Yield the datasets with reported results, conflicting scores, and the metrics."""
    results, catalog = sheet.views.results, sheet.views.catalog
    tables, scores = format_count(len(results.tables), "table"), format_count(results.score_count, "score")
    yield (
        f"{tables}, {scores}; {sheet.to('api/v1/results.json', 'all as JSON')}. There is no overall ranking: "
        "reports differ in test videos, preprocessing, and the code of a metric, so their scores are not "
        "comparable."
    )
    groups = (
        f"- {sheet.to(f'results/{group.dataset.id}/', group.dataset.name)}: "
        f"{format_count(len(group.tables), 'table')}, {format_count(group.method_count, 'method')}; "
        f"{escape_text(', '.join(metric.name for metric in group.metrics))}"
        for group in results.by_dataset.values()
    )
    yield from section("By dataset", groups)
    conflicts = (disagreement_line(case) for case in results.disagreements if case.differs)
    yield from section("Conflicting scores", conflicts)
    metrics = (
        f"- {sheet.to(f'metrics/#{id}', catalog.metrics[id].name)}: "
        f"{', '.join(_result_links(sheet, datasets))}"
        for id, datasets in results.by_metric.items()
    )
    yield from section("By metric", metrics)


def reading_lines(sheet: Sheet, reading: ReadingGuide) -> Iterator[str]:
    """Yield papers to read first, milestones, surveys and terms."""
    yield f"The field in brief is on the {sheet_page('web page')}; here are its papers and terms."
    firsts = (
        f"{number}. {sheet.paper(item.paper)} ({_reasons(item)}). {escape_text(item.paper.summary or '')}"
        for number, item in enumerate(reading.first_papers, 1)
    )
    yield from section("Papers to read first", firsts)
    milestones = (
        f"- {item.first.year}: {sheet.paper(item.recognition.paper)}, first with "
        f"{escape_text(', '.join(tag.name for tag, _ in item.tags))} ({_reasons(item.recognition)})"
        for item in reading.milestones
    )
    yield from section("Milestones", milestones)
    yield from section("Surveys", map(sheet.paper_line, reading.surveys))
    for heading, terms in reading.glossary:
        lines = (
            f"- {sheet.link(link)}: {escape_text(term.means)}{_format_aliases(term.aliases)}"
            for term, link in terms
        )
        yield from section(f"Terms: {heading.lower()}", lines)


def sheet_page(name: str) -> str:
    """Return a link to the web page of a twin."""
    return f"[{name}](./)"


def _reasons(item: Recognition) -> str:
    return escape_text(", ".join((format_count(item.points, "point"), *item.reasons)))


def _format_aliases(aliases: Sequence[str]) -> str:
    return f" Also: {escape_text(', '.join(aliases))}." if aliases else ""


def source_index_lines(sheet: Sheet) -> Iterator[str]:
    """Yield the sources of the metadata."""
    for source in sorted(sheet.views.catalog.sources.values(), key=lambda source: source.kind):
        license = f", {escape_text(source.license)}" if source.license else ""
        name = sheet.link(sheet.views.source_link(source.id))
        yield f"- {name} ({source.kind}{license}). {escape_text(source.about)}"

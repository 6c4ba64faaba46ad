"""The command `catalog search`."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from catalog.citing.exports import export_papers
from catalog.citing.formats import FORMATS
from catalog.citing.reference import references
from catalog.documents.problems import format_count
from catalog.history.abstracts import read_abstracts
from catalog.records.catalog import Catalog
from catalog.records.schema import Paper
from catalog.search.engine import SearchEngine, SearchResult
from catalog.utils.progress import progress
from catalog.utils.text import escape_unprintable

EXPORTS = {"markdown" if format.id == "md" else format.id: format for format in FORMATS if format.id != "txt"}
"""Formats of citations by the names of the option; `text` is a line for each paper here."""


@click.command("search", short_help="Find papers as the search of the site does.")
@click.argument("query")
@click.option(
    "--format",
    "output",
    type=click.Choice(["text", *EXPORTS, "ids"]),
    default="text",
    help="The form of the papers. Default: text.",
)
@click.option("--limit", type=click.IntRange(min=1), metavar="N", help="Print only the first N papers.")
@click.pass_obj
def search_command(root: Path, query: str, output: str, limit: int | None) -> None:
    """Print the papers that a query finds on the site, in the same order, the best first.

    How the query was understood is printed to the standard error. The exit status is 1 if no paper matches.

    Example: catalog search "real-time lip-sync with code since 2023" --format bib
    """
    with progress("Reading the catalog") as show_progress:
        catalog = Catalog.load(root, show_progress)
    result = make_engine(catalog, read_abstracts(root, catalog.papers).texts).search(query)
    papers = result.papers[:limit]
    for line in _describe(result, len(papers)):
        click.echo(escape_unprintable(line), err=True)
    if not papers:
        sys.exit(1)
    if output in EXPORTS:
        click.echo(export_papers(catalog, papers, EXPORTS[output]), nl=False)
        return
    for paper in papers:
        click.echo(paper.id if output == "ids" else _paper_line(catalog, paper))


def make_engine(catalog: Catalog, abstracts: Mapping[str, str] | None = None) -> SearchEngine:
    """Return the search of a catalog; see `SearchEngine` for the arguments.

    Raises:
        click.ClickException: A record names what no vocabulary has.
    """
    try:
        return SearchEngine(catalog, abstracts)
    except KeyError as error:
        message = f"The catalog cannot be searched: records name {error}, which does not exist."
        raise click.ClickException(f"{escape_unprintable(message)} Run `catalog check`.") from None


def _paper_line(catalog: Catalog, paper: Paper) -> str:
    """Return title, venue, year and the best link of a paper."""
    reference = references(catalog, paper)[0]
    return f"{reference.title} ({reference.short_container} {reference.year}) {reference.link}".rstrip()


def _describe(result: SearchResult, shown: int) -> Iterator[str]:
    """Yield how a query was understood, what readers should know, and the number of papers."""
    if result.labels:
        yield f"Filters: {', '.join(result.labels)}"
    yield from result.notices
    if shown:
        total = format_count(len(result.papers), "paper")
        yield total if shown == len(result.papers) else f"{shown} of {total}"
    elif result.link:
        yield f"Missing a paper? Add it: catalog add {shlex.quote(result.link)}"

"""The commands `catalog export` and `catalog stats`: the whole catalog in another form, or in numbers."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from catalog.checks import check_catalog
from catalog.cli.output import CHECK_ONLY, print_problems, summarize_changes, update_file
from catalog.documents.problems import has_errors
from catalog.importing.list_writer import render_lists
from catalog.records.catalog import Catalog
from catalog.site.folder import read_site_url
from catalog.utils.progress import progress
from catalog.views.coverage import measure_coverage


@click.command("export", short_help="Write LIST.md, the catalog as an awesome list.")
@click.argument("what", type=click.Choice(["readme"]))
@CHECK_ONLY
@click.pass_obj
def export_command(root: Path, what: str, check_only: bool) -> None:
    """Write the catalog in another form: `readme` is LIST.md, an awesome list for readers on GitHub.

    Example: catalog export readme
    """
    with progress("Reading the catalog") as show_progress:
        catalog, problems = check_catalog(root, show_progress)
    if has_errors(problems):
        print_problems(problems, "text")
        sys.exit(1)
    texts = render_lists(catalog, read_site_url(root))
    changes = sum(update_file(root / name, text, check_only) for name, text in texts.items())
    click.echo(summarize_changes(changes, check_only), err=True)
    sys.exit(check_only and changes > 0)


@click.command("stats", short_help="Show how complete the catalog is.")
@click.pass_obj
def stats_command(root: Path) -> None:
    """Show how complete the catalog is: fields, old preprints, single sources, conflicting claims.

    Example: catalog stats
    """
    with progress("Reading the catalog") as show_progress:
        coverage = measure_coverage(Catalog.load(root, show_progress))
    for row in coverage.fields:
        click.echo(f"{row.field:20} {row.papers:7,} of {row.total:,} {row.percent:4}%")
    for name, records in (
        ("Old preprints", coverage.old_preprints),
        ("Without authors", coverage.without_authors),
        ("Single source", coverage.single_source),
        ("Conflicting claims", coverage.conflicting),
        ("Without links", coverage.without_links),
    ):
        click.echo(f"{name:20} {len(records):7,}")

"""The command `catalog stats`."""

from __future__ import annotations

from pathlib import Path

import click

from catalog.records.catalog import Catalog
from catalog.utils.progress import progress
from catalog.views.coverage import measure_coverage


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

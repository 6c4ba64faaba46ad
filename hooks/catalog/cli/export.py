"""The command `catalog export`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from catalog.checks import check_catalog
from catalog.cli.output import CHECK_ONLY, print_problems, summarize_changes, update_file
from catalog.documents.problems import has_errors
from catalog.importing.list_writer import render_lists
from catalog.site.folder import read_site_url
from catalog.utils.progress import progress


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

"""The `catalog import` command."""

from __future__ import annotations

from pathlib import Path

import click

from catalog.checks import check_catalog
from catalog.documents.problems import has_errors, summarize
from catalog.importing.plan import Plan
from catalog.importing.report import format_report
from catalog.importing.run import make_plan
from catalog.lists.entries import ListEntry, SkippedRow, read_entries
from catalog.lists.file import ListError, read_list, resolve_source
from catalog.utils.files import write_text
from catalog.utils.progress import progress
from catalog.writing.draft import add_source


@click.command("import")
@click.option(
    "--source", "source_id", help="ID of the list in sources.yml. Default: derived from its first heading."
)
@click.option("--category", help="Category for papers whose headings name none. Default: guessed.")
@click.option("--dry-run", is_flag=True, help="Show what would change, but write nothing.")
@click.argument("file", type=click.Path(path_type=Path), metavar="LIST.md")
@click.pass_obj
def import_command(
    root: Path, source_id: str | None, category: str | None, dry_run: bool, file: Path
) -> None:
    """Import the papers and datasets of an awesome list.

    Reads bullets and tables in the usual formats. Adds a record for each new paper. Known papers, matched by
    arXiv ID, DOI, or title plus an author, year, or link, get missing values, and claims where the list
    disagrees. Reports the outcome for each entry. Exits with status 1 if the file is not a list.

    Example: catalog import --dry-run --source harlanhong ~/lists/README.md
    """
    with progress("Reading the catalog") as show_progress:
        catalog, problems = check_catalog(root, show_progress)
    if has_errors(problems):
        raise click.ClickException(
            f"The catalog has {summarize(problems)}. Run `catalog check` and fix the errors first."
        )
    if category and category not in catalog.categories:
        raise click.BadParameter(
            f"{category!r} is not one of {', '.join(catalog.categories)}", param_hint="--category"
        )
    try:
        text = read_list(file)
        rows = read_entries(text)
        if not any(isinstance(row, ListEntry | SkippedRow) for row in rows):
            raise ListError(f"{file} has no entries: no bullets, tables, or titles with links")
        source = resolve_source(text, file, source_id, catalog.sources)
    except ListError as error:
        raise click.ClickException(str(error)) from None
    with progress("Importing") as show_progress:
        plan = make_plan(catalog, rows, source, category, show_progress)
    if not dry_run:
        write_plan(root, plan)
    for line in format_report(plan, is_dry_run=dry_run):
        click.echo(line)


def write_plan(root: Path, plan: Plan) -> None:
    """Write the files that an import changes. All texts are rendered before the first is written."""
    texts = {draft.file: draft.to_yaml() for draft in plan.changed_drafts}
    if texts and plan.is_new_source:
        sources = plan.catalog.documents["data/sources.yml"]
        texts[sources.file] = add_source(sources, plan.source)
    for name, text in texts.items():
        write_text(root / name, text)

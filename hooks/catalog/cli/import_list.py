"""The command `catalog import`."""

from __future__ import annotations

from pathlib import Path

import click

from catalog.checks import check_catalog
from catalog.documents.problems import has_errors, summary
from catalog.importing.plan import Plan
from catalog.importing.report import report
from catalog.importing.run import make_plan
from catalog.lists.entries import Entry, Skipped, read_entries
from catalog.lists.file import NoList, read_list, source_of
from catalog.utils.progress import progress
from catalog.writing.draft import with_source


@click.command("import")
@click.option(
    "--source", "source_id", help="The list's id in sources.yml. Default: made of its first heading."
)
@click.option("--category", help="Where papers are filed whose headings name no category. Default: a guess.")
@click.option("--dry-run", is_flag=True, help="Show what would change; write nothing.")
@click.argument("file", type=click.Path(path_type=Path), metavar="LIST.md")
@click.pass_obj
def import_command(
    root: Path, source_id: str | None, category: str | None, dry_run: bool, file: Path
) -> None:
    """Bring the papers and datasets of an awesome list into the catalog.

    Reads bullets and tables as people write them. New papers get a record; known ones (by arXiv id, DOI, or
    title with an author or the year) get what they lack, and claims where the list disagrees. Prints what
    became of every entry. Exits with 1 if the file is no list.

    Example: catalog import --dry-run --source harlanhong ~/lists/README.md
    """
    with progress("Reading the catalog") as counted:
        catalog, problems = check_catalog(root, counted)
    if has_errors(problems):
        raise click.ClickException(
            f"The catalog has {summary(problems)}. Run `catalog check` and mend it first."
        )
    if category and category not in catalog.categories:
        raise click.BadParameter(
            f"{category!r} is none of {', '.join(catalog.categories)}", param_hint="--category"
        )
    try:
        text = read_list(file)
        found = read_entries(text)
        if not any(isinstance(one, Entry | Skipped) for one in found):
            raise NoList(f"{file} holds no entries: no bullets, tables or titles with links")
        source = source_of(text, file, source_id, catalog.sources)
    except NoList as error:
        raise click.ClickException(str(error)) from None
    with progress("Importing") as counted:
        plan = make_plan(catalog, found, source, category, counted)
    if not dry_run:
        write_plan(root, plan)
    for line in report(plan, written=not dry_run):
        click.echo(line)


def write_plan(root: Path, plan: Plan) -> None:
    """Write the files that an import changes; all texts are made before the first is written."""
    texts = {draft.file: draft.text() for draft in plan.changed}
    if texts and plan.is_new_source:
        sources = plan.catalog.documents["data/sources.yml"]
        texts[sources.file] = with_source(sources, plan.source)
    for name, text in texts.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())

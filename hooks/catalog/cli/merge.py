"""The `catalog merge` command."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import click

from catalog.checks import check_catalog
from catalog.cli.output import print_problems
from catalog.documents.problems import format_count, has_errors, summarize
from catalog.importing.fact_file import read_fact_file
from catalog.importing.fact_merge import merge_facts
from catalog.utils.files import read_bytes, write_text
from catalog.utils.progress import progress

MAX_FACT_BYTES = 100_000_000
"""Facts of 1,000 papers have about 1 MB."""


@click.command("merge")
@click.option("--dry-run", is_flag=True, help="Show what would change, but write nothing.")
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FACTS.json...",
)
@click.pass_obj
def merge_command(root: Path, dry_run: bool, files: tuple[Path, ...]) -> None:
    """Merge facts from JSON files into the records.

    Each fact has the ID of a paper, its source, the kind of that source, and values; or the values of a
    repository. Values that a record lacks are filled in. Proceedings, the authors' own words, or two
    independent sources give a preprint its venue; any other difference becomes a claim. Nothing that a record
    has is overwritten. Prints what became of every value. If a fact is invalid, nothing is written and the
    exit status is 1.

    Example: catalog merge --dry-run facts.json
    """
    with progress("Reading the catalog") as show_progress:
        catalog, problems = check_catalog(root, show_progress)
    if has_errors(problems):
        raise click.ClickException(
            f"The catalog has {summarize(problems)}. Run `catalog check` and fix the errors first."
        )
    with progress("Reading the facts") as show_progress:
        fact_files = [
            read_fact_file(str(path), read_bytes(path, MAX_FACT_BYTES), catalog)
            for path in show_progress(list(files))
        ]
    if problems := [problem for file in fact_files for problem in file.problems]:
        print_problems(sorted(problems), "text")
        raise click.ClickException(f"The facts have {summarize(problems)}, so nothing was merged.")
    merge = merge_facts(catalog, fact_files)
    if not dry_run:
        for draft in merge.drafts:
            write_text(root / draft.file, draft.to_yaml())
    for outcome in merge.outcomes:
        click.echo(outcome.text)
    counts = Counter(outcome.action.partition(":")[0] for outcome in merge.outcomes)
    done = "would change" if dry_run else "changed"
    summary = ", ".join(f"{number:,} {action}" for action, number in counts.most_common())
    click.echo(f"{format_count(len(merge.drafts), 'record')} {done}. Values: {summary or 'none'}.")

"""The command `catalog format`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from catalog.cli.output import CHECK_ONLY, print_problems, summarize_changes, update_file
from catalog.documents.document import DocumentError
from catalog.documents.problems import Problem
from catalog.records.as_json import schema_files
from catalog.records.files import catalog_files
from catalog.utils.progress import progress
from catalog.writing.format import format_file


@click.command("format", short_help="Rewrite files in canonical form.")
@CHECK_ONLY
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def format_command(root: Path, check_only: bool, files: tuple[Path, ...]) -> None:
    """Rewrite files with keys and quotes in canonical form. Comments and unknown keys are kept.

    Without FILES, formats all files of the catalog and the JSON Schemas in data/schema/.

    Example: catalog format data/papers/2020/wav2lip-2020.yml
    """
    for path in files:
        if not path.resolve().is_relative_to((root / "data").resolve()):
            raise click.UsageError(f"{path} is not in {root / 'data'}")
    changes, problems = 0, list[Problem]()
    with progress("Formatting") as show_progress:
        for path in show_progress(list(files) or catalog_files(root)):
            try:
                text = format_file(path, path.resolve().relative_to(root.resolve()).as_posix())
            except DocumentError as error:
                problems.append(error.problem)
                continue
            changes += update_file(path, text, check_only)
    if not files:
        for name, text in schema_files().items():
            changes += update_file(root / "data/schema" / name, text, check_only)
    print_problems(problems, "text")
    click.echo(f"{summarize_changes(changes, check_only)}, {len(problems):,} cannot be read", err=True)
    sys.exit(bool(problems) or (check_only and changes > 0))

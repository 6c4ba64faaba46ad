"""The command `catalog check`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from catalog.checks import check_catalog
from catalog.checks.fix import fix_catalog
from catalog.cli.output import print_problems
from catalog.documents.problems import format_count, has_errors, summarize
from catalog.utils.files import write_text
from catalog.utils.progress import progress


@click.command("check", short_help="Report all problems in the catalog.")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "github"]),
    default="text",
    help="Format of problems: text, or GitHub workflow annotations.",
)
@click.option(
    "--since",
    "ref",
    metavar="REF",
    help="Report only problems in files changed since REF, and problems that REF did not have.",
)
@click.option(
    "--fix", "fixes", is_flag=True, help="Fix problems with only one possible solution; report the rest."
)
@click.pass_obj
def check_command(root: Path, style: str, ref: str | None, fixes: bool) -> None:
    """Report all problems in the catalog.

    Prints one line per problem, `file:line:column: severity[rule]: message. hint`, and exits with status 1
    if any of them is an error. Warnings never cause a failure.

    --fix first corrects what it can: links and IDs in the wrong field, names of venues and tags instead of
    IDs, spaces, dashes, quotes, and order. Anything that needs a decision is left to you.

    Example: catalog check --fix
    """
    if ref is not None and fixes:
        raise click.UsageError("--fix fixes all files; run it first, then --since")
    if ref is not None:
        _check_since(root, ref, style)
    with progress("Reading the catalog") as show_progress:
        catalog, problems = check_catalog(root, show_progress)
    run = fix_catalog(root, catalog, problems, format_files=fixes)
    fixable = len(problems) - len(run.problems)
    if fixes:
        problems = run.problems
        for problem in run.fixed:
            click.echo(problem.fixed_line)
        for file, text in run.texts.items():
            write_text(root / file, text)
    print_problems(problems, style)
    counts = f"{format_count(len(catalog.papers), 'paper')}, {format_count(len(catalog.datasets), 'dataset')}"
    click.echo(f"{counts}: {summarize(problems)}{f', {len(run.fixed):,} fixed' if fixes else ''}", err=True)
    if fixable and not fixes:
        click.echo(f"`catalog check --fix` can fix {fixable:,} of these", err=True)
    sys.exit(has_errors(problems))


def _check_since(root: Path, ref: str, style: str) -> None:
    """Report what counts against a change, and exit."""
    from catalog.cli.review import exit_with_verdict, load_review  # needs all that pages need

    review = load_review(root, ref)
    print_problems(review.problems, style)
    exit_with_verdict(review)

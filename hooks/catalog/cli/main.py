"""The command `catalog`: what contributors and continuous integration type.

Exit codes: 0 all is well, 1 problems were found, 2 the command was used wrongly.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from catalog.checks import check_catalog
from catalog.checks.fix import fix_catalog
from catalog.cli.lazy import HELP_REQUESTED, LazyGroup
from catalog.documents.document import DocumentError
from catalog.documents.problems import Problem, annotations_by_severity, format_count, has_errors, summarize
from catalog.importing.list_writer import render_lists
from catalog.records.catalog import Catalog
from catalog.records.json_schema import schema_files
from catalog.records.load import catalog_files
from catalog.utils.gc import tune_gc
from catalog.utils.progress import progress
from catalog.utils.text import escape_unprintable
from catalog.views.coverage import measure_coverage
from catalog.writing.format import format_file

ELSEWHERE = {
    "add": "catalog.cli.add",
    "import": "catalog.cli.import_list",
    "issue": "catalog.cli.issue",
    "pages": "catalog.cli.pages",
    "review": "catalog.cli.review",
    "seal": "catalog.cli.pages",
}
"""The commands that have a module of their own."""

ONLY_CHECK = click.option(
    "--check", "only_check", is_flag=True, help="Change nothing; exit with 1 if a file would change."
)


@click.group(cls=LazyGroup, lazy_commands=ELSEWHERE, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="The checkout, the folder that holds data/. Default: the current folder.",
)
@click.version_option(package_name="awesome-talking-face")
@click.pass_context
def main(context: click.Context, root: Path) -> None:
    """Check and tidy the catalog of talking-face research in data/.

    Example: catalog check
    """
    context.obj = root
    if not (root / "data").is_dir() and not context.meta[HELP_REQUESTED]:
        raise click.UsageError(
            f"There is no folder data/ in {root.resolve()}. Run this in the project's folder."
        )


@main.command()
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "github"]),
    default="text",
    help="How problems are printed: for people, or as annotations of a GitHub workflow.",
)
@click.option(
    "--since",
    "ref",
    metavar="REF",
    help="Count only what is wrong in files changed since REF, and what was not wrong then.",
)
@click.option("--fix", is_flag=True, help="Mend what can be mended in one way only, and report what is left.")
@click.pass_obj
def check(root: Path, style: str, ref: str | None, fix: bool) -> None:
    """Report everything that is wrong with the catalog.

    Prints one line a problem, `file:line:column: severity[rule]: message. hint`, and exits with 1 if
    one of them is an error. Warnings never fail.

    With --fix, files are rewritten first: links and ids in their fields, names of venues and tags as ids,
    spaces, dashes, quotes and order. What only people can decide is left as it is.

    Example: catalog check --fix
    """
    if ref is not None and fix:
        raise click.UsageError("--fix mends everything; run it first, and then --since")
    if ref is not None:
        from catalog.cli.review import exit_with_verdict, load_review  # needs all that a page does

        found = load_review(root, ref)
        report(list(found.problems), style)
        exit_with_verdict(found)
    with progress("Reading the catalog") as counted:
        catalog, problems = check_catalog(root, counted)
    mending = fix_catalog(root, catalog, problems, format_files=fix)
    gone = len(problems) - len(mending.problems)
    if fix:
        problems = mending.problems
        for problem in mending.fixed:
            click.echo(problem.fixed_line)
        for file, text in mending.texts.items():
            (root / file).write_bytes(text.encode())
    report(problems, style)
    read = f"{format_count(len(catalog.papers), 'paper')}, {format_count(len(catalog.datasets), 'dataset')}"
    mended = f", {len(mending.fixed):,} mended" if fix else ""
    click.echo(f"{read}: {summarize(problems)}{mended}", err=True)
    if gone and not fix:
        click.echo(f"{gone:,} of these can be mended by `catalog check --fix`", err=True)
    sys.exit(has_errors(problems))


@main.command("format")
@ONLY_CHECK
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.pass_obj
def format_command(root: Path, only_check: bool, files: tuple[Path, ...]) -> None:
    """Rewrite files in the canonical order and quoting. Comments and unknown keys stay.

    Without FILES, every file of the catalog, and the JSON Schemas of data/schema/.

    Example: catalog format data/papers/2020/wav2lip-2020.yml
    """
    for path in files:
        if not path.resolve().is_relative_to((root / "data").resolve()):
            raise click.UsageError(f"{path} is not in {root / 'data'}")
    changed, problems = 0, list[Problem]()
    with progress("Formatting") as counted:
        for path in counted(list(files) or catalog_files(root)):
            try:
                text = format_file(path, path.resolve().relative_to(root.resolve()).as_posix())
            except DocumentError as error:
                problems.append(error.problem)
                continue
            changed += write(path, text, only_check)
    if not files:
        for name, text in schema_files().items():
            changed += write(root / "data/schema" / name, text, only_check)
    report(problems, "text")
    verb = "would change" if only_check else "changed"
    click.echo(f"{format_count(changed, 'file')} {verb}, {len(problems):,} cannot be read", err=True)
    sys.exit(bool(problems) or (only_check and changed > 0))


@main.command(short_help="Show how complete the catalog is.")
@click.pass_obj
def stats(root: Path) -> None:
    """Show how complete the catalog is: fields, old preprints, single sources, claims that disagree.

    Example: catalog stats
    """
    with progress("Reading the catalog") as counted:
        found = measure_coverage(Catalog.load(root, counted))
    for row in found.fields:
        click.echo(f"{row.field:20} {row.papers:7,} of {row.total:,} {row.percent:4} %")
    for name, records in (
        ("Old preprints", found.old_preprints),
        ("Without authors", found.without_authors),
        ("One source", found.single_source),
        ("Claims that disagree", found.conflicting),
        ("No link", found.without_links),
    ):
        click.echo(f"{name:20} {len(records):7,}")


@main.command(short_help="Write LIST.md, the catalog as an awesome list.")
@click.argument("what", type=click.Choice(["readme"]))
@click.option(
    "--check", "only_check", is_flag=True, help="Change nothing; exit with 1 if a file would change."
)
@click.pass_obj
def export(root: Path, what: str, only_check: bool) -> None:
    """Write the catalog in another form: `readme` is LIST.md, an awesome list for people on GitHub.

    Example: catalog export readme
    """
    with progress("Reading the catalog") as counted:
        catalog, problems = check_catalog(root, counted)
    if has_errors(problems):
        report(problems, "text")
        sys.exit(1)
    changed = sum(write(root / name, text, only_check) for name, text in render_lists(catalog).items())
    click.echo(f"{format_count(changed, 'file')} {'would change' if only_check else 'changed'}", err=True)
    sys.exit(only_check and changed > 0)


def write(path: Path, text: str, only_check: bool) -> bool:
    """Write a file if that changes it, and say so."""
    if path.exists() and path.read_bytes() == text.encode():
        return False
    click.echo(escape_unprintable(str(path)))
    if not only_check:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return True


def report(problems: list[Problem], style: str) -> None:
    """Print the problems, for people or as annotations."""
    if style == "text":
        for problem in problems:
            click.echo(str(problem))
        return
    for _, shown, rest in annotations_by_severity(problems):
        for line in (*shown, *map(str, rest)):
            click.echo(line)


def program() -> None:
    """What the shell runs."""
    tune_gc(exits_soon=True)
    main()


if __name__ == "__main__":
    program()

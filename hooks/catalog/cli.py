"""The command `catalog`: what contributors and continuous integration type.

Exit codes: 0 all is well, 1 problems were found, 2 the command was used wrongly.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, TypeVar

import click

from catalog.checks import check_catalog
from catalog.formatting import format_file
from catalog.importing.drafts import with_source
from catalog.importing.entries import Entry, Skipped, read_entries
from catalog.importing.lists import NoList, read_list, source_of
from catalog.importing.plan import Plan
from catalog.importing.report import report as import_report
from catalog.importing.run import make_plan
from catalog.jsonschema import schemas
from catalog.load import catalog_files
from catalog.problems import Problem, has_errors, summary
from catalog.source import SourceError

ANNOTATIONS = 10
"""GitHub shows no more annotations of one kind for a step; the rest stands in the log.
Source: https://docs.github.com/en/actions/reference/limits"""

T = TypeVar("T")


class Progress(Protocol):
    """Wraps a list to show how far a command is."""

    def __call__(self, items: Sequence[T], /) -> Iterable[T]:
        """The items, one by one."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
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
    if not (root / "data").is_dir():
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
@click.pass_obj
def check(root: Path, style: str) -> None:
    """Report everything that is wrong with the catalog.

    Prints one line a problem, `file:line:column: severity[rule]: message. hint`, and exits with 1 if
    one of them is an error. Warnings never fail.

    Example: catalog check --format github
    """
    with progress("Reading the catalog") as counted:
        catalog, problems = check_catalog(root, counted)
    report(problems, style)
    click.echo(
        f"{len(catalog.papers):,} papers, {len(catalog.datasets):,} datasets: {summary(problems)}",
        err=True,
    )
    sys.exit(has_errors(problems))


@main.command("format")
@click.option(
    "--check",
    "only_check",
    is_flag=True,
    help="Change nothing; exit with 1 if a file would change.",
)
@click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.pass_obj
def format_command(root: Path, only_check: bool, files: tuple[Path, ...]) -> None:
    """Rewrite files in the canonical order and quoting. Comments and unknown keys stay.

    Without FILES, every file of the catalog, and the JSON Schemas of data/schema/.

    Example: catalog format data/papers/2020/wav2lip-2020.yml
    """
    changed, problems = 0, list[Problem]()
    with progress("Formatting") as counted:
        for path in counted(list(files) or catalog_files(root)):
            try:
                text = format_file(path, path.resolve().relative_to(root.resolve()).as_posix())
            except SourceError as error:
                problems.append(error.problem)
                continue
            changed += write(path, text, only_check)
    if not files:
        for name, text in schemas().items():
            changed += write(root / "data/schema" / name, text, only_check)
    report(problems, "text")
    verb = "would change" if only_check else "changed"
    click.echo(f"{changed:,} files {verb}, {len(problems):,} cannot be read", err=True)
    sys.exit(bool(problems) or (only_check and changed > 0))


@main.command("import")
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
    for line in import_report(plan, written=not dry_run):
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


def write(path: Path, text: str, only_check: bool) -> bool:
    """Write a file if that changes it, and say so."""
    if path.exists() and path.read_bytes() == text.encode():
        return False
    click.echo(path)
    if not only_check:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    return True


def report(problems: list[Problem], style: str) -> None:
    """Print the problems: errors first where only the first few are shown."""
    if style == "text":
        for problem in problems:
            click.echo(str(problem))
        return
    by_severity: dict[str, list[Problem]] = {}
    for problem in problems:
        by_severity.setdefault(problem.rule.severity, []).append(problem)
    for group in by_severity.values():
        for problem in group[:ANNOTATIONS]:
            click.echo(problem.annotation())
        for problem in group[ANNOTATIONS:]:
            click.echo(str(problem))


@contextmanager
def progress(label: str) -> Iterator[Progress]:
    """How far a command is, on a terminal; nothing when the output goes to a file or a program."""
    if not sys.stderr.isatty():
        yield iter
        return

    def counted(items: Sequence[T], /) -> Iterator[T]:
        with click.progressbar(items, label=label, file=sys.stderr) as bar:
            yield from bar

    yield counted


if __name__ == "__main__":
    main()

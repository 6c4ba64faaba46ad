"""The commands `catalog pages` and `catalog seal`, for a site without MkDocs; see docs/about/moving.md."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from catalog.checks import check_catalog
from catalog.documents.problems import format_count, has_errors
from catalog.html.csp import violations, with_policy
from catalog.site.folder import Folder
from catalog.utils.progress import progress
from catalog.utils.text import escape_unprintable


@click.command("pages", short_help="Write the whole site as pages for another generator.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="The folder; new, or empty.",
)
@click.pass_obj
def pages_command(root: Path, out: Path) -> None:
    """Write every page of the site as Markdown, with all other files, for a generator without our program.

    The folder has its own mkdocs.yml. See docs/about/moving.md.

    Example: catalog pages --out build/pages
    """
    _ready(root, out)
    with progress("Reading the catalog") as counted:
        catalog, problems = check_catalog(root, counted)
    for problem in problems:
        click.echo(str(problem))
    if has_errors(problems):
        sys.exit(1)
    written = set[str]()
    with progress("Writing the pages") as counted:
        for path, data in Folder(root, catalog).files(counted):
            (out / path).parent.mkdir(parents=True, exist_ok=True)
            (out / path).write_bytes(data)
            written.add(path)
    click.echo(f"{format_count(len(written), 'file')} in {escape_unprintable(str(out))}", err=True)


def _ready(root: Path, out: Path) -> None:
    """Make the folder, or say what is in its way, before anything takes time."""
    name = escape_unprintable(str(out))
    if not (root / "mkdocs.yml").is_file():
        raise click.UsageError(
            f"There is no mkdocs.yml in {root.resolve()}. Run this in the project's folder."
        )
    if out.resolve().is_relative_to((root / "docs").resolve()):
        raise click.UsageError(f"{name} is in docs/, which it is made of. Name another.")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise click.UsageError(f"{name} cannot be made: {error.strerror}. Name another.") from error
    if any(out.iterdir()):
        raise click.UsageError(f"{name} is not empty. Name a new folder, or empty this one.")
    if not os.access(out, os.W_OK):
        raise click.UsageError(f"{name} cannot be written. Name another.")


@click.command("seal", short_help="Put the policies into a site that another generator has built.")
@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path))
def seal_command(site: Path) -> None:
    """Give each page of SITE, built from `catalog pages`, the policy that lets it run the theme's scripts.

    Until then its pages may load nothing. Exits with 1 if a page holds what its policy does not allow.

    Example: catalog seal build/pages/site
    """
    found, files = 0, sorted(site.rglob("*.html"))
    with progress("Sealing pages") as counted:
        for file in counted(files):
            html = with_policy(file.read_bytes().decode())
            file.write_bytes(html.encode())
            if wrong := list(violations(html)):
                found += 1
                click.echo(escape_unprintable(f"{file}: {'; '.join(wrong)}"))
    click.echo(f"{format_count(len(files), 'page')}, {found:,} with what its policy does not allow", err=True)
    sys.exit(bool(found))

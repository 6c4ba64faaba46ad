"""The commands `catalog pages` and `catalog seal`, for a site without MkDocs; see docs/about/moving.md."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import click

from catalog.documents.problems import format_count
from catalog.html.csp import violations, with_policy
from catalog.site.build import InvalidCatalogError, build
from catalog.site.folder import TWINS_FOLDER, PageFolder, read_settings
from catalog.utils.files import write_bytes, write_text
from catalog.utils.progress import progress
from catalog.utils.text import escape_unprintable
from catalog.views.site_info import SiteInfo


@click.command("pages", short_help="Write the whole site as pages for another generator.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="The folder to write to: new or empty.",
)
@click.pass_obj
def pages_command(root: Path, out: Path) -> None:
    """Write the site as Markdown pages, and all other files, for a generator that does not run our hooks.

    The folder has its own mkdocs.yml. See docs/about/moving.md.

    Example: catalog pages --out build/pages
    """
    _prepare_folder(root, out)
    settings = read_settings(root)
    try:
        with progress("Reading the catalog") as show_progress:
            site = build(root, SiteInfo.from_config(settings), show_progress)
    except InvalidCatalogError as error:
        click.echo(str(error))
        sys.exit(1)
    for problem in site.problems:
        click.echo(str(problem))
    paths = set[str]()
    with progress("Writing the pages") as show_progress:
        for path, content in PageFolder(root, settings, site).render_files(show_progress):
            write_bytes(out / path, content)
            paths.add(path)
    click.echo(f"{format_count(len(paths), 'file')} in {escape_unprintable(str(out))}", err=True)


def _prepare_folder(root: Path, out: Path) -> None:
    """Make the folder, or report what is wrong with it before anything takes time."""
    name = escape_unprintable(str(out))
    if not (root / "mkdocs.yml").is_file():
        raise click.UsageError(
            f"There is no mkdocs.yml in {root.resolve()}. Run this in the project's folder."
        )
    if out.resolve().is_relative_to((root / "docs").resolve()):
        raise click.UsageError(f"{name} is inside docs/, the source of the pages. Choose another folder.")
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise click.UsageError(f"Cannot create {name}: {error.strerror}. Choose another folder.") from error
    if any(out.iterdir()):
        raise click.UsageError(f"{name} is not empty. Choose a new folder, or empty this one.")
    if not os.access(out, os.W_OK):
        raise click.UsageError(f"{name} is not writable. Choose another folder.")


@click.command("seal", short_help="Complete a site built by another generator: policies, Markdown twins.")
@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path))
def seal_command(site: Path) -> None:
    """Give each page of SITE, built from `catalog pages`, a content security policy for its inline script.

    Until then, its pages load nothing. Also puts the Markdown twins beside the pages, from the folder `twins`
    that `catalog pages` wrote beside SITE. Exits with status 1 if a page violates its policy.

    Example: catalog seal build/pages/site
    """
    twins = site.resolve().parent / TWINS_FOLDER
    if twins.is_dir():
        shutil.copytree(twins, site, dirs_exist_ok=True)
    invalid_pages, files = 0, sorted(site.rglob("*.html"))
    with progress("Sealing pages") as show_progress:
        for file in show_progress(files):
            html = with_policy(file.read_bytes().decode())
            write_text(file, html)
            if problems := list(violations(html)):
                invalid_pages += 1
                click.echo(escape_unprintable(f"{file}: {'; '.join(problems)}"))
    click.echo(f"{format_count(len(files), 'page')}, {invalid_pages:,} with policy violations", err=True)
    sys.exit(bool(invalid_pages))

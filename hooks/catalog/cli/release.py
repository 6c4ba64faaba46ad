"""The command `catalog release`."""

from __future__ import annotations

import subprocess
from pathlib import Path

import click

from catalog.checks import check_catalog
from catalog.documents.problems import has_errors, summarize
from catalog.history.changes import History
from catalog.history.release import (
    CHECKSUM_FILE,
    NOTES_FILE,
    Release,
    ReleaseError,
    hash_folder,
    render_notes,
)
from catalog.utils.files import write_bytes, write_text
from catalog.utils.progress import progress
from catalog.views.views import Views

SITE_CHECKSUM_FILE = f"site.{CHECKSUM_FILE}"


@click.command("release", short_help="Write the files of a release: data, history, checksums, notes.")
@click.option(
    "--out",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("release"),
    show_default=True,
    help="Folder to write to.",
)
@click.option(
    "--since",
    default="",
    metavar="COMMIT",
    help="Commit since which the notes list changes.  [default: the tag of the release before]",
)
@click.pass_obj
def release_command(root: Path, folder: Path, since: str) -> None:
    """Write the files of a release of the commit that is checked out.

    These are the data as an archive, which `Catalog.from_archive` loads; the whole history of the repository,
    from which data and site can be made again (`xz -dc FILE | git fast-import`); checksums of both, and of a
    built site; and notes on what changed. The same commit always gives the same bytes.

    Example: catalog release --since data-2026.10
    """
    with progress("Reading the catalog") as show_progress:
        catalog, problems = check_catalog(root, show_progress)
    if has_errors(problems):
        raise click.ClickException(f"The catalog has {summarize(problems)}. Run `catalog check` first.")
    try:
        release = Release.of(root)
        click.echo(f"Writing release {release.version} to {folder} ...", err=True)
        since = since or release.find_last_tag()
        changes = release.load_changes(since) if since else History()
        files = release.collect_files()
    except ReleaseError as error:
        raise click.ClickException(str(error)) from None
    except subprocess.SubprocessError as error:
        raise click.ClickException(f"git failed: {error}") from None
    for name, content in files.items():
        write_bytes(folder / name, content)
    write_text(folder / NOTES_FILE, render_notes(Views(catalog), release, changes))
    if (root / "site").is_dir():
        write_text(folder / SITE_CHECKSUM_FILE, hash_folder(root / "site"))
    click.echo(release.version)

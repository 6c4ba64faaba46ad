"""The command `catalog mcp`."""

from __future__ import annotations

from pathlib import Path

import click

from catalog.cli.search import make_engine
from catalog.documents.problems import format_count
from catalog.history.abstracts import read_abstracts
from catalog.records.catalog import Catalog
from catalog.records.files import require_data_folder
from catalog.search.engine import SearchEngine
from catalog.tools.server import make_server
from catalog.tools.tools import Tools
from catalog.utils.archives import ArchiveError
from catalog.utils.progress import progress
from catalog.utils.system_errors import SetupError
from catalog.utils.text import escape_unprintable


@click.command("mcp", short_help="Serve the catalog to assistants over the Model Context Protocol.")
@click.option("--archive", metavar="FILE_OR_URL", help="The archive of a release, in place of a checkout.")
@click.pass_obj
def mcp_command(root: Path, archive: str | None) -> None:
    """Answer an assistant, which starts this command, over the standard input and output. Nothing is written.

    The tools search, get, cite, compare, list_questions and answer give facts of the catalog as JSON. An
    archive can be a file or an https URL.

    Example: catalog mcp --archive awesome-talking-face-2026.11.tar.gz
    """
    engine = _load_archive(archive) if archive else _load_checkout(root)
    server = make_server(Tools(engine))
    count = format_count(len(engine.catalog.papers), "paper")
    click.echo(f"Serving {count} over the standard input and output.", err=True)
    server.run()


def _load_archive(source: str) -> SearchEngine:
    try:
        return make_engine(Catalog.from_archive(source))
    except ArchiveError as error:
        raise SetupError(escape_unprintable(str(error))) from None


def _load_checkout(root: Path) -> SearchEngine:
    require_data_folder(root)
    with progress("Reading the catalog") as show_progress:
        catalog = Catalog.load(root, show_progress, is_read_only=True)
    return make_engine(catalog, read_abstracts(root, catalog.papers).texts)

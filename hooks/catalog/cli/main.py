"""The command `catalog`, for contributors and continuous integration.

Exit codes: 0 success, 1 problems in the catalog, 2 wrong use of the command, or a machine or checkout in
which it cannot work.
"""

from __future__ import annotations

from pathlib import Path

import click

from catalog.cli.lazy import HELP_REQUESTED, LazyGroup
from catalog.records.files import require_data_folder
from catalog.utils.gc import tune_gc

COMMAND_MODULES = {
    "add": "catalog.cli.add",
    "check": "catalog.cli.check",
    "export": "catalog.cli.export",
    "format": "catalog.cli.format",
    "import": "catalog.cli.import_list",
    "issue": "catalog.cli.issue",
    "merge": "catalog.cli.merge",
    "pages": "catalog.cli.pages",
    "refresh": "catalog.cli.refresh",
    "release": "catalog.cli.release",
    "review": "catalog.cli.review",
    "seal": "catalog.cli.pages",
    "stats": "catalog.cli.stats",
}
"""Modules by command, imported on use: most commands need modules that `check` does not."""


@click.group(
    cls=LazyGroup,
    lazy_commands=COMMAND_MODULES,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=".",
    help="The folder that contains data/. Default: the current folder.",
)
@click.version_option(package_name="awesome-talking-face")
@click.pass_context
def main(context: click.Context, root: Path) -> None:
    """Check and edit the catalog of talking-face research in data/.

    Example: catalog check
    """
    context.obj = root
    if not context.meta[HELP_REQUESTED]:
        require_data_folder(root)


def program() -> None:
    """Run the command; the entry point of the shell."""
    tune_gc()
    main()


if __name__ == "__main__":
    program()

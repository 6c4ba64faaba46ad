"""The command `catalog`, for contributors and continuous integration.

Exit codes: 0 success, 1 problems in the catalog, or no paper found, 2 wrong use of the command, or a machine
or checkout in which it cannot work.
"""

from __future__ import annotations

import errno
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from catalog.records.files import require_data_folder
from catalog.utils.gc import tune_gc
from catalog.utils.system_errors import SetupError, explain_os_error

COMMAND_MODULES = {
    "add": "catalog.cli.add",
    "check": "catalog.cli.check",
    "export": "catalog.cli.export",
    "format": "catalog.cli.format",
    "import": "catalog.cli.import_list",
    "issue": "catalog.cli.issue",
    "mcp": "catalog.cli.mcp",
    "merge": "catalog.cli.merge",
    "pages": "catalog.cli.pages",
    "refresh": "catalog.cli.refresh",
    "release": "catalog.cli.release",
    "review": "catalog.cli.review",
    "search": "catalog.cli.search",
    "seal": "catalog.cli.pages",
    "stats": "catalog.cli.export",
}
"""Modules by command, imported on use: most commands need modules that `check` does not."""

WITHOUT_CHECKOUT = {"mcp"}
"""Commands that can work without a checkout, and require one themselves when they cannot."""
HELP_REQUESTED = f"{__name__}.help"
"""Key in `Context.meta`: whether the user asks for help only, which works anywhere."""


class SetupFault(click.ClickException):
    """A fault of the machine or the checkout."""

    exit_code = 2


class LazyGroup(click.Group):
    """A group of commands that are imported on use.

    Args:
        lazy_commands: Modules by command name; a module defines `NAME_command`.
    """

    def __init__(self, *args: Any, lazy_commands: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lazy_commands = lazy_commands

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:  # noqa: D102
        ctx.meta[HELP_REQUESTED] = not {*ctx.help_option_names}.isdisjoint(args)
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; report what the machine or the checkout refuses in a sentence."""
        try:
            return super().invoke(ctx)
        except SetupError as error:
            raise SetupFault(str(error)) from None
        except OSError as error:
            if error.errno == errno.EPIPE:  # `catalog check | head`; click exits quietly
                raise
            raise SetupFault(explain_os_error(error)) from None

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: D102
        return sorted(self.lazy_commands)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: D102
        if cmd_name not in self.lazy_commands:
            return None
        module = import_module(self.lazy_commands[cmd_name])
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command


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
    if not context.meta[HELP_REQUESTED] and context.invoked_subcommand not in WITHOUT_CHECKOUT:
        require_data_folder(root)


def program() -> None:
    """Run the command; the entry point of the shell."""
    tune_gc()
    main()


if __name__ == "__main__":
    program()

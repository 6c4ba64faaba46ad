"""A command whose subcommands are loaded when they are asked for: most need what checking never does."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import click

HELP_REQUESTED = f"{__name__}.help"
"""Where a context notes whether only help is asked for, which needs nothing."""


class LazyGroup(click.Group):
    """A group of commands, some of them `elsewhere`: by name, the module that has `NAME_command`."""

    def __init__(self, *args: Any, lazy_commands: Mapping[str, str], **others: Any) -> None:
        super().__init__(*args, **others)
        self.lazy_commands = lazy_commands

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:  # noqa: D102
        ctx.meta[HELP_REQUESTED] = not {*ctx.help_option_names}.isdisjoint(args)
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: D102
        return sorted([*super().list_commands(ctx), *self.lazy_commands])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: D102
        if cmd_name not in self.lazy_commands:
            return super().get_command(ctx, cmd_name)
        found: click.Command = getattr(import_module(self.lazy_commands[cmd_name]), f"{cmd_name}_command")
        return found

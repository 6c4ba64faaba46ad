"""Output that several commands share: problems, and files that change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from catalog.documents.problems import Problem, annotations_by_severity, format_count
from catalog.utils.files import write_text
from catalog.utils.text import escape_unprintable

CHECK_ONLY = click.option(
    "--check", "check_only", is_flag=True, help="Change nothing; exit with status 1 if a file would change."
)


def print_problems(problems: Sequence[Problem], style: str) -> None:
    """Print problems as text, or with the `github` style as annotations as far as GitHub shows them."""
    lines: Iterable[str] = map(str, problems)
    if style == "github":
        lines = (
            line
            for _, annotations, rest in annotations_by_severity(problems)
            for line in (*annotations, *map(str, rest))
        )
    for line in lines:
        click.echo(line)


def update_file(path: Path, text: str, check_only: bool) -> bool:
    """Write a file if its text changes, print its name then, and return True."""
    if path.exists() and path.read_bytes() == text.encode():
        return False
    click.echo(escape_unprintable(str(path)))
    if not check_only:
        write_text(path, text)
    return True


def summarize_changes(changes: int, check_only: bool) -> str:
    """Return the number of changed files: `2 files changed`."""
    return f"{format_count(changes, 'file')} {'would change' if check_only else 'changed'}"

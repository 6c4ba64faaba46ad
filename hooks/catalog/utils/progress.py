"""How far a command is, for people at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol, TypeVar

import click

T = TypeVar("T")


class Progress(Protocol):
    """Wraps a list to show how far a command is with it."""

    def __call__(self, items: Sequence[T], /) -> Iterable[T]:
        """The items, one by one."""


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

"""Progress bars for commands."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol, TypeVar

import click

T = TypeVar("T")


class Progress(Protocol):
    """Wrapper of a sequence that reports how much of it is done; `iter` reports nothing."""

    def __call__(self, items: Sequence[T], /) -> Iterable[T]:
        """Yield the items."""


@contextmanager
def progress(label: str) -> Iterator[Progress]:
    """Provide a progress bar on a terminal, and nothing when output goes to a file or program."""
    if not sys.stderr.isatty():
        yield iter
        return

    def show_bar(items: Sequence[T], /) -> Iterator[T]:
        with click.progressbar(items, label=label, file=sys.stderr) as bar:
            yield from bar

    yield show_bar

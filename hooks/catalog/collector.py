"""Python's garbage collector, kept from looking through a catalog again and again: none of it is garbage."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


def spare_collector(*, ends: bool) -> None:
    """In a program that soon `ends`, leave alone what is there, and hardly ever look at what stays long."""
    if ends:
        gc.freeze()
        often, sometimes, _ = gc.get_threshold()
        gc.set_threshold(often, sometimes, 1000)


@contextmanager
def collector_paused() -> Iterator[None]:
    """No garbage collection meanwhile."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()

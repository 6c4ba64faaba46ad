"""Python's garbage collector, kept from looking through a catalog again and again: none of it is garbage."""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager


def spare_collector(*, ends: bool) -> None:
    """In a program that soon `ends`, leave alone what is there, and hardly ever look at what stays long.

    Nor is anything taken apart at the end, which would take a tenth of the build: the memory goes as a whole.
    """
    if ends:
        gc.freeze()
        atexit.register(gc.freeze)
        gc.set_threshold(100_000, 50, 1000)


@contextmanager
def gc_paused() -> Iterator[None]:
    """No garbage collection meanwhile."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()

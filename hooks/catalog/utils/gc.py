"""Control of Python's garbage collector, which would scan a large catalog again and again for nothing."""

from __future__ import annotations

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager


def tune_gc(*, exits_soon: bool) -> None:
    """Exempt existing objects from collection and collect rarely, in a program that exits soon.

    The objects are frozen again at exit, where freeing them one by one would take a tenth of the build.
    """
    if exits_soon:
        gc.freeze()
        atexit.register(gc.freeze)
        gc.set_threshold(100_000, 50, 1000)


@contextmanager
def gc_paused() -> Iterator[None]:
    """Pause garbage collection inside a `with` block or a decorated function."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()

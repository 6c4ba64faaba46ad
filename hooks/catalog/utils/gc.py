"""Control of Python's garbage collector, which would scan a large catalog again and again for nothing."""

from __future__ import annotations

import atexit
import gc


def tune_gc() -> None:
    """Collect rarely, and not at exit, in a program that runs for seconds.

    Without this, a tenth of a build is spent on looking for garbage, and another one on freeing, object by
    object, what the end of the process frees at once.
    """
    gc.set_threshold(100_000, 50, 1000)
    atexit.register(gc.freeze)

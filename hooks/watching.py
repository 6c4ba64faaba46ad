"""Watching of files under `mkdocs serve`.

MkDocs looks at all files twice a second, which works on any drive. Most systems also report a change at once;
then nobody waits for the next look, and what it finds is no second change.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import suppress
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # a build watches nothing
    from watchdog.events import FileSystemEvent, FileSystemEventHandler
    from watchdog.observers.api import BaseObserver

MAX_DELAY_SECONDS = 5
"""Time in which MkDocs finds a change that the system has reported, on a busy machine."""


class FastObserver:
    """MkDocs's observer together with the system's; whichever sees a change first reports it."""

    def __init__(self, slow: BaseObserver) -> None:
        from watchdog import events
        from watchdog.observers import Observer

        self._slow = slow
        self._fast = Observer()
        self._changes: list[type[FileSystemEvent]] = [  # the system would also report files that are read
            events.FileCreatedEvent,
            events.FileModifiedEvent,
            events.FileDeletedEvent,
            events.FileMovedEvent,
        ]
        self._times: dict[str, float] = {}
        """When the system last reported a file, by its path."""

    def schedule(self, handler: FileSystemEventHandler, path: str, *, recursive: bool) -> Any:
        """Report changes of a file or folder to a handler."""
        if Path(path).is_dir():  # the system would lose a file that an editor replaces
            fast: Any = _FastHandler(handler, self._times)
            self._fast.schedule(fast, path, recursive=recursive, event_filter=self._changes)
        slow: Any = _SlowHandler(handler, self._times)
        return self._slow.schedule(slow, path, recursive=recursive)

    def __getattr__(self, name: str) -> Any:
        """Return anything else of MkDocs's observer."""
        return getattr(self._slow, name)

    def start(self) -> None:
        """Start both."""
        with suppress(OSError):  # too many folders for the system
            self._fast.start()
        self._slow.start()

    def stop(self) -> None:
        """Stop both."""
        self._fast.stop()
        self._slow.stop()


class _FastHandler:
    """Passes on the changes that the system reports, and notes when."""

    def __init__(self, handler: FileSystemEventHandler, times: dict[str, float]) -> None:
        self._handler = handler
        self._times = times

    def dispatch(self, event: FileSystemEvent) -> None:
        self._times.update(dict.fromkeys(_paths(event), time.monotonic()))
        self._handler.dispatch(event)


class _SlowHandler(_FastHandler):
    """Passes on the changes that MkDocs finds, but for those that the system has just reported."""

    def dispatch(self, event: FileSystemEvent) -> None:
        now = time.monotonic()
        if any(now - self._times.get(path, -inf) > MAX_DELAY_SECONDS for path in _paths(event)):
            self._handler.dispatch(event)


def _paths(event: FileSystemEvent) -> Iterator[str]:
    """Yield the paths of an event as both observers write them."""
    return (os.path.realpath(os.fsdecode(path)) for path in (event.src_path, event.dest_path) if path)

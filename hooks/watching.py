"""Watching of files under `mkdocs serve`.

MkDocs looks at all files twice a second, which works on any drive. Most systems also tell of a change at
once; then nobody waits for the next look, and what it finds is no second change.
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

SECONDS_UNTIL_SEEN = 5
"""Time in which MkDocs finds a change that the system told of, on a busy machine."""


class FastObserver:
    """MkDocs's observer together with the system's; whichever sees a change first reports it."""

    def __init__(self, slow: BaseObserver) -> None:
        from watchdog import events
        from watchdog.observers import Observer

        self._slow = slow
        self._fast = Observer()
        self._changes: list[type[FileSystemEvent]] = [  # the system would also tell of files that are read
            events.FileCreatedEvent,
            events.FileModifiedEvent,
            events.FileDeletedEvent,
            events.FileMovedEvent,
        ]
        self._told: dict[str, float] = {}
        """When the system last told of a file, by its path."""

    def schedule(self, handler: FileSystemEventHandler, path: str, *, recursive: bool) -> Any:
        """Report changes of a file or folder to a handler."""
        if Path(path).is_dir():  # the system would lose a file that an editor replaces
            told: Any = _Told(handler, self._told)
            self._fast.schedule(told, path, recursive=recursive, event_filter=self._changes)
        seen: Any = _Seen(handler, self._told)
        return self._slow.schedule(seen, path, recursive=recursive)

    def start(self) -> None:
        """Start both."""
        with suppress(OSError):  # too many folders for the system
            self._fast.start()
        self._slow.start()

    def stop(self) -> None:
        """Stop both."""
        self._fast.stop()
        self._slow.stop()


class _Told:
    """A handler of changes that the system tells of: it notes them and passes them on."""

    def __init__(self, handler: FileSystemEventHandler, told: dict[str, float]) -> None:
        self._handler = handler
        self._told = told

    def dispatch(self, event: FileSystemEvent) -> None:
        self._told.update(dict.fromkeys(_paths(event), time.monotonic()))
        self._handler.dispatch(event)


class _Seen(_Told):
    """A handler of changes that MkDocs finds: it passes on those of which the system has not just told."""

    def dispatch(self, event: FileSystemEvent) -> None:
        now = time.monotonic()
        if any(now - self._told.get(path, -inf) > SECONDS_UNTIL_SEEN for path in _paths(event)):
            self._handler.dispatch(event)


def _paths(event: FileSystemEvent) -> Iterator[str]:
    """Yield the paths of an event as both observers write them."""
    return (os.path.realpath(os.fsdecode(path)) for path in (event.src_path, event.dest_path) if path)

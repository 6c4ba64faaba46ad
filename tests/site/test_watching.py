"""A save is reported at once where the system reports it, and once; elsewhere MkDocs still finds it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

from tests.serving import until
from watching import FastObserver

SLOW_SECONDS = 0.3


class Reports(FileSystemEventHandler):
    """The files that a handler was told of."""

    def __init__(self) -> None:
        self.names: list[str] = []

    def on_any_event(self, event: FileSystemEvent) -> None:
        if not event.is_directory:
            self.names += [Path(str(path)).name for path in (event.src_path, event.dest_path) if path]


def write(path: Path) -> None:
    path.write_text("title: Meow\n", "utf-8")


def replace(path: Path) -> None:
    """Write like an editor that never leaves half a file."""
    write(path.with_suffix(".part"))
    path.with_suffix(".part").replace(path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "papers").mkdir()
    (tmp_path / "papers/cat.yml").write_text("title: Cat\n", "utf-8")
    return tmp_path


@pytest.mark.parametrize("is_reported", [True, False], ids=["reported", "not reported"])
@pytest.mark.parametrize("save", [write, replace, Path.unlink])
def test_a_save_is_reported_by_one_of_both(
    folder: Path, monkeypatch: pytest.MonkeyPatch, is_reported: bool, save: Callable[[Path], Any]
) -> None:
    if not is_reported:  # as on a drive of another machine, or if there are too many folders
        monkeypatch.setattr(Observer, "start", refuse)
    reports, observer = Reports(), FastObserver(PollingObserver(timeout=60 if is_reported else SLOW_SECONDS))
    observer.schedule(reports, str(folder), recursive=True)
    observer.start()
    try:
        time.sleep(0.1)  # or MkDocs's first look comes after the change
        assert reports.names == []
        save(folder / "papers/cat.yml")
        until(lambda: "cat.yml" in reports.names, "the save", 5)
    finally:
        observer.stop()


@pytest.mark.parametrize("save", [write, replace, Path.unlink])
def test_what_the_system_reported_is_no_second_change(folder: Path, save: Callable[[Path], Any]) -> None:
    reports, observer = Reports(), FastObserver(PollingObserver(timeout=SLOW_SECONDS))
    observer.schedule(reports, str(folder), recursive=True)
    observer.start()
    try:
        time.sleep(0.1)
        save(folder / "papers/cat.yml")
        until(lambda: "cat.yml" in reports.names, "the save", 5)
        time.sleep(0.1)  # a write is several events
        names = list(reports.names)
        time.sleep(2 * SLOW_SECONDS)
        assert reports.names == names
        write(folder / "papers/cat.yml")
        until(lambda: len(reports.names) > len(names), "the next save", 5)
    finally:
        observer.stop()


def refuse(_: object) -> None:
    raise OSError("inotify watch limit reached")

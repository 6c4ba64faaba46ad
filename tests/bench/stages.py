"""A hook of MkDocs that only the benchmark uses: how long each stage of our build takes.

It is laid beside the hooks of the site and loaded before them. At the events of MkDocs the clock goes over to
the next stage; while one of the functions below runs, the time is that function's. The clock is the
processor's, and no moment is counted twice.

With `BENCH_PAGES_ONLY` set, nothing is written but pages and what they are shown with: no search index,
exports, feeds, API or redirects. The site itself has no such switch, as nobody would publish it so.
"""

from __future__ import annotations

import json
import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import GeneratorType
from typing import Any

import mkdocs.utils
from mkdocs.plugins import CombinedEvent, event_priority

import catalog.checks
import catalog.files

FUNCTIONS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "read": (catalog.checks, ("load",)),
    "check": (catalog.checks, ("run",)),
    "write pages": (mkdocs.utils, ("write_file",)),
    "search": (catalog.files, ("search_index", "people_index", "cards_index", "others_index")),
    "exports": (catalog.files, ("export_files",)),
    "API": (catalog.files, ("api_files",)),
    "feeds": (catalog.files, ("history", "feed_files")),
    "redirects": (catalog.files, ("redirect_files",)),
}
"""The functions that are stages of their own; where one is gone, its time is its caller's."""


class Stopwatch:
    """Seconds of the processor by stage; begins with the process."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self.stage = "start"
        self.since = 0.0

    def turn(self, stage: str) -> str:
        """Go over to a stage; the one before it."""
        now, before = time.process_time(), self.stage
        self.seconds[before] += now - self.since
        self.stage, self.since = stage, now
        return before

    @contextmanager
    def during(self, stage: str) -> Iterator[None]:
        """A stage within another one."""
        before = self.turn(stage)
        try:
            yield
        finally:
            self.turn(before)

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """A function whose time is a stage, even if it gives its results one by one."""

        def call(*args: Any, **options: Any) -> Any:
            with self.during(stage):
                result = function(*args, **options)
            return self._stepped(stage, result) if isinstance(result, GeneratorType) else result

        return call

    def _stepped(self, stage: str, steps: Iterator[Any]) -> Iterator[Any]:
        while True:
            with self.during(stage):
                try:
                    step = next(steps)
                except StopIteration:
                    return
            yield step


watch = Stopwatch()
for stage, (module, names) in FUNCTIONS.items():
    for name in names:
        if hasattr(module, name):
            setattr(module, name, watch.timed(stage, getattr(module, name)))
if os.environ.get("BENCH_PAGES_ONLY"):
    _all_files = catalog.files.site_files

    def _shown(*args: Any) -> Iterator[tuple[str, str]]:
        return iter(catalog.files.scripts(args[1]).items())

    catalog.files.site_files = _shown  # type: ignore[assignment]


@event_priority(101)
def on_config(config: Any) -> None:
    """Settings are read; now the catalog is, its views are made, and the pages they need."""
    watch.turn("views")


@event_priority(-100)
def on_nav(nav: Any, config: Any, files: Any) -> None:
    """The pages are known; now their content is made."""
    watch.turn("content")


@event_priority(100)
def on_env(env: Any, config: Any, files: Any) -> None:
    """All content is there; now the theme's page is put around it."""
    watch.turn("theme")


@event_priority(100)
def _after_pages(config: Any) -> None:
    watch.turn("write files")


@event_priority(-100)
def _at_the_end(config: Any) -> None:
    watch.turn("end")
    if report := os.environ.get("BENCH_STAGES"):
        Path(report).write_text(json.dumps(watch.seconds), "utf-8")


on_post_build = CombinedEvent(_after_pages, _at_the_end)

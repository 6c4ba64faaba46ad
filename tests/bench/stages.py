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
from functools import reduce
from importlib import import_module
from pathlib import Path
from types import GeneratorType
from typing import Any

from mkdocs.plugins import CombinedEvent, event_priority

REPORT = "BENCH_STAGES"
"""The variable that names the file to report to; without it, nothing is touched."""
PLACES: dict[str, tuple[str, ...]] = {
    "read": ("catalog.records.catalog:Catalog.load",),
    "check": ("catalog.checks:run",),
    "paper and author pages": ("catalog.html.renderer:Renderer.render_page",),
    "lists": ("catalog.html.renderer:Renderer.insert_deferred",),
    "heads of pages": ("catalog.html.renderer:Renderer.render_head",),
    "policy": ("catalog.html.csp:violations", "catalog.html.csp:is_inert"),
    "write pages": ("mkdocs.utils:write_file",),
    "search": tuple(f"catalog.site.files:{name}_index" for name in ("search", "people", "cards", "others")),
    "exports": ("catalog.site.files:export_files",),
    "API": ("catalog.site.files:api_files",),
    "feeds": ("catalog.site.files:load_history", "catalog.site.files:feed_files"),
    "redirects": ("catalog.site.files:redirect_files",),
}
"""The functions that are stages of their own."""


def found(place: str) -> tuple[Any, str]:
    """What holds a function, and the function's name in it."""
    module, _, path = place.partition(":")
    *holders, name = path.split(".")
    holder = reduce(getattr, holders, import_module(module))
    if not callable(getattr(holder, name, None)):
        raise AttributeError(f"{place} is gone: name what does its work now in tests/bench/stages.py.")
    return holder, name


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
            before = self.turn(stage)  # not `during`, which would be as long as what is measured
            try:
                result = function(*args, **options)
            finally:
                self.turn(before)
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


def begin() -> None:
    """Put the stopwatch into the functions."""
    for stage, places in PLACES.items():
        for holder, name in map(found, places):
            setattr(holder, name, watch.timed(stage, getattr(holder, name)))
    if os.environ.get("BENCH_PAGES_ONLY"):
        files, name = found("catalog.site.files:site_files")
        setattr(files, name, lambda _views, docs, *_: iter(files.scripts(docs).items()))


if REPORT in os.environ:  # before the hooks of the site import these functions
    begin()


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
    if report := os.environ.get(REPORT):
        Path(report).write_text(json.dumps(watch.seconds), "utf-8")


on_post_build = CombinedEvent(_after_pages, _at_the_end)

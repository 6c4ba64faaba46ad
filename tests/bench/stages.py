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

REPORT_VARIABLE = "BENCH_STAGES"
"""The variable that names the file to report to; without it, nothing is touched."""
STAGE_FUNCTIONS: dict[str, tuple[str, ...]] = {
    "read": ("catalog.records.catalog:Catalog.load",),
    "check": ("catalog.checks:run_checks",),
    "paper and author pages": ("catalog.html.renderer:Renderer.render_page",),
    "lists": ("catalog.html.renderer:Renderer.insert_deferred",),
    "heads of pages": ("catalog.html.renderer:Renderer.render_head",),
    "policy": ("catalog.html.csp:violations", "catalog.html.csp:is_inert"),
    "write pages": ("mkdocs.utils:write_file", "catalog.utils.files:write_files"),
    "search": ("catalog.site.build:render_search_index",),
    "exports": ("catalog.site.build:render_exports",),
    "API": ("catalog.site.build:render_api",),
    "feeds": ("catalog.site.build:load_history", "catalog.site.build:render_feeds"),
    "redirects": ("catalog.site.build:render_redirects",),
}
"""The functions that are stages of their own."""


def find_function(place: str) -> tuple[Any, str]:
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
        self.stage_start = 0.0

    def switch_to(self, stage: str) -> str:
        """Go over to a stage; the one before it."""
        now, before = time.process_time(), self.stage
        self.seconds[before] += now - self.stage_start
        self.stage, self.stage_start = stage, now
        return before

    @contextmanager
    def stage_during(self, stage: str) -> Iterator[None]:
        """A stage within another one."""
        before = self.switch_to(stage)
        try:
            yield
        finally:
            self.switch_to(before)

    def wrap(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """A function whose time is a stage, even if it gives its results one by one."""

        def call(*args: Any, **options: Any) -> Any:
            before = self.switch_to(stage)  # not `during`, which would be as long as what is measured
            try:
                result = function(*args, **options)
            finally:
                self.switch_to(before)
            return self._wrap_iterator(stage, result) if isinstance(result, GeneratorType) else result

        return call

    def _wrap_iterator(self, stage: str, steps: Iterator[Any]) -> Iterator[Any]:
        while True:
            with self.stage_during(stage):
                try:
                    step = next(steps)
                except StopIteration:
                    return
            yield step


stopwatch = Stopwatch()


def install() -> None:
    """Put the stopwatch into the functions."""
    for stage, places in STAGE_FUNCTIONS.items():
        for holder, name in map(find_function, places):
            setattr(holder, name, stopwatch.wrap(stage, getattr(holder, name)))
    if os.environ.get("BENCH_PAGES_ONLY"):
        files, name = find_function("catalog.site.files:site_files")
        setattr(files, name, lambda _views, docs, *_: iter(files.scripts(docs).items()))


if REPORT_VARIABLE in os.environ:  # before the hooks of the site import these functions
    install()


@event_priority(101)
def on_config(config: Any) -> None:
    """Settings are read; now the catalog is, its views are made, and the pages they need."""
    stopwatch.switch_to("views")


@event_priority(-100)
def on_nav(nav: Any, config: Any, files: Any) -> None:
    """The pages are known; now their content is made."""
    stopwatch.switch_to("content")


@event_priority(100)
def on_env(env: Any, config: Any, files: Any) -> None:
    """All content is there; now the theme's page is put around it."""
    stopwatch.switch_to("theme")


@event_priority(100)
def _after_pages(config: Any) -> None:
    stopwatch.switch_to("write files")


@event_priority(-100)
def _at_the_end(config: Any) -> None:
    stopwatch.switch_to("end")
    if report := os.environ.get(REPORT_VARIABLE):
        Path(report).write_text(json.dumps(stopwatch.seconds), "utf-8")


on_post_build = CombinedEvent(_after_pages, _at_the_end)

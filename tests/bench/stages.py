"""MkDocs hook for the benchmark: measure the CPU time of each stage of this site's build.

It is copied next to the site's hooks and loaded before them. MkDocs' events start the next stage; while one
of the functions below runs, its time counts for that function's stage. No time is counted twice.

With `BENCH_PAGES_ONLY` set, only pages and their assets are written: no search index, exports, feeds, API or
redirects, and the page that states the size of the database has that of one without records. With
`BENCH_NO_LIST_EXPORTS` set, no list has export files. The site itself has no such options, because nobody
would publish it that way.
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
"""Environment variable with the path of the report; without it, nothing is patched."""
DATABASE = "catalog.exports.database:Database._fill"
STAGE_FUNCTIONS: dict[str, tuple[str, ...]] = {
    "read": ("catalog.records.catalog:Catalog.load",),
    "check": ("catalog.checks:run_checks",),
    "generated pages": ("catalog.html.renderer:Renderer.render_page",),
    "lists": ("catalog.html.renderer:Renderer.insert_deferred",),
    "heads of pages": ("catalog.html.renderer:Renderer.render_head",),
    "policy": ("catalog.html.csp:violations", "catalog.html.csp:is_inert"),
    "write pages": ("mkdocs.utils:write_file", "catalog.utils.files:write_files"),
    "database": (DATABASE,),
    "search": ("catalog.site.build:render_search_index",),
    "exports": ("catalog.site.build:render_exports",),
    "API": ("catalog.site.build:render_api",),
    "feeds": ("catalog.site.build:load_history", "catalog.site.build:render_feeds"),
    "embeds": ("catalog.site.build:render_embeds",),
    "redirects": ("catalog.site.build:render_redirects",),
}
"""Functions whose time counts for a stage of their own."""


def find_function(path: str) -> tuple[Any, str]:
    """Return the module or class of a function, given as `module:name`, and its name there."""
    module, _, qualified_name = path.partition(":")
    *owners, name = qualified_name.split(".")
    owner = reduce(getattr, owners, import_module(module))
    if not callable(getattr(owner, name, None)):
        raise AttributeError(f"{path} no longer exists; update tests/bench/stages.py.")
    return owner, name


class Stopwatch:
    """CPU seconds by stage, since the start of the process."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self.stage = "start"
        self.stage_start = 0.0

    def switch_to(self, stage: str) -> str:
        """Start a stage, and return the previous one."""
        now, previous = time.process_time(), self.stage
        self.seconds[previous] += now - self.stage_start
        self.stage, self.stage_start = stage, now
        return previous

    @contextmanager
    def stage_during(self, stage: str) -> Iterator[None]:
        """Count a block for a stage within another one."""
        previous = self.switch_to(stage)
        try:
            yield
        finally:
            self.switch_to(previous)

    def wrap(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function whose time counts for a stage, even if it is a generator."""

        def call(*args: Any, **options: Any) -> Any:
            previous = self.switch_to(stage)  # a context manager would take as long as the function
            try:
                result = function(*args, **options)
            finally:
                self.switch_to(previous)
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
    """Wrap the functions."""
    for stage, paths in STAGE_FUNCTIONS.items():
        for owner, name in map(find_function, paths):
            setattr(owner, name, stopwatch.wrap(stage, getattr(owner, name)))
    if os.environ.get("BENCH_PAGES_ONLY"):
        build, name = find_function("catalog.site.build:render_files")
        setattr(build, name, lambda renderer, root: build.render_scripts(root / "docs"))
        setattr(*find_function(DATABASE), lambda database, connection: None)
    if os.environ.get("BENCH_NO_LIST_EXPORTS"):
        import_module("catalog.facets.facet").FacetValue.has_exports = False


if REPORT_VARIABLE in os.environ:  # before the hooks of the site import these functions
    install()


@event_priority(101)
def on_config(config: Any) -> None:
    """Start the stage in which the catalog is loaded and its pages are determined."""
    stopwatch.switch_to("views")


@event_priority(-100)
def on_nav(nav: Any, config: Any, files: Any) -> None:
    """Start the stage in which content is rendered."""
    stopwatch.switch_to("content")


@event_priority(100)
def on_env(env: Any, config: Any, files: Any) -> None:
    """Start the stage in which the theme is rendered."""
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

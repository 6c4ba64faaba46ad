"""Run tests without a guard, in memory: a program that forks a process for each.

A module is patched as soon as it is executed, before another module can import the guard from it. Nothing of
the catalog is imported before, only the libraries that all tests need: they load once for all processes.

Example: python -m tests.gates.guard_remover utils.urls.HOST
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType

import pytest

from tests.gates.guards import GUARDS, Removal

LIBRARIES: Sequence[str] = (
    *("click", "ftfy", "httpx", "jinja2", "jsonschema", "markdown_it"),
    *("playwright.sync_api", "pydantic", "rapidfuzz", "yaml"),
)
"""Imported before a process forks."""
OPTIONS = ("-q", "-x", "-m", "", "-p", "no:cacheprovider")
"""Without a selection by markers: a test may be one that `make test` leaves out."""
MAX_PARALLEL = 2


class GuardRemover(MetaPathFinder):
    """Finds the module that contains the guard, and patches it after execution."""

    def __init__(self, guard: str, remove: Removal) -> None:
        module, _, self.name = guard.rpartition(".")
        self.module = f"catalog.{module}"
        self.remove = remove

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        spec = PathFinder.find_spec(name, path, target) if name == self.module else None
        if spec is None or spec.loader is None:
            return None
        original_exec_module = spec.loader.exec_module

        def exec_module(module: ModuleType) -> None:
            original_exec_module(module)
            setattr(module, self.name, self.remove(getattr(module, self.name)))

        spec.loader.exec_module = exec_module  # type: ignore[method-assign]
        return spec


def start_tests(tests: Sequence[str], without: str = "") -> int:
    """Run tests without a guard in a new process; return the ID of the process, which exits as pytest."""
    if process := os.fork():
        return process
    code: int = pytest.ExitCode.INTERNAL_ERROR
    try:
        for output in (1, 2):
            os.dup2(os.open(os.devnull, os.O_WRONLY), output)
        if without:
            sys.meta_path.insert(0, GuardRemover(without, GUARDS[without].remove))
        code = pytest.main([*OPTIONS, *tests])
    finally:
        os._exit(code)


def exit_codes(runs: Iterable[tuple[Sequence[str], str]]) -> Iterator[tuple[tuple[Sequence[str], str], int]]:
    """Run tests without guards, some at a time; yield each pair and its exit code as it finishes."""
    running: dict[int, tuple[Sequence[str], str]] = {}
    waiting = iter(runs)
    while True:
        while len(running) < MAX_PARALLEL and (run := next(waiting, None)):
            running[start_tests(*run)] = run
        if not running:
            return
        process, status = os.wait()
        yield running.pop(process), os.waitstatus_to_exitcode(status)


def run_guards(names: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """Yield guards with the exit codes of their tests, with and without them."""
    tests = {name: GUARDS[name].tests for name in names}
    baselines = {
        run[0]: code for run, code in exit_codes((group, "") for group in dict.fromkeys(tests.values()))
    }
    for (group, name), code in exit_codes((tests[name], name) for name in names):
        yield name, baselines[group], code


def print_outcomes() -> None:
    """Print a line of JSON for each guard."""
    for library in LIBRARIES:
        import_module(library)
    assert "catalog" not in sys.modules
    for outcome in run_guards(sys.argv[1:] or [*GUARDS]):
        print(json.dumps(outcome), flush=True)


if __name__ == "__main__":
    print_outcomes()

"""Pytest plugin that removes one guard, in memory.

Example: REMOVED=utils.urls.HOST python -m pytest -p tests.gates.guard_remover

A module is patched as soon as it is executed, before another module can import the guard from it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType

from tests.gates.guards import GUARDS, Removal

REMOVED_GUARD = "REMOVED"
"""Environment variable that names the guard."""


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


if guard := os.environ.get(REMOVED_GUARD):
    sys.meta_path.insert(0, GuardRemover(guard, GUARDS[guard].remove))

"""A plugin of pytest that removes one guard: `REMOVED=urls.HOST python -m pytest -p tests.gates.guard_remover`.

A module is changed as soon as it is read, before another one can import the guard from it.
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
"""The variable of the environment that names the guard."""


class GuardRemover(MetaPathFinder):
    """Finds the module that a guard stands in, and changes it once it is read."""

    def __init__(self, guard: str, instead: Removal) -> None:
        module, _, self.name = guard.rpartition(".")
        self.module = f"catalog.{module}"
        self.instead = instead

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        spec = PathFinder.find_spec(name, path, target) if name == self.module else None
        if spec is None or spec.loader is None:
            return None
        read = spec.loader.exec_module

        def exec_module(module: ModuleType) -> None:
            read(module)
            setattr(module, self.name, self.instead(getattr(module, self.name)))

        spec.loader.exec_module = exec_module  # type: ignore[method-assign]
        return spec


if guard := os.environ.get(REMOVED_GUARD):
    sys.meta_path.insert(0, GuardRemover(guard, GUARDS[guard].remove))

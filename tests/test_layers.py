"""The shape of the library: stages import to the left only, and none knows MkDocs."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from functools import cache

import pytest

import catalog
from tests.helpers import ROOT

SOURCE = ROOT / "hooks"
FILES = sorted((SOURCE / "catalog").rglob("*.py"))
MODULES = {
    ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__"): path for path in FILES
}
FORBIDDEN = {"mkdocs", "mkdocs_macros", "material", "markdown", "pymdownx"}
STAGES = [re.findall(r"`(\w+)`", group) for group in (catalog.__doc__ or "").partition(":\n")[2].split("->")]
"""The order that the package promises, as groups of modules from left to right."""


@cache
def imports(module: str) -> set[str]:
    """Everything that a module imports, anywhere in it: modules, and names that may be modules."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} has a relative import"
            found |= {str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def imported(module: str) -> set[str]:
    """The modules of the catalog that a module imports, without the packages around them."""
    own = imports(module) & MODULES.keys()
    return {one for one in own if one != "catalog" and not any(other.startswith(f"{one}.") for other in own)}


@pytest.mark.parametrize("module", MODULES)
def test_no_module_names_mkdocs(module: str) -> None:
    assert {name.partition(".")[0] for name in imports(module)} & FORBIDDEN == set()


def test_importing_everything_does_not_bring_mkdocs() -> None:
    program = f"import sys, {', '.join(MODULES)}\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    found = set(done.stdout.split())
    assert "catalog" in found
    assert found & FORBIDDEN == set()


def test_the_promised_order_names_modules() -> None:
    assert len(STAGES) >= 4, catalog.__doc__
    assert {f"catalog.{name}" for stage in STAGES for name in stage} <= MODULES.keys()


def test_stages_import_to_the_left_only() -> None:
    place = {f"catalog.{name}": at for at, stage in enumerate(STAGES) for name in stage}
    stage = {
        module: place[".".join(module.split(".")[:2])]
        for module in MODULES
        if ".".join(module.split(".")[:2]) in place
    }
    wrong = [
        f"{module} imports {other}"
        for module in stage
        for other in imported(module)
        if stage.get(other, 0) > stage[module]
    ]
    assert wrong == []


def test_imports_run_in_no_circle() -> None:
    done: list[str] = []

    def visit(module: str, above: tuple[str, ...]) -> None:
        assert module not in above, " -> ".join((*above, module))
        if module not in done:
            for other in sorted(imported(module)):
                visit(other, (*above, module))
            done.append(module)

    for module in MODULES:
        visit(module, ())
    assert set(done) == set(MODULES)

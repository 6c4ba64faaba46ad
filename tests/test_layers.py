"""The shape of the library: a package imports only packages to its left or on lower lines of its map."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from functools import cache
from itertools import chain

import pytest

import catalog
from tests.helpers import ROOT

SOURCE = ROOT / "hooks"
MODULES = {
    ".".join(path.relative_to(SOURCE).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted((SOURCE / "catalog").rglob("*.py"))
}
MKDOCS = {"mkdocs", "mkdocs_macros", "material", "markdown", "pymdownx"}
FLOORS = [re.findall(r"\w+", line) for line in re.findall(r"^    (\w[\w, ]*)$", catalog.__doc__ or "", re.M)]
"""The map in the docstring of `catalog`: floors from top to bottom, packages from left to right."""
RANKS = {package: rank for rank, package in enumerate(chain.from_iterable(reversed(FLOORS)))}
MAX_LINES = 250
MODULES_IN_A_PACKAGE = range(3, 16)


@cache
def imported_names(module: str) -> set[str]:
    """Return everything a module imports, also inside functions: modules, and names that may be modules."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(MODULES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} has a relative import"
            names |= {str(node.module), *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def imported_modules(module: str) -> set[str]:
    """Return the modules of the catalog that a module imports, without the packages around them."""
    modules = imported_names(module) & MODULES.keys()
    return {name for name in modules if not any(longer.startswith(f"{name}.") for longer in modules)}


def package_of(module: str) -> str:
    return module.split(".")[1] if "." in module else ""


def folder_of(module: str) -> str:
    """Return the package that a module lies in, which may be inside another."""
    is_package = MODULES[module].name == "__init__.py"
    return module if is_package else module.rpartition(".")[0]


def floor_of(package: str) -> int:
    return next(number for number, floor in enumerate(reversed(FLOORS)) if package in floor)


def test_every_module_lies_in_a_package_of_the_map() -> None:
    assert {package_of(module) for module in MODULES if module != "catalog"} == RANKS.keys()
    assert [
        module for module in MODULES if module.count(".") == 1 and module.split(".")[1] not in RANKS
    ] == []
    assert [module for module in MODULES if module.count(".") > 3] == [], "inner packages have no packages"


def test_a_module_imports_only_its_package_and_those_before_it() -> None:
    wrong = [
        (module, name)
        for module in MODULES
        if module != "catalog"
        for name in imported_modules(module)
        if not may_import(package_of(module), package_of(name))
    ]
    assert wrong == []


def may_import(package: str, other: str) -> bool:
    """Tell whether modules of a package may import those of another."""
    return package == other or bool(
        other and (floor_of(other) < floor_of(package) or is_left(other, package))
    )


def is_left(package: str, other: str) -> bool:
    """Tell whether a package stands on the same floor as another, to its left."""
    return any(
        package in floor and other in floor and floor.index(package) < floor.index(other) for floor in FLOORS
    )


@pytest.mark.parametrize("module", [module for module in MODULES if folder_of(module).count(".") > 1])
def test_packages_inside_a_package_do_not_know_each_other(module: str) -> None:
    outer = folder_of(module).rpartition(".")[0]
    others = [
        name
        for name in imported_modules(module)
        if name.startswith(f"{outer}.") and folder_of(name) not in (outer, folder_of(module))
    ]
    assert others == []


def test_a_package_does_not_know_those_inside() -> None:
    inner = [
        (module, name)
        for module in MODULES
        if folder_of(module).count(".") == 1
        for name in imported_modules(module)
        if folder_of(name).startswith(f"{folder_of(module)}.")
    ]
    assert inner == []


@pytest.mark.parametrize(
    "package", [name for name, path in MODULES.items() if path.name == "__init__.py"][1:]
)
def test_packages_and_modules_fit_the_eye(package: str) -> None:
    paths = [path for module, path in MODULES.items() if folder_of(module) == package]
    assert len([path for path in paths if path.name != "__init__.py"]) in MODULES_IN_A_PACKAGE
    lengths = {str(path.relative_to(SOURCE)): len(path.read_text("utf-8").splitlines()) for path in paths}
    assert {path: lines for path, lines in lengths.items() if lines > MAX_LINES} == {}


def test_imports_have_no_cycle() -> None:
    finished: list[str] = []

    def visit(module: str, importers: tuple[str, ...]) -> None:
        assert module not in importers, " -> ".join((*importers, module))
        if module not in finished:
            for imported in sorted(imported_modules(module)):
                visit(imported, (*importers, module))
            finished.append(module)

    for module in MODULES:
        visit(module, ())
    assert set(finished) == set(MODULES)


def test_no_module_imports_mkdocs() -> None:
    known = [
        (module, name)
        for module in MODULES
        for name in imported_names(module)
        if name.partition(".")[0] in MKDOCS
    ]
    assert known == []


def test_importing_everything_does_not_load_mkdocs() -> None:
    program = f"import sys, {', '.join(MODULES)}\nprint(*{{name.partition('.')[0] for name in sys.modules}})"
    result = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    loaded = set(result.stdout.split())
    assert "catalog" in loaded
    assert loaded & MKDOCS == set()

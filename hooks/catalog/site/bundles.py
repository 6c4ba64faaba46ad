"""Join the scripts of docs/assets/ into bundles, so that a page loads two or three files instead of thirty.

The sources are plain modules, and `mkdocs serve` sends them as they are. In a build, each bundle of BUNDLES
holds the modules it needs that no earlier bundle has, so a module runs once, whatever a page loads. The
first module of a bundle keeps its exports; every other one becomes a function that is called once, and its
exports a constant: `search$dom`.

Only one style of module is understood: imports and exports by name, as the formatter writes them. Anything
else is an error that names file and line.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from posixpath import dirname, normpath, relpath

BUNDLES: Sequence[Sequence[str]] = (
    ("site/start", "search/dom"),  # on every page, so that the rest finds elements there
    ("search/engine",),
    ("search/card",),
    ("search/box",),
    ("search/browse",),
    ("cite/citation-block",),
    ("cite/cite-dialog",),
    ("cite/export",),
    ("cite/selection-bar",),
    ("compare/page",),
    ("compare/comparison",),
    ("compare/export",),
    ("cite/home",),
    ("site/authors",),
    ("table/table",),
    ("table/rows",),
    ("add/catalog", "add/link", "add/recognize"),
    ("search/pasted",),
    ("add/card", "add/yaml", "add/download"),
    ("add/page",),
    ("add/datacite",),
    ("add/preview",),
)
"""Order matters: a bundle may import from earlier ones. The first name is the entry, and the URL.

A bundle that others import from must be free of side effects, or be on every page."""

STATIC_IMPORT = re.compile(r'^import (?:\{\s([\w,\s]+)\s\} from )?"(\.[\w./-]+)\.js";$', re.MULTILINE)
DYNAMIC_IMPORT = re.compile(r'\bimport\("(\.[\w./-]+)\.js"\)')
DECLARATION_EXPORT = re.compile(
    r"^export (?=(?:async function|function|const|class)\b[ *]*(\w+))", re.MULTILINE
)
NAMED_EXPORT = re.compile(r"^export \{\s([\w,\s]+)\s\};$", re.MULTILINE)
ROOT_URL = re.compile(r'new URL\("\.\./\.\./", import\.meta\.url\)')
"""Valid in bundles too: all modules and bundles lie two folders below the root of the site."""
UNSUPPORTED = re.compile(r"^\s*(?:import|export)\b(?!\$)|\bimport\s*[(.]", re.MULTILINE)
"""Imports and exports in any other style."""


@dataclass(frozen=True)
class Module:
    """One script and its imports and exports.

    Raises:
        ValueError: if an import or export is written in an unsupported style.
    """

    name: str
    """The path below docs/assets/ without suffix: `search/dom`."""
    text: str

    def __post_init__(self) -> None:
        rest = self.text
        for supported in (STATIC_IMPORT, DYNAMIC_IMPORT, DECLARATION_EXPORT, NAMED_EXPORT, ROOT_URL):
            rest = supported.sub(lambda match: "\n" * match[0].count("\n"), rest)
        if match := UNSUPPORTED.search(rest):
            number = rest.count("\n", 0, match.start() + len(match[0]) - len(match[0].lstrip())) + 1
            line = self.text.splitlines()[number - 1].strip()
            raise ValueError(
                f"docs/assets/{self.name}.js:{number}: cannot be bundled: {line} "
                "Write it as the other modules do, or extend hooks/catalog/site/bundles.py."
            )

    @property
    def identifier(self) -> str:
        """The name of its constant in a bundle."""
        return self.name.replace("/", "$").replace("-", "_")

    @cached_property
    def imports(self) -> tuple[str, ...]:
        """Names of statically imported modules."""
        return tuple(self.resolve(match[2]) for match in STATIC_IMPORT.finditer(self.text))

    @cached_property
    def exports(self) -> tuple[str, ...]:
        """Exported identifiers."""
        lists = (_split_names(match[1]) for match in NAMED_EXPORT.finditer(self.text))
        declared = (match[1] for match in DECLARATION_EXPORT.finditer(self.text))
        return (*declared, *chain.from_iterable(lists))

    def resolve(self, path: str) -> str:
        """Return the name of the module at a path relative to this one."""
        return normpath(f"{dirname(self.name)}/{path}")


def bundle_scripts(sources: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the name and text of each bundle.

    Args:
        sources: Texts of all modules by name.

    Raises:
        ValueError: if modules import each other in a cycle, are missing, or cannot be bundled.
    """
    modules = {name: Module(name, text) for name, text in sources.items()}
    bundle_of: dict[str, str] = {}
    for names in BUNDLES:
        needed = _with_imports(names, modules)
        bundle_of |= dict.fromkeys((name for name in needed if name not in bundle_of), names[0])
    for entry, *_ in BUNDLES:
        yield entry, _join_modules(entry, modules, bundle_of)


def _with_imports(names: Iterable[str], modules: Mapping[str, Module]) -> list[str]:
    """Return modules and everything they import, imports first."""
    in_order: list[str] = []

    def visit(name: str, importers: tuple[str, ...]) -> None:
        if name in importers:
            raise ValueError(f"Scripts import each other in a cycle: {' -> '.join((*importers, name))}")
        if name not in modules:
            importer = (
                f"docs/assets/{importers[-1]}.js imports" if importers else "BUNDLES in bundles.py names"
            )
            raise ValueError(f"{importer} {name}.js, which does not exist.")
        if name not in in_order:
            for imported in modules[name].imports:
                visit(imported, (*importers, name))
            in_order.append(name)

    for name in names:
        visit(name, ())
    return in_order


def _join_modules(entry: str, modules: Mapping[str, Module], bundle_of: Mapping[str, str]) -> str:
    """Return one bundle: imports from other bundles, its modules, exports for later bundles."""
    inner = [name for name in bundle_of if bundle_of[name] == entry and name != entry]
    outer: dict[str, None] = {}
    parts: list[str] = []
    for module in (*map(modules.__getitem__, inner), modules[entry]):
        if entry in module.imports:
            raise ValueError(
                f"The bundle {entry}.js begins with a module that {module.name}.js imports: "
                "put that one first."
            )
        outer |= dict.fromkeys(name for name in module.imports if bundle_of[name] != entry)
        body = _rewrite_imports(module, modules, bundle_of, entry)
        if module.name != entry:
            plain = NAMED_EXPORT.sub("", DECLARATION_EXPORT.sub("", body))
            exports = ", ".join(module.exports)
            body = f"const {module.identifier} = (() => {{\n{plain}\nreturn {{ {exports} }};\n}})();"
        parts.append(body)
    imports = [_import_statement(modules[name], bundle_of[name], entry) for name in outer]
    exports = f"export {{ {', '.join(modules[name].identifier for name in inner)} }};" if inner else ""
    return "\n".join((*imports, *parts, exports))


def _import_statement(module: Module, bundle: str, entry: str) -> str:
    """Return the import of a module from its bundle."""
    names = f"* as {module.identifier}" if module.name == bundle else f"{{ {module.identifier} }}"
    return f'import {names} from "{_relative_path(bundle, entry)}";'


def _rewrite_imports(
    module: Module, modules: Mapping[str, Module], bundle_of: Mapping[str, str], entry: str
) -> str:
    """Return a module's text with its imports replaced by the constants of its bundle."""

    def replace_static(match: re.Match[str]) -> str:
        imported = modules[module.resolve(match[2])]
        names = _split_names(match[1] or "")
        if missing := [name for name in names if name.split(" as ")[0] not in imported.exports]:
            raise ValueError(
                f"docs/assets/{module.name}.js: {imported.name}.js does not export {missing[0]}."
            )
        constants = ", ".join(name.replace(" as ", ": ") for name in names)
        return f"const {{ {constants} }} = {imported.identifier};" if names else ""

    def replace_dynamic(match: re.Match[str]) -> str:
        name = module.resolve(match[1])
        bundle = bundle_of.get(name, name)
        inner = "" if bundle == name else f".then((bundle) => bundle.{modules[name].identifier})"
        return f'import("{_relative_path(bundle, entry)}"){inner}'

    return DYNAMIC_IMPORT.sub(replace_dynamic, STATIC_IMPORT.sub(replace_static, module.text))


def _split_names(names: str) -> list[str]:
    """Return the names of an import or export, which may be on several lines: `a`, `b as c`."""
    return [" ".join(name.split()) for name in names.split(",") if name.strip()]


def _relative_path(name: str, entry: str) -> str:
    """Return the path from one bundle to another."""
    path = relpath(f"{name}.js", dirname(entry))
    return path if path.startswith(".") else f"./{path}"

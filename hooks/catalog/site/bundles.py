"""Scripts joined into few files, so that a page asks for two or three of them and not for thirty.

The sources in docs/assets/ are plain modules, which `mkdocs serve` sends as they are. When the site is built,
each bundle of BUNDLES takes the modules that it needs and no earlier bundle has; so each module runs once,
whatever a page loads. In a bundle its first module stays what it is, with its exports; every other one
becomes a function that is called once, and what it exports a name for the rest: `search$dom`.

What is read here is how our modules are written: imports and exports of one line at its beginning, by name.
Anything else is an error that says where.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from posixpath import dirname, normpath, relpath

BUNDLES: Sequence[Sequence[str]] = (
    ("site/start", "search/dom"),  # on every page, so that the rest finds elements there
    ("search/engine", "search/card"),
    ("search/box",),
    ("search/browse",),
    ("cite/block",),
    ("cite/dialog",),
    ("cite/export",),
    ("cite/bar",),
    ("cite/compare",),
    ("cite/home",),
    ("add/known",),
    ("add/card",),
    ("add/page",),
    ("add/preview",),
)
"""In this order. The first name of each is the file, at its own address; others come along.

One from which a later one takes modules must do nothing by itself, or be on every page."""

IMPORT = re.compile(r'^import (?:\{ ([\w, ]+) \} from )?"(\.[\w./]+)\.js";$', re.MULTILINE)
ON_DEMAND = re.compile(r'\bimport\("(\.[\w./]+)\.js"\)')
EXPORT = re.compile(r"^export (?=(?:async function|function|const|class)\b[ *]*(\w+))", re.MULTILINE)
EXPORTED = re.compile(r"^export \{ ([\w, ]+) \};$", re.MULTILINE)
HERE = re.compile(r'new URL\("\.\./\.\./", import\.meta\.url\)')
"""All bundles are as deep as all modules: the way to the root of the site is the same."""
OTHER = re.compile(r"^\s*(?:import|export)\b(?!\$)|\bimport\s*[(.]", re.MULTILINE)
"""What is left if something is written in another way."""


@dataclass(frozen=True)
class Module:
    """One script, by its name: `search/dom`."""

    name: str
    text: str

    def __post_init__(self) -> None:
        rest = self.text
        for known in (IMPORT, ON_DEMAND, EXPORT, EXPORTED, HERE):
            rest = known.sub(lambda found: "\n" * found[0].count("\n"), rest)
        if found := OTHER.search(rest):
            line = rest.count("\n", 0, found.start() + len(found[0]) - len(found[0].lstrip())) + 1
            said = self.text.splitlines()[line - 1].strip()
            raise ValueError(
                f"docs/assets/{self.name}.js:{line}: a bundle cannot be made of this: {said} "
                "Write it as the other modules do, or teach hooks/catalog/site/bundles.py to read it."
            )

    @property
    def sign(self) -> str:
        """Its name in a bundle."""
        return self.name.replace("/", "$").replace("-", "_")

    @cached_property
    def needs(self) -> tuple[str, ...]:
        """The modules that it imports, but those on demand."""
        return tuple(self.named(found[2]) for found in IMPORT.finditer(self.text))

    @cached_property
    def gives(self) -> tuple[str, ...]:
        """The names that it exports."""
        listed = ", ".join(found[1] for found in EXPORTED.finditer(self.text))
        return (*(found[1] for found in EXPORT.finditer(self.text)), *filter(None, listed.split(", ")))

    def named(self, path: str) -> str:
        """The module at a path, as this one writes it."""
        return normpath(f"{dirname(self.name)}/{path}")


def bundled(sources: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The text of each bundle, by the name of its first module. `sources` are all modules by their names."""
    modules = {name: Module(name, text) for name, text in sources.items()}
    home: dict[str, str] = {}
    for names in BUNDLES:
        home |= dict.fromkeys((name for name in _needed(names, modules) if name not in home), names[0])
    for first, *_ in BUNDLES:
        yield first, _bundle(first, modules, home)


def _needed(names: Iterable[str], modules: Mapping[str, Module]) -> list[str]:
    """Some modules and all that they need, each after what it needs."""
    found: list[str] = []

    def visit(name: str, above: tuple[str, ...]) -> None:
        if name in above:
            raise ValueError(f"Scripts need each other in a circle: {' -> '.join((*above, name))}")
        if name not in modules:
            asks = f"docs/assets/{above[-1]}.js imports" if above else "BUNDLES in bundles.py names"
            raise ValueError(f"{asks} {name}.js, which is not there.")
        if name not in found:
            for other in modules[name].needs:
                visit(other, (*above, name))
            found.append(name)

    for name in names:
        visit(name, ())
    return found


def _bundle(first: str, modules: Mapping[str, Module], home: Mapping[str, str]) -> str:
    """One file: what it takes from others, its modules, and what it gives to others."""
    inside = [name for name in home if home[name] == first and name != first]
    outside: dict[str, None] = {}
    pieces: list[str] = []
    for module in (*map(modules.__getitem__, inside), modules[first]):
        if first in module.needs:
            raise ValueError(
                f"The bundle {first}.js begins with what {module.name}.js needs: name that first."
            )
        outside |= dict.fromkeys(name for name in module.needs if home[name] != first)
        body = _body(module, modules, home, first)
        if module.name != first:
            plain, gives = EXPORTED.sub("", EXPORT.sub("", body)), ", ".join(module.gives)
            body = f"const {module.sign} = (() => {{\n{plain}\nreturn {{ {gives} }};\n}})();"
        pieces.append(body)
    taken = [_taken(modules[name], home[name], first) for name in outside]
    given = f"export {{ {', '.join(modules[name].sign for name in inside)} }};" if inside else ""
    return "\n".join((*taken, *pieces, given))


def _taken(module: Module, bundle: str, first: str) -> str:
    """The import of a module from the bundle that has it."""
    names = f"* as {module.sign}" if module.name == bundle else f"{{ {module.sign} }}"
    return f'import {names} from "{_path(bundle, first)}";'


def _body(module: Module, modules: Mapping[str, Module], home: Mapping[str, str], first: str) -> str:
    """A module's text: what it imports comes from the names in the bundle."""

    def names(found: re.Match[str]) -> str:
        other = modules[module.named(found[2])]
        wanted = found[1].split(", ") if found[1] else []
        if missing := [name for name in wanted if name.split(" as ")[0] not in other.gives]:
            raise ValueError(f"docs/assets/{module.name}.js: {other.name}.js does not export {missing[0]}.")
        return f"const {{ {found[1].replace(' as ', ': ')} }} = {other.sign};" if wanted else ""

    def on_demand(found: re.Match[str]) -> str:
        name = module.named(found[1])
        bundle = home.get(name, name)
        inner = "" if bundle == name else f".then((bundle) => bundle.{modules[name].sign})"
        return f'import("{_path(bundle, first)}"){inner}'

    return ON_DEMAND.sub(on_demand, IMPORT.sub(names, module.text))


def _path(name: str, first: str) -> str:
    """The way from one bundle to another."""
    path = relpath(f"{name}.js", dirname(first))
    return path if path.startswith(".") else f"./{path}"

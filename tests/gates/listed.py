"""Which guards of the catalog have no line in tests/gates/guards.py, so that nobody would remove them.

Found by what they are, not by name: a new pattern, reader, rule or format, and a module that takes an encoder
from elsewhere, is asked for without a change here.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType

import markupsafe

import catalog
from catalog import checks
from catalog.checks.registry import CHECKS
from catalog.citing.formats import FORMATS
from catalog.documents.problems import RULES
from catalog.records import validators as texts
from catalog.utils import text, urls
from tests.gates.guards import GUARDS
from tests.sites import ROOT

assert checks, "imported, because that declares all rules"
WRITERS = {"bib": "citing.bibtex", "csv": "citing.table", "md": "citing.prose"}
"""The modules that encode for a format."""
LINES = frozenset(("ris", "txt", "csl", "json"))
"""The formats that are JSON, or lines that `citing.reference._line` keeps single."""
VALIDATORS = tuple(f"validate_{name}" for name in ("text", "plain_text", "url", "arxiv", "doi"))
"""Validators that are functions; the others are instances of `TextFormat`."""
TAKEN = (html.escape, markupsafe.escape, urls.is_safe, urls.own)
"""What encodes or refuses for other modules: in each of them that is a guard of its own."""


def unlisted() -> list[str]:
    """The names of guards, rules and formats that are not in the table, or have no fixture."""
    fixtures = {path.stem for path in (ROOT / "tests/rules").glob("*.yml")}
    return sorted({*_guards()} - GUARDS.keys() | (RULES.keys() | CHECKS.keys()) - fixtures | {*_formats()})


def _guards() -> Iterator[str]:
    """Every guard of the catalog, as the table names it."""
    for module in (text, urls):
        yield from _held(module, re.Pattern)
    yield from _held(texts, texts.TextFormat)
    yield from (f"{_named(texts)}.{name}" for name in VALIDATORS)
    for found in walk_packages(catalog.__path__, "catalog."):
        module = import_module(found.name)
        if module is not urls:
            taken = (key for key, value in vars(module).items() if any(value is one for one in TAKEN))
            yield from (f"{_named(module)}.{key}" for key in taken)


def _formats() -> Iterator[str]:
    """Formats without an encoder in the table."""
    for format in FORMATS:
        writer = WRITERS.get(format.id, "citing.reference._line" if format.id in LINES else "?")
        if not any(name.startswith(writer) for name in GUARDS):
            yield f"the format {format.id}"


def _held(module: ModuleType, kind: type) -> Iterator[str]:
    return (f"{_named(module)}.{key}" for key, value in vars(module).items() if isinstance(value, kind))


def _named(module: ModuleType) -> str:
    return module.__name__.removeprefix("catalog.")

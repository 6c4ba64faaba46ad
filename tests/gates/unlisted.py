"""Find the catalog's guards that are missing from tests/gates/guards.py, so that nobody would remove them.

Guards are recognized by what they are, not by name: a new pattern, validator, rule or export format, or a
module that imports an encoder, is reported without a change here.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from importlib import import_module
from pkgutil import walk_packages
from types import FunctionType, ModuleType

import markupsafe

import catalog
from catalog.checks import RULES
from catalog.citing.formats import FORMATS
from catalog.html import links
from catalog.records import validators
from catalog.utils import text, urls
from tests.gates.guards import GUARDS
from tests.sites import ROOT

WRITERS = {"bib": "citing.bibtex", "csv": "citing.table", "md": "citing.prose"}
"""Modules that encode for an export format."""
LINE_FORMATS = frozenset(("ris", "txt", "csl", "json"))
"""Formats that are JSON, or whose lines `citing.reference._single_line` keeps single."""
ENCODERS = (
    *(html.escape, markupsafe.escape, links.escape),
    *(urls.is_safe_url, urls.site_path, urls.encode_parentheses),
)
"""Functions that encode or refuse for other modules: each module that imports one has a guard of its own."""


def find_unlisted() -> list[str]:
    """Return the names of guards, rules and formats that are not in the table or have no fixture."""
    fixtures = {path.stem for path in (ROOT / "tests/rules").glob("*.yml")}
    return sorted({*_guards()} - GUARDS.keys() | RULES.keys() - fixtures | {*_formats()})


def _guards() -> Iterator[str]:
    """Yield every guard of the catalog by its key in the table."""
    for module in (text, urls):
        yield from _attributes_of_type(module, re.Pattern)
    yield from _attributes_of_type(validators, validators.TextFormat)
    for key, value in vars(validators).items():
        if isinstance(value, FunctionType) and key.startswith("validate_"):
            yield f"records.validators.{key}"
    for info in walk_packages(catalog.__path__, "catalog."):
        module = import_module(info.name)
        if module is not urls:
            for key, value in vars(module).items():
                if any(value is encoder for encoder in ENCODERS):
                    yield f"{_relative_name(module)}.{key}"


def _formats() -> Iterator[str]:
    """Yield the export formats without an encoder in the table."""
    for format in FORMATS:
        writer = WRITERS.get(format.id, "citing.reference._single_line" if format.id in LINE_FORMATS else "?")
        if not any(name.startswith(writer) for name in GUARDS):
            yield f"the format {format.id}"


def _attributes_of_type(module: ModuleType, kind: type) -> Iterator[str]:
    return (
        f"{_relative_name(module)}.{key}" for key, value in vars(module).items() if isinstance(value, kind)
    )


def _relative_name(module: ModuleType) -> str:
    return module.__name__.removeprefix("catalog.")

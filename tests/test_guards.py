"""Every guard that the modules of texts, addresses and formats hold is one that the mutation gate removes."""

from __future__ import annotations

import re
from importlib import import_module
from types import ModuleType
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from catalog import checks, fields, text, texts, urls
from catalog.citing import bibtex, prose, table
from catalog.citing.formats import FORMATS
from catalog.problems import RULES
from tests.gates.guards import GUARDS
from tests.sites import ROOT

assert checks, "imported, because that declares all rules"
FORMAT = {"bib": bibtex, "csv": table, "md": prose}
"""The writers that encode; the others are JSON, or lines that `citing.reference._line` keeps single."""


def named(module: ModuleType, kind: type) -> set[str]:
    name = module.__name__.removeprefix("catalog.")
    return {f"{name}.{key}" for key, value in vars(module).items() if isinstance(value, kind)}


@pytest.mark.parametrize(
    ("type", "text"),
    [(fields.Date, "20260102"), (fields.Date, "2026-W01-1"), (fields.Number, "1_000"), (fields.Number, "-7")],
)
def test_forms_that_python_reads_but_we_do_not_are_other_forms(type: Any, text: str) -> None:
    with pytest.raises(ValidationError, match="Expected"):
        TypeAdapter(type).validate_python(text)


def test_every_pattern_and_reader_is_removed_once() -> None:
    patterns = named(text, re.Pattern) | named(urls, re.Pattern)
    readers = named(texts, texts.Written) | {
        "texts.text",
        "texts.prose",
        "texts.url",
        "texts.arxiv",
        "texts.doi",
    }
    assert len(patterns | readers) > 20
    assert not (patterns | readers) - GUARDS.keys()


def test_every_format_has_its_encoder_removed() -> None:
    lines = {"ris", "txt", "csl", "json"}
    assert {one.id for one in FORMATS} == FORMAT.keys() | lines
    for module in FORMAT.values():
        assert [name for name in GUARDS if name.startswith(module.__name__.removeprefix("catalog."))]
    assert "citing.reference._line" in GUARDS


def test_every_rule_has_a_fixture_that_misses_it() -> None:
    assert {path.stem for path in (ROOT / "tests/rules").glob("*.yml")} == RULES.keys()


def test_every_guard_is_there_to_be_removed() -> None:
    for name in GUARDS:
        module, _, attribute = name.rpartition(".")
        assert hasattr(import_module(f"catalog.{module}"), attribute), name

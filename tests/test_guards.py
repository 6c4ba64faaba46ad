"""Every guard that the catalog holds is one that the mutation gate removes."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from catalog.checks import RULES
from catalog.documents.problems import Rule
from catalog.records import types as fields
from catalog.site import redirects
from catalog.utils import text, urls
from tests.gates import unlisted
from tests.gates.guards import GUARDS
from tests.gates.unlisted import find_unlisted


@pytest.mark.parametrize(
    ("type", "text"),
    [(fields.Date, "20260102"), (fields.Date, "2026-W01-1"), (fields.Number, "1_000"), (fields.Number, "-7")],
)
def test_forms_that_python_reads_but_we_do_not_are_other_forms(type: Any, text: str) -> None:
    with pytest.raises(ValidationError, match="Expected"):
        TypeAdapter(type).validate_python(text)


def test_every_guard_rule_and_format_is_in_the_table() -> None:
    assert find_unlisted() == []


def test_a_new_one_is_missed_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "NEW", re.compile("x"), raising=False)
    monkeypatch.setattr(redirects, "also", urls.is_safe_url, raising=False)
    monkeypatch.setattr(unlisted, "RULES", {**RULES, "new-rule": Rule("new-rule", "New.")})
    monkeypatch.delitem(GUARDS, "citing.prose.escape_markdown")
    monkeypatch.delitem(GUARDS, "citing.prose.encode_parentheses")
    assert find_unlisted() == [
        "citing.prose.encode_parentheses",
        "new-rule",
        "site.redirects.also",
        "the format md",
        "utils.text.NEW",
    ]


def test_every_guard_is_there_to_be_removed() -> None:
    for name in GUARDS:
        module, _, attribute = name.rpartition(".")
        assert hasattr(import_module(f"catalog.{module}"), attribute), name

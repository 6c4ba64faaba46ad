"""What the browser is told of the rules: all of it, in few bytes, and nothing that it would misread."""

from __future__ import annotations

import gzip
import json
from typing import Annotated

import pytest

from catalog import Catalog
from catalog.checks.rules import RULES
from catalog.records.schema import Paper
from catalog.site import browser_rules as rulebook
from tests.helpers import ROOT
from tests.sites import BuiltSite

MAX_BYTES = 40_000


def test_a_type_without_a_word_for_it_is_refused() -> None:
    with pytest.raises(TypeError, match=r"add .* to TYPES"):
        rulebook._browser_type(Annotated[str, "in invisible ink"])


def test_rules_are_for_the_browser_or_left_to_python_for_a_reason(toy_site: BuiltSite) -> None:
    told = json.loads((toy_site.output / "add/rules.json").read_text("utf-8"))
    assert told["rules"].keys() == RULES.keys()
    assert told["elsewhere"].keys() < RULES.keys()
    assert all(reason.endswith(".") for reason in told["elsewhere"].values())


def test_fields_are_those_of_the_schema(toy_site: BuiltSite) -> None:
    fields = json.loads((toy_site.output / "add/rules.json").read_text("utf-8"))["fields"]["paper"]
    assert list(fields) == [name for name in Paper.model_fields if name not in ("id", "file")]
    assert {name for name, field in fields.items() if field.get("required")} == {
        "title",
        "categories",
        "sources",
    }
    assert fields["track"] == {
        "type": "enum",
        "of": ["demo", "poster", "oral", "highlight", "findings"],
        "about": "Track or distinction at the venue, if any.",
    }


def test_the_file_is_small() -> None:
    catalog = Catalog.load(ROOT)
    text = rulebook.render_browser_rules(catalog)
    assert len(gzip.compress(text.encode())) <= MAX_BYTES
    assert text == rulebook.render_browser_rules(catalog)

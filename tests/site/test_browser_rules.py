"""What the browser is told of the rules: all of it, in few bytes, and nothing that it would misread."""

from __future__ import annotations

import gzip
import json
import re
from typing import Annotated

import pytest

from catalog import Catalog
from catalog.checks.rules import RULES
from catalog.records.schema import Paper
from catalog.site import browser_rules as rulebook
from catalog.site.js_regex import UntranslatableError, to_javascript
from tests.helpers import ROOT
from tests.sites import BuiltSite

MAX_BYTES = 40_000
TRANSLATED = {
    r"(?P<id>10\.\d+)/[^?#]": r"(?<id>10\.[\p{Nd}]+)\/[^\?#]",
    r"a.b$": r"a[^\n]b(?=\n?$)",
    r"[]a-]+?": r"[\]a\-]+?",
    r"x{y}": r"x\{y\}",
    r"(?<!\.)a{1,3}|b": r"(?<!\.)a{1,3}|b",
    r"\W": r"[^\p{L}\p{N}_]",
    "[\x00-\x08é]": r"[\u{0}-\u{8}\u{e9}]",
    r"\x41\t\-": r"A\u{9}-",
}
REFUSED = {
    "a backreference": r"(a)\1",
    "a named backreference": r"(?P<a>a)(?P=a)",
    "flags within": r"(?i:a)",
    "an atomic group": r"(?>a)",
    "a possessive repeat": r"a*+",
    "a condition": r"(a)?(?(1)b|c)",
    "the start of the text": r"\Aa",
    "the end of the text": r"a\Z",
    "inside a word": r"a\B",
    "an excluded class among others": r"[^\W\d]",
    "a named character": r"\N{BULLET}",
    "a repeat without a beginning": r"a{,2}",
}
FLAGS = {"lines": re.MULTILINE, "dots": re.DOTALL, "both cases of ASCII": re.ASCII | re.IGNORECASE}


@pytest.mark.parametrize("pattern", TRANSLATED)
def test_patterns_are_translated(pattern: str) -> None:
    assert to_javascript(re.compile(pattern)) == (TRANSLATED[pattern], "u")


@pytest.mark.parametrize("why", REFUSED)
def test_what_may_mean_something_else_is_refused(why: str) -> None:
    with pytest.raises(UntranslatableError):
        to_javascript(re.compile(REFUSED[why]))


@pytest.mark.parametrize("why", FLAGS)
def test_flags_that_may_mean_something_else_are_refused(why: str) -> None:
    with pytest.raises(UntranslatableError):
        to_javascript(re.compile("a", FLAGS[why]))


def test_a_type_without_a_word_for_it_is_refused() -> None:
    with pytest.raises(TypeError, match="add .* to TYPES"):
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

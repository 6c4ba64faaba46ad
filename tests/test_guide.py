"""The rules by example: what the page shows is what the fixtures of the rules say, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from catalog.checks.rules import RULES
from catalog.html.rule_examples import (
    MAX_LINE_LENGTH,
    Example,
    Line,
    load_fixable_rules,
    load_rule_examples,
    visible_text,
)
from catalog.utils.text import escape_unprintable
from tests.helpers import ROOT, TOY_ROOT, load_yaml, make_checkout
from tests.html_tree import Element
from tests.sites import BuiltSite

EXAMPLES = load_rule_examples(ROOT)
PAGE = "contributing/rules/"

each_rule = pytest.mark.parametrize("id", sorted(RULES))


def differing(example: Example, side: int) -> list[str]:
    """The lines that a reader is to look at: of what is wrong (0), right (1), or right as well (2)."""
    return [line.text for line in (example.invalid, *example.valid)[side] if line.is_changed]


@pytest.mark.parametrize(
    ("id", "wrong", "right", "near"),
    [
        ("bad-arxiv", ['arxiv: "2004.01020v2"'], ['arxiv: "2004.01020"'], ["arxiv: cs/0404020"]),
        ("unknown-tag", ["tags: [audio, Jazz, blues]"], ["tags: [audio, jazz]"], ["tags: [video]"]),
        ("missing-field", [], ["categories: [mumbling]"], None),  # what is missing cannot be shown
        ("reused-id", ["replaces: [talking-hands-2021]"], [], ["replaces: [lipsyncopation-2019]"]),
        ("not-nfc", [r"short: Lip Synce\u0301"], ["short: LipSyncopation"], [r"short: Lip Syncé x\u0301"]),
        ("empty-vocabulary", ["{}"], ["audio:", "  group: driver", "  name: Audio"], None),
    ],
)
def test_an_example_shows_the_lines_that_matter(
    id: str, wrong: list[str], right: list[str], near: list[str] | None
) -> None:
    example = EXAMPLES[id]
    assert differing(example, 0) == wrong
    assert differing(example, 1) == right
    assert [differing(example, side) for side in range(2, len(example.valid) + 1)] == ([near] if near else [])


def test_a_byte_that_is_no_text_is_shown_by_its_number() -> None:
    assert differing(EXAMPLES["file-encoding"], 0) == [r"title: Caf\xe9"]


def test_a_file_that_is_wrong_as_a_whole_stands_beside_what_its_keys_should_say() -> None:
    assert differing(EXAMPLES["yaml-syntax"], 0) == ["title: LipSyncopation: Getting the Mouth to Clap"]
    title = 'title: "LipSyncopation: Getting the Mouth to Clap on Two and Four"'
    assert differing(EXAMPLES["yaml-syntax"], 1) == [title]


def test_an_indented_line_stands_below_what_it_belongs_to() -> None:
    wrong = EXAMPLES["insecure-url"].invalid
    assert [(line.number, line.is_changed) for line in wrong] == [(11, False), (12, True)]
    assert wrong[0].text == "links:"


def test_where_the_name_is_wrong_the_name_is_shown() -> None:
    example = EXAMPLES["id-pattern"]
    assert (example.invalid, example.valid) == ((), ())
    assert (example.invalid_file, example.valid_file) == (
        "data/papers/2020/Lip_Service-2020.yml",
        "data/papers/2020/lip-service-2020.yml",
    )


def test_without_fixtures_there_are_no_examples(tmp_path: Path) -> None:
    assert load_rule_examples(make_checkout(tmp_path)) == {}
    assert load_fixable_rules(tmp_path) == frozenset()


@each_rule
def test_wrong_lines_stand_in_the_broken_file_and_right_ones_in_sound_files(id: str, tmp_path: Path) -> None:
    case = load_yaml((ROOT / f"tests/rules/{id}.yml").read_text("utf-8"))
    example = EXAMPLES[id]
    assert f"[{id}]: " in example.message
    assert example.message in case["problems"]
    broken = make_checkout(tmp_path / "broken", case["invalid"])
    sound = make_checkout(tmp_path / "sound", case["valid"])
    assert holds(broken / example.invalid_file, example.invalid)
    assert example.valid_file
    for excerpt in example.valid or ((),):
        assert any(holds(root / example.valid_file, excerpt) for root in (TOY_ROOT, sound))


def holds(path: Path, excerpt: Iterable[Line]) -> bool:
    """Whether a file has these lines in these places; at least, whether there is such a file."""
    if not path.exists():
        return False
    lines = path.read_bytes().decode("utf-8", "backslashreplace").split("\n")
    return all(
        visible_text(lines[number - 1]) == text for number, text, _ in excerpt if not text.startswith("… ")
    )


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("Loss\u200b. # \u202eeye", r"Loss\u200b. # \u202eeye"),
        ("Lip Synce\u0301", r"Lip Synce\u0301"),
        ("é 王 → $^2$", "é 王 → $^2$"),
        ("la" * MAX_LINE_LENGTH, ("la" * MAX_LINE_LENGTH)[: MAX_LINE_LENGTH - 1] + "…"),
    ],
)
def test_what_hides_in_a_line_is_shown(line: str, seen: str) -> None:
    assert visible_text(line) == seen


def test_no_line_is_wide_or_hides_anything() -> None:
    lines = [line.text for each in EXAMPLES.values() for part in (each.invalid, *each.valid) for line in part]
    assert [
        text for text in lines if len(text) > MAX_LINE_LENGTH + 5 or escape_unprintable(text) != text
    ] == []


def headings(page: Element) -> list[str]:
    return [heading["id"] for heading in page.select("h3") if heading["id"] in RULES]


def test_the_page_has_every_rule_once_with_an_address(toy_site: BuiltSite) -> None:
    found = headings(toy_site.pages[PAGE])
    assert sorted(found) == sorted(RULES), "each rule stands once in docs/contributing/rules.md"


def test_the_page_says_what_a_command_mends(toy_site: BuiltSite) -> None:
    assert load_fixable_rules(ROOT) >= {"bad-arxiv", "derived-link", "text-spaces"}
    assert load_fixable_rules(ROOT) & {"duplicate-arxiv", "future-year", "yaml-syntax"} == set()
    told = [text for text in toy_site.pages[PAGE].texts("p") if "catalog check --fix fixes it" in text]
    assert len(told) == len(load_fixable_rules(ROOT))


def test_the_page_says_what_the_the_examples_say(toy_site: BuiltSite) -> None:
    page = toy_site.pages[PAGE]
    printed = [text.text for text in page.select(".example__message")]
    assert printed == [" ".join(EXAMPLES[id].message.split()) for id in headings(page)]
    lines = [line.raw_text for line in page.select(".example__line")]
    assert "short: Lip<script>alert(1)</script>\n" in lines
    assert len(page.select("section.example")) == len(RULES)


def test_the_search_finds_a_rule_but_no_examples(toy_site: BuiltSite) -> None:
    index = (toy_site.output / "search/others.json").read_text("utf-8")
    assert "contributing/rules/#duplicate-arxiv" in index
    assert "Count Basey" not in index
    assert "A paper we had missed" not in index  # in a picture


@pytest.mark.parametrize("name", ["paste", "propose", "merge"])
def test_a_picture_is_drawn_once_for_the_site_and_for_github(toy_site: BuiltSite, name: str) -> None:
    """On GitHub it is an image with colours of its own; on the site, part of the page and in its colours."""
    text = (ROOT / f"docs/assets/guide/{name}.svg").read_text("utf-8")
    alternative = re.findall(r'aria-label="([^"]{40,})"', text)
    assert len(alternative) == 1
    assert alternative[0] in (ROOT / ".github/CONTRIBUTING.md").read_text("utf-8")
    labels = [svg["aria-label"] for svg in toy_site.pages["contributing/"].select("svg")]
    assert labels.count(alternative[0]) == 1
    classes = set(re.findall(r'class="([\w-]+)"', text)) - {"g-green"}  # GitHub's own colour
    style = (ROOT / "docs/assets/guide/guide.css").read_text("utf-8")
    assert {name for name in classes if f".steps .{name} " not in style} == set()
    assert not re.search(r"style|script|href|on\w+=", text)

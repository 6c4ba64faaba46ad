"""The browser parses the canonical form and nothing else."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from catalog.documents.document import DocumentError, parse_document
from catalog.utils.text import ILLEGIBLE_CHARACTER
from catalog.writing.format import format_text
from tests.browser.canonical import FILES, Kind, format_in_python, run_in_browser
from tests.browser.looks import rest_in_gates
from tests.browser.visits import visit
from tests.helpers import ROOT


@pytest.fixture(scope="module")
def page(browser: Browser, toy_url: str) -> Iterator[Page]:
    with visit(browser, toy_url) as session:
        yield session.go("")
        assert not session.errors


CANONICAL = """\
# yaml-language-server: $schema=../../schema/paper.schema.json
# somebody says: so
title: "Clap: the \\"sequel\\" # 2"
authors: [Ann O'Nym, "Cheese, Kasper", 王小明]
year: 2020
# of the address
links:
  paper: https://a.example/#x
  code:
    - https://b.example/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
    - https://c.example/
note: A sentence.
claims:
  - {source: napkin, title: "Clap", authors: [Ann], year: 2021, taken: true}
zoo:
  a: 1a
  "b: c":
    - d
    - {e: f, "g, h": [NaN]}
"""
NOT_CANONICAL: dict[str, tuple[str, str, int]] = {
    "spaces at the end": ("year: 2020", "year: 2020 ", 5),
    "two spaces": ("year: 2020", "year:  2020", 5),
    "a tab": ("year: 2020", "year:\t2020", 5),
    "deeper": ("  paper:", "   paper:", 8),
    "quotes": ("note: A sentence.", 'note: "A sentence."', 12),
    "single quotes": ("note: A sentence.", "note: 'A sentence.'", 12),
    "no quotes": ('title: "Clap"', "title: Clap", 14),
    "another order": ("year: 2020\n", 'year: 2020\narxiv: "2008.10010"\nvenue: arxiv\n', 5),
    "a key twice": ("year: 2020\n", "year: 2020\nyear: 2021\n", 5),
    "a key twice inside": ("source: napkin", "source: napkin, source: x", 14),
    "an empty line": ("year: 2020\n", "year: 2020\n\n", 6),
    "an empty value": ("year: 2020", "year:", 5),
    "null": ("year: 2020", "year: ", 5),
    "a comment beside": ("year: 2020", "year: 2020 # so", 5),
    "a comment inside": ("  paper:", "  # so\n  paper:", 8),
    "an anchor": ("A sentence.", "&a A sentence.", 12),
    "an alias": ("A sentence.", "*a", 12),
    "a tag": ("A sentence.", "!!str A", 12),
    "a block text": ("A sentence.", "|-\n  A sentence.", 12),
    "a folded text": ("A sentence.", ">\n  A sentence.", 12),
    "a text in two lines": ("A sentence.", "A\n  sentence.", 13),
    "quotes over two lines": ("A sentence.", '"A\n  sentence: so"', 12),
    "a long key": ("note: A sentence.", "? note\n: A sentence.", 12),
    "a merge": ("  a: 1a", "  <<: 1a", 16),
    "a merge in quotes": ("  a: 1a", '  "<<": 1a', 16),
    "a start": ("# somebody", "---\n# somebody", 2),
    "an end": ("zoo:", "...\nzoo:", 15),
    "Windows": ("\n", "\r\n", 1),
    "NUL": ("sentence", "sen\0tence", 12),
    "a byte order mark": ("# yaml", "\ufeff# yaml", 1),
    "another first line": ("paper.schema", "dataset.schema", 1),
    "zero width": ("sentence", "sen\u200btence", 12),
    "zero width, escaped": ("A sentence.", '"A\\U0000200Bsentence."', 12),
    "zero width, in a comment": ("# somebody", "# some\u200bbody", 2),
    "a needless escape": ('"Clap"', '"Cl\\U00000061p"', 14),
    "another escape": ('"Clap"', '"Cl\\x61p"', 14),
    "beyond Unicode": ('"Clap"', '"Clap\\U00110000"', 14),
    "decomposed": ("A sentence.", "Cafe\u0301", 12),
    "decomposed, escaped": ("A sentence.", '"Cafe\\U00000301"', 12),
    "an invisible space": ("A sentence.", "A\u00a0sentence.", 12),
    "a list that fits": ("authors: [Ann O'Nym", "aliases:\n  - Ann\nauthors: [Ann O'Nym", 4),
    "a list with a comma more": ("王小明]", "王小明,]", 4),
    "a list without end": ("王小明]", "王小明", 4),
    "a list that ends twice": ("王小明]", "王小明]]", 4),
    "a list of nothing": ("[Ann O'Nym, ", "[, ", 4),
    "a mapping without colon": ("{e: f", "{e", 19),
    "a set": ("{e: f,", "{e, f,", 19),
    "quotes without end": ("# 2\"", "# 2", 3),
    "nine levels": ("- d", "- [[[[[[[d]]]]]]]", 18),
    "a second header": ("# of the address", "# of\n  # the address", 7),
    "no line break at the end": ("[NaN]}\n", "[NaN]}", 19),
    "a line break more": ("[NaN]}\n", "[NaN]}\n\n", 20),
    "spaces before a comment": ("# of the", " # of the", 6),
    "a list at the top": ('title: "Clap:', '- title: "Clap:', 3),
    "a key that YAML finds too long": ("zoo:", "z" * 1100 + ":", 15),
}  # fmt: skip
PARSE = """(texts, kind) => texts.map((text) => {
    try { return [yaml.parse(text, kind), null]; }
    catch (error) {
        if (error instanceof NotCanonical) return [null, [error.message, error.line]];
        throw error;
    }
})"""


def test_other_forms_are_refused_with_the_line(page: Page) -> None:
    assert format_text(CANONICAL.encode(), FILES["paper"]) == CANONICAL
    assert all(CANONICAL.count(old) >= 1 for old, _, _ in NOT_CANONICAL.values())
    texts = [CANONICAL, *(CANONICAL.replace(old, new) for old, new, _ in NOT_CANONICAL.values())]
    (record, error), *refusals = run_in_browser(page, PARSE, texts, "paper")
    assert error is None
    assert record == parse_document(FILES["paper"], CANONICAL.encode()).data
    lines = {name: error and error[1] for name, (_, error) in zip(NOT_CANONICAL, refusals, strict=True)}
    assert lines == {name: line for name, (_, _, line) in NOT_CANONICAL.items()}
    assert all(re.fullmatch(r"[A-Z].*\.", error[0]) for _, error in refusals)


@pytest.mark.parametrize(
    "text",
    [
        *("", "\n", "[" * 500_000, "a: " + "[" * 500_000, 'a: "' + "\\" * 900_001, "a" * 900_000),
        *("a: {" + "a" * 900_000, "tags: [" + "a, " * 30_000 + "a]\n", "  " * 400_000, "#\n" * 400_000),
    ],
    ids=lambda text: f"{text[:6]!r}, {len(text)}",
)
def test_extreme_input_is_refused(page: Page, text: str) -> None:
    head = format_in_python("paper", {"title": "A"}).partition("\n")[0]
    results = run_in_browser(page, PARSE, [text, f"{head}\n{text}"], "paper")
    assert [error is None for _, error in results] == [False, False]
    assert all(len(message) < 200 for _, (message, _) in results)


@pytest.mark.parametrize("count", rest_in_gates([250, 3000]))
def test_the_browser_parses_as_python_does(page: Page, count: int) -> None:
    """Canonical files with random changes: a few are still canonical, and mean the same."""
    rng = random.Random(7)
    paths = sorted((ROOT / "data/datasets").glob("*.yml"))
    texts = [CANONICAL, *(Path(path).read_text("utf-8") for path in paths)]
    changed: list[str] = []
    for _ in range(count):
        text = rng.choice(texts)
        for _ in range(rng.randrange(1, 4)):
            at = rng.randrange(text.index("\n") + 1, len(text))
            piece = rng.choice([*":#-,[]{}&*!|>%@`'\"\\ \t\n\r\0aé1", ": ", " #", "- ", "\n  ", "\u2028"])
            text = text[:at] + rng.choice(("", piece, piece)) + text[at + rng.randrange(3) :]
        changed.append(text)
    kinds: list[Kind] = ["paper" if "paper.schema" in text[:70] else "dataset" for text in changed]
    program = f"(texts, kinds) => texts.map((text, at) => ({PARSE})([text], kinds[at])[0])"
    accepted = 0
    for text, kind, (record, error) in zip(
        changed, kinds, run_in_browser(page, program, changed, kinds), strict=True
    ):
        if error is None:
            accepted += 1
            assert record == parse_document(FILES[kind], text.encode()).data, text
        assert (error is None) == is_canonical(text, kind), (text, error)
    assert count / 25 < accepted < count * 24 / 25


def is_canonical(text: str, kind: Kind) -> bool:
    """Return whether a text equals its formatted data, apart from comments above keys."""
    try:
        formatted = format_in_python(kind, parse_document(FILES[kind], text.encode()).data)
    except (DocumentError, RuntimeError):
        return False
    return formatted == re.sub(r"\n#.*", "", text)


def test_hidden_characters_are_refused(page: Page) -> None:
    hidden = [chr(code) for code in range(0x110000) if ILLEGIBLE_CHARACTER.search(chr(code))]
    program = """(head, hidden, kind) => hidden.filter((char) => {
        try { return yaml.parse(`${head}\\ntitle: "A${char}"\\n`, kind); }
        catch { return false; }
    })"""
    head = format_in_python("paper", {"title": "A"}).partition("\n")[0]
    assert run_in_browser(page, program, head, hidden, "paper") == []
    assert run_in_browser(page, program, head, ["b"], "paper") == ["b"]

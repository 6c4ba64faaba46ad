"""The browser formats records as `catalog format` does, byte for byte."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from catalog.documents.document import parse_document
from catalog.records.files import catalog_files
from catalog.records.schema import Links
from catalog.writing import format as formatting
from catalog.writing.format import format_text
from tests.browser.canonical import FILES, SHAPES, Kind, format_in_python, run_in_browser
from tests.browser.looks import rest_in_gates
from tests.browser.visits import visit
from tests.helpers import ROOT
from tests.writing.test_format_properties import NASTY


@pytest.fixture(scope="module")
def page(browser: Browser, toy_url: str) -> Iterator[Page]:
    with visit(browser, toy_url) as session:
        yield session.go("")
        assert not session.errors


def test_every_record_survives_parsing_and_formatting(page: Page) -> None:
    names = [path.relative_to(ROOT).as_posix() for path in catalog_files(ROOT)]
    names = [name for name in names if name.startswith(("data/papers/", "data/datasets/"))]
    texts = [(ROOT / name).read_text("utf-8") for name in names]
    kinds = ["paper" if name.startswith("data/papers/") else "dataset" for name in names]
    program = """(texts, kinds) => texts.map((text, at) => {
        const record = yaml.parse(text, kinds[at]);
        return [record, yaml.format(record, [], kinds[at]) === text];
    })"""
    results = run_in_browser(page, program, texts, kinds)
    assert len(results) == len(names) > 0
    for name, text, (record, is_same) in zip(names, texts, results, strict=True):
        assert record == parse_document(name, text.encode()).data, name
        assert is_same, name


# --- Random records

LETTERS = [*"aZéßøŁ王小한ア😀👩²½٣ﬁאəﷺ", "i\u0307", "e\u0301"]
SIGNS = [*":#-,[]{}&*!|>%@`'\"\\?=~<^$/+_.;", " ", " ", ": ", " #", "- ", "\u00a0", "\t", "\n", "\u0378"]
WORDS = [
    *("NO", "Yes", "on", "oFF", "null", "Null", "nuLL", "~", "true", "inf", ".inf", ".NaN", "y", "n"),
    *("0", "007", "08", "0x1F", "0b10", "1_000", "1__", "1.", "1.5", "1e3", "1.0e+3", "1.5E-2", "2401.10"),
    *("12:30", "12:30:59", "190:20:30.15", "1:60", "2022-01-01", "2022-1-1", "2022-1-1 1:00:00"),
    *("2001-12-14T21:59:43.1Z", "2001-12-14 21:59:43 +5", "2001-1-1t1:00:00.-05:00", "20010-1-1"),
    *("a:b", "http://a.example/#x", "a #b", "a# b", "10.1145/3394171.3413532", "484-492", "e1:2-3", "true"),
]  # fmt: skip


def text_generator(seed: int) -> Callable[..., str]:
    """Return a function that makes texts which could be hard to format."""
    rng = random.Random(seed)

    def text(max_parts: int = 6) -> str:
        match rng.randrange(6):
            case 0:
                return rng.choice(WORDS)
            case 1:
                return rng.choice(NASTY)
            case 2:
                return str(date(1900, 1, 1) + timedelta(days=rng.randrange(70_000)))
            case 3:
                return "".join(rng.choice("0123456789_:.-+eExbTZ ") for _ in range(rng.randrange(1, 9)))
        parts = [rng.choice(rng.choice((LETTERS, SIGNS, WORDS))) for _ in range(rng.randrange(max_parts))]
        return "".join(parts)

    return text


def random_record(kind: Kind, seed: int) -> dict[str, Any]:
    """Return a record with some of its keys, in any order, and sometimes with an unknown key."""
    rng, text = random.Random(seed), text_generator(seed)

    def texts(end: int) -> list[str]:
        return [text() for _ in range(rng.randrange(end))]

    def mapping(names: list[str]) -> dict[str, Any]:
        return {name: texts(4) if name == "authors" else text() for name in names}

    def sample(names: list[str]) -> list[str]:
        return rng.sample(names, rng.randrange(len(names) + 1))

    def value(key: str) -> Any:
        match key:
            case "links":
                return {kind: rng.choice((text(), texts(4))) for kind in sample(list(Links.model_fields))}
            case "claims" | "facts":
                return [mapping(sample(list(SHAPES[key].model_fields))) for _ in range(rng.randrange(4))]
            case "subjects" | "hours" | "size" | "zoo":
                # JavaScript moves keys that are small whole numbers to the front
                return rng.choice((text(), {f"x{text()}": text() for _ in range(rng.randrange(9))}))
            case "aliases" | "authors" | "categories" | "tags" | "kind" | "replaces" | "sources":
                return texts(rng.choice((3, 30)))
        return text(30)

    keys = [*SHAPES[kind].model_fields, "zoo", "yes", "a: b", ""]
    return {key: value(key) for key in sample(keys) or ["title"]}


@pytest.mark.parametrize("count", rest_in_gates([60, 1000]))
@pytest.mark.parametrize("kind", FILES)
def test_records_are_written_as_by_catalog_format(page: Page, kind: Kind, count: int) -> None:
    records = [random_record(kind, seed) for seed in range(count)]
    program = """(records, kind) => records.map((record) => {
        const text = yaml.format(record, [], kind);
        return [text, yaml.parse(text, kind)];
    })"""
    for record, (text, parsed) in zip(records, run_in_browser(page, program, records, kind), strict=True):
        expected = format_in_python(kind, record)
        assert text == expected
        assert parsed == parse_document(FILES[kind], expected.encode()).data


def test_every_letter_is_formatted_alike(page: Page) -> None:
    """Only characters that Python knows are compared: newer ones may be treated differently."""
    rare = (chr(code) for code in range(0x20, 0x30000) if not 0x3400 < code < 0xD7A0 and code < 0x20000)
    characters = [char for char in rare if unicodedata.category(char) not in ("Cn", "Cs")]
    values = [f"{char}x{char}y" for char in characters]
    program = "(values) => values.map((short) => yaml.format({short}).split('\\n').slice(1, -1).join('\\n'))"
    lines = run_in_browser(page, program, values)
    conflicts = [
        f"U+{ord(char):04X}"
        for char, value, line in zip(characters, values, lines, strict=True)
        if line != f"short: {formatting._format_scalar(unicodedata.normalize('NFC', value), '')}"
    ]
    assert conflicts == []


def test_comments_follow_the_first_line_whatever_their_text(page: Page) -> None:
    comments = ["Found on arXiv: “Clap”", "two\nlines: 1", "zero\u200bwidth\u2028and\ttab ", "# e\u0301"]
    text = run_in_browser(
        page, "(comments) => yaml.format({title: 'Clap', year: '2020'}, comments)", comments
    )
    _, *lines = text.split("\n")
    comment_lines = ["# Found on arXiv: “Clap”", "# two lines: 1", "# zero width and tab", "# # é"]
    assert lines == [*comment_lines, 'title: "Clap"', "year: 2020", ""]
    assert format_text(text.encode(), FILES["paper"]) == text
    assert run_in_browser(page, "(text) => yaml.parse(text)", text) == {"title": "Clap", "year": "2020"}

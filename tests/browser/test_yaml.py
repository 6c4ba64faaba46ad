"""The canonical form in the browser is that of `catalog format`, byte for byte, and nothing else is read."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page

from catalog import formatting
from catalog.formatting import format_text
from catalog.importing.drafts import Draft
from catalog.load import catalog_files
from catalog.schema import Claim, Dataset, Fact, Links, Paper, Shape
from catalog.source import SourceError, read
from catalog.text import HIDDEN
from tests.browser.visits import visit
from tests.helpers import ROOT
from tests.test_formatting_properties import NASTY

Kind = Literal["paper", "dataset"]
FILES: dict[Kind, str] = {
    "paper": "data/papers/2020/lipsyncopation-2020.yml",
    "dataset": "data/datasets/mumble-1k.yml",
}
SHAPES: dict[str, type[Shape]] = {
    "paper": Paper,
    "dataset": Dataset,
    "links": Links,
    "claims": Claim,
    "facts": Fact,
}


def canonical(kind: Kind, data: dict[str, Any]) -> str:
    """The text of a new record, as the importer writes it."""
    model = Paper if kind == "paper" else Dataset
    return Draft(model, "lipsyncopation-2020", FILES[kind], data).text()


@pytest.fixture(scope="module")
def page(browser: Browser, toy_url: str) -> Iterator[Page]:
    with visit(browser, toy_url) as opened:
        yield opened.go("")
        assert not opened.faults


def ask(page: Page, body: str, *values: Any) -> Any:
    """What some JavaScript answers that can use the module; `values` are its arguments."""
    module = "const yaml = await import('./assets/add/yaml.js');"
    return page.evaluate(f"async (values) => {{ {module} return ({body})(...values); }}", values)


def test_shapes_and_settings_are_those_of_the_formatter(page: Page) -> None:
    settings = ask(page, "() => [yaml.KEYS, yaml.WIDTH, yaml.QUOTED, yaml.TYPED, yaml.HEADS]")
    heads = {kind: format_text(b"{}", file).split("\n")[0] for kind, file in FILES.items()}
    keys = {name: list(shape.model_fields) for name, shape in SHAPES.items()}
    assert settings[:2] == [keys, formatting.WIDTH]
    assert [set(names) for names in settings[2:4]] == [formatting.QUOTED, formatting.TYPED]
    assert settings[4] == heads
    assert {name: SHAPES[name] for name in formatting.INNER} == formatting.INNER


def test_every_record_is_read_and_written_as_it_is(page: Page) -> None:
    names = [path.relative_to(ROOT).as_posix() for path in catalog_files(ROOT)]
    names = [name for name in names if name.count("/") > 1]
    texts = [(ROOT / name).read_text("utf-8") for name in names]
    kinds = ["paper" if name.startswith("data/papers/") else "dataset" for name in names]
    program = """(texts, kinds) => texts.map((text, at) => {
        const record = yaml.read(text, kinds[at]);
        return [record, yaml.write(record, [], kinds[at]) === text];
    })"""
    found = ask(page, program, texts, kinds)
    assert len(found) == len(names) > 0
    for name, text, (record, same) in zip(names, texts, found, strict=True):
        assert record == read(name, text.encode()).data, name
        assert same, name


# --- Records that somebody made up

LETTERS = [*"aZéßøŁ王小한ア😀👩²½٣ﬁאəﷺ", "i\u0307", "e\u0301"]
SIGNS = [*":#-,[]{}&*!|>%@`'\"\\?=~<^$/+_.;", " ", " ", ": ", " #", "- ", "\u00a0", "\t", "\n", "\ue000"]
WORDS = [
    *("NO", "Yes", "on", "oFF", "null", "Null", "nuLL", "~", "true", "inf", ".inf", ".NaN", "y", "n"),
    *("0", "007", "08", "0x1F", "0b10", "1_000", "1__", "1.", "1.5", "1e3", "1.0e+3", "1.5E-2", "2401.10"),
    *("12:30", "12:30:59", "190:20:30.15", "1:60", "2022-01-01", "2022-1-1", "2022-1-1 1:00:00"),
    *("2001-12-14T21:59:43.1Z", "2001-12-14 21:59:43 +5", "2001-1-1t1:00:00.-05:00", "20010-1-1"),
    *("a:b", "http://a.example/#x", "a #b", "a# b", "10.1145/3394171.3413532", "484-492", "e1:2-3", "true"),
]  # fmt: skip


def made_up(seed: int) -> Callable[..., str]:
    """Texts from a seed, of anything that could trouble a writer of YAML."""
    rng = random.Random(seed)

    def text(longest: int = 6) -> str:
        match rng.randrange(6):
            case 0:
                return rng.choice(WORDS)
            case 1:
                return rng.choice(NASTY)
            case 2:
                return str(date(1900, 1, 1) + timedelta(days=rng.randrange(70_000)))
            case 3:
                return "".join(rng.choice("0123456789_:.-+eExbTZ ") for _ in range(rng.randrange(1, 9)))
        parts = [rng.choice(rng.choice((LETTERS, SIGNS, WORDS))) for _ in range(rng.randrange(longest))]
        return "".join(parts)

    return text


def invented(kind: Kind, seed: int) -> dict[str, Any]:
    """A record with some of its keys, in any order, and now and then one that no shape knows."""
    rng, text = random.Random(seed), made_up(seed)

    def texts(most: int) -> list[str]:
        return [text() for _ in range(rng.randrange(most))]

    def mapping(names: list[str]) -> dict[str, Any]:
        return {name: texts(4) if name == "authors" else text() for name in names}

    def some(names: list[str]) -> list[str]:
        return rng.sample(names, rng.randrange(len(names) + 1))

    def value(key: str) -> Any:
        match key:
            case "links":
                return {kind: rng.choice((text(), texts(4))) for kind in some(list(Links.model_fields))}
            case "claims" | "facts":
                return [mapping(some(list(SHAPES[key].model_fields))) for _ in range(rng.randrange(4))]
            case "subjects" | "hours" | "size" | "zoo":
                # JavaScript puts keys that are small whole numbers first, so there are none
                return rng.choice((text(), {f"x{text()}": text() for _ in range(rng.randrange(9))}))
            case "aliases" | "authors" | "categories" | "tags" | "kind" | "replaces" | "sources":
                return texts(rng.choice((3, 30)))
        return text(30)

    keys = [*SHAPES[kind].model_fields, "zoo", "yes", "a: b", ""]
    return {key: value(key) for key in some(keys) or ["title"]}


@pytest.mark.parametrize("kind", FILES)
def test_a_thousand_records_are_written_as_by_catalog_format(page: Page, kind: Kind) -> None:
    records = [invented(kind, seed) for seed in range(1000)]
    program = """(records, kind) => records.map((record) => {
        const text = yaml.write(record, [], kind);
        return [text, yaml.read(text, kind)];
    })"""
    for record, (text, again) in zip(records, ask(page, program, records, kind), strict=True):
        expected = canonical(kind, record)
        assert text == expected
        assert again == read(FILES[kind], expected.encode()).data


def test_every_letter_is_taken_alike(page: Page) -> None:
    """Letters that are newer than either program may differ; those that Python knows are compared."""
    rare = (chr(code) for code in range(0x20, 0x30000) if not 0x3400 < code < 0xD7A0 and code < 0x20000)
    known = [char for char in rare if unicodedata.category(char) not in ("Cn", "Cs")]
    values = [f"{char}x{char}y" for char in known]
    program = "(values) => values.map((short) => yaml.write({short}).split('\\n').slice(1, -1).join('\\n'))"
    written = ask(page, program, values)
    differ = [
        f"U+{ord(char):04X}"
        for char, value, line in zip(known, values, written, strict=True)
        if line != f"short: {formatting._scalar(unicodedata.normalize('NFC', value), '')}"
    ]
    assert differ == []


def test_comments_stand_below_the_first_line_whatever_they_hold(page: Page) -> None:
    comments = ["Found on arXiv: “Clap”", "two\nlines: 1", "zero\u200bwidth\u2028and\ttab ", "# e\u0301"]
    text = ask(page, "(comments) => yaml.write({title: 'Clap', year: '2020'}, comments)", comments)
    _, *lines = text.split("\n")
    said = ["# Found on arXiv: “Clap”", "# two lines: 1", "# zero width and tab", "# # é"]
    assert lines == [*said, 'title: "Clap"', "year: 2020", ""]
    assert format_text(text.encode(), FILES["paper"]) == text
    assert ask(page, "yaml.read", text) == {"title": "Clap", "year": "2020"}


# --- What is not canonical

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
WRONG: dict[str, tuple[str, str, int]] = {
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
READ = """(texts, kind) => texts.map((text) => {
    try { return [yaml.read(text, kind), null]; }
    catch (error) {
        if (error instanceof yaml.NotCanonical) return [null, [error.message, error.line]];
        throw error;
    }
})"""


def test_other_forms_are_refused_with_their_line(page: Page) -> None:
    assert format_text(CANONICAL.encode(), FILES["paper"]) == CANONICAL
    assert all(CANONICAL.count(old) >= 1 for old, _, _ in WRONG.values())
    texts = [CANONICAL, *(CANONICAL.replace(old, new) for old, new, _ in WRONG.values())]
    (record, refused), *others = ask(page, READ, texts, "paper")
    assert refused is None
    assert record == read(FILES["paper"], CANONICAL.encode()).data
    found = {name: said and said[1] for name, (_, said) in zip(WRONG, others, strict=True)}
    assert found == {name: line for name, (_, _, line) in WRONG.items()}
    assert all(re.fullmatch(r"[A-Z].*\.", said[0]) for _, said in others)


@pytest.mark.parametrize(
    "text",
    [
        *("", "\n", "[" * 500_000, "a: " + "[" * 500_000, 'a: "' + "\\" * 900_001, "a" * 900_000),
        *("a: {" + "a" * 900_000, "tags: [" + "a, " * 30_000 + "a]\n", "  " * 400_000, "#\n" * 400_000),
    ],
    ids=lambda text: f"{text[:6]!r}, {len(text)}",
)
def test_nothing_makes_it_stumble(page: Page, text: str) -> None:
    head = ask(page, "() => yaml.HEADS.paper")
    found = ask(page, READ, [text, f"{head}\n{text}"], "paper")
    assert [said is None for _, said in found] == [False, False]
    assert all(len(message) < 200 for _, (message, _) in found)


def test_what_is_read_is_what_python_reads(page: Page) -> None:
    """Canonical files with characters changed at random: a few still are canonical, and mean the same."""
    rng = random.Random(7)
    paths = sorted((ROOT / "data/datasets").glob("*.yml"))
    texts = [CANONICAL, *(Path(path).read_text("utf-8") for path in paths)]
    changed: list[str] = []
    for _ in range(2500):
        text = rng.choice(texts)
        for _ in range(rng.randrange(1, 4)):
            at = rng.randrange(text.index("\n") + 1, len(text))
            piece = rng.choice([*":#-,[]{}&*!|>%@`'\"\\ \t\n\r\0aé1", ": ", " #", "- ", "\n  ", "\u2028"])
            text = text[:at] + rng.choice(("", piece, piece)) + text[at + rng.randrange(3) :]
        changed.append(text)
    kinds: list[Kind] = ["paper" if "paper.schema" in text[:70] else "dataset" for text in changed]
    program = f"(texts, kinds) => texts.map((text, at) => ({READ})([text], kinds[at])[0])"
    accepted = 0
    for text, kind, (record, refused) in zip(changed, kinds, ask(page, program, changed, kinds), strict=True):
        if refused is None:
            accepted += 1
            assert record == read(FILES[kind], text.encode()).data, text
        assert (refused is None) == is_canonical(text, kind), (text, refused)
    assert 100 < accepted < len(changed) - 100


def is_canonical(text: str, kind: Kind) -> bool:
    """Whether a text is what is written of its data, apart from comments above keys."""
    try:
        written = canonical(kind, read(FILES[kind], text.encode()).data)
    except (SourceError, RuntimeError):
        return False
    return written == re.sub(r"\n#.*", "", text)


def test_what_nobody_can_see_is_the_same_everywhere(page: Page) -> None:
    program = """async () => {
        const {HIDDEN} = await import("./assets/add/reader.js");
        const codes = Array.from({length: 0x110000}, (_, code) => code);
        return codes.filter((code) => HIDDEN.test(String.fromCodePoint(code)));
    }"""
    assert ask(page, program) == [code for code in range(0x110000) if HIDDEN.search(chr(code))]

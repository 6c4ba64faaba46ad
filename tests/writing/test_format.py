"""The canonical form by example; test_format_properties.py has properties of all documents."""

from __future__ import annotations

import pytest

from catalog.documents.document import DocumentError, parse_document
from catalog.records.as_json import schema_files
from catalog.records.files import catalog_files
from catalog.writing.format import format_text
from tests.helpers import ROOT, TOY_PAPER, TOY_ROOT

HEADER = "# yaml-language-server: $schema=../../schema/paper.schema.json\n"
VENUES = "data/venues.yml"

GOLDEN = {
    "known keys in the order of the schema, unknown ones after them": (
        "zoo: 1\nyear: 2020\nsources: [napkin]\ntitle: Clap\napes: {b: 2, a: 1}\n",
        'title: "Clap"\nyear: 2020\nsources: [napkin]\nzoo: "1"\napes: {b: "2", a: "1"}\n',
    ),
    "titles and arXiv ids in quotes, other texts only where YAML needs them": (
        "title: 'Clap'\nshort: \"Clap\"\narxiv: 2401.10\nnote: 'It''s: \"so\"'\nyear: \"2020\"\n",
        'title: "Clap"\nshort: Clap\nyear: 2020\narxiv: "2401.10"\nnote: "It\'s: \\"so\\""\n',
    ),
    "texts that YAML would take for something else": (
        "aliases: [NO, 'on', ~, 1.0, 12:30, a:b, '{a}', '-a', 'a, b', '# a', 'a #b', a#b, 'a:?']\n",
        'aliases: ["NO", "on", "~", "1.0", "12:30", a:b, "{a}", "-a", "a, b", "# a", "a #b", a#b, "a:?"]\n',
    ),
    "links below each other, claims and facts one a line": (
        "links: {code: https://b.example/, paper: https://a.example/#x}\n"
        "claims:\n- year: 2020\n  source: napkin\n",
        "links:\n  paper: https://a.example/#x\n  code: https://b.example/\nclaims:\n"
        "  - {source: napkin, year: 2020}\n",
    ),
    "empty lists and mappings": ("aliases: []\nlinks:\n  {}\n", "aliases: []\nlinks: {}\n"),
    "a list that does not fit a line": (
        f"authors: [{', '.join(['Polly Phony'] * 8)}]\n",
        "authors:\n" + "  - Polly Phony\n" * 8,
    ),
    "comments above and beside move with their key": (
        "# on top\nyear: 2020 # a good one\n# of the title\ntitle: Clap\n# at the end\n",
        '# on top\n# of the title\ntitle: "Clap"\nyear: 2020 # a good one\n# at the end\n',
    ),
    "comments in a flow list make it a block": (
        "authors: [Ann, # 1\n  # 2\n  Bob, # 3\n  Cid # 4\n  ]\nyear: 2020\n",
        "authors: # 1\n  - Ann\n  # 2\n  - Bob # 3\n  - Cid # 4\nyear: 2020\n",
    ),
    "comments between, beside and in claims": (
        "claims:\n  # 1\n  - {source: a} # 2\n  # 3\n  - source: b\n    year: 2020 # 4\n  # 5\n",
        "claims:\n  # 1\n  - {source: a} # 2\n  # 3\n  - source: b\n    year: 2020 # 4\n# 5\n",
    ),
    "no comment in quotes or blocks": (
        "note: 'a # b' # c\nshort: |- # d\n  e # f\n# g\nzoo: 1\n",
        'short: "e # f" # d\nnote: "a # b" # c\n# g\nzoo: "1"\n',
    ),
    "no space before a comment": ('zoo: [a,#1\n  "b"]#2\n', "zoo: #1\n  - a\n  - b #2\n"),
    "marks of a document, with comments": (
        "# 1\n--- # 2\n# 3\nyear: 2020\n... # 4\n",
        "# 1\n# 2\n# 3\nyear: 2020 # 4\n",
    ),
    "keys in the long form": ("? year # 1\n: 2020 # 2\n", "year: 2020 # 1 # 2\n"),
    "keys that need quotes": ('"a: b": 1\n"": 2\n"on": 3\n', '"a: b": "1"\n"": "2"\n"on": "3"\n'),
    "astral characters before a comment": ("note: 😀😀😀 # 1\n", 'note: "😀😀😀" # 1\n'),
    "other line ends, tabs and spaces at the end": ("year:\t2020 # 1 \r\n\r\n", "year: 2020 # 1\n"),
    "decomposed letters": ("note: Cafe\u0301 # e\u0301\n", 'note: "Café" # é\n'),
    "lists in lists, with comments": (
        "zoo:\n  - - a\n    - b # 1\n  - - c # 2\n",
        "zoo:\n  - - a\n    - b # 1\n  - [c] # 2\n",
    ),
}


@pytest.mark.parametrize(("text", "expected"), GOLDEN.values(), ids=GOLDEN)
def test_golden(text: str, expected: str) -> None:
    assert format_text(text.encode(), TOY_PAPER) == HEADER + expected
    assert format_text((HEADER + expected).encode(), TOY_PAPER) == HEADER + expected
    assert (
        parse_document(TOY_PAPER, expected.encode()).data == parse_document(TOY_PAPER, text.encode()).data
        or "\u0301" in text
    )


def test_the_header_is_written_once() -> None:
    text = "# note\n# yaml-language-server: $schema=elsewhere.json\nyear: 2020\n"
    assert format_text(text.encode(), TOY_PAPER) == f"{HEADER}# note\nyear: 2020\n"


def test_vocabularies_keep_their_order_and_have_no_header() -> None:
    text = "# top\nzebra:\n  short: Z\n  name: Zebra\n# of ape\nape: {name: Ape, about: 'x: y'}\n"
    assert format_text(text.encode(), VENUES) == (
        '# top\nzebra:\n  name: Zebra\n  short: Z\n# of ape\nape:\n  name: Ape\n  about: "x: y"\n'
    )


@pytest.mark.parametrize("text", ["{}\n", "# none yet\n{}\n"])
def test_an_empty_vocabulary_stays(text: str) -> None:
    assert format_text(text.encode(), "data/gone.yml") == text


@pytest.mark.parametrize(
    "text",
    [
        "title: a # 1\rshort: b\r",
        "title: a # 1\x85short: b\n",
        "title: a # 1\u2028short: b\n",
        'title: "a\\u202eb"\n',
    ],
    ids=["carriage return", "NEL", "line separator", "escaped"],
)
def test_a_file_with_hidden_characters_is_not_formatted(text: str) -> None:
    """Some end lines, so that what looks like a comment is data."""
    with pytest.raises(DocumentError, match="hidden-character"):
        format_text(text.encode(), TOY_PAPER)


def test_text_that_is_invalid_once_composed_is_an_error_with_a_location() -> None:
    with pytest.raises(DocumentError, match=r"1:8: error\[yaml-syntax\]"):
        format_text("short: \u1fef\n".encode(), TOY_PAPER)  # NFC makes it a backtick


def test_the_toy_catalog_is_canonical() -> None:
    names = [path.relative_to(TOY_ROOT).as_posix() for path in catalog_files(TOY_ROOT)]
    assert names
    texts = {name: (TOY_ROOT / name).read_bytes() for name in names}
    assert [name for name in names if format_text(texts[name], name).encode() != texts[name]] == []


@pytest.mark.parametrize("name", schema_files())
def test_the_schemas_for_editors_are_fresh(name: str) -> None:
    assert (ROOT / "data/schema" / name).read_text(encoding="utf-8") == schema_files()[name], (
        "run `catalog format`"
    )

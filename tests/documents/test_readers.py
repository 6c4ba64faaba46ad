"""A file that another YAML reader cannot read, or reads otherwise, is reported, and formatting mends it."""

from __future__ import annotations

from contextlib import suppress

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from catalog.documents.document import DocumentError, parse_document
from catalog.writing.edit import reformat
from tests.helpers import TOY_PAPER
from tests.properties import examples

PIECES = st.sampled_from(
    [
        *("a", "b", "1", " ", "\n", "\n  ", "- ", ": ", ":", "?", "? ", "[", "]", "{", "}", ", ", ",", "#"),
        *(" # ", "&", "*", "!", "|", ">", "'", '"', "%", "@", "`", "\t", "-", "=", "<<", "\\", "/", "~", "."),
        *("http://x?y", "é", "title: ", "links:\n  ", "|\n  ", "...", "😀", "2020-13-32", "0x_"),
    ]
)
TEXTS = st.lists(PIECES, min_size=1, max_size=7).map("".join)


def is_read_alike(text: str, data: object) -> bool:
    """Return whether PyYAML's own parser reads the same values, and can make dates and numbers of them."""
    try:
        yaml.load(text, yaml.SafeLoader)
        return bool(yaml.load(text, yaml.BaseLoader) == data)
    except (yaml.YAMLError, ValueError):
        return False


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("links:\n  paper: [https://a.example/?id=a, https://a.example/?id=b]\n", "2:29"),
        ("aliases: [Why, who? me]\n", "1:19"),
        ("short:\tTabbed\n", "1:7"),
        ("note: |#\n  Sung.\n", "1:8"),
        ("aliases: [links:\n  a?b]\n", "2:4"),
        ("short: 2020-02-30\n", "1:8"),
        ("short: <<\n", "1:8"),
    ],
)
def test_a_file_that_some_cannot_read_is_reported(text: str, position: str) -> None:
    document = parse_document(TOY_PAPER, text.encode())
    (problem,) = document.problems
    assert (problem.rule.id, f"{problem.location.line}:{problem.location.column}") == (
        "yaml-readers",
        position,
    )
    mended = reformat(TOY_PAPER, text.encode())
    assert is_read_alike(mended, document.data)
    assert parse_document(TOY_PAPER, mended.encode()).problems == ()


@pytest.mark.parametrize(
    "text",
    [
        "links:\n  paper: https://a.example/?id=a\n  code: [https://a.example/, https://b.example/]\n",
        'title: "Who? Me, [or] you?"\nadded: 2020-02-30\n',
        "note: Are you? Yes\n",
    ],
)
def test_a_file_that_all_can_read_is_not(text: str) -> None:
    assert parse_document(TOY_PAPER, text.encode()).problems == ()


@examples
@given(TEXTS, st.booleans())
def test_no_difference_goes_unreported(text: str, is_list: bool) -> None:
    text = f"aliases: [{text}]\n" if is_list else f"short: {text}\n"
    with suppress(DocumentError):
        document = parse_document(TOY_PAPER, text.encode())
        assert document.problems or is_read_alike(text, document.data)


@examples
@given(TEXTS, st.booleans())
def test_all_can_read_what_is_formatted(text: str, is_list: bool) -> None:
    text = f"aliases: [{text}]\n" if is_list else f"short: {text}\n"
    with suppress(DocumentError):
        mended = reformat(TOY_PAPER, text.encode())
        assert is_read_alike(mended, parse_document(TOY_PAPER, mended.encode()).data)

"""Properties of formatting for documents in every YAML style, with comments wherever they may be."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from itertools import count
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from catalog.documents.document import parse_document
from catalog.writing.format import format_text
from tests.properties import examples

PAPER = "data/papers/2020/lipsyncopation-2020.yml"
FILES = (PAPER, "data/datasets/mumble-1k.yml", "data/venues.yml")
KEYS = (
    "title",
    "short",
    "authors",
    "links",
    "claims",
    "facts",
    "sources",
    "year",
    "zoo",
    "yes",
    "a: b",
    "# c",
    "",
)
NASTY = (
    *(
        "NO",
        "1.0",
        "2401.10",
        "017",
        "~",
        "null",
        "12:30",
        "1_000",
        ".inf",
        "2022-01-01",
        "[Re] Foo",
        "@x",
        "%x",
        "`x",
    ),
    *(
        "a # b",
        "#x",
        "a#b",
        "a:",
        ": a",
        "a: b",
        "- a",
        "-",
        "? a",
        "*x",
        "&x",
        "!x",
        "{a}",
        "a, b",
        "it's",
        "'tis",
    ),
    *(
        'a"b',
        '"',
        "'",
        "\\",
        "a\\nb",
        " a",
        "a ",
        "a\nb",
        "a\n\n b\n",
        "\t",
        "---",
        "...",
        "<<",
        "=",
        "|",
        ">",
    ),
    *("é", "王, 小", "😀", "a\u00a0b", "", "x" * 120),
)
texts = st.sampled_from(NASTY) | st.text(st.sampled_from("ab #:-,[]{}&*!|>%@'\"\\é王😀"), max_size=8)
PLAIN = re.compile(r"[A-Za-z0-9é王][A-Za-z0-9é王 ]*(?<! )")
Draw = Callable[[st.SearchStrategy[Any]], Any]
Value = str | list[Any] | dict[str, Any]

values: st.SearchStrategy[Any] = st.recursive(
    texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=3),
    max_leaves=8,
)
documents = st.dictionaries(st.sampled_from(KEYS), values, min_size=1, max_size=5)


def entries(value: list[Any] | dict[str, Any]) -> list[tuple[str | None, Any]]:
    """Return the items of a list or mapping with their keys, which are None in a list."""
    return [(None, item) for item in value] if isinstance(value, list) else list(value.items())


class Scribe:
    """Writes values as YAML in any style, with comments wherever they are allowed."""

    def __init__(self, draw: Draw) -> None:
        self.draw = draw
        self.numbers = count(1)
        self.comments: list[str] = []

    def choose(self, *options: Any) -> Any:
        return self.draw(st.sampled_from(options))

    def comment(self, lead: str = "") -> str:
        """Return a comment or nothing."""
        if not self.choose(False, False, True):
            return ""
        number, end = next(self.numbers), self.choose(".", ": [d", " # e.", "' }")
        self.comments.append(f"#{self.choose('', ' ')}c{number}{end}")
        return lead + self.comments[-1]

    def above(self, indent: int) -> Iterator[str]:
        """Yield empty lines and comments on lines of their own."""
        for _ in range(self.choose(0, 0, 1, 2)):
            yield self.comment(self.choose(" " * indent, ""))

    def scalar(self, text: str) -> str:
        if PLAIN.fullmatch(text) and self.choose(True, False):
            return text
        if "\n" not in text and self.choose(True, False):
            return "'" + text.replace("'", "''") + "'"
        return json.dumps(text, ensure_ascii=self.choose(True, False) and text.isascii())

    def flow(self, value: Value, indent: int) -> str:
        """Return a value in flow style, in several lines where its comments require it."""
        if isinstance(value, str):
            return self.scalar(value)
        parts = [
            ("" if key is None else f"{self.scalar(key)}: ") + self.flow(inner, indent)
            for key, inner in entries(value)
        ]
        first, last = "[]" if isinstance(value, list) else "{}"
        text = first
        for at, part in enumerate(parts):
            text += self.gap(indent) + part + self.gap(indent) + ("," if at < len(parts) - 1 else "")
        return text + self.gap(indent) + last

    def gap(self, indent: int) -> str:
        """Return what may be between two tokens of flow style: nothing, or a comment."""
        comment = self.comment(self.choose(" ", "\n" + " " * indent))
        return comment + "\n" + " " * indent if comment else ""

    def block(self, value: list[Any] | dict[str, Any], indent: int) -> list[str]:
        """Return the lines of a list or mapping in block style."""
        lines: list[str] = []
        for key, inner in entries(value):
            lines += self.above(indent)
            lead = "-" if key is None else f"{self.scalar(key)}:"
            if (
                isinstance(inner, str)
                and re.fullmatch(r"[a-z][a-z\n]*[a-z]", inner)
                and self.choose(True, False)
            ):
                lines.append(f"{' ' * indent}{lead} |-{self.comment(' ')}")
                lines += [f"{' ' * indent}  {line}" for line in inner.split("\n")]
            elif inner and not isinstance(inner, str) and self.choose(True, False):
                lines.append(f"{' ' * indent}{lead}{self.comment(' ')}")
                lines += self.block(inner, indent + 2)
            else:
                lines.append(f"{' ' * indent}{lead} {self.flow(inner, indent + 2)}{self.comment(' ')}")
        return [*lines, *self.above(indent)]


@st.composite
def yaml_texts(draw: Draw) -> tuple[dict[str, Any], str, list[str]]:
    """Draw the values of a document, a text with these values, and the comments in that text."""
    data = draw(documents)
    scribe = Scribe(draw)
    lines = scribe.block(data, 0)
    if scribe.choose(True, False, False, False):
        lines = [f"---{scribe.comment(' ')}", *lines, f"...{scribe.comment(' ')}"]
    return data, "\n".join(lines) + scribe.choose("", "\n", "\n\n"), scribe.comments


@examples
@given(yaml_texts(), st.sampled_from(FILES), st.sampled_from(["\n", "\r\n"]))
def test_formatting_keeps_data_and_comments_and_is_idempotent(
    document: tuple[dict[str, Any], str, list[str]], name: str, newline: str
) -> None:
    data, text, comments = document
    content = text.replace("\n", newline).encode()
    assert parse_document(name, content).data == data, "the scribe wrote other values"
    formatted = format_text(content, name)
    assert parse_document(name, formatted.encode()).data == data
    missing = [comment for comment in comments if formatted.count(comment.rstrip()) != 1]
    assert not missing, formatted
    assert format_text(formatted.encode(), name) == formatted

"""Hostile text renders as text, in Markdown and in what GitHub does after that."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from catalog.utils import github_markdown as md
from catalog.utils.text import escape_unprintable
from tests.hostile.payloads import PAYLOADS
from tests.properties import examples

PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
OURS = {"<span>", "</span>", "<code>", "</code>"}
"""The only HTML that may be in the output."""
LINKED_BY_GITHUB = re.compile(
    r"""@[\w-] | (?<!\w)\#\d | \bgh-\d | \b[0-9a-f]{7,40}\b | :[\w+-]+: | \$.+\$
      | \b(?:https?|ftp|mailto|xmpp): | \bwww\.\w | [\w.+-]+@\w""",
    re.VERBOSE | re.IGNORECASE,
)
"""Text that GitHub turns into a mention, reference, emoji, formula or link, within one text node."""
SIGNS = (
    "@somebody and @some/team",
    "fixes #1, GH-2, gh-3, owner/name#4, owner/name@0123abcd",
    "0123456789abcdef0123456789abcdef01234567 DEADBEEF cafe12345",
    ":tada: :+1: a:b:c",
    "$x$ $$y$$ $`z`$",
    "https://evil.example/ http://a.b ftp://a.b www.evil.example me@evil.example mailto:me@evil.example",
    "[x](https://evil.example/) [x][y] [^1] [x] ![x](//evil.example/x.png) <https://evil.example/>",
    "two\nlines\r\n\n# and a heading\n\n    code",
    "a | b \\| c \\\\| d |",
    "`one` ``two`` ```three",
    "<details><summary>x</summary>",
    "- a list",
    "1. a list",
    "+ a list",
    "> a quotation",
    "---",
    "===",
    "    code",
    "~~~",
    "\\",
    "&amp; &#35; &copy;",
    "*a* _b_ __c__ ~d~ ~~e~~ ==f==",
    "- [ ] a task",
    "[!NOTE]",
    "::error ::pwned",
)

each_text = pytest.mark.parametrize("text", [*PAYLOADS, *SIGNS])


def tokens(markdown: str) -> Iterator[Token]:
    for token in PARSER.parse(markdown):
        yield token
        yield from token.children or ()


def visible_text(markdown: str) -> str:
    """Return the visible text, and assert that it contains only our own HTML."""
    parsed = list(tokens(markdown))
    assert {token.content for token in parsed if token.type == "html_inline"} <= OURS
    assert not {token.type for token in parsed} & {"image", "html_block", "link_open", "code_block", "fence"}
    pieces = [token.content for token in parsed if token.type in ("text", "text_special")]
    assert not [piece for piece in text_nodes(parsed) if LINKED_BY_GITHUB.search(piece)]
    return "".join(pieces)


def text_nodes(parsed: list[Token]) -> list[str]:
    """Return the text nodes of the page."""
    whole = "".join(
        "\0" if token.nesting or token.type == "html_inline" else token.content
        for token in parsed
        if token.type != "inline"
    )
    return whole.split("\0")


def collapse_spaces(text: str) -> str:
    return " ".join(text.split())


@each_text
def test_in_a_table(text: str) -> None:
    table = "\n".join(
        [*md.table_head("One", "Two"), md.table_row((md.escape_text(text), md.inline_code(text)))]
    )
    rows = [token for token in PARSER.parse(f"x\n{table}") if token.type == "tr_open"]
    cells = [token for token in PARSER.parse(f"x\n{table}") if token.type == "td_open"]
    assert (len(rows), len(cells)) == (2, 2)
    assert collapse_spaces(visible_text(md.table_row((md.escape_text(text),)))) == collapse_spaces(
        f"| {escape_unprintable(text)} |"
    )


@each_text
def test_in_a_line(text: str) -> None:
    for before in ("", "- ", "### New: ", "**", "a · "):
        kinds = {token.type for token in PARSER.parse(before + "harmless")}
        line = before + md.escape_text(text)
        assert {token.type for token in PARSER.parse(line)} == kinds
        assert collapse_spaces(visible_text(line)).endswith(collapse_spaces(escape_unprintable(text)))


@each_text
def test_in_a_link(text: str) -> None:
    url = "https://pages.example/papers/x/"
    parsed = list(tokens(md.render_link(text, url)))
    assert [token.attrGet("href") for token in parsed if token.type == "link_open"] == [url]
    hostile = list(tokens(md.render_link("x", f"{url}{text}")))
    links = [str(token.attrGet("href")) for token in hostile if token.type == "link_open"]
    assert len(links) == 1
    assert links[0].startswith(url)


@each_text
def test_in_a_sentence_of_a_rule(text: str) -> None:
    assert "<code>" in md.escape_prose("Write `replaces: [x]` here")
    assert md.escape_prose("Found a ` alone") == md.escape_text("Found a ` alone")
    parsed = list(tokens(md.escape_prose(f"Found {text}")))
    assert {token.content for token in parsed if token.type == "html_inline"} <= OURS
    assert not [piece for piece in text_nodes(parsed) if LINKED_BY_GITHUB.search(piece)]


@each_text
def test_in_a_block_of_code(text: str) -> None:
    parsed = PARSER.parse(md.code_block(f"title: {text}\n````\n", "yaml"))
    assert [(token.type, token.info) for token in parsed] == [("fence", "yaml")]
    assert parsed[0].content.endswith("\n````\n")


@examples
@given(st.text())
@example("a" * 500)
def test_any_text_at_all(text: str) -> None:
    shown = collapse_spaces(visible_text(f"x {md.escape_text(text, limit=10_000)}"))
    assert shown == collapse_spaces(f"x {escape_unprintable(text)}")
    assert len(visible_text(f"x {md.escape_text(text, limit=10)}")) <= 12


def test_a_site_or_repository_cannot_break_out_of_a_link() -> None:
    assert md.render_link("x", "https://a.example/>)\n[y](javascript:z)").count("](") == 1
    assert md.render_link("x", "") == "x"

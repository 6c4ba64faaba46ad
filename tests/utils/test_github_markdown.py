"""Hostile text comes out of the review as text, in Markdown and in what GitHub does after it."""

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

PARSER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
OURS = {"<span>", "</span>", "<code>", "</code>"}
"""All the HTML that there may be."""
FOUND_BY_GITHUB = re.compile(
    r"""@[\w-] | (?<!\w)\#\d | \bgh-\d | \b[0-9a-f]{7,40}\b | :[\w+-]+: | \$.+\$
      | \b(?:https?|ftp|mailto|xmpp): | \bwww\.\w | [\w.+-]+@\w""",
    re.VERBOSE | re.IGNORECASE,
)
"""What GitHub makes a mention, reference, emoji, formula or link of, where it stands in one piece of text."""
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


def plain(markdown: str) -> str:
    """The text that a reader sees; asserts that there is nothing in it but ours."""
    found = list(tokens(markdown))
    assert {token.content for token in found if token.type == "html_inline"} <= OURS
    assert not {token.type for token in found} & {"image", "html_block", "link_open", "code_block", "fence"}
    pieces = [token.content for token in found if token.type in ("text", "text_special")]
    assert not [piece for piece in joined(found) if FOUND_BY_GITHUB.search(piece)]
    return "".join(pieces)


def joined(found: list[Token]) -> list[str]:
    """The pieces of text between elements, as they stand in the page."""
    whole = "".join("\0" if token.nesting or token.type == "html_inline" else token.content for token in found
                    if token.type != "inline")  # fmt: skip
    return whole.split("\0")


def squeezed(text: str) -> str:
    return " ".join(text.split())


@each_text
def test_in_a_table(text: str) -> None:
    table = "\n".join([*md.table_head("One", "Two"), md.table_row((md.escape_text(text), md.inline_code(text)))])
    rows = [token for token in PARSER.parse(f"x\n{table}") if token.type == "tr_open"]
    cells = [token for token in PARSER.parse(f"x\n{table}") if token.type == "td_open"]
    assert (len(rows), len(cells)) == (2, 2)
    assert squeezed(plain(md.table_row((md.escape_text(text),)))) == squeezed(f"| {escape_unprintable(text)} |")


@each_text
def test_in_a_line(text: str) -> None:
    for before in ("", "- ", "### New: ", "**", "a · "):
        kinds = {token.type for token in PARSER.parse(before + "harmless")}
        line = before + md.escape_text(text)
        assert {token.type for token in PARSER.parse(line)} == kinds
        assert squeezed(plain(line)).endswith(squeezed(escape_unprintable(text)))


@each_text
def test_in_a_link(text: str) -> None:
    url = "https://pages.example/papers/x/"
    found = list(tokens(md.render_link(text, url)))
    assert [token.attrGet("href") for token in found if token.type == "link_open"] == [url]
    hostile = list(tokens(md.render_link("x", f"{url}{text}")))
    links = [str(token.attrGet("href")) for token in hostile if token.type == "link_open"]
    assert len(links) == 1
    assert links[0].startswith(url)


@each_text
def test_in_a_sentence_of_a_rule(text: str) -> None:
    assert "<code>" in md.escape_prose("Write `replaces: [x]` here")
    assert md.escape_prose("Found a ` alone") == md.escape_text("Found a ` alone")
    found = list(tokens(md.escape_prose(f"Found {text}")))
    assert {token.content for token in found if token.type == "html_inline"} <= OURS
    assert not [piece for piece in joined(found) if FOUND_BY_GITHUB.search(piece)]


@each_text
def test_in_a_block_of_code(text: str) -> None:
    found = PARSER.parse(md.code_block(f"title: {text}\n````\n", "yaml"))
    assert [(token.type, token.info) for token in found] == [("fence", "yaml")]
    assert found[0].content.endswith("\n````\n")


@given(st.text())
@example("a" * 500)
def test_any_text_at_all(text: str) -> None:
    shown = squeezed(plain(f"x {md.escape_text(text, limit=10_000)}"))
    assert shown == squeezed(f"x {escape_unprintable(text)}")
    assert len(plain(f"x {md.escape_text(text, limit=10)}")) <= 12


def test_a_site_or_repository_cannot_break_out_of_a_link() -> None:
    assert md.render_link("x", "https://a.example/>)\n[y](javascript:z)").count("](") == 1
    assert md.render_link("x", "") == "x"

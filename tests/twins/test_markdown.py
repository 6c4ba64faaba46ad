"""Any text becomes Markdown that shows exactly this text, whatever stands around it."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from catalog.twins.markdown import escape_prose, escape_text, format_link, format_url, link_target
from catalog.utils.github_markdown import table_head, table_row
from catalog.utils.urls import is_safe_url
from tests.hostile.payloads import PAYLOADS
from tests.properties import examples
from tests.twins.reading import PARSER, Reading, shown

SIGNS = (
    *(
        "- a list",
        "1. a list",
        "12) a list",
        "+ a list",
        "> a quotation",
        "---",
        "===",
        "    code",
        "~~~",
        "```",
    ),
    *(
        "\\",
        "a\\",
        "\\|",
        "a | b \\| c \\\\| d |",
        "&amp; &#35; &copy;",
        "*a* _b_ __c__ ~d~ ~~e~~ snake_case_name",
    ),
    *(
        "[x](https://evil.example/)",
        "![x](x.png)",
        "[x]: https://evil.example/",
        "[^1]",
        "<https://evil.example/>",
    ),
    *("https://evil.example/ http://a.b", "www.evil.example", "two\nlines\r\n\n# and a heading\n\n    code"),
    *(
        "<b>",
        "<!-- x",
        "`one` ``two``",
        "# h",
        "#h",
        "a  ",
        "a\\\nb",
        "setext\n===",
        "|---|",
        "| a |\n|---|",
        "!",
    ),
)
CONTEXTS = ("", "- ", "1. ", "# ", "### New: ", "a: ", "x (", "- [x](y), ", "> ")
"""Starts of lines in which texts stand."""
BASE = "paragraph_open inline paragraph_close text text_special"
each_text = pytest.mark.parametrize("text", [*PAYLOADS, *SIGNS])
texts = st.text(max_size=60) | st.text("\\`*_{}[]()#+-.!|<>&~=:/ \n\t1aw@$^\"'", max_size=30)


def assert_shows(markdown: str, start: str, text: str) -> None:
    """Check that a line shows a text after its start, and has no other parts than with a plain word."""
    expected, reading = Reading(f"{start}word"), Reading(markdown)
    assert reading.kinds - set(BASE.split()) == expected.kinds - set(BASE.split())
    assert reading.links == expected.links
    before = expected.text.removesuffix("word")
    assert (
        f"{reading.text} ".startswith(before.rstrip())
        if not text.strip()
        else reading.text == before + shown(text)
    )


@each_text
def test_a_text_in_a_line(text: str) -> None:
    for start in CONTEXTS:
        assert_shows(start + escape_text(text), start, text)


@examples
@given(texts, st.sampled_from(CONTEXTS))
@example("\\|", "")
def test_any_text_in_any_line(text: str, start: str) -> None:
    if shown(text):
        assert_shows(start + escape_text(text), start, text)


@examples
@given(st.lists(texts, min_size=2, max_size=2))
def test_any_texts_in_a_table(cells: list[str]) -> None:
    lines = [*table_head("One", "Two"), table_row(map(escape_text, cells))]
    tokens = PARSER.parse("\n".join(lines))
    inlines = [token for token in tokens if token.type == "inline"]
    assert len(inlines) == 4
    assert [token.type for token in tokens].count("td_open") == 2
    shown_cells = ["".join(part.content for part in token.children or ()) for token in inlines[2:]]
    assert shown_cells == [shown(cell) for cell in cells]


@each_text
def test_a_text_as_the_name_of_a_link(text: str) -> None:
    reading = Reading(f"- {format_link(text, 'papers/x/index.md')}, and {format_link('b', '../')}")
    assert reading.links == ("papers/x/index.md", "../")
    assert reading.text == f"{shown(text)}, and b"


@each_text
def test_a_text_as_an_address_stays_in_its_link(text: str) -> None:
    url = f"https://pages.example/{text}"
    (link,) = Reading(f"[x]({link_target(url)}) y").links
    assert unquote(link) == unquote(url)


@pytest.mark.parametrize("url", [text for text in PAYLOADS if is_safe_url(text)])
def test_a_safe_url_leads_where_it_says(url: str) -> None:
    reading = Reading(f"x {format_url(url)} y")
    assert reading.links == (url.replace("'", "%27"),) or reading.links == (url,)
    assert reading.text == f"x {url} y"


@pytest.mark.parametrize(
    "url", ["https://a.example/(b)?c=1&d=2", "https://a.example/?x=1&lt;=2", "https://a.example/a_b*c_d"]
)
def test_an_address_with_punctuation(url: str) -> None:
    for markdown in (format_url(url), format_link("x", url)):
        assert Reading(markdown).links == (url,)


def test_texts_stay_legible() -> None:
    plain = "FaceFormer: Speech-Driven 3D (2022), 50% faster; it's “good” - 2-4 s"
    assert escape_text(plain) == plain
    assert escape_text("IP_LAP") == r"IP\_LAP"


def test_github_makes_no_links_of_texts() -> None:
    """GitHub links an address in a text unless a character of its start is escaped."""
    for text in ("https://evil.example/", "see HTTP://evil.example", "www.evil.example", "WWW.evil.example"):
        assert not re.search(r"https?://|www\.", escape_text(text), re.IGNORECASE)


def test_backticks_in_our_own_sentences_are_code() -> None:
    reading = Reading(escape_prose("Write `<a>_b_` here, *not* there."))
    assert [token.content for token in reading.tokens if token.type == "code_inline"] == ["<a>_b_"]
    assert reading.text == "Write <a>_b_ here, *not* there."

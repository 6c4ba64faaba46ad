"""The formats of a comparison: programs that read a file see each text, and nothing else."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from playwright.sync_api import Browser, Page, expect

from catalog.citing.bibtex import escape_tex
from catalog.citing.prose import escape_markdown
from catalog.citing.table import neutralize_formula
from tests.browser.citing import download_by
from tests.browser.visits import visit
from tests.citing.nasty import TITLES
from tests.citing.reading import decode_tex
from tests.hostile.payloads import DANGEROUS_URLS, PAYLOADS
from tests.properties import examples

TEXTS = (
    *PAYLOADS,
    *TITLES,
    "| a | b |",
    "a\\|b",
    "\\",
    "|",
    "[x]",
    "*x",
    "`x`",
    "a--b''c,,d",
    "A × B ↓ ↑ → < >",
)
URL = "https://ok.example/a_(b)|c\\d?x=*y*&z=[1]"
SIGNS = st.text(st.sampled_from("=+-@'\t\r\n\",;|\\{}[]()*_`~^<>#$%&!?:. aZ1é王＝＋－＠↓×"), max_size=12)
SPACE = re.compile("[\\s\ufeff\x00-\x1f\x7f-\x9f]+")
"""White space and control characters."""
HARMLESS_HERE = re.compile(r"^(\d*)\\([-+=.)])")
"""The start of a list item, which no cell of a table can be."""
SUPERSCRIPT = re.compile(r"\{\$\^\{([-0-9]+)\}\$\}")
RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


@pytest.fixture(scope="module")
def page(browser: Browser, toy_url: str) -> Iterator[Page]:
    with visit(browser, toy_url) as session:
        yield session.go("")
        assert not session.errors


def run(page: Page, function: str, value: Any) -> Any:
    """Call a function of the formats' module, which is `formats`."""
    program = f"""async (value) => {{
        const formats = await import("./assets/compare/formats.js");
        return ({function})(value);
    }}"""
    return page.evaluate(program, value)


def encode(page: Page, encoder: str, *texts: str) -> list[str]:
    encoded: list[str] = run(page, f"texts => texts.map(formats.{encoder})", texts)
    return encoded


def comparison(text: str) -> dict[str, Any]:
    """Return a comparison of two papers with a text wherever a text can be."""
    papers = [{"id": f"paper{number}-2020", "name": text, "title": text, "url": URL} for number in range(2)]
    plain, linked = {"name": text, "url": None}, {"name": text, "url": URL}
    rows = [
        {"name": text, "kind": "terms", "cells": [[plain, linked], []]},
        {"name": text, "kind": "links", "cells": [[linked], [plain]]},
        {"name": text, "kind": "texts", "cells": [[], [linked, linked]]},
    ]
    return {"papers": papers, "groups": [{"name": text, "url": URL, "rows": rows}]}


def write(page: Page, format: str, *texts: str) -> list[str]:
    """Return the files of comparisons with each of some texts."""
    function = f"items => items.map(item => formats.FORMATS.{format}.write(item))"
    files: list[str] = run(page, function, [comparison(text) for text in texts])
    return files


def single_line(text: str) -> str:
    return SPACE.sub(" ", text).strip(" ")


def test_no_cell_of_csv_is_a_formula_or_several_cells(page: Page) -> None:
    for text, file in zip(TEXTS, write(page, "csv", *TEXTS), strict=True):
        cell = neutralize_formula(text)
        both = neutralize_formula(f"{text}; {text}")
        assert list(csv.reader(io.StringIO(file, newline=""), strict=True)) == [
            ["group", "fact", cell, cell],
            ["", "Title", cell, cell],
            ["", "ID", "paper0-2020", "paper1-2020"],
            [cell, cell, both, ""],
            [cell, cell, URL, cell],
            [cell, cell, "", both],
        ]


@examples
@given(text=SIGNS)
def test_cells_are_written_as_python_writes_them(page: Page, text: str) -> None:
    (encoded,) = encode(page, "encodeCsv", text)
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow([neutralize_formula(text), "other"])
    assert f"{encoded},other\r\n" == buffer.getvalue()


def test_tex_prints_every_text(page: Page) -> None:
    for text, encoded in zip(TEXTS, encode(page, "encodeTex", *TEXTS), strict=True):
        assert decode_tex(SUPERSCRIPT.sub(lambda match: match[1].translate(RAISED), encoded)) == single_line(
            text
        )
        assert not encoded.startswith(("[", "*")), "an argument of the row before"
        assert not re.search(r"(?<!\\)[&%#$_~^]", re.sub(r"\{\$[\\^][-a-z0-9{}]+\$\}", "", encoded))


@examples
@given(text=SIGNS)
def test_tex_is_that_of_the_citations(page: Page, text: str) -> None:
    (encoded,) = encode(page, "encodeTex", text)
    commands = {"<": "{\\textless}", ">": "{\\textgreater}", "|": "{\\textbar}"}
    commands |= {"↓": "{$\\downarrow$}", "×": "{$\\times$}"}
    own = re.compile(f"[{re.escape(''.join(commands))}]+")
    parts = own.split(single_line(text))
    signs = own.findall(single_line(text))
    expected = "".join(
        escape_tex(part) + "".join(map(commands.get, sign))  # type: ignore[arg-type]
        for part, sign in zip(parts, [*signs, ""], strict=True)
    )
    assert encoded == re.sub(r"^[\[*]", r"{\g<0>}", expected)


def test_a_text_never_ends_a_cell_or_the_table_of_tex(page: Page) -> None:
    for file in write(page, "latex", *TEXTS):
        lines = file.removesuffix("\n").split("\n")
        assert lines[1] == r"\begin{tabular}{@{}l*{2}{p{0.36\linewidth}}@{}}"
        assert lines[-1] == r"\end{tabular}"
        rows = [line for line in lines[2:-1] if line.endswith(r" \\")]
        assert [len(re.findall(r"(?<!\\)&", row)) for row in rows] == [2, 0, 2, 2, 2]
        assert len(lines) == len(rows) + 6
        assert rows[0].endswith(r"~\cite{paper1-2020} \\")


def test_markdown_shows_every_text_in_its_cell(page: Page) -> None:
    for text, file in zip(TEXTS, write(page, "markdown", *TEXTS), strict=True):
        tokens = MARKDOWN.parse(file)
        assert [token.type for token in tokens if token.type.endswith("_open")].count("tr_open") == 5
        cells = [token for token in tokens if token.type == "inline"]
        assert {token.type for token in tokens} <= {
            *("table_open", "table_close", "thead_open", "thead_close", "tbody_open", "tbody_close"),
            *("tr_open", "tr_close", "th_open", "th_close", "td_open", "td_close", "inline"),
        }
        shown = single_line(text)
        one, both = [shown], [shown, shown]
        expected = [[], one, one, one, [], [], one, both, [], one, one, one, one, [], both]
        for cell, texts in zip(cells, expected, strict=True):
            parts = cell.children or []
            assert {part.type for part in parts} <= {
                *("text", "text_special", "strong_open", "strong_close", "link_open", "link_close"),
            }
            assert "".join(part.content for part in parts) == ", ".join(texts)
            links = {part.attrGet("href") for part in parts if part.type == "link_open"}
            assert links <= {"https://ok.example/a_%28b%29%7Cc%5Cd?x=*y*&z=%5B1%5D"}


@examples
@given(text=SIGNS)
def test_markdown_is_that_of_the_citations(page: Page, text: str) -> None:
    (encoded,) = encode(page, "encodeMarkdown", text)
    assert encoded == HARMLESS_HERE.sub(r"\1\2", escape_markdown(single_line(text)))


def test_a_dangerous_url_is_no_link(page: Page) -> None:
    program = """async urls => {
        const { webUrl } = await import("./assets/compare/groups.js");
        return urls.map(url => webUrl(url, new URL("./", location)));
    }"""
    urls = page.evaluate(program, DANGEROUS_URLS)
    assert all(url is None or url.startswith(("https://", "http://")) for url in urls)
    assert page.evaluate(program, ["papers/x/", "https://ok.example/"])[1] == "https://ok.example/"


@pytest.mark.parametrize(
    ("name", "file", "start"),
    [
        ("CSV", "comparison.csv", b"group,fact,Meow2Lip,"),
        ("LaTeX", "comparison.tex", b"% Needs"),
        ("Markdown", "comparison.md", b"|  | [Meow2Lip]("),
    ],
)
def test_a_comparison_is_saved(browser: Browser, toy_url: str, name: str, file: str, start: bytes) -> None:
    with visit(browser, toy_url) as session:
        page = session.go("compare/?ids=meow2lip-2020,quoted-2021")
        page.get_by_label("Export as").select_option(name)
        saved, content = download_by(page, page.get_by_role("button", name="Download").click)
        assert (saved, content[: len(start)]) == (file, start)
        expect(page.locator("#compare-export-status")).to_have_text(f"Saved as {file}.")
        assert not session.errors


def test_without_a_clipboard_the_text_is_selected(browser: Browser, toy_url: str) -> None:
    with visit(browser, toy_url) as session:
        session.run_before_scripts("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
        page = session.go("compare/?ids=meow2lip-2020,quoted-2021")
        page.get_by_label("Export as").select_option("LaTeX")
        page.get_by_role("button", name="Copy").click()
        expect(page.locator("#compare-export-status")).to_contain_text("Selected: press")
        assert page.evaluate("String(getSelection())").strip().endswith("\\end{tabular}")
        page.get_by_role("button", name="Remove Meow2Lip").click()
        expect(page.get_by_role("region", name="Exported table")).to_be_hidden()

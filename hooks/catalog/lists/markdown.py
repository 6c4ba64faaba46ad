"""A Markdown document to rows: everything that could be an entry of an awesome list, as it is laid out.

Bullets, rows of pipe tables and of HTML tables, and paragraphs; each with its headings and its line.
The document is read by a real parser (CommonMark with tables), so titles over two lines, escaped
brackets, nested lists and badges come out as their writers meant them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from html import unescape

from markdown_it import MarkdownIt
from markdown_it.token import Token

from catalog.lists.html_rows import HtmlRowParser
from catalog.lists.inline import parse_inline
from catalog.lists.labels import is_detail
from catalog.lists.runs import TextRun, TextRuns, Row, plain_text


def create_parser() -> MarkdownIt:
    """CommonMark with tables; addresses stay as written, and the importer itself refuses bad ones."""
    markdown = MarkdownIt("commonmark").enable("table")
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]
    markdown.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return markdown


def parse_rows(text: str) -> list[Row]:
    """Every row of a document, in its order."""
    walk = _Walk()
    walk.blocks(create_parser().parse(text))
    return sorted(walk.found, key=lambda row: row.line)


HTML_HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.IGNORECASE | re.DOTALL)


def first_heading(text: str) -> str:
    """The text of the first heading of the first level, which names the list; badges are left out."""
    tokens = create_parser().parse(text)
    for at, token in enumerate(tokens):
        shown = ""
        if token.type == "heading_open" and token.tag == "h1":
            children = tokens[at + 1].children or []
            shown = plain_text(parse_inline([child for child in children if child.type != "image"]))
        elif token.type == "html_block" and (found := HTML_HEADING.search(token.content)):
            shown = unescape(re.sub(r"<[^>]*>", "", found[1]))
        if shown.strip():
            return " ".join(shown.split())
    return ""


class _Walk:
    """A walk over the block tokens of a document."""

    def __init__(self) -> None:
        self.found: list[Row] = []
        self.headings: dict[int, str] = {}
        self.html = HtmlRowParser()
        self.items: list[Row | None] = []
        self.header: list[str] | None = None
        self.cells: list[TextRuns] = []
        self.row_line = 0
        self.depth = 0

    def blocks(self, tokens: Sequence[Token], shift: int = 0) -> None:
        """Walk over the tokens of a text that begins so many lines further down."""
        for at, token in enumerate(tokens):
            line = (token.map or [0])[0] + 1 + shift
            match token.type:
                case "heading_open":
                    self.heading(int(token.tag[1]), plain_text(parse_inline(tokens[at + 1].children or [])))
                case "list_item_open":
                    self.items.append(None)
                case "list_item_close":
                    item = self.items.pop()
                    if item and item.runs:
                        self.found.append(item)
                case "table_open":
                    self.header = None
                case "tr_open":
                    self.cells, self.row_line = [], line
                case "tr_close":
                    self.table_row()
                case "inline" if tokens[at - 1].type != "heading_open":
                    self.text(tokens[at - 1].type, tuple(parse_inline(token.children or [])), line)
                case "html_block":
                    self.html_block(token.content, line)
                case _:
                    continue

    def text(self, inside: str, pieces: TextRuns, line: int) -> None:
        """The text of a cell, an item or a paragraph."""
        if inside in ("th_open", "td_open"):
            self.cells.append(pieces)
        elif self.html.in_row:
            self.html.add_runs(pieces)
        elif self.items:
            self.add_to_item(Row(line, self.above(), pieces, is_bullet=True))
        else:
            self.found.append(Row(line, self.above(), pieces))

    def table_row(self) -> None:
        """A row of a pipe table; a header with links is a row itself, and names nothing."""
        if self.header is None:
            names = [plain_text(cell).strip().lower() for cell in self.cells]
            has_links = any(piece.href for cell in self.cells for piece in cell)
            self.header = [""] * len(names) if has_links else names
            if not has_links:
                return
        named = tuple(zip(self.header, self.cells, strict=False))
        self.found.append(Row(self.row_line, self.above(), cells=named))

    def html_block(self, content: str, line: int) -> None:
        """A block of HTML: its rows, its headings, and the Markdown that stands between its tags."""
        found = self.html.feed_block(content, line)
        for level, name in self.html.headings.items():
            self.heading(level, name)
        self.found += [replace(row, headings=self.above()) for row in found]
        if self.depth < 1:
            self.depth += 1
            for at, text in self.html.loose_text:
                if "](" in text:
                    self.blocks(create_parser().parse(text), at - 1)
            self.depth -= 1

    def add_to_item(self, row: Row) -> None:
        """A first paragraph is the item; details in a nested item belong to the one around it."""
        around = self.items[-2] if len(self.items) > 1 else None
        if own := self.items[-1]:
            self.items[-1] = _appended(own, row.runs)
        elif around and is_detail(row.runs):
            self.items[-2] = _appended(around, row.runs)
        elif around and not any(piece.link_number for piece in around.runs):
            self.items[-2] = replace(around, is_heading=True)
            self.items[-1] = replace(row, headings=(*around.headings, " ".join(plain_text(around.runs).split())))
        else:
            self.items[-1] = row

    def heading(self, level: int, name: str) -> None:
        """Open a section, which closes those of its level and below."""
        self.headings = {at: text for at, text in self.headings.items() if at < level}
        self.headings[level] = " ".join(name.split())

    def above(self) -> tuple[str, ...]:
        """The headings of the open sections."""
        return tuple(self.headings.values())


def _appended(row: Row, pieces: TextRuns) -> Row:
    """A row with more pieces on a line of their own; their links are numbered on."""
    last = max((piece.link_number for piece in row.runs), default=0)
    numbered = (replace(piece, link_number=piece.link_number and piece.link_number + last) for piece in pieces)
    return replace(row, runs=(*row.runs, TextRun("\n"), *numbered))

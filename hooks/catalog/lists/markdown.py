"""Rows of a Markdown document: bullets, paragraphs, and rows of pipe and HTML tables.

The document goes through a CommonMark parser, so that titles over two lines, escaped brackets, nested
lists and badges are read correctly.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from html import unescape

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from catalog.lists.html_rows import HtmlRowParser
from catalog.lists.labels import is_detail
from catalog.lists.runs import (
    MAX_ROW_CHARACTERS,
    MAX_ROW_RUNS,
    Row,
    TextRun,
    TextRuns,
    last_link_number,
    parse_inline,
    plain_text,
    renumber_links,
)

HTML_HEADING = re.compile(r"<h1[^>]*>(.*?)</h1>", re.IGNORECASE | re.DOTALL)


def parse_rows(text: str) -> list[Row]:
    """Parse a document into rows, in the order of their lines."""
    walker = _BlockWalker()
    walker.walk(_create_parser().parse(text))
    return sorted(walker.rows, key=lambda row: row.line)


def first_heading(text: str) -> str:
    """Return the first level 1 heading, usually the name of the list, without badges."""
    tokens = _create_parser().parse(text)
    for index, token in enumerate(tokens):
        heading = ""
        if token.type == "heading_open" and token.tag == "h1":
            children = tokens[index + 1].children or []
            heading = plain_text(parse_inline([child for child in children if child.type != "image"]))
        elif token.type == "html_block" and (match := HTML_HEADING.search(token.content)):
            heading = unescape(re.sub(r"<[^>]*>", "", match[1]))
        if heading.strip():
            return " ".join(heading.split())
    return ""


def _create_parser() -> MarkdownIt:
    """Create a parser that keeps URLs as written; `lists.links` checks and normalizes them."""
    markdown = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    markdown.core.ruler.at("inline", _parse_short_texts)
    markdown.validateLink = lambda url: True  # type: ignore[method-assign]
    markdown.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return markdown


def _parse_short_texts(state: StateCore) -> None:
    """Parse the text of blocks, as markdown-it does, but leave long ones out, which takes quadratic time."""
    for token in state.tokens:
        if token.type == "inline":
            token.children = []
            if len(token.content) <= MAX_ROW_CHARACTERS:
                state.md.inline.parse(token.content, state.md, state.env, token.children)


class _BlockWalker:
    """Walks over the block tokens of a document and collects its rows."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.headings: dict[int, str] = {}
        """Headings of the open sections by level."""
        self.html = HtmlRowParser()
        self.items: list[Row | None] = []
        """Open list items, outermost first; None until their text is read."""
        self.header: list[str] | None = None
        """Column names of the open table; None before its first row."""
        self.cells: list[TextRuns] = []
        self.row_line = 0
        self.html_depth = 0

    def walk(self, tokens: Sequence[Token], line_offset: int = 0) -> None:
        """Walk over tokens, whose line numbers are increased by the offset."""
        for index, token in enumerate(tokens):
            line = (token.map or [0])[0] + 1 + line_offset
            match token.type:
                case "heading_open":
                    heading = plain_text(parse_inline(tokens[index + 1].children or []))
                    self.open_section(int(token.tag[1]), heading)
                case "list_item_open":
                    self.items.append(None)
                case "list_item_close":
                    item = self.items.pop()
                    if item and item.runs:
                        self.rows.append(item)
                case "table_open":
                    self.header = None
                case "tr_open":
                    self.cells, self.row_line = [], line
                case "tr_close":
                    self.add_table_row()
                case "inline" if len(token.content) > MAX_ROW_CHARACTERS:
                    text = TextRun(token.content[:MAX_ROW_CHARACTERS])
                    self.rows.append(Row(line, self.open_headings(), (text,), is_too_long=True))
                case "inline" if tokens[index - 1].type != "heading_open":
                    self.add_text(tokens[index - 1].type, tuple(parse_inline(token.children or [])), line)
                case "html_block":
                    self.add_html(token.content, line)
                case _:
                    continue

    def add_text(self, parent: str, runs: TextRuns, line: int) -> None:
        """Add the text of a cell, list item or paragraph, by the type of its parent token."""
        if parent in ("th_open", "td_open"):
            self.cells.append(runs)
        elif self.html.in_row:
            self.html.add_runs(runs)
        elif self.items:
            self.add_to_item(Row(line, self.open_headings(), runs, is_bullet=True))
        else:
            self.rows.append(Row(line, self.open_headings(), runs))

    def add_table_row(self) -> None:
        """Add a row of a pipe table, or take it as the header. A header with links is a row, too."""
        if self.header is None:
            names = [plain_text(cell).strip().lower() for cell in self.cells]
            has_links = any(run.href for cell in self.cells for run in cell)
            self.header = [""] * len(names) if has_links else names
            if not has_links:
                return
        named_cells = tuple(zip(self.header, self.cells, strict=False))
        self.rows.append(Row(self.row_line, self.open_headings(), cells=named_cells))

    def add_html(self, content: str, line: int) -> None:
        """Add the rows and headings of an HTML block, and of Markdown between its tags."""
        rows = self.html.feed_block(content, line)
        for level, heading in self.html.headings.items():
            self.open_section(level, heading)
        self.rows += [replace(row, headings=self.open_headings()) for row in rows]
        if self.html_depth < 1:
            self.html_depth += 1
            for text_line, text in self.html.loose_text:
                if "](" in text:
                    self.walk(_create_parser().parse(text), text_line - 1)
            self.html_depth -= 1

    def add_to_item(self, row: Row) -> None:
        """Add a paragraph to the open list item, or to its parent if it only adds details."""
        parent = self.items[-2] if len(self.items) > 1 else None
        if item := self.items[-1]:
            self.items[-1] = _append_line(item, row.runs)
        elif parent and is_detail(row.runs):
            self.items[-2] = _append_line(parent, row.runs)
        elif parent and not any(run.link_number for run in parent.runs):
            self.items[-2] = replace(parent, is_heading=True)
            heading = " ".join(plain_text(parent.runs).split())
            self.items[-1] = replace(row, headings=(*parent.headings, heading))
        else:
            self.items[-1] = row

    def open_section(self, level: int, heading: str) -> None:
        """Open a section and close those of its level and below."""
        self.headings = {open_level: text for open_level, text in self.headings.items() if open_level < level}
        self.headings[level] = " ".join(heading.split())

    def open_headings(self) -> tuple[str, ...]:
        """Return the headings of the open sections, outermost first."""
        return tuple(self.headings.values())


def _append_line(row: Row, runs: TextRuns) -> Row:
    """Append runs to a row on a line of their own."""
    if len(row.runs) > MAX_ROW_RUNS:
        return replace(row, is_too_long=True)
    return replace(row, runs=(*row.runs, TextRun("\n"), *renumber_links(runs, last_link_number(row.runs))))

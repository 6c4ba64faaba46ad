"""Rows of HTML tables and lists inside a Markdown document, which may hold Markdown themselves."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from catalog.lists.runs import (
    STYLES,
    Row,
    TextRun,
    TextRuns,
    clean_href,
    image_text,
    last_link_number,
    plain_text,
    renumber_links,
)

COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
UNCLOSED_TAG = re.compile(r"<(?![a-z/][^<>]{0,3000}>)", re.IGNORECASE)
"""A bracket that starts no tag; the parser would look for the end of it again and again."""


class HtmlRowParser(HTMLParser):
    """Parses the HTML blocks of one document, one after the other."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[Row] = []
        """Rows completed in the current block."""
        self.headings: dict[int, str] = {}
        """Headings of the current block by level."""
        self.loose_text: list[tuple[int, str]] = []
        """Text outside rows in the current block, with its line; it may be Markdown."""
        self._line_offset = self._row_line = 0
        self._in_table = False
        self._header: list[str] = []
        self._is_header_row = False
        self._cells: list[list[TextRun]] = []
        self._item: list[TextRun] | None = None
        self._heading: list[str] | None = None
        self._depth = {"strong": 0, "em": 0, "struck": 0}
        self._href, self._link_number, self._link_count = "", 0, 0

    def feed_block(self, content: str, line: int) -> list[Row]:
        """Parse one more block and return the rows that are complete after it.

        Args:
            content: The HTML block.
            line: Line number of its first line.
        """
        self.rows, self.loose_text, self.headings = [], [], {}
        self._line_offset = line - self.getpos()[0]
        self.feed(UNCLOSED_TAG.sub("&lt;", COMMENT.sub(_keep_lines, content)))
        self.close()  # of an unclosed tag, only its text is left
        return self.rows

    @property
    def in_row(self) -> bool:
        """True inside a table or list item, to which Markdown between tags belongs."""
        return self._in_table or self._item is not None

    def add_runs(self, runs: TextRuns) -> None:
        """Append Markdown to the current cell or item."""
        if (target := self._target()) is not None:
            numbered = list(renumber_links(runs, self._link_count))
            self._link_count = max(self._link_count, last_link_number(numbered))
            target += [*numbered, TextRun(" ")]

    def _target(self) -> list[TextRun] | None:
        """Return the current item or cell."""
        return self._item if self._item is not None else self._cells[-1] if self._cells else None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Start a table, row, cell, item, heading, link or emphasis."""
        attributes = dict(attrs)
        match tag:
            case "table":
                self._in_table, self._header = True, []
            case "tr":
                self._end_row()
                self._is_header_row, self._row_line = False, self._line()
            case "td" | "th" if self._in_table:
                self._cells.append([])
                self._is_header_row = self._is_header_row or tag == "th"
            case "li":
                self._end_item()
                self._item, self._row_line = [], self._line()
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "summary":
                self._heading = []
            case "a":
                self._link_count += 1
                self._href, self._link_number = clean_href(attributes.get("href") or ""), self._link_count
            case "img" if self._link_number:
                self.handle_data(image_text(attributes.get("alt") or "", attributes.get("src") or ""))
            case "br":
                self._append("\n")
            case _ if tag in STYLES:
                self._depth[STYLES[tag]] += 1

    def handle_endtag(self, tag: str) -> None:
        """End what the start tag began."""
        match tag:
            case "a":
                self._href, self._link_number = "", 0
            case "tr":
                self._end_row()
            case "table":
                self._end_row()
                self._in_table = False
            case "li" | "ul" | "ol":
                self._end_item()
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "summary" if self._heading is not None:
                level = int(tag[1]) if tag != "summary" else 7
                self.headings[level] = " ".join("".join(self._heading).split())
                self._heading = None
            case _ if tag in STYLES:
                self._depth[STYLES[tag]] = max(0, self._depth[STYLES[tag]] - 1)

    def handle_data(self, data: str) -> None:
        """Append text to the current heading, item or cell, or keep it as loose text."""
        if self._heading is not None:
            self._heading.append(data)
        elif self._target() is None:
            self.loose_text.append((self._line(), data))
        else:
            self._append(re.sub(r"\s+", " ", data))

    def _append(self, text: str) -> None:
        if (target := self._target()) is not None:
            strong, em, struck = (depth > 0 for depth in self._depth.values())
            target.append(TextRun(text, self._href, self._link_number, strong, em, struck=struck))

    def _line(self) -> int:
        return self.getpos()[0] + self._line_offset

    def _end_row(self) -> None:
        """Add the row, or take it as the header: rows of `th`, and a first row without links."""
        cells, self._cells = self._cells, []
        has_links = any(run.link_number for cell in cells for run in cell)
        if cells and (self._is_header_row or (not self._header and not has_links)):
            self._header = [plain_text(cell).strip().lower() for cell in cells]
        elif cells:
            names = [*self._header, *[""] * len(cells)]
            named_cells = tuple(zip(names, map(tuple, cells), strict=False))
            self.rows.append(Row(self._row_line, (), cells=named_cells))

    def _end_item(self) -> None:
        if self._item:
            self.rows.append(Row(self._row_line, (), tuple(self._item), is_bullet=True))
        self._item = None


def _keep_lines(comment: re.Match[str]) -> str:
    return "\n" * comment[0].count("\n")

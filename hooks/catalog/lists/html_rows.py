"""HTML inside a Markdown document to rows: tables and lists, which may have Markdown between their tags."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from catalog.lists.runs import TextRun, TextRuns, Row, image_text, plain_text


class HtmlRowParser(HTMLParser):
    """Reads the HTML blocks of one document, one after the other."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.in_table = False
        self.header: list[str] = []
        self.cells: list[list[TextRun]] = []
        self.item: list[TextRun] | None = None
        self.heading: list[str] | None = None
        self.headings: dict[int, str] = {}
        self.is_header = False
        self.style = {"strong": 0, "em": 0}
        self.href, self.link, self.links = "", 0, 0
        self.shift = self.at = 0
        self.rows: list[Row] = []
        self.loose_text: list[tuple[int, str]] = []
        """Text outside of all rows, with its line: Markdown that stands in an HTML block."""

    def feed_block(self, content: str, line: int) -> list[Row]:
        """The rows that are complete after one more block, whose first line is given."""
        self.rows, self.loose_text, self.headings = [], [], {}
        self.shift = line - self.getpos()[0]
        self.feed(content)
        return self.rows

    @property
    def in_row(self) -> bool:
        """Whether a row is being read, so that Markdown belongs to it."""
        return self.in_table or self.item is not None

    def add_runs(self, pieces: TextRuns) -> None:
        """Markdown inside a cell or an item."""
        if (target := self._target()) is not None:
            shifted = [
                TextRun(one.text, one.href, one.link_number and one.link_number + self.links, one.strong, one.em, one.code)
                for one in pieces
            ]
            self.links = max([self.links, *(one.link_number for one in shifted)])
            target += [*shifted, TextRun(" ")]

    def _target(self) -> list[TextRun] | None:
        return self.item if self.item is not None else self.cells[-1] if self.cells else None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a table, a row, a cell, an item, a link or emphasis."""
        named = dict(attrs)
        match tag:
            case "table":
                self.in_table, self.header = True, []
            case "tr":
                self._end_row()
                self.is_header, self.at = False, self._line()
            case "td" | "th" if self.in_table:
                self.cells.append([])
                self.is_header = self.is_header or tag == "th"
            case "li":
                self._end_item()
                self.item, self.at = [], self._line()
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "summary":
                self.heading = []
            case "a":
                self.links += 1
                self.href, self.link = named.get("href") or "", self.links
            case "img" if self.link:
                self.handle_data(image_text(named.get("alt") or "", named.get("src") or ""))
            case "br":
                self._put("\n")
            case "b" | "strong" | "em" | "i":
                self.style["strong" if tag in ("b", "strong") else "em"] += 1

    def handle_endtag(self, tag: str) -> None:
        """End what a tag began."""
        match tag:
            case "a":
                self.href, self.link = "", 0
            case "tr":
                self._end_row()
            case "table":
                self._end_row()
                self.in_table = False
            case "li" | "ul" | "ol":
                self._end_item()
            case "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "summary" if self.heading is not None:
                level = int(tag[1]) if tag != "summary" else 7
                self.headings[level] = " ".join("".join(self.heading).split())
                self.heading = None
            case "b" | "strong" | "em" | "i":
                kind = "strong" if tag in ("b", "strong") else "em"
                self.style[kind] = max(0, self.style[kind] - 1)

    def handle_data(self, data: str) -> None:
        """Text between tags."""
        if self.heading is not None:
            self.heading.append(data)
        elif self._target() is None:
            self.loose_text.append((self._line(), data))
        else:
            self._put(re.sub(r"\s+", " ", data))

    def _put(self, text: str) -> None:
        if (target := self._target()) is not None:
            target.append(TextRun(text, self.href, self.link, self.style["strong"] > 0, self.style["em"] > 0))

    def _line(self) -> int:
        return self.getpos()[0] + self.shift

    def _end_row(self) -> None:
        cells, self.cells = self.cells, []
        texts = [plain_text(cell).strip().lower() for cell in cells]
        if cells and (self.is_header or (not self.header and not any(p.link_number for c in cells for p in c))):
            self.header = texts
        elif cells:
            names = [*self.header, *[""] * len(cells)]
            self.rows.append(Row(self.at, (), cells=tuple(zip(names, map(tuple, cells), strict=False))))

    def _end_item(self) -> None:
        if self.item:
            self.rows.append(Row(self.at, (), tuple(self.item), is_bullet=True))
        self.item = None
